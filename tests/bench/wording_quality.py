"""How well are labels and wordings grouped, beside what other tools do? Run: python -m tests.bench.wording_quality

Everything is measured on the bundled documents against `tests/wording/gold.py`. Methods that need a threshold get the
one that serves them best on these very data; ours has fixed ones. ``--scale N`` also times N generated statements.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from taxonomy.model import Question, Statement
from taxonomy.wording.compare import compare
from taxonomy.wording.fold import fold, fold_label
from taxonomy.wording.harmonize import Harmony, harmonize
from tests.wording import gold
from tests.wording.corpus import bundled_statements, definition

Pair = frozenset[str]
CURRENT = tuple(s for s in bundled_statements() if s.current)
SURE = 0.5


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=0)
    options = parser.parse_args()
    label_table()
    wording_table()
    queue_table(harmonize(CURRENT, []))
    if options.scale:
        scale(options.scale)


# Keys and likenesses that other tools use


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


# Scoring


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


# Labels


def label_table() -> None:
    labels = sorted({s.label for s in CURRENT})
    pairs = {frozenset(pair) for pair in combinations(labels, 2)}
    true = {frozenset(pair) for pair in gold.ONE_COMPETENCY}
    texts = {label: " ".join(sorted({s.definition or "" for s in CURRENT if s.label == label})) for label in labels}
    head(f"Labels ({len(pairs)} pairs, {len(true)} true)")
    row("OpenRefine fingerprint", {p for p in pairs if same(fingerprint, p)}, true)
    row("OpenRefine n-gram fingerprint", {p for p in pairs if same(ngram_fingerprint, p)}, true)
    row(
        "OpenRefine nearest neighbour, edit distance ≤ 2",
        {p for p in pairs if Levenshtein.distance(*sorted(p)) <= 2},
        true,
    )
    best("label likeness", {p: fuzz.token_sort_ratio(*sorted(p)) for p in pairs}, true)
    words = vectors(texts.values(), str.split)
    by_text = {p: cosine(*(words[texts[x]] for x in sorted(p))) for p in pairs}
    best("definitions, TF-IDF", by_text, true)
    printed = {x: {s.class_id for s in CURRENT if s.label == x} for x in labels}
    apart = {p for p in pairs if set.intersection(*(printed[x] for x in p))}
    best("definitions, TF-IDF, names listed together apart", {p: by_text[p] for p in pairs - apart}, true)
    parts = vectors([f"{x} {texts[x]}" for x in labels], letters)
    best(
        "label + definitions, letter runs",
        {p: cosine(*(parts[f"{x} {texts[x]}"] for x in sorted(p))) for p in pairs},
        true,
    )
    row("ours, joined without a person", {p for p in pairs if same(fold_label, p)}, true)
    alone, helped = harmonize(CURRENT, [], []), harmonize(CURRENT, [])
    row("ours, every label question, no vocabulary", joined(alone, 0.0), true)
    row("ours, label questions from 0.27, no vocabulary", joined(alone, 0.27), true)
    row("ours, every label question, with our vocabulary", joined(helped, 0.0), true)
    row("ours, proposed as the same, with our vocabulary", joined(helped, SURE), true)


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


# Wordings


def gold_pairs(places: list[tuple[tuple[str, int], tuple[str, int]]]) -> set[Pair]:
    return {frozenset(fold(definition(*place)) for place in pair) for pair in places}


def wording_table() -> None:
    texts = {fold(s.definition or ""): s.definition or "" for s in CURRENT}
    by_label: dict[str, set[str]] = {}
    for s in CURRENT:
        by_label.setdefault(fold_label(s.label), set()).add(fold(s.definition or ""))
    pairs = {frozenset(pair) for folds in by_label.values() for pair in combinations(folds, 2)}
    true = gold_pairs(gold.ONE_TEXT)
    both = {pair: [texts[key] for key in sorted(pair)] for pair in pairs}
    found = {pair: compare(*both[pair]) for pair in pairs}
    head(f"Wordings of one competency ({len(pairs)} pairs, {len(true)} one text)")
    row("OpenRefine fingerprint", {p for p in pairs if len({fingerprint(t) for t in both[p]}) == 1}, true)
    row("likeness ≥ 95", {p for p in pairs if found[p].similarity >= 95}, true)
    best("likeness", {p: found[p].similarity for p in pairs}, true)
    words = vectors(texts.values(), str.split)
    best("TF-IDF", {p: cosine(*(words[t] for t in both[p])) for p in pairs}, true)
    parts = vectors(texts.values(), letters)
    best("letter runs", {p: cosine(*(parts[t] for t in both[p])) for p in pairs}, true)
    row("ours, joined without a person", set(), true)
    row("ours, proposed as the same wording", {p for p in pairs if found[p].mergeable}, true)
    near = {p for p in pairs if len(found[p].added_words) + len(found[p].removed_words) <= 2}
    row("ours, at most 2 content words differ", near, true)
    logic = {"authority_verb", "scope", "conjunction"}
    row(
        "ours, the same without logic, scope and authority kinds",
        {p for p in near if not logic & set(found[p].kinds)},
        true,
    )


# The queue


def queue_table(harmony: Harmony) -> None:
    """Of the questions shown first, how many carry the right suggestion? "look" suggests nothing and is left out."""
    variants = {v.id: fold(v.definition or "") for c in harmony.competencies for v in c.variants}
    labels = {c.id: c.pref_label for c in harmony.competencies}
    right = {"same": gold_pairs(gold.ONE_TEXT), "level_of": gold_pairs(gold.LEVELS), "moved": gold_pairs(gold.MOVED)}
    names = {frozenset(map(fold_label, pair)) for pair in gold.ONE_COMPETENCY}
    verdicts = []
    for question in harmony.questions:
        if question.kind == "label":
            verdict = frozenset(fold_label(labels[side]) for side in (question.left, question.right)) in names
        else:
            pair = frozenset(variants[side] for side in (question.left, question.right))
            verdict = pair in right.get(str(question.features["suggests"]), set())
        if question.features["suggests"] != "look":
            verdicts.append(verdict)
    print(f"\nQuestions: {len(harmony.questions)}, of which {len(verdicts)} with a suggestion")
    for first in (10, 20, len(verdicts)):
        print(f"  right among the first {first:3}: {sum(verdicts[:first])}")
    asked = {frozenset((variants.get(q.left, ""), variants.get(q.right, ""))) for q in harmony.questions}
    print(f"  of {len(right['level_of'])} pairs of levels, asked about: {len(right['level_of'] & asked)}")


# Many statements


def generated(count: int) -> list[Statement]:
    """`count` statements: the bundled texts under many labels, most of them verbatim, others with words changed."""
    rng = random.Random(7)
    words = sorted({word for s in CURRENT for word in (s.definition or "").split()})
    statements = []
    for number in range(count):
        model = rng.choice(CURRENT)
        text = (model.definition or "").split()
        for _ in range(rng.choice((0, 0, 0, 0, 0, 0, 1, 2, 6))):
            text[rng.randrange(len(text))] = rng.choice(words)
        series = rng.randrange(max(1, count // 1000))
        statements.append(
            Statement(
                id=f"g{number}",
                class_id=f"town/{number // 15}",
                class_title="",
                document=f"d{number // 15}",
                first_line=number % 15,
                last_line=number % 15,
                label=f"{model.label} {series}" if series else model.label,
                definition=" ".join(text),
            )
        )
    return statements


def scale(count: int) -> None:
    statements = generated(count)
    start, cpu_start = time.perf_counter(), time.process_time()
    harmony = harmonize(statements, [])
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    variants = sum(len(c.variants) for c in harmony.competencies)
    suggested = Counter(str(question.features["suggests"]) for question in harmony.questions)
    print(
        f"\n{count} statements: {seconds:.0f} s ({cpu:.0f} s CPU), {len(harmony.competencies)} competencies, ", end=""
    )
    print(f"{variants} variants, {len(harmony.questions)} questions {dict(suggested)}")


if __name__ == "__main__":
    main()
