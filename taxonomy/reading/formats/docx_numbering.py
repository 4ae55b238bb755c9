"""Which label does Word print before a list paragraph? (Word keeps the rule in the file, not the label.)"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn
from msgspec import Struct

from taxonomy.reading.formats.docx_styles import value_of
from taxonomy.reading.formats.numerals import numeral

_BULLET = "-"
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8


class NumberingLevel(Struct, frozen=True, kw_only=True):
    """One level of a list: number format, pattern of the label (``%1.%2``) and first number."""

    style: str
    pattern: str
    start: int


class Numbering:
    """The lists of one document; it counts as it is asked, in document order."""

    def __init__(self, numbering: Any | None) -> None:
        """`numbering` is the XML of the numbering part, or null where the document has none."""
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], NumberingLevel] = {}
        self._restarts: dict[str, bool] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._read(numbering)

    def label(self, number_id: str, level: str | None) -> tuple[str, int] | None:
        """The label of the next paragraph of this list and its depth; null for list 0, which means no list."""
        if number_id == "0":
            return None
        depth = min(int(level), _DEEPEST) if level and level.isdigit() else 0
        abstract = self._lists.get(number_id, "")
        rule = self._levels.get((abstract, depth))
        if rule is None or rule.style == "bullet":
            return _BULLET, depth
        if rule.style == "none":
            return None
        self._count(number_id, abstract, depth)
        return self._printed(rule, abstract, depth), depth

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.iter(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"))
            for level in abstract.iter(qn("w:lvl")):
                self._levels[name, int(level.get(qn("w:ilvl"), "0"))] = _level(level)
        for number in numbering.iter(qn("w:num")):
            number_id = number.get(qn("w:numId"))
            self._lists[number_id] = value_of(number, "w:abstractNumId") or ""
            self._restarts[number_id] = next(number.iter(qn("w:startOverride")), None) is not None

    def _count(self, number_id: str, abstract: str, depth: int) -> None:
        if self._restarts.pop(number_id, False):
            self._forget(abstract, 0)
        key = (abstract, depth)
        self._counts[key] = self._counts.get(key, self._levels[key].start - 1) + 1
        self._forget(abstract, depth + 1)

    def _forget(self, abstract: str, depth: int) -> None:
        for deeper in range(depth, _DEEPEST + 1):
            self._counts.pop((abstract, deeper), None)

    def _printed(self, rule: NumberingLevel, abstract: str, depth: int) -> str:
        def place(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            other = self._levels.get((abstract, level), rule)
            return numeral(self._counts.get((abstract, level), other.start), other.style)

        return _PLACE.sub(place, rule.pattern).strip() or numeral(self._counts[abstract, depth], rule.style)


def _level(element: Any) -> NumberingLevel:
    start = value_of(element, "w:start") or "1"
    return NumberingLevel(
        style=value_of(element, "w:numFmt") or "decimal",
        pattern=value_of(element, "w:lvlText") or "",
        start=int(start) if start.isdigit() else 1,
    )
