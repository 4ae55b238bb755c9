"""Which rule does a sentence state: what stands in for what, how much of it, at which rate?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from taxonomy.model import Equivalency, Licence
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))["rule"]


def told(rule: Equivalency) -> list[Any]:
    """As ``rules.toml`` writes it."""
    rate = [rule.rate.experience_years, rule.rate.education_years] if rule.rate else []
    cap = "-" if rule.max_years is None else rule.max_years
    return [rule.substitute, rule.for_, cap, rate, isinstance(rule.by, Licence)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_rule_of_a_sentence(case: dict[str, Any]) -> None:
    lines = ("CLASS TITLE: Auditor", "", "DEFINITION", "Performs work of the class.", "", "MINIMUM QUALIFICATIONS")
    text = "\n".join((*lines, case["base"], "", case["head"], case["text"], ""))
    (found,) = parse(decode(text.encode(), "case.txt")).specifications
    assert [told(rule) for rule in found.equivalencies] == case["expected"]
    assert found.residue == ()
