"""Keys, likenesses and scores that other tools and ours are measured by."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations, pairwise

from taxonomy.model import Question
from taxonomy.wording.fold import fold
from taxonomy.wording.harmonize import Harmony
from tests.bench import embeddings

Pair = frozenset[str]


def fingerprint(text: str) -> str:
    """OpenRefine's key: the words, without marks and case, sorted, each once."""
    return " ".join(sorted(set(re.sub(r"[^\w\s]", "", text.strip().lower()).split())))


def ngram_fingerprint(text: str) -> str:
    """OpenRefine's second key: the pairs of letters, sorted, each once."""
    letters = re.sub(r"[\W_]", "", text.lower())
    return "".join(sorted({"".join(pair) for pair in pairwise(letters)}))


def vectors(texts: Iterable[str], split: Callable[[str], Iterable[str]]) -> dict[str, dict[str, float]]:
    """TF-IDF vectors of length one."""
    counts = {text: Counter(split(text)) for text in set(texts)}
    seen = Counter(term for count in counts.values() for term in count)
    weighed = {
        text: {term: n * math.log((len(counts) + 1) / seen[term]) for term, n in count.items()}
        for text, count in counts.items()
    }
    norms = {text: math.sqrt(sum(w * w for w in vector.values())) or 1.0 for text, vector in weighed.items()}
    return {text: {term: w / norms[text] for term, w in vector.items()} for text, vector in weighed.items()}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def letters(text: str) -> list[str]:
    """Runs of four letters: meaning as far as letters carry it."""
    spaced = f" {fold(text)} "
    return [spaced[i : i + 4] for i in range(len(spaced) - 3)]


def row(name: str, found: set[Pair], true: set[Pair]) -> None:
    hits = len(found & true)
    precision = hits / len(found) if found else 1.0
    recall = hits / len(true)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    print(f"{name:58} {len(found):5} {hits:5} {precision:6.2f} {recall:6.2f} {f1:6.2f}")


def best(name: str, scores: dict[Pair, float], true: set[Pair]) -> None:
    """The row for the threshold that gives the best F1."""

    def f1(threshold: float) -> float:
        found = {pair for pair, score in scores.items() if score >= threshold}
        return 2 * len(found & true) / (len(found) + len(true))

    threshold = max(sorted(set(scores.values())), key=f1)
    row(f"{name} ≥ {threshold:.2f}", {pair for pair, score in scores.items() if score >= threshold}, true)


def head(title: str) -> None:
    print(f"\n{title:58} found right  prec.   rec.     F1")


def same(key: Callable[[str], str], pair: Pair) -> bool:
    return len({key(text) for text in pair}) == 1


def joined(harmony: Harmony, least: float) -> set[Pair]:
    """Pairs of printed labels that are one, if every label question from `least` upwards is answered "same"."""
    names = {c.id: sorted({s.label for s in c.statements}) for c in harmony.competencies}
    asked = [q for q in harmony.questions if q.kind == "label" and confidence(q) >= least]
    found = {frozenset((x, y)) for q in asked for x in names[q.left] for y in names[q.right]}
    return found | {frozenset(pair) for labels in names.values() for pair in combinations(labels, 2)}


def confidence(question: Question) -> float:
    value = question.features["confidence"]
    return value if isinstance(value, float) else 0.0


def embedding_rows(texts: Mapping[str, str], pairs: set[Pair], apart: set[Pair], true: set[Pair]) -> None:
    """The rows of sentence embeddings of `texts`, with and without the pairs that are known to be two things."""
    vectors = embeddings.embedded(texts.values())
    if vectors is None:
        print(f"{embeddings.NAME}: not installed")
        return
    scores = {p: embeddings.nearness(vectors, *(texts[name] for name in sorted(p))) for p in pairs}
    best(embeddings.NAME, scores, true)
    if apart:
        best(f"{embeddings.NAME}, listed together apart", {p: scores[p] for p in pairs - apart}, true)
