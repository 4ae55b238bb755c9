"""What are the clauses of a definition, and which clause stands under two competencies?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from taxonomy.wording.lexicon import GRAMMAR, is_finite_verb, scope_spans, stem
from taxonomy.wording.neighbours import Pair, WordSet, near_pairs
from taxonomy.wording.words import Word, keys_of, words_of

_END = re.compile(r"[.;:?!\n]|\s[–—-]\s")
_SHORTEST = 4
_NEAR = 0.62
_MOST_BETWEEN = 3
_JOINTS = frozenset({"and", "or", "then", "also", "and/or"})


def clauses_of(text: str) -> tuple[str, ...]:
    """`text` cut at stops and semicolons, and where a comma or "and" is followed by the verb of a new clause.

    ``"Sets goals, displays effort and commitment, and works alone"`` has three clauses.
    """
    words = words_of(text)
    starts = [place for place in range(len(words)) if place == 0 or _begins(text, words, place)]
    ends = [*starts[1:], len(words)]
    return tuple(text[words[i].start : words[j - 1].end] for i, j in zip(starts, ends, strict=True))


def _begins(text: str, words: tuple[Word, ...], place: int) -> bool:
    gap = text[words[place - 1].end : words[place].start]
    if _END.search(gap):
        return True
    if "," in gap:
        verb = next((p for p in range(place, len(words)) if words[p].key not in _JOINTS), place)
        return _is_clause_verb(text, words, verb)
    return words[place].key == "and" and place + 1 < len(words) and _is_clause_verb(text, words, place + 1)


def _is_clause_verb(text: str, words: tuple[Word, ...], place: int) -> bool:
    """A finite verb that something follows: in "rules, plans, reports" the plans are things."""
    following = text[words[place].end : words[place + 1].start] if place + 1 < len(words) else "."
    return is_finite_verb(words[place].key) and not re.search("[,.;:]", following)


def clause_stems(clause: str) -> WordSet:
    """The stems of what a clause says; for whom and how far ("staff, peers and local stakeholder groups") left out."""
    keys = keys_of(clause)
    scope = {place for span in scope_spans(keys) for place in range(span.start, span.end)}
    return frozenset(stem(key) for place, key in enumerate(keys) if key not in GRAMMAR and place not in scope)


def shared_clauses(texts: Mapping[str, str], homes: Mapping[str, str]) -> dict[Pair, tuple[str, str]]:
    """Pairs of texts under different `homes` that share a clause nearly word for word, and that clause on each side.

    Of all pairs between two homes only the nearest few: one clause in a hundred variants is one matter, not thousands.
    """
    clauses = dict(_keyed_clauses(texts))
    stems = {key: clause_stems(clause) for key, clause in clauses.items()}
    found: dict[Pair, tuple[str, str]] = {}
    met: Counter[frozenset[str]] = Counter()
    for (one, other), _ in sorted(near_pairs(stems, _NEAR).items(), key=lambda item: (-item[1], item[0])):
        left, right = one.rsplit("\n", 1)[0], other.rsplit("\n", 1)[0]
        between = frozenset((homes[left], homes[right]))
        if len(between) == 2 and met[between] < _MOST_BETWEEN and (left, right) not in found:
            found[left, right] = clauses[one], clauses[other]
            met[between] += 1
    return found


def _keyed_clauses(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in sorted(texts):
        for number, clause in enumerate(clauses_of(texts[name])):
            if len(clause_stems(clause)) >= _SHORTEST:  # fewer words say too little to have moved
                yield f"{name}\n{number}", clause
