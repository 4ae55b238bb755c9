"""Which titles, former titles, codes and competencies go on from what is typed? Looked up in a sorted table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import nsmallest

from index.content.text import words
from index.results import Suggestion
from index.storage.document_table import SuggestionEntry

_LONGEST_PREFIX = 80
_MOST_LOOKED_AT = 2_000


def suggest(table: Sequence[SuggestionEntry], prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Rows whose text, or a later word of it, begins with `prefix`; beginnings first, then the shorter ones."""
    typed = " ".join(words(prefix[:_LONGEST_PREFIX]))
    if not typed:
        return ()
    # "cs-21" is the beginning of the code CS2154, though not yet a code itself.
    rows = _beginning(table, typed) or _beginning(table, typed.replace(" ", ""))
    found: dict[tuple[str, str], Suggestion] = {}
    for row in nsmallest(limit * 4, rows, key=_order):
        shown = Suggestion(text=row.text, kind=row.kind, id=row.id, detail=row.detail)
        found.setdefault((row.id, row.text), shown)
    return tuple(found.values())[:limit]


def _beginning(table: Sequence[SuggestionEntry], typed: str) -> Sequence[SuggestionEntry]:
    start = bisect_left(table, typed, key=lambda row: row.start)
    end = bisect_left(table, typed + "\uffff", lo=start, key=lambda row: row.start)
    return table[start : min(end, start + _MOST_LOOKED_AT)]


def _order(row: SuggestionEntry) -> tuple[bool, int, str, str]:
    return not row.first_word, len(row.text), row.text, row.id
