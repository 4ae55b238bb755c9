"""How well are labels and wordings grouped, beside what other tools do? Run: python -m tests.bench.wording_quality

Everything is measured on the bundled documents against `tests/wording/gold.py`. Methods that need a threshold get the
one that serves them best on these very data; ours has fixed ones. ``--scale N`` also times N generated statements.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from taxonomy.model import Statement
from taxonomy.wording.compare import compare
from taxonomy.wording.fold import fold, fold_label
from taxonomy.wording.harmonize import Harmony, harmonize
from tests.bench import kept_aside
from tests.bench.scoring import (
    Pair,
    best,
    cosine,
    embedding_rows,
    fingerprint,
    head,
    joined,
    letters,
    ngram_fingerprint,
    row,
    same,
    vectors,
)  # fmt: skip
from tests.wording import gold
from tests.wording.corpus import bundled_statements, definition
from tests.wording.test_text_pairs import text_pairs

CURRENT = tuple(s for s in bundled_statements() if s.current)
SURE = 0.5


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=0)
    options = parser.parse_args()
    pairs_table()
    label_table()
    wording_table()
    queue_table(harmonize(CURRENT, []))
    kept_aside.label_table()
    kept_aside.queue_table()
    if options.scale:
        scale(options.scale)


# Pairs judged beforehand


def pairs_table() -> None:
    """What is joined without a person, what is offered ready ticked, and whether the difference is named rightly."""
    pairs = [(pair, compare(pair.a, pair.b)) for pair in text_pairs()]
    apart = [found for pair, found in pairs if pair.joined == "0"]
    one = [found for pair, found in pairs if pair.joined == "1"]
    unsure = [found for pair, found in pairs if pair.editorial == "0"]
    sure = [found for pair, found in pairs if pair.editorial == "1"]
    named = sum(bool(pair.kinds & set(found.kinds)) for pair, found in pairs)
    print(f"Pairs: joined wrongly {sum(f.mergeable for f in apart)} of {len(apart)},", end=" ")
    print(f"joined rightly {sum(f.mergeable for f in one)} of {len(one)},", end=" ")
    print(f"ticked wrongly {sum(f.editorial for f in unsure)} of {len(unsure)},", end=" ")
    print(f"ticked rightly {sum(f.editorial for f in sure)} of {len(sure)}, named rightly {named} of {len(pairs)}")


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
    embedding_rows({x: f"{x}: {texts[x]}" for x in labels}, pairs, apart, true)
    row("ours, joined without a person", {p for p in pairs if same(fold_label, p)}, true)
    alone, helped = harmonize(CURRENT, [], []), harmonize(CURRENT, [])
    row("ours, every label question, no vocabulary", joined(alone, 0.0), true)
    row("ours, label questions from 0.27, no vocabulary", joined(alone, 0.27), true)
    row("ours, every label question, with our vocabulary", joined(helped, 0.0), true)
    row("ours, proposed as the same, with our vocabulary", joined(helped, SURE), true)


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
    embedding_rows(texts, pairs, set(), true)
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
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    variants = sum(len(c.variants) for c in harmony.competencies)
    suggested = Counter(str(question.features["suggests"]) for question in harmony.questions)
    print(f"\n{count} statements: {seconds:.0f} s ({cpu:.0f} s CPU), {memory:,} MB at most,", end=" ")
    print(f"{len(harmony.competencies)} competencies, {variants} variants,", end=" ")
    print(f"{len(harmony.questions)} questions {dict(suggested)}")


if __name__ == "__main__":
    main()
