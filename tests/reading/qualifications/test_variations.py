"""Variations of the patterns of requirements: which classes they name, for how long, and how the parts are joined."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from taxonomy.model import Group
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.qualifications import read_equivalencies, read_requirement
from tests.reading.qualifications.labelled import edges, rule, shape

TABLE = tomllib.loads((Path(__file__).parent / "variations.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = TABLE["case"]
EACH = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


def section(text: str) -> SectionLines:
    body = tuple(clean_line(number, line) for number, line in enumerate(text.splitlines(), start=2))
    return SectionLines(
        kind="minimum_qualifications",
        heading="REQUIREMENTS/MINIMUM QUALIFICATIONS",
        first_line=1,
        last_line=len(body) + 1,
        body=body,
    )


@EACH
def test_classes_with_years_and_alternative(case: dict[str, Any]) -> None:
    assert edges(read_requirement([section(case["text"])])) == set(case["edges"])


@EACH
def test_tree(case: dict[str, Any]) -> None:
    found = read_requirement([section(case["text"])])
    if "tree" in case:
        assert shape(found) == case["tree"]
    assert (isinstance(found, Group) and found.assumed) == case.get("assumed", False)


@pytest.mark.parametrize("case", [c for c in CASES if "rules" in c], ids=[c["id"] for c in CASES if "rules" in c])
def test_rules(case: dict[str, Any]) -> None:
    assert [rule(one) for one in read_equivalencies([section(case["text"])])] == case["rules"]
