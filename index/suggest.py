"""Which titles, former titles, codes and competencies go on from what is typed? Looked up in a sorted table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import nsmallest

from index.catalogue import Suggestion
from index.results import SuggestionRow
from index.text import words

_LONGEST_PREFIX = 80
_MOST_LOOKED_AT = 2_000


def suggest(table: Sequence[Suggestion], prefix: str, limit: int) -> tuple[SuggestionRow, ...]:
    """Rows whose text, or a later word of it, begins with `prefix`; beginnings first, then the shorter ones."""
    typed = " ".join(words(prefix[:_LONGEST_PREFIX]))
    if not typed:
        return ()
    start = bisect_left(table, typed, key=lambda row: row.start)
    end = bisect_left(table, typed + "\uffff", lo=start, key=lambda row: row.start)
    rows = table[start : min(end, start + _MOST_LOOKED_AT)]
    found: dict[tuple[str, str], SuggestionRow] = {}
    for row in nsmallest(limit * 4, rows, key=_order):
        shown = SuggestionRow(text=row.text, kind=row.kind, id=row.id, detail=row.detail)
        found.setdefault((row.id, row.text), shown)
    return tuple(found.values())[:limit]


def _order(row: Suggestion) -> tuple[bool, int, str, str]:
    return not row.first_word, len(row.text), row.text, row.id
