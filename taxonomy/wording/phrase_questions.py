"""Which phrases without a name (knowledge, skills, abilities; duties when asked) may be one, or levels of one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Competency, Decision, Question, Variant
from taxonomy.model.wording import StatementKind
from taxonomy.wording.candidates import Candidate, ask, current_sides, printed_in, variant_classes
from taxonomy.wording.compare import kinds_between
from taxonomy.wording.decisions import standing
from taxonomy.wording.expansions import expanded
from taxonomy.wording.features import WordingFeatures, wording_features
from taxonomy.wording.kinds import EDITORIAL
from taxonomy.wording.lexicon import content_stems, numeral_value, stem
from taxonomy.wording.neighbours import WordSet, near_pairs
from taxonomy.wording.spelling import is_compound
from taxonomy.wording.wording_questions import lower_first
from taxonomy.wording.words import keys_of

KINDS_ASKED: tuple[StatementKind, ...] = ("knowledge", "skill", "ability")
_LEAST_OVERLAP = 0.6
_NEAR_ENOUGH_TO_LOOK = 0.75
_PARTNERS = 4
_SAME_STEMS = 0.85
_BUT_FOR_WEAK_WORDS = 0.7
_WORDS_KEPT = EDITORIAL | {"order", "number", "conjunction"}
_TELLING = frozenset({"negation", "scope", "authority_verb"})


def phrase_questions(sides: Iterable[Candidate], kinds: Iterable[StatementKind] = KINDS_ASKED) -> Iterator[Question]:
    """A question for every two near phrases of one kind, unless one specification prints both."""
    wanted = tuple(kinds)
    by_kind: dict[str, dict[str, Variant]] = defaultdict(dict)
    for side in sides:
        if side.kind in wanted:
            by_kind[side.kind].update((variant.id, variant) for variant in side.variants)
    for kind in sorted(by_kind):
        variants = by_kind[kind]
        stems = {name: phrase_stems(variant.definition or "") for name, variant in variants.items()}
        for (one, other), overlap in sorted(near_pairs(stems, _LEAST_OVERLAP, _PARTNERS).items()):
            if not printed_in(variants[one]) & printed_in(variants[other]):
                yield from _question(*lower_first(variants[one], variants[other]), overlap)


def duty_questions(duties: Iterable[Competency], decisions: Sequence[Decision]) -> tuple[Question, ...]:
    """The questions about near duties, for whoever asks for them; pairs that somebody decided about are left out."""
    decided = {frozenset((d.left, d.right)) for d in standing(decisions)}
    asked = phrase_questions(current_sides(duties).values(), ("duty",))
    return tuple(q for q in asked if frozenset((q.left, q.right)) not in decided)


@lru_cache(maxsize=100_000)
def phrase_stems(text: str) -> WordSet:
    """The stems of what a phrase is about, "record keeping" as one word; words that only say its kind are left out."""
    words = keys_of(expanded(text)[0])
    together = {
        stem(one + other): {stem(one), stem(other)} for one, other in pairwise(words) if is_compound(one + other)
    }
    return (content_stems(expanded(text)[0]) - _lead_stems()).difference(*together.values()) | together.keys()


@cache
def _lead_stems() -> WordSet:
    return frozenset(map(stem, ("knowledge", "skill", "ability", "able")))


@cache
def _weak(name: str) -> WordSet:
    return frozenset(map(stem, read_table("weak_words.toml")[name]))


def _question(left: Variant, right: Variant, overlap: float) -> Iterator[Question]:
    a, b = left.definition or "", right.definition or ""
    kinds = kinds_between(a, b)
    features = _judged(wording_features(left, right, kinds), kinds, a, b)
    if features.suggests != "look" or overlap >= _NEAR_ENOUGH_TO_LOOK:
        affects = variant_classes(left) | variant_classes(right)
        yield ask("wording", left.id, right.id, kinds, features.published(), affects)


def _judged(features: WordingFeatures, kinds: tuple[str, ...], a: str, b: str) -> WordingFeatures:
    """A phrase names a matter: in another order, in the plural or without "modern" it names the same one."""
    if features.suggests != "look" or _TELLING.intersection(kinds) or _numbers(a) != _numbers(b):
        return features
    only, only_other = phrase_stems(a) - phrase_stems(b), phrase_stems(b) - phrase_stems(a)
    difference = only | only_other
    if not difference and _WORDS_KEPT.issuperset(kinds):
        return replace(features, suggests="same", confidence=_SAME_STEMS)
    if difference <= _weak("words") or (
        not (only and only_other) and difference <= _weak("words") | _weak("of_the_whole")
    ):
        return replace(features, suggests="same", confidence=_BUT_FOR_WEAK_WORDS)
    return features


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(sorted(value for value in map(numeral_value, keys_of(text)) if value))
