"""Is a small word that stands on one side only mere grammar, or does it say something ("a few", "is supervised")?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taxonomy.wording.lexicon import ARTICLES, CONJUNCTIONS
from taxonomy.wording.text_side import TextSide

_LINKING = ARTICLES | {"that", "which", "who", "is", "are"}
_PASSIVE = frozenset({"is", "are"})
_RELATIVE = frozenset({"that", "which", "who"})
_PARTICIPLES = frozenset(
    {"led", "taught", "held", "paid", "kept", "made", "done", "sent", "found", "known", "given", "taken"}
)


def small_words(side: TextSide, places: Sequence[int]) -> Iterator[str]:
    """The kind of difference that words of grammar make which stand on one side only."""
    rest = [place for place in places if side.key(place) not in CONJUNCTIONS]
    if rest:
        harmless = _LINKING.issuperset(map(side.key, rest)) and not any(_carries_meaning(side, p) for p in rest)
        yield "article" if harmless else "different"


def _carries_meaning(side: TextSide, place: int) -> bool:
    """A telling article; or an "is" that alone makes a passive: "is supervised" / "supervised"."""
    if side.key(place) not in _PASSIVE:
        return side.key(place) in ARTICLES and side.tells(place)
    following = side.key(place + 1) if place + 1 < len(side.words) else ""
    relative = place and side.key(place - 1) in _RELATIVE
    return not relative and (following.endswith("ed") or following in _PARTICIPLES)
