"""Which of many sets of words are near one another, without comparing every set with every other?

Two sets that share most of their words must share one of their rarest: each set is looked up only under the rarest
words it has, as many as a partner that is near enough could miss, plus one (prefix filtering).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

WordSet: TypeAlias = frozenset[str]
Pair: TypeAlias = tuple[str, str]

_CROWD = 60
_REACH = 12
_PARTNERS = 6


def dice(one: WordSet, other: WordSet) -> float:
    """Share of words that two sets have in common, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def near_pairs(sets: Mapping[str, WordSet], least: float, partners: int = _PARTNERS) -> dict[Pair, float]:
    """Pairs of names (sorted) whose sets are alike by `least` or more; of each name's pairs only its `partners` best.

    Under a word that a crowd shares, each set meets only those that sort next to it, so that a thousand printings of
    nearly one text cost a thousand steps and not a million.
    """
    candidates = _candidates(sets, least)
    scored = {pair: dice(sets[pair[0]], sets[pair[1]]) for pair in candidates}
    return _best_of_each({pair: score for pair, score in scored.items() if score >= least}, partners)


def _candidates(sets: Mapping[str, WordSet], least: float) -> set[Pair]:
    frequency = Counter(word for words in sets.values() for word in words)
    postings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(sets):
        for word in _prefix(sets[name], frequency, least):
            postings[word].append(name)
    crowded = {name for names in postings.values() if len(names) > _CROWD for name in names}
    places = {name: place for place, name in enumerate(sorted(crowded, key=lambda name: (sorted(sets[name]), name)))}
    found: set[Pair] = set()
    for names in postings.values():
        found.update(_meetings(names, places))
    return found


def _prefix(words: WordSet, frequency: Counter[str], least: float) -> list[str]:
    by_rarity = sorted(words, key=lambda word: (frequency[word], word))
    needed = math.ceil(len(words) * least / (2 - least))
    return by_rarity[: len(words) - max(needed, 1) + 1]


def _meetings(names: list[str], places: Mapping[str, int]) -> Iterable[Pair]:
    if len(names) <= _CROWD:
        return ((one, other) for place, one in enumerate(names) for other in names[place + 1 :])
    lined_up = sorted(names, key=places.__getitem__)
    return (
        (min(one, other), max(one, other))
        for place, one in enumerate(lined_up)
        for other in lined_up[place + 1 : place + 1 + _REACH]
    )


def _best_of_each(scored: Mapping[Pair, float], partners: int) -> dict[Pair, float]:
    by_name: dict[str, list[tuple[float, Pair]]] = defaultdict(list)
    for pair, score in scored.items():
        for name in pair:
            by_name[name].append((-score, pair))
    return {pair: -score for found in by_name.values() for score, pair in sorted(found)[:partners]}
