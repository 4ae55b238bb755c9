"""Do two wordings stand on different levels, which is the higher, and which words show it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from taxonomy.wording.lexicon import authority_rank, is_finite_verb, scope_spans
from taxonomy.wording.words import keys_of

_AUTHORITY = "authority"


class LevelSigns(Struct, frozen=True, kw_only=True):
    """`higher` is 1 where the second text stands higher, -1 where the first does, 0 where nothing shows it."""

    higher: int
    words: tuple[str, ...]


@lru_cache(maxsize=50_000)
def level_signs(a: str, b: str) -> LevelSigns:
    """Compare the ranks of the verbs of authority, and of the phrases of scope, that stand on one side only."""
    ranked, other_ranked = _ranked(a), _ranked(b)
    votes: list[int] = []
    words: list[str] = []
    for family in sorted(ranked.keys() & other_ranked.keys()):
        only, other_only = _only(ranked[family], other_ranked[family]), _only(other_ranked[family], ranked[family])
        vote = _vote(family, list(only.values()), list(other_only.values()))
        if vote:
            votes.append(vote)
            words.append(f"{family}: {', '.join(only)} / {', '.join(other_only)}")
    return LevelSigns(higher=_sign(sum(votes)), words=tuple(words))


def _vote(family: str, ranks: list[int], other_ranks: list[int]) -> int:
    """Which side stands higher. A definition leads with its strongest verb, so of verbs only the first counts."""
    if not ranks or not other_ranks:
        return 0
    if family == _AUTHORITY:
        return _sign(other_ranks[0] - ranks[0])
    return _sign(sum(other_ranks) * len(ranks) - sum(ranks) * len(other_ranks))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


@lru_cache(maxsize=20_000)
def _ranked(text: str) -> dict[str, dict[str, int]]:
    """The ranked words of a text by family."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for family, words, rank in _ranks(keys_of(text)):
        found[family][words] = rank
    return found


def _ranks(keys: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    for span in scope_spans(keys):
        yield span.family, " ".join(keys[span.start : span.end]), span.rank
    for key in keys:
        rank = authority_rank(key)
        if rank is not None and is_finite_verb(key):
            yield _AUTHORITY, key, rank


def _only(side: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {words: rank for words, rank in side.items() if words not in other}
