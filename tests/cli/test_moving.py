"""`routes`, `qualify`, `lint` and `notice check` as other programs use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENTS, Run

AGENT, DIRECTOR = "311 Customer Service Agent", "Contact Center Director"
NOTICE = next(DOCUMENTS.glob("004*"))


def test_similar_classes_are_edges_only_where_asked_for_and_carry_their_reason(filled: Run) -> None:
    plain, asked = filled("ladder", AGENT, "--json").json["edges"], filled("ladder", AGENT, "--similar", "--json").json
    more = [edge for edge in asked["edges"] if edge not in plain]
    assert "similar" not in {edge["kind"] for edge in plain}
    assert {edge["kind"] for edge in more} == {"similar"}
    assert all(edge["why"] and edge["quote"] and edge["first_line"] for edge in more)
    words = filled("ladder", AGENT, "--similar").out
    assert "(similar)" in words
    assert more[0]["why"] in words


@pytest.mark.parametrize("order", ["fewest_years", "best_prepared", "fewest_new", "fewest_steps"])
def test_routes_come_in_the_order_asked_for(filled: Run, order: str) -> None:
    found = filled("routes", AGENT, DIRECTOR, "--order", order, "--json").json
    assert found["order"] == order
    assert order in found["routes"][0]["best_for"]
    assert filled("routes", AGENT, DIRECTOR, "--order", "nearest").code == 2


def test_a_route_by_likeness_stands_apart(filled: Run) -> None:
    goal = "311 Operations Assistant"
    assert filled("routes", AGENT, goal, "--json").json["by_likeness"] == []
    found = filled("routes", AGENT, goal, "--similar", "--json").json
    assert found["routes"] == []
    assert found["by_likeness"][0]["steps"][0]["edges"][0]["kind"] == "similar"
    assert "only similar" in filled("routes", AGENT, goal, "--similar").out


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
    before = [each["rule"] for each in fresh("notice", "check", NOTICE, "--json").json]
    assert before == ["list_incomplete"]  # its letter leaves one class out of a list
    slip = tmp_path / "notice.txt"
    slip.write_text(NOTICE.read_text("utf-8").replace("Thursday April 7", "Friday April 7"), encoding="utf-8")
    ran = fresh("notice", "check", slip, "--json")
    assert (ran.code, [each["rule"] for each in ran.json]) == (1, ["weekday", *before])
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", ["000", "missing"])
def test_what_is_no_notice_is_refused_in_a_sentence(fresh: Run, tmp_path: Path, name: str) -> None:
    path = next(iter(DOCUMENTS.glob(f"{name}*")), tmp_path / name)
    ran = fresh("notice", "check", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
