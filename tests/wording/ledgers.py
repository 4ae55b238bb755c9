"""Decisions as the tests make them."""

from __future__ import annotations

from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind


def decision(sequence: int, answer: DecisionKind, left: str, right: str, undoes: str | None = None) -> Decision:
    """Decision `sequence` by Ann."""
    return Decision(
        id=f"d{sequence}", sequence=sequence, answer=answer, question=None, left=left, right=right,
        by="Ann", when="2026-11-22T09:00:00", why="", undoes=undoes,
    )  # fmt: skip


def undo(sequence: int, of: int) -> Decision:
    """Ann takes decision `of` back."""
    return decision(sequence, "undo", "", "", undoes=f"d{of}")
