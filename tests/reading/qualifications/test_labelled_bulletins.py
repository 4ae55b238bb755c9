"""The reader against hand labels of Los Angeles bulletins: edges, shapes of trees, rules."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from taxonomy.reading.qualifications import read_equivalencies, read_requirement
from tests.reading.qualifications.labelled import LABELS, bulletins, edges, labelled_section, rule, section, shape

pytestmark = pytest.mark.shared
LABELLED = pytest.mark.parametrize("label", LABELS, ids=[label["title"] for label in LABELS])


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "la_bulletins"


@LABELLED
def test_named_classes_with_years_and_alternative(folder: Path, label: dict[str, Any]) -> None:
    found = read_requirement([labelled_section(folder, label)])
    assert edges(found, label["title"]) == set(label["edges"])


@pytest.mark.parametrize(
    "label", [one for one in LABELS if "tree" in one], ids=[one["title"] for one in LABELS if "tree" in one]
)
def test_shape_of_the_tree(folder: Path, label: dict[str, Any]) -> None:
    assert shape(read_requirement([labelled_section(folder, label)])) == label["tree"]


@LABELLED
def test_rules_of_substitution(folder: Path, label: dict[str, Any]) -> None:
    found = read_equivalencies([labelled_section(folder, label)])
    assert [rule(one) for one in found] == label.get("rules", [])


@pytest.mark.parametrize("width", [60, 72, 100])
def test_where_the_lines_end_changes_no_class(folder: Path, width: int) -> None:
    changed = []
    for label in LABELS:
        lines, (first, last) = bulletins(folder)[label["title"]], label["lines"]
        wrapped = [row for line in lines[first:last] for row in textwrap.wrap(line.strip(), width) or [""]]
        found = read_requirement([section([lines[first - 1], *wrapped], 1, len(wrapped) + 1)])
        if edges(found, label["title"]) != set(label["edges"]):
            changed.append(label["title"])
    assert changed == []
