"""What does a class ask for beside its requirement, and when is it needed?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Condition, ConditionKind
from webapp.web.components import Cite, cite, plural, shown

KIND_WORDS: dict[ConditionKind, str] = {
    "licence": "License or certificate",
    "registration": "Registration",
    "age": "Age",
    "citizenship": "Citizenship or right to work",
    "residence": "Residence",
    "background": "Background, medical or physical check",
    "training": "Training",
    "other": "Also stated",
}
_WHEN = {"filing": "needed when you file", "appointment": "needed by appointment"}


class ConditionRow(Struct, frozen=True, kw_only=True):
    """One condition beside the requirement: what it is, when it is needed, and whether the person named it.

    `only_stated`: it is no license, check or status, only something that the text says of the work."""

    kind: str
    when: str | None
    text: str
    cite: Cite
    named: bool
    only_stated: bool


def condition_rows(
    atlas: Atlas, document: str, conditions: Iterable[Condition], named: Collection[tuple[str, str]] = ()
) -> tuple[ConditionRow, ...]:
    """The conditions of a class, what must be there first at the top; `named`: quote and thing that a person has."""
    rows = [
        ConditionRow(
            kind=KIND_WORDS[each.type],
            when=_when(each),
            text=shown(each.quote),
            cite=cite(atlas, document, each.first_line),
            named=(each.quote, each.of) in named,
            only_stated=each.type == "other",
        )
        for each in sorted(conditions, key=_order)
    ]
    return tuple(rows)


def _order(condition: Condition) -> tuple[int, int]:
    times = ("filing", None, "appointment", "within")
    return (int(condition.type == "other"), times.index(condition.needed))


def _when(condition: Condition) -> str | None:
    if condition.needed == "within":
        length = plural(int(condition.months), "month") if condition.months else "the stated time"
        return f"needed within {length} of appointment"
    return _WHEN.get(condition.needed or "")
