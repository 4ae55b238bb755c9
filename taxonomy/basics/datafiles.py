"""Where the data that comes with the product lies: beside the checkout's code, or inside the installed wheel."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_TAXONOMY = Path(__file__).resolve().parent.parent
_PLACES = (_TAXONOMY / "_data", _TAXONOMY.parent / "data")


@cache
def data_folder() -> Path:
    """The folder `data`; raises `FileNotFoundError` where an installation lost it."""
    for place in _PLACES:
        if place.is_dir():
            return place
    raise FileNotFoundError("The data folder that belongs to Competency Atlas is missing; install it again.")


@cache
def read_table(name: str) -> dict[str, Any]:
    """The TOML table ``data/<name>``, read once; callers treat it as read-only."""
    return tomllib.loads((data_folder() / name).read_text(encoding="utf-8"))
