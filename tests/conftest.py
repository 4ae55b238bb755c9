"""Fixtures that every room's tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The developers' documents; a test that needs them skips where they are not at hand."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the developers' documents (../shared/data) are not on this machine")
    return SHARED_DATA
