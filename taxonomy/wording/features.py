"""What can be said about two sides that may be one: the evidence a person reads before deciding."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict

from taxonomy.model import Variant
from taxonomy.wording.authority import Testimony, Vocabulary
from taxonomy.wording.candidates import Candidate, Features, Rarity, variant_classes
from taxonomy.wording.compare import is_editorial, kinds_between, words_with
from taxonomy.wording.kinds import EDITORIAL
from taxonomy.wording.levels import LevelSigns, level_signs
from taxonomy.wording.lexicon import content_stems, content_words, name_stems, stem
from taxonomy.wording.likeness import label_likeness, likeness, unshared_stems

FEATURE_HELP = {
    "suggests": "What the evidence points to; look closely where nothing stands out. It decides nothing.",
    "confidence": "How sure the suggestion is, from 0 to 1: each piece of evidence takes away a part of the doubt.",
    "label_likeness": "How alike the two names are, letter by letter, from 0 to 100.",
    "label_overlap": "Share of their words that both names have in common, rare words counting more, from 0 to 1.",
    "label_difference": "The kinds of difference between the two names, where they are nearly one.",
    "same_words": "Both names are made of these words, in other forms or order; “skills” and “ability” aside.",
    "definition_likeness": "Share of words that the two nearest definitions have in common, rare words counting more.",
    "shared_words": "Words that the definitions of both sides use, the most telling first.",
    "reference": "What an authority list says about the two names. It joins nothing.",
    "likeness": "How alike the two texts are, letter by letter, from 0 to 100. It can hide a change of level.",
    "content_difference": "How many words with a meaning of their own stand in only one of the two texts.",
    "added_words": "Words with a meaning of their own that only the right side has.",
    "removed_words": "Words with a meaning of their own that only the left side has.",
    "level_words": "Verbs of authority and phrases of scope that show which side stands higher: left / right.",
    "shared_clause": "A clause that stands, nearly word for word, under two competencies.",
    "left_uses": "In how many classes the left side stands today.",
    "right_uses": "In how many classes the right side stands today.",
    "skipped": "Somebody put this question off.",
}

# Weights of the evidence for one competency under two names; measured by tests/bench/wording_quality.py.
_LABEL_WORDS = 0.4
_SAME_WORDS = 0.6
_ONE_SPELLING = 0.9
_TESTIMONY = {"one": 0.45, "both": 0.3}
_TWO_ENTRIES = 0.45
_SURE_ENOUGH = 0.5
_SHOWN_WORDS = 8
_NEARLY_ONE_NAME = EDITORIAL | {"number", "order", "conjunction"}
_LEVEL_KINDS = frozenset({"authority_verb", "scope"})


class Witnesses(Struct, frozen=True, kw_only=True):
    """What label questions are judged by beside the two sides: rarity of words in texts and names, and a vocabulary."""

    texts: Rarity
    labels: Rarity
    vocabularies: tuple[Vocabulary, ...]


class _Features(Struct, frozen=True, kw_only=True):
    suggests: str
    confidence: float
    left_uses: float
    right_uses: float

    def published(self) -> Features:
        """The features by name, as questions carry them."""
        return dict(asdict(self))


class LabelFeatures(_Features, frozen=True, kw_only=True):
    """The evidence that two competencies may be one; `FEATURE_HELP` explains each."""

    label_likeness: float
    label_overlap: float
    label_difference: list[str]
    same_words: list[str]
    definition_likeness: float
    shared_words: list[str]
    reference: str


class WordingFeatures(_Features, frozen=True, kw_only=True):
    """The evidence that two variants may be one, or levels of one; `FEATURE_HELP` explains each."""

    likeness: float
    content_difference: float
    added_words: list[str]
    removed_words: list[str]
    level_words: list[str]


def label_features(left: Candidate, right: Candidate, witnesses: Witnesses) -> LabelFeatures:
    """The evidence that two competencies may be one."""
    difference = _name_difference(left, right)
    overlap = witnesses.labels.likeness(left.label_stems, right.label_stems)
    likest = _likest_texts(left, right, witnesses.texts)
    testimony = _testimony(left, right, witnesses.vocabularies)
    same_words = [] if difference else _same_words(left.pref_label, right.pref_label)
    confidence = _confidence(likest, overlap, difference, same_words, testimony)
    return LabelFeatures(
        suggests="same" if confidence >= _SURE_ENOUGH else "look",
        confidence=confidence,
        left_uses=float(len(left.classes)),
        right_uses=float(len(right.classes)),
        label_likeness=label_likeness(left.pref_label, right.pref_label),
        label_overlap=round(overlap, 2),
        label_difference=difference,
        same_words=same_words,
        definition_likeness=round(likest, 2),
        shared_words=_shared_words(left, right, witnesses.texts),
        reference=testimony.words if testimony else "unknown",
    )


def _name_difference(left: Candidate, right: Candidate) -> list[str]:
    """The kinds of difference between the two nearest names, where these leave the words as they are."""
    kinds = (kinds_between(a, b) for a in left.labels for b in right.labels)
    near = sorted((len(found), list(found)) for found in kinds if _NEARLY_ONE_NAME.issuperset(found))
    return near[0][1] if near else []


def _likest_texts(left: Candidate, right: Candidate, rarity: Rarity) -> float:
    pairs = ((content_stems(a), content_stems(b)) for a in left.texts for b in right.texts)
    return max((rarity.likeness(one, other) for one, other in pairs), default=0.0)


def _testimony(left: Candidate, right: Candidate, vocabularies: Sequence[Vocabulary]) -> Testimony | None:
    """What the first vocabulary says that knows names of both."""
    ours, theirs = (left.pref_label, *left.labels), (right.pref_label, *right.labels)
    return next(filter(None, (vocabulary.testify(ours, theirs) for vocabulary in vocabularies)), None)


def _same_words(left: str, right: str) -> list[str]:
    """The words of two names where these are the same: "Following Directions", "ability to follow directions"."""
    one, other = name_stems(left), name_stems(right)
    return list(words_with(left, one)) if one and one == other else []


def _confidence(
    likest: float, overlap: float, difference: list[str], same_words: list[str], testimony: Testimony | None
) -> float:
    """Each piece of evidence takes its part of the doubt away; so none is sure because several are middling."""
    evidence = [likest, _LABEL_WORDS * overlap, _TESTIMONY.get(testimony.says, 0.0) if testimony else 0.0]
    evidence += [_ONE_SPELLING] if difference else []
    evidence += [_SAME_WORDS] if same_words else []
    sure = 1 - math.prod(1 - each for each in evidence)
    apart = _TWO_ENTRIES if testimony and testimony.says == "two" else 1.0
    return round(min(max(sure * apart, 0.01), 0.99), 2)


def _shared_words(left: Candidate, right: Candidate, rarity: Rarity) -> list[str]:
    """Words that the texts of both sides use, the rarest first, as the left side writes them."""
    common = left.text_stems & right.text_stems
    by_stem = {stem(word): word for text in reversed(left.texts) for word in reversed(content_words(text))}
    return [by_stem[key] for key in sorted(common, key=lambda key: (-rarity.weight(key), key))[:_SHOWN_WORDS]]


def wording_features(left: Variant, right: Variant, kinds: Sequence[str]) -> WordingFeatures:
    """The evidence that two variants may be one, or levels of one competency."""
    a, b = left.definition or "", right.definition or ""
    only_left, only_right = unshared_stems(a, b)
    signs = level_signs(a, b)
    suggestion, confidence = _suggest(kinds, is_editorial(a, b), len(only_left) + len(only_right), signs)
    return WordingFeatures(
        suggests=suggestion,
        confidence=confidence,
        left_uses=float(len(variant_classes(left))),
        right_uses=float(len(variant_classes(right))),
        likeness=likeness(a, b),
        content_difference=float(len(only_left) + len(only_right)),
        added_words=list(words_with(b, only_right)),
        removed_words=list(words_with(a, only_left)),
        level_words=list(signs.words),
    )


def _suggest(kinds: Sequence[str], editorial: bool, difference: int, signs: LevelSigns) -> tuple[str, float]:
    """Only purely editorial differences are ever proposed as the same wording."""
    if editorial:
        return "same", 0.97
    if signs.words and _LEVEL_KINDS.intersection(kinds):
        return "level_of", round(min(0.55 + 0.1 * len(signs.words), 0.75), 2) if signs.higher else 0.5
    return "look", 0.45 if difference <= 2 else 0.3
