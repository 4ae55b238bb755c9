"""Which titles, former titles, codes and competencies go on from what is typed? Looked up in a sorted table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import nsmallest

from rapidfuzz.distance import OSA

from index.content.text import key, words
from index.results import Suggestion
from index.storage.document_table import SuggestionEntry

_LONGEST_PREFIX = 80
_MOST_LOOKED_AT = 2_000
# Shorter words are one letter away from too many others.
_SLIPS_FROM = 4


def suggest(table: Sequence[SuggestionEntry], prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Rows whose text, or a later word of it, begins with `prefix`; beginnings first, then the shorter ones.

    Where none does: rows of which each typed word begins a word ("wat op"), then the same with a slip in a word.
    """
    typed = " ".join(words(prefix[:_LONGEST_PREFIX]))
    if not typed:
        return ()
    # "cs-21" is the beginning of the code CS2154, though not yet a code itself.
    rows = _beginning(table, typed) or _beginning(table, typed.replace(" ", "")) or _by_words(table, typed.split())
    found: dict[tuple[str, str], Suggestion] = {}
    for row in nsmallest(limit * 4, rows, key=_order):
        shown = Suggestion(text=row.text, kind=row.kind, id=row.id, detail=row.detail)
        # "Teamwork" and "teamwork" are one row; two classes of one title are two.
        found.setdefault((row.kind if row.kind == "competency" else row.id, key(row.text)), shown)
    return tuple(found.values())[:limit]


def _by_words(table: Sequence[SuggestionEntry], typed: Sequence[str]) -> Sequence[SuggestionEntry]:
    """Rows in which each typed word begins a word, in any order; with a slip where no row has them as typed."""
    whole = [(row, row.start.split()) for row in table if row.first_word]
    exact = [row for row, said in whole if all(any(word.startswith(each) for word in said) for each in typed)]
    if exact or max(map(len, typed)) < _SLIPS_FROM:
        return exact
    return [row for row, said in whole if all(any(_nearly(each, word) for word in said) for each in typed)]


def _nearly(typed: str, word: str) -> bool:
    """Does `word` begin with what was typed, one slip aside?"""
    if word.startswith(typed):
        return True
    if len(typed) < _SLIPS_FROM or typed[0] != word[0]:
        return False
    return any(
        OSA.distance(typed, word[:end], score_cutoff=1) <= 1 for end in (len(typed) - 1, len(typed), len(typed) + 1)
    )


def _beginning(table: Sequence[SuggestionEntry], typed: str) -> Sequence[SuggestionEntry]:
    start = bisect_left(table, typed, key=lambda row: row.start)
    end = bisect_left(table, typed + "\uffff", lo=start, key=lambda row: row.start)
    return table[start : min(end, start + _MOST_LOOKED_AT)]


def _order(row: SuggestionEntry) -> tuple[bool, int, str, str]:
    return not row.first_word, len(row.text), row.text, row.id
