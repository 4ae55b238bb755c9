"""One switch for every file that tests keep: with ATLAS_TEST_REGENERATE=1 they are written anew, and the tests fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SWITCH = "ATLAS_TEST_REGENERATE"


def assert_kept(path: Path, text: str) -> None:
    """The file `path` holds `text`; with the switch on, or where it is missing, it is written and the test fails."""
    if os.environ.get(SWITCH) == "1" or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} has been written: read the difference, then commit it.")
    assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date: run the tests once with {SWITCH}=1."
