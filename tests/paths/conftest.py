"""Fixtures: the Atlas of the bundled documents, as the tests of `taxonomy` make it."""

from __future__ import annotations

from tests.taxonomy.conftest import bundled_atlas, bundled_documents

__all__ = ["bundled_atlas", "bundled_documents"]
