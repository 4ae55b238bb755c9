"""`routes`, `qualify`, `lint` and `notice check` as other programs use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENTS, Run

AGENT, DIRECTOR = "311 Customer Service Agent", "Contact Center Director"
NOTICE = next(DOCUMENTS.glob("004*"))


def test_routes_by_titles_codes_and_old_titles(filled: Run) -> None:
    by_title, by_code = filled("routes", AGENT, DIRECTOR, "--json"), filled("routes", "CS2154", "CA2436", "--json")
    assert by_title.code == 0
    assert by_title.json == by_code.json
    best = by_title.json["routes"][0]
    assert (best["years"], best["unstated"], len(best["steps"])) == (3, 1, 2)
    assert all(edge["quote"] and edge["first_line"] for step in best["steps"] for edge in step["edges"])


def test_what_is_within_reach(filled: Run) -> None:
    near = filled("routes", AGENT, "--within", "1", "--json").json
    assert {each["class"].split("/")[1] for each in near} == {
        "lead-customer-service-agent",
        "311-customer-service-specialist",
    }
    assert filled("routes", DIRECTOR, "--back", "--json").json[0]["steps"] == 1
    assert filled("routes", "Beekeeper", DIRECTOR).code == 2


def test_a_profile_names_classes_by_code_too(filled: Run, tmp_path: Path) -> None:
    profile = {"education": "GED", "experience": [{"class": "CS2154", "years": 3}]}
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(profile), encoding="utf-8")
    (answer,) = filled("qualify", path, "CS2155", "--json", "--on", "2026-01-01").json
    assert {"class", "answer", "short_by_years", "earliest", "leaves", "substitutions"} <= answer.keys()
    assert (answer["answer"], answer["earliest"]) == ("met", "2026-01-01")
    assert {"quote", "answer", "why"} <= answer["leaves"][0].keys()


def test_lint_answers_in_the_shape_of_the_contract(filled: Run) -> None:
    ran = filled("lint", "--json")
    assert ran.code == 1
    assert all({"rule", "message", "document", "first_line", "quote"} <= each.keys() for each in ran.json)
    assert filled("lint", "--rule", "circle", "--json").json == []
    assert filled("lint", "--rule", "circle").code == 0


def test_a_notice_is_checked_without_a_workspace(fresh: Run, tmp_path: Path) -> None:
    assert fresh("notice", "check", NOTICE, "--json").json == []
    slip = tmp_path / "notice.txt"
    slip.write_text(NOTICE.read_text("utf-8").replace("Thursday April 7", "Friday April 7"), encoding="utf-8")
    ran = fresh("notice", "check", slip, "--json")
    assert (ran.code, [each["rule"] for each in ran.json]) == (1, ["weekday"])
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", ["000", "missing"])
def test_what_is_no_notice_is_refused_in_a_sentence(fresh: Run, tmp_path: Path, name: str) -> None:
    path = next(iter(DOCUMENTS.glob(f"{name}*")), tmp_path / name)
    ran = fresh("notice", "check", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
