"""The reader against hand labels of Los Angeles bulletins: edges, shapes of trees, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from taxonomy.reading.qualifications import read_equivalencies, read_requirement
from tests.reading.qualifications.labelled import LABELS, edges, labelled_section, rule, shape

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
