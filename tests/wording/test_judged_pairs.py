"""Whatever is not purely editorial is never proposed as the same wording; what is purely editorial is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from taxonomy.wording.compare import compare
from taxonomy.wording.joins import joins
from taxonomy.wording.spelling import word_relation

JUDGED = tomllib.loads(Path(__file__).with_name("judged_pairs.toml").read_text(encoding="utf-8"))["pair"]
TWO_WORDS = [
    ("trainer", "trainee"),
    ("examiner", "examinee"),
    ("interstate", "intrastate"),
    ("ordinance", "ordnance"),
    ("tiling", "tilling"),
    ("literacy", "literary"),
    ("planner", "planned"),
    ("año", "ano"),
]


@pytest.mark.parametrize("pair", JUDGED, ids=[pair["id"] for pair in JUDGED])
def test_a_judge_agrees(pair: dict[str, Any]) -> None:
    found = compare(pair["a"], pair["b"])
    assert found.editorial is pair["mergeable"], found.kinds
    assert set(pair.get("kinds", ())) <= set(found.kinds)
    assert pair["mergeable"] or not joins(pair["a"], pair["b"])


@pytest.mark.parametrize(("one", "other"), TWO_WORDS)
def test_two_words_of_the_language_are_no_slip_of_the_pen(one: str, other: str) -> None:
    assert word_relation(one, other) == word_relation(other, one) is None
