"""What does the address of the page for needs say: which needs, how they are read, which classes, in which order?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from msgspec import Struct, structs

from index.needs.coverage import Need, read_needs
from index.query.need_text import MOST_NEEDS

WEIGHTS = {3.0: "must have", 1.0: "wanted", 0.5: "nice to have"}
SORTS = {"coverage": "Coverage", "title": "Title", "authority": "Authority", "pay": "Pay, highest first"}
FEWEST, MOST = 5, 200
_LONGEST_NEED = 200
_LONGEST_WORD = 80
_MOST_OFF = 40


class Wish(Struct, frozen=True, kw_only=True):
    """Needs with weights, words that the lexicon must not read, and how the classes are narrowed and ordered.

    `states` are needs that a class must state; `show` is how many classes are shown side by side.
    """

    needs: tuple[Need, ...] = ()
    off: tuple[str, ...] = ()
    sort: str = "coverage"
    authority: str | None = None
    states: tuple[str, ...] = ()
    show: int = FEWEST

    def address(self, endpoint: str = "finding.find", **values: Any) -> str:
        """The address of `endpoint` for this wish."""
        given = [("need", need.text) for need in self.needs] + [("weight", f"{need.weight:g}") for need in self.needs]
        given += [("off", word) for word in self.off]
        return f"{url_for(endpoint, **values)}?{urlencode([*given, *self.narrowing()])}"

    def narrowing(self) -> list[tuple[str, str]]:
        """The part of the address that says which classes are shown, and how."""
        given = [("states", text) for text in self.states]
        given += [("authority", self.authority)] if self.authority else []
        given += [("sort", self.sort)] if self.sort != "coverage" else []
        return given + ([("show", str(self.show))] if self.show != FEWEST else [])

    def but(self, **changes: Any) -> Wish:
        """The same with some of it changed."""
        return structs.replace(self, **changes)


def read_wish(
    texts: Sequence[str], weights: Sequence[str] = (), off: Iterable[str] = (), paragraph: str = "", **narrowed: Any
) -> Wish:
    """The wish of an address; a paragraph is split and added to its needs; empty needs fall away."""
    padded = [*weights, *[""] * len(texts)]
    found = {
        text: Need(text=text, weight=_weight(weight))
        for text, weight in zip(map(need_text, texts), padded, strict=False)
        if text
    }
    for need in read_needs(paragraph):
        found.setdefault(need.text, need)
    words = tuple(dict.fromkeys(word[:_LONGEST_WORD] for word in off))[:_MOST_OFF]
    return Wish(needs=tuple(found.values())[:MOST_NEEDS], off=words, **_sensible(narrowed, found))


def need_text(text: str) -> str:
    """A need as it is kept: one line of a bounded length."""
    return " ".join(text.split())[:_LONGEST_NEED].strip()


def _sensible(narrowed: dict[str, Any], needs: Iterable[str]) -> dict[str, Any]:
    """What narrows and orders, without what makes no sense: an unknown order, a need that is gone."""
    found = dict(narrowed)
    if found.get("sort") not in SORTS:
        found.pop("sort", None)
    if "states" in found:
        wanted = set(map(need_text, found["states"]))
        found["states"] = tuple(text for text in needs if text in wanted)
    return {name: value for name, value in found.items() if value is not None}


def _weight(text: str) -> float:
    return next((weight for weight in WEIGHTS if f"{weight:g}" == text), 1.0)
