"""Deciding about two classes by command: pin, suppress, keep apart, undo, and moving decisions to another workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENTS, Run, run_in

AGENT = "denver/311-customer-service-agent"
ASSISTANT = "denver/311-operations-assistant"
NEAREST = "denver/dhs-customer-service-agent"


@pytest.fixture
def run(fresh: Run) -> Run:
    assert fresh("ingest", DOCUMENTS).code == 0
    return fresh


def test_pinned_first_suppressed_said_and_undone(run: Run) -> None:
    assert run("pin", "311 Customer Service Agent", ASSISTANT, "--by", "Ann", "--why", "One desk.").code == 0
    made = run("suppress", AGENT, NEAREST, "--by", "Ann", "--why", "Other work.", "--json").json
    assert (made["answer"], made["left"], made["right"]) == ("suppress", AGENT, NEAREST)
    ran = run("related", AGENT, "--json")
    found = ran.json
    assert found[0]["id"] == ASSISTANT
    assert found[0]["reasons"][0]["text"].startswith("Pinned by Ann, 20")
    assert NEAREST not in {each["id"] for each in found}
    assert f"DHS Customer Service Agent is suppressed by Ann, {made['when'][:10]}: Other work." in ran.err
    [row] = [row for row in run("related", "--all").lines if row["id"] == AGENT]
    assert row["related"] == found
    assert [each["id"] for each in row["suppressed"]] == [NEAREST]
    assert run("undo", made["id"], "--by", "Ann").code == 0
    assert NEAREST in {each["id"] for each in run("related", AGENT, "--json").json}


def test_decisions_move_to_another_workspace_and_contradictions_are_said(run: Run, tmp_path: Path) -> None:
    run("keep-apart", AGENT, NEAREST, "--by", "Ann", "--why", "Other department.")
    run("pin", AGENT, ASSISTANT, "--by", "Ann", "--why", "One desk.")
    lines = tmp_path / "decisions.jsonl"
    lines.write_text(run("decisions", "--lines").out, encoding="utf-8")
    other = run_in(tmp_path / "other")
    other("ingest", DOCUMENTS)
    other("suppress", ASSISTANT, AGENT, "--by", "Bea", "--why", "Two desks.")
    other("decisions", "--import", lines)
    told = other("harmonize", "--json").json
    assert [said for said in told["contradictions"] if "Bea" in said and "Two desks." in said]
    assert ASSISTANT not in {each["id"] for each in other("related", AGENT, "--json").json}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pin", AGENT, "nobody", "--by", "Ann", "--why", "x"), "No class loaded here is called 'nobody'"),
        (("pin", AGENT, AGENT, "--by", "Ann", "--why", "x"), "Both sides are one class"),
        (("suppress", AGENT, NEAREST, "--by", "Ann", "--why", " "), "neither --by nor --why"),
        (("suppress", AGENT, NEAREST, "--by", "Ann"), "--why"),
    ],
    ids=["unknown", "itself", "empty reason", "no reason"],
)
def test_what_cannot_be_decided_is_one_clear_sentence(filled: Run, arguments: tuple[str, ...], words: str) -> None:
    ran = filled(*arguments)
    assert ran.code == 2
    assert words in ran.err
    assert filled("decisions", "--json").json == []


def test_why_not_by_command(filled: Run) -> None:
    told = filled("related", AGENT, "--why-not", "311 Operations Assistant", "--limit", "2", "--json").json
    assert told["other"] == ASSISTANT
    assert told["place"] > 2
    assert {"kind", "name", "points", "last_points", "missing"} <= told["parts"][0].keys()
    assert "is not in the list" in filled("related", AGENT, "--why-not", ASSISTANT, "--limit", "2").out
    assert filled("related", AGENT, "--why-not", AGENT).code == 2


def test_near_duplicates_by_command(run: Run, tmp_path: Path) -> None:
    ran = run("duplicates", "--json", "--out", tmp_path / "pairs.csv")
    assert ran.code == 1
    [pair] = ran.json
    assert {pair["left"]["id"], pair["right"]["id"]} == {AGENT, NEAREST}
    assert {"quote", "document", "first_line"} <= pair["shared"][0]["left"].keys()
    assert AGENT in (tmp_path / "pairs.csv").read_text(encoding="utf-8-sig")
    assert run("duplicates", "--out", tmp_path / "pairs.txt").code == 2
    assert run("duplicates", "--least", "0.2").code == 2
    run("keep-apart", AGENT, NEAREST, "--by", "Ann", "--why", "Two departments.")
    assert (run("duplicates", "--json").code, run("duplicates", "--json").json) == (0, [])
    [apart] = run("duplicates", "--kept-apart", "--json").json
    assert apart["kept_apart"]["why"] == "Two departments."
