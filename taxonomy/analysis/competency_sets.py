"""Which classes state a set of competencies, each by which statement, and which of the set does no class state?

A competency is picked as such (any meaning of it will do), in one meaning (a variant), or from a level upwards. Only
what a current edition prints counts. A class that states the competency in another meaning, on a lower or undecided
level, or by its name alone where a meaning was picked, is near: it is shown with its statement, and never counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Statement, Variant
from taxonomy.wording.written_levels import rank_of, written_order

SetState: TypeAlias = Literal["stated", "named", "named_only", "other_meaning", "lower_level", "no_level", "nothing"]
# The first is the strongest. "named" prints only the label, and no meaning was asked for; "named_only" where one was.
STATES: tuple[SetState, ...] = ("stated", "named", "named_only", "other_meaning", "lower_level", "no_level", "nothing")
COVERED = frozenset({"stated", "named"})
MOST_PICKS = 40
_LEVEL = re.compile(r"(?P<name>.+?)\s*@\s*(?P<level>[1-9]\d?)$")


class Pick(Struct, frozen=True, kw_only=True):
    """A competency that is asked for: in the meaning `variant`, from `level` upwards, or in any meaning.

    `key` is how an address or a command writes it: the id of the competency or variant, or ``competency@level``.
    """

    key: str
    competency: str
    pref_label: str
    variant: str | None = None
    level: int | None = None


class Stating(Struct, frozen=True, kw_only=True):
    """What a class says for one pick: the statement, its variant, and how it meets what was asked."""

    state: SetState
    statement: Statement | None = None
    variant: str | None = None


class ClassHolding(Struct, frozen=True, kw_only=True):
    """A class with what it says for each pick, in the order of the picks; `missing` are the picks it does not cover."""

    id: str
    title: str
    authority: str
    covered: int
    near: int
    held: tuple[Stating, ...]
    missing: tuple[str, ...]


class SetCoverage(Struct, frozen=True, kw_only=True):
    """The classes that state any of the picks, the most first; `uncovered` are the picks that none states."""

    picks: tuple[Pick, ...]
    classes: tuple[ClassHolding, ...]
    uncovered: tuple[str, ...]
    generation: int


def read_pick(atlas: Atlas, text: str) -> Pick | None:
    """What ``ID``, ``LABEL``, ``VARIANT`` or any of them with ``@LEVEL`` asks for; None unless it is exactly one."""
    text = " ".join(text.split())
    competency = atlas.find_competency(text)
    if competency is not None:
        known = atlas.redirects.get(text, text)
        variant = next((variant.id for variant in competency.variants if variant.id == known), None)
        key = variant or competency.id
        return Pick(key=key, competency=competency.id, pref_label=competency.pref_label, variant=variant)
    levelled = _LEVEL.match(text)
    competency = atlas.find_competency(levelled["name"]) if levelled else None
    if levelled is None or competency is None:
        return None
    level = int(levelled["level"])
    key = f"{competency.id}@{level}"
    return Pick(key=key, competency=competency.id, pref_label=competency.pref_label, level=level)


def cover_set(atlas: Atlas, picks: Iterable[Pick]) -> SetCoverage:
    """Every class that states one of `picks` or comes near to it: most covered first, then most near, then by id."""
    asked = tuple({pick.key: pick for pick in picks}.values())[:MOST_PICKS]
    columns = [_column(atlas.stated(pick.competency), pick) for pick in asked]
    found = [_holding(atlas, key, asked, columns) for key in sorted({key for column in columns for key in column})]
    return SetCoverage(
        picks=asked,
        classes=tuple(sorted(found, key=lambda each: (-each.covered, -each.near, each.id))),
        uncovered=tuple(
            pick.key
            for pick, column in zip(asked, columns, strict=True)
            if not any(held.state in COVERED for held in column.values())
        ),
        generation=atlas.generation,
    )


def _column(competency: Competency, pick: Pick) -> dict[str, Stating]:
    """What each class says for `pick`, the strongest of its statements."""
    printed: list[tuple[Statement, Variant | None]] = [(s, v) for v in competency.variants for s in v.statements]
    printed += [(statement, None) for statement in competency.bare]
    order = written_order(competency.statements)
    found: dict[str, Stating] = {}
    for statement, variant in printed:
        if statement.current:
            state = _state(variant, rank_of(statement, variant, order), pick)
            held = Stating(state=state, statement=statement, variant=variant.id if variant else None)
            before = found.get(statement.class_id)
            if before is None or STATES.index(held.state) < STATES.index(before.state):
                found[statement.class_id] = held
    return found


def _state(variant: Variant | None, level: int | None, pick: Pick) -> SetState:
    if pick.variant is None and pick.level is None:
        return "stated" if variant else "named"
    if variant is None and level is None:
        return "named_only"
    if pick.level is None:
        return "stated" if variant and variant.id == pick.variant else "other_meaning" if variant else "named_only"
    if level is None:
        return "no_level"
    return "stated" if level >= pick.level else "lower_level"


def _holding(atlas: Atlas, class_id: str, picks: Sequence[Pick], columns: Sequence[dict[str, Stating]]) -> ClassHolding:
    row = atlas.summary(class_id)
    held = tuple(column.get(class_id, Stating(state="nothing")) for column in columns)
    covered = [each.state in COVERED for each in held]
    return ClassHolding(
        id=row.id,
        title=row.title,
        authority=row.authority,
        covered=sum(covered),
        near=sum(each.state != "nothing" for each in held) - sum(covered),
        held=held,
        missing=tuple(pick.key for pick, is_covered in zip(picks, covered, strict=True) if not is_covered),
    )
