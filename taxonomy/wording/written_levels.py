"""Which levels do documents write for a competency, in which order, and on which of them does a statement stand?

A level that somebody decided (“level of”) goes before one that is only written; where nobody decided, the written ones
are the levels. Two written levels are ordered by a list that prints both, by their numbers, or by a known order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Competency, Statement, Variant
from taxonomy.model.specifications import ProficiencyLevel
from taxonomy.wording.fold import fold
from taxonomy.wording.lexicon import numeral_value
from taxonomy.wording.words import keys_of

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_LEADS = re.compile(r"^(?:proficiency |skill |capability )?level |\b level$")


def scale_of(competency: Competency) -> tuple[ProficiencyLevel, ...]:
    """The levels that its statements describe, the lowest first; each text of a level once."""
    printed = sorted((s.levels for s in competency.statements if s.levels), key=len, reverse=True)
    order = written_order(competency.statements)
    once = {(level.name, level.text): level for levels in printed for level in levels}
    return tuple(sorted(once.values(), key=lambda level: order.get(level_key(level.name), 0)))


def written_order(statements: Iterable[Statement]) -> dict[str, int]:
    """The written levels by key, 1 for the lowest, as far as a list in print or a known order tells their order."""
    found = list(statements)
    lists = sorted(({level_key(level.name): None for level in s.levels} for s in found), key=len, reverse=True)
    names = dict.fromkeys([name for each in lists for name in each] + [level_key(s.level) for s in found if s.level])
    longest = list(lists[0]) if lists and len(lists[0]) > 1 else []
    listed = {name: place for place, name in enumerate(longest, start=1)}
    return listed if listed and names.keys() <= listed.keys() else _known(names) or listed


def level_key(name: str) -> str:
    """ "Level 2 - Working", "Working level" and "working (2)" begin alike; what a level is known by."""
    return _LEADS.sub("", fold(name)).strip()


def level_rise(left: str | None, right: str | None, order: Mapping[str, int]) -> int | None:
    """How many levels the second stands above the first; None where nothing tells."""
    if not left or not right:
        return None
    one, other = level_key(left), level_key(right)
    places = order if one in order and other in order else _known((one, other))
    return places[other] - places[one] if one in places and other in places else None


def rank_of(statement: Statement, variant: Variant | None, order: Mapping[str, int]) -> int | None:
    """The level of a statement: the decided one of its variant, else the written one by its place in `order`."""
    if variant is not None and variant.level is not None:
        return variant.level
    return order.get(level_key(statement.level)) if statement.level else None


def with_written_levels(variants: Sequence[Variant]) -> list[Variant]:
    """`variants` of one competency; where nobody decided levels and each is written on one, those are its levels."""
    written = {v.id: {level_key(s.level) for s in v.statements if s.level} for v in variants}
    if any(v.level is not None for v in variants) or any(len(names) > 1 for names in written.values()):
        return list(variants)
    names = sorted({name for found in written.values() for name in found})
    order = written_order(s for v in variants for s in v.statements)
    if len(names) < 2 or not set(names) <= order.keys():
        return list(variants)
    return [replace(v, level=order[min(written[v.id])]) if written[v.id] else v for v in variants]


def _known(names: Iterable[str]) -> dict[str, int]:
    """The places of `names` by their numbers, or in the first known order that has them all; empty where none has."""
    asked = list(names)
    numbers = {name: number for name in asked if (number := _number(name)) is not None}
    if len(numbers) == len(asked):
        return numbers
    whole = next((order for order in _orders() if set(asked) <= set(order)), ())
    return {name: place for place, name in enumerate(whole, start=1)}


def _number(name: str) -> int | None:
    first = next(iter(keys_of(name)), "")
    value = numeral_value(first)
    return int(value) if value and value.isdigit() else _ROMAN.get(first)


@cache
def _orders() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(level_key, order)) for order in read_table("level_names.toml")["orders"])
