"""Nobody who lacks something that a passage states is ever "met", however small it is and however it is said."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taxonomy.paths.answers import Qualification
from taxonomy.paths.profile import read_profile
from taxonomy.paths.qualify import qualify
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.titles import TitleIndex
from tests.reading.qualifications.notation import specification

PASSAGES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "lacking.toml").read_text("utf-8"))["passage"]
EACH = pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
TITLES = ("Payroll Officer", "Payroll Clerk II", "Lead Clerk", "Sergeant", "Plumber")


def ask(passage: dict[str, Any], profile: str) -> Qualification:
    found = specification({"title": TITLES[0], "head": "MINIMUM QUALIFICATIONS", **passage})
    assert found is not None
    asked = ClassRequirement(
        id="ohio/payroll-officer",
        title=TITLES[0],
        authority="ohio",
        document="d",
        requirement=found.requirement,
        equivalencies=found.equivalencies,
        conditions=found.conditions,
        residue=found.residue,
    )
    named = [(f"ohio/{title.lower().replace(' ', '-')}", "ohio", title, ()) for title in TITLES]
    book = RequirementBook((asked,), TitleIndex.of_names(named))
    return qualify(read_profile(profile.encode()), book, date(2026, 12, 1))[0]


@EACH
def test_who_lacks_something_is_not_met(passage: dict[str, Any]) -> None:
    assert [ask(passage, profile).answer for profile in passage["lacking"]].count("met") == 0


@EACH
def test_who_has_it_all_is_not_refused(passage: dict[str, Any]) -> None:
    assert ask(passage, passage["has"]).answer != "not_met"
