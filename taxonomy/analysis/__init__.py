"""Findings over the whole collection: checks, health, impact, redlines, competency sets."""
