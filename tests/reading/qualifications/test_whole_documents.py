"""Does what stands around a requirement in a whole document stay out of its tree, and what is asked for stay in?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from taxonomy.basics.naming import slug
from taxonomy.model import Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from tests.reading.qualifications.notation import edges_of, rules_of, tree_is_right, tree_of

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "whole_documents.toml").read_text("utf-8"))[
    "document"
]
EACH = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


def first_class(case: dict[str, Any]) -> Specification:
    return parse(decode(case["text"].encode(), "case.txt")).specifications[0]


@EACH
def test_tree(case: dict[str, Any]) -> None:
    found = first_class(case)
    assert tree_is_right(found, case), tree_of(found.requirement)
    assert edges_of(found.requirement) == {(slug(title), years) for title, years in case["edges"]}


@EACH
def test_rules(case: dict[str, Any]) -> None:
    if "rules" in case:
        wanted = [(one, other, None if years == "-" else years) for one, other, years in case["rules"]]
        assert rules_of(first_class(case)) == sorted(wanted, key=repr)


@EACH
def test_nothing_is_lost(case: dict[str, Any]) -> None:
    assert first_class(case).residue == ()
