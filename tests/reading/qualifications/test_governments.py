"""Requirements of other governments: the trees, the classes they name, and the rules of substitution."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from taxonomy.basics.naming import slug
from tests.reading.qualifications.notation import edges_of, rules_of, specification, tree_is_right, tree_of

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "governments.toml").read_text("utf-8"))["case"]
EACH = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


@EACH
def test_tree(case: dict[str, Any]) -> None:
    found = specification(case)
    assert found is not None
    assert tree_is_right(found, case), tree_of(found.requirement)


@EACH
def test_classes_named(case: dict[str, Any]) -> None:
    found = specification(case)
    assert found is not None
    if not case.get("skip_edges"):
        assert edges_of(found.requirement) == {(slug(title), years) for title, years in case.get("edges", [])}


@EACH
def test_rules(case: dict[str, Any]) -> None:
    found = specification(case)
    assert found is not None
    wanted = [(one, other, None if years == "-" else years) for one, other, years in case.get("rules", [])]
    assert rules_of(found) == sorted(wanted, key=repr)


@pytest.mark.shared
def test_passages_never_seen_before(shared_data: Path) -> None:
    path = shared_data / "wild" / "requirements.json"
    if not path.exists():
        pytest.skip("the passages of other governments (../shared/data/wild/requirements.json) are not on this machine")
    passages = json.loads(path.read_text("utf-8"))["passages"]
    read = [specification(passage) for passage in passages]
    trees = sum(tree_is_right(found, passage) for found, passage in zip(read, passages, strict=True))
    rules = sum(
        found is not None and rules_of(found) == sorted((tuple(each) for each in passage["rules"]), key=repr)
        for found, passage in zip(read, passages, strict=True)
    )
    assert trees >= 23, "first run: 12 of 24"
    assert rules >= 23
