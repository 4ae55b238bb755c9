"""Which amounts with units does a text name, and does a line's amount answer the one that was asked for?

"Lift 50 pounds" is not answered by "up to 15 pounds": where a line names an amount of the same unit, one of them must
reach what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from taxonomy.basics.datafiles import read_table

_NUMBER = r"\$?\d[\d,]*(?:\.\d+)?"


class Quantity(Struct, frozen=True):
    """An amount of a unit: at least `low` and at most `high`."""

    unit: str
    low: float
    high: float


def quantities(text: str) -> Iterator[Quantity]:
    """The amounts with a unit of the table that `text` names."""
    for match in _pattern().finditer(text.lower()):
        amount = float(match["number"].replace(",", "").lstrip("$"))
        until = float(match["until"].replace(",", "").lstrip("$")) if match["until"] else amount
        if match["most"]:
            amount = 0.0
        elif match["least"] or match["more"]:
            until = float("inf")
        yield Quantity(_units()[match["unit"]], amount, until)


def fits(asked: Sequence[Quantity], line: str) -> bool:
    """Does no amount in `line` contradict one that was asked for?"""
    if not asked:
        return True
    found = list(quantities(line))
    for want in asked:
        same = [each for each in found if each.unit == want.unit]
        if same and not any(each.low <= want.high and want.low <= each.high for each in same):
            return False
    return True


@cache
def _units() -> Mapping[str, str]:
    """Every spelling of a unit -> the unit."""
    return {said: unit for unit, spellings in read_table("search.toml")["units"].items() for said in spellings}


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, _units()), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<most>up to|at most|maximum of|less than|under|no more than)"
        rf"|(?P<least>at least|minimum of|over|more than))?"
        rf"\s*(?P<number>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<until>{_NUMBER}))?\s*(?P<more>\+|or more)?\s*-?"
        rf"(?P<unit>{units})\b(?!\s*of age)"
    )
