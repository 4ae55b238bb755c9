"""How well are names grouped on documents that nothing was fitted to? Run: python -m tests.bench.wording_quality

`la_names.toml` holds what 64 bulletins of another city name, labelled by hand. Ours runs with the settings it always
has; the methods with a threshold get the one that serves them best on these very data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from taxonomy.model import Statement
from taxonomy.wording.fold import fold_label
from taxonomy.wording.harmonize import Harmony, harmonize
from tests.bench.scoring import (
    best,
    confidence,
    embedding_rows,
    fingerprint,
    head,
    joined,
    ngram_fingerprint,
    row,
    same,
)
from tests.wording import gold
from tests.wording.corpus import bundled_statements

SURE = 0.5


@cache
def table() -> dict[str, Any]:
    """`la_names.toml`: `bulletins`, and the groups of names that are `one`, `unsure`, or one `across` two cities."""
    return tomllib.loads((Path(__file__).parent / "la_names.toml").read_text(encoding="utf-8"))


def named_statements() -> tuple[Statement, ...]:
    """One statement without a definition for each name that a bulletin lists."""
    return tuple(
        Statement(
            id=f"la/{code}:{number}",
            class_id=f"los-angeles/{code}",
            class_title=code,
            document=f"la-{code}",
            first_line=number,
            last_line=number,
            label=name,
            definition=None,
        )
        for code, names in table()["bulletins"].items()
        for number, name in enumerate(names, 1)
    )


class Truth:
    """Which names are one competency: those in one labelled group, and those that differ in case and hyphens alone."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._group: dict[str, frozenset[str]] = {}
        for group in groups:
            keys = frozenset(map(fold_label, group))
            whole = keys.union(*(self._group.get(key, frozenset()) for key in keys))
            self._group.update(dict.fromkeys(whole, whole))

    def is_one(self, left: str, right: str) -> bool:
        one, other = fold_label(left), fold_label(right)
        return one == other or other in self._group.get(one, frozenset())


def label_table() -> None:
    """Names of the bulletins alone."""
    statements, truth, unsure = named_statements(), Truth(table()["one"]), Truth(table()["unsure"])
    names = sorted({s.label for s in statements})
    counted = [(x, y) for x, y in combinations(names, 2) if truth.is_one(x, y) or not unsure.is_one(x, y)]
    pairs = {frozenset(pair) for pair in counted}
    true = {frozenset((x, y)) for x, y in counted if truth.is_one(x, y)}
    head(f"Names kept aside ({len(table()['bulletins'])} bulletins, {len(pairs)} pairs, {len(true)} true)")
    row("OpenRefine fingerprint", {p for p in pairs if same(fingerprint, p)}, true)
    row("OpenRefine n-gram fingerprint", {p for p in pairs if same(ngram_fingerprint, p)}, true)
    near = {p for p in pairs if Levenshtein.distance(*sorted(x.lower() for x in p)) <= 2}
    row("OpenRefine nearest neighbour, edit distance ≤ 2", near, true)
    best("label likeness, case aside", {p: fuzz.token_sort_ratio(*sorted(x.lower() for x in p)) for p in pairs}, true)
    printed = {name: {s.class_id for s in statements if s.label == name} for name in names}
    apart = {p for p in pairs if set.intersection(*(printed[name] for name in p))}
    embedding_rows({name: name for name in names}, pairs, apart, true)
    row("ours, joined without a person", {p for p in pairs if same(fold_label, p)}, true)
    alone, helped = harmonize(statements, [], []), harmonize(statements, [])
    row("ours, proposed as the same, no vocabulary", joined(alone, SURE) & pairs, true)
    row("ours, every label question, no vocabulary", joined(alone, 0.0) & pairs, true)
    row("ours, proposed as the same, with our vocabulary", joined(helped, SURE) & pairs, true)


def queue_table() -> None:
    """The bulletins together with the bundled documents of another city: how many proposals are right?"""
    current = tuple(s for s in bundled_statements() if s.current)
    truth = Truth([*table()["one"], *table()["across"], *gold.ONE_COMPETENCY])
    for words, vocabularies in (("no vocabulary", []), ("our vocabulary", None)):
        harmony = harmonize([*named_statements(), *current], [], vocabularies)
        verdicts = list(_verdicts(harmony, truth))
        print(f"\nNames of two cities together, {words}: {len(verdicts)} proposed as the same")
        for first in sorted({min(10, len(verdicts)), len(verdicts)}):
            print(f"  right among the first {first:3}: {sum(verdicts[:first])}")
        wrong = [c.id for c in harmony.competencies for s in c.statements if not truth.is_one(c.pref_label, s.label)]
        print(f"  joined without a person and wrong: {len(wrong)}")


def _verdicts(harmony: Harmony, truth: Truth) -> Iterable[bool]:
    labels = {c.id: c.pref_label for c in harmony.competencies}
    for question in harmony.questions:
        if question.kind == "label" and confidence(question) >= SURE:
            yield truth.is_one(labels[question.left], labels[question.right])
