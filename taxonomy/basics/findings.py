"""What a check found: which rule, in which words, and where it stands."""

from __future__ import annotations

from msgspec import Struct


class FindingPlace(Struct, frozen=True, kw_only=True):
    """One more line that a finding speaks of."""

    text: str
    document: str
    first_line: int


class Finding(Struct, frozen=True, kw_only=True):
    """One entry of `atlas lint`. `classes` are the ids it speaks of; `items` are single lines within it.

    `key` stays the same while the finding does: by it a person accepts the finding as known.
    """

    rule: str
    message: str
    document: str | None
    first_line: int | None
    quote: str | None
    classes: tuple[str, ...] = ()
    items: tuple[FindingPlace, ...] = ()
    key: str = ""
