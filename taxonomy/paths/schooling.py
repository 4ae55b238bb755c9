"""How levels of schooling stand to each other: their order and their years of college, from ``data/education.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from taxonomy.basics.datafiles import read_table


class SchoolingLevel(Struct, frozen=True, kw_only=True):
    """A level of schooling; `rank` orders it, `years` is how many years of college it stands for."""

    name: str
    words: str
    rank: int
    years: float


@cache
def _levels() -> tuple[dict[str, SchoolingLevel], dict[str, SchoolingLevel]]:
    by_name: dict[str, SchoolingLevel] = {}
    by_spelling: dict[str, SchoolingLevel] = {}
    for rank, row in enumerate(read_table("education.toml")["level"]):
        if row.get("ordered", True):
            level = SchoolingLevel(name=row["name"], words=row["words"], rank=rank, years=row["years"])
            by_name[row["name"]] = level
            by_spelling |= dict.fromkeys(row["spellings"], level)
    return by_name, by_spelling


@lru_cache(maxsize=4096)
def find_level(text: str | None) -> SchoolingLevel | None:
    """The level that `text` names, in any spelling of the table, the longest first; None for other schooling."""
    by_name, by_spelling = _levels()
    wanted = (text or "").strip().lower()
    if wanted in by_name:
        return by_name[wanted]
    found = [each for each in by_spelling if re.search(rf"(?<![a-z]){re.escape(each)}(?![a-z])", wanted)]
    return by_spelling[max(found, key=len)] if found else None


def years_of(text: str | None) -> float | None:
    """Years of college that the level stands for; None where it is no level that can be counted."""
    level = find_level(text)
    return level.years if level else None


def spellings() -> dict[str, str]:
    """Every spelling of a level that can be compared, with the level's name."""
    by_name, by_spelling = _levels()
    return {**{name: name for name in by_name}, **{text: level.name for text, level in by_spelling.items()}}


def level_names() -> tuple[str, ...]:
    """The names of the levels that can be compared, lowest first."""
    return tuple(_levels()[0])
