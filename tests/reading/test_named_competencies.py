"""Competencies that running text only names: short lists of our own, and those of 64 bulletins where at hand."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.model import Line
from taxonomy.reading.facts.named_competencies import read_named_competencies
from taxonomy.reading.formats import decode
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.parse import parse


def section(text: str, kind: str = "selection_process") -> SectionLines:
    lines = tuple(Line(number=number, raw=raw, text=raw) for number, raw in enumerate(text.split("\n"), start=5))
    return SectionLines(kind=kind, heading=None, first_line=4, last_line=len(lines) + 4, body=lines)


def labels(listed: str) -> list[str]:
    text = f"In the interview, the following competencies may be evaluated: {listed}"
    return [statement.label for statement in read_named_competencies([section(text)])]


LISTS = {
    "serial comma": ("Objectivity, Tact, and Job Knowledge.", ["Objectivity", "Tact", "Job Knowledge"]),
    "semicolons": ("objectivity; tact; and teamwork.", ["objectivity", "tact", "teamwork"]),
    "mixed separators": ("Mathematics; Tact, Vision; Teamwork.", ["Mathematics", "Tact", "Vision", "Teamwork"]),
    "and within a name": (
        "Judgment and Decision Making, Responsiveness and Follow-Up, and Tact.",
        ["Judgment and Decision Making", "Responsiveness and Follow-Up", "Tact"],
    ),
    "and within the last name": (
        "Tact, Vision, and Judgment and Decision Making.",
        ["Tact", "Vision", "Judgment and Decision Making"],
    ),
    "no comma before the last": (
        "Tact, Project Management and Job Knowledge, including knowledge of: tools; codes.",
        ["Tact", "Project Management", "Job Knowledge"],
    ),
    "shared head": ("tact, oral and written communication.", ["tact", "oral communication", "written communication"]),
    "one name": ("Teamwork.", ["Teamwork"]),
    "closing words name nothing": (
        "Tact, Teamwork, and other necessary skills, knowledge, and abilities.",
        ["Tact", "Teamwork"],
    ),
    "explained last": (
        "Tact, and Job Knowledge, including knowledge of: tools, codes; laws and other rules.",
        ["Tact", "Job Knowledge"],
    ),
    "which includes": (
        "tact; and job knowledge, which includes knowledge of: the city charter; safety rules.",
        ["tact", "job knowledge"],
    ),
    "explained on the way": (
        "Tact, Safety Focus, including: proper use of ladders, and required gear; Equipment Operation; and Job "
        "Knowledge, including knowledge of: paint; Memoranda of Understanding; and solvents.",
        ["Tact", "Safety Focus", "Equipment Operation", "Job Knowledge"],
    ),
    "explained on the way, small letters": (
        "teamwork; safety focus including knowledge of: gear; land use planning; electrical aptitude including "
        "knowledge of: principles; and job knowledge including knowledge of; tools.",
        ["teamwork", "safety focus", "electrical aptitude", "job knowledge"],
    ),
    "in brackets": ("Equipment Operation (cranes, lifts) and Tact.", ["Equipment Operation"]),
    "no names but subjects": ("the principles of public purchasing, including rules; codes.", []),
}


@pytest.mark.parametrize(("listed", "expected"), LISTS.values(), ids=LISTS.keys())
def test_list(listed: str, expected: list[str]) -> None:
    assert labels(listed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Candidates may be examined on the following competencies: Tact, Vision, and Teamwork.", 3),
        ("The interview is aligned with the following competencies: Tact, Vision.", 2),
        ("Core competencies include Tact, Vision, and Teamwork.", 3),
        ("Go to the web page and click on Competencies under Deck Hand.", 0),
        ("State Certification of competency in the testing of materials.", 0),
    ],
)
def test_lead(text: str, expected: int) -> None:
    assert len(read_named_competencies([section(text)])) == expected


def test_definition_is_null_and_the_lines_are_those_of_the_name() -> None:
    text = "Intro.\n\nThe following competencies may be evaluated: Tact,\nStress Tolerance, and Vision."
    found = read_named_competencies([section(text)])
    assert [(item.label, item.first_line, item.last_line) for item in found] == [
        ("Tact", 7, 7),
        ("Stress Tolerance", 8, 8),
        ("Vision", 8, 8),
    ]
    assert {item.definition for item in found} == {None}


def test_a_name_in_two_lists_is_one_statement() -> None:
    text = "The following competencies are tested: Tact, Vision.\n\nThe following competencies are rated: tact."
    assert [item.label for item in read_named_competencies([section(text)])] == ["Tact", "Vision"]


def test_sections_of_competency_statements_are_read_elsewhere() -> None:
    assert read_named_competencies([section("Competencies include Tact, and Vision.", "competencies")]) == ()


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_label_is_printed_on_its_line(text: str) -> None:
    body = section(f"competencies may be evaluated: {text}")
    printed = {line.number: line.text for line in body.body}
    for found in read_named_competencies([body]):
        assert found.first_line in printed
        assert found.label.split()[0] in printed[found.first_line]


def _fold(label: str) -> str:
    return re.sub(r"[^a-z]", "", label.lower()).replace("judgement", "judgment")


@pytest.mark.shared
def test_bulletins(shared_data: Path) -> None:
    """Recall is measured against the links; the further names found were read by eye and are all printed there."""
    stated: dict[str, set[str]] = defaultdict(set)
    with (shared_data / "la_competency_links.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            stated[row["file"]].add(_fold(row["competency"]))
    found: dict[str, set[str]] = {}
    for name in stated:
        parsed = parse(decode((shared_data / "la_bulletins" / name).read_bytes(), name))
        found[name] = {_fold(item.label) for each in parsed.specifications for item in each.competencies}
    both = sum(len(stated[name] & found[name]) for name in stated)
    assert both / sum(map(len, stated.values())) >= 0.98
    assert both / sum(map(len, found.values())) >= 0.94
