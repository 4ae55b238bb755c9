"""Facts of further layouts, one row for each thing that was once read wrongly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from taxonomy.model import Experience, Group, Specification, TextLines
from taxonomy.reading.notices.notice_changes import Changes
from taxonomy.reading.notices.notice_letter import compare_with_tables, read_clauses
from tests.reading.documents import read_quirk


def texts(passages: Any) -> list[str]:
    return [passage.text for passage in passages]


def related(specification: Specification) -> list[tuple[str, str]]:
    return [(one.relation, one.title) for one in specification.references]


FACTS: list[Any] = [
    pytest.param("title_beside_page", 0, lambda s: s.knowledge[0].text, "Knowledge of tides.", id="bold-first-word"),
    pytest.param(
        "title_beside_page", 0, lambda s: texts(s.duties), ["Assigns crews; checks the engines."], id="escape"
    ),
    pytest.param("title_beside_page", 0, lambda s: s.established.by, "J. Example", id="signed-below-the-date"),
    pytest.param(
        "title_beside_page", 0, lambda s: s.requirement.at_class, ("Ferry Hand (II)",), id="level-in-brackets"
    ),
    pytest.param(
        "title_beside_page",
        0,
        lambda s: [(rule.substitute, rule.for_) for rule in s.equivalencies],
        [("education", "experience"), ("experience", "education")],
        id="a-combination-stands-for-either",
    ),
    pytest.param(
        "title_beside_page",
        0,
        lambda s: related(s)[:3],
        [
            ("distinguished_from", "Ferry Hand"),
            ("distinguished_from", "Ferry Manager"),
            ("supervises", "Ferry Clerk"),
        ],
        id="distinguished-from-two",
    ),
    pytest.param("tennessee", 0, lambda s: s.status, "adopted", id="dated-by-months"),
    pytest.param("tennessee", 0, lambda s: s.requirement.op, "or", id="alternative-below-a-substitution"),
    pytest.param(
        "tennessee", 0, lambda s: s.requirement.of[1].at_class, ("Lantern Keeper 2",), id="class-of-the-alternative"
    ),
    pytest.param(
        "tennessee", 0, lambda s: texts(s.knowledge), ["Knowledge of oils; and of wicks", "Glass"], id="one-statement"
    ),
    pytest.param(
        "illinois_levels_in_table", 0, lambda s: texts(s.duties), ["folds maps", "shelves maps"], id="typically"
    ),
    pytest.param("illinois_levels_in_table", 1, lambda s: texts(s.duties), ["repairs maps"], id="typically-at-once"),
    pytest.param(
        "illinois_levels_in_table", 1, lambda s: texts(s.knowledge), ["Knowledge of paper."], id="own-loud-headings"
    ),
    pytest.param("illinois_levels_in_table", 1, lambda s: (s.title, s.job_code), ("Map Specialist", "4716"), id="code"),
    pytest.param(
        "delaware", 1, lambda s: (s.title, s.job_code), ("DUNE TECHNICIAN II", "MBAF02"), id="code-below-title"
    ),
    pytest.param("delaware", 0, lambda s: s.revised.date, "2001-03-01", id="short-labels-in-one-line"),
    pytest.param("delaware", 0, lambda s: texts(s.knowledge), ["Knowledge of grass."], id="disclaimer-above-knowledge"),
    pytest.param("delaware", 0, lambda s: len(s.requirement.of), 2, id="each-of-the-following-areas"),
    pytest.param("scanned", 0, lambda s: texts(s.duties), ["Raises flags.", "Lights lamps."], id="dash-without-space"),
    pytest.param(
        "run_on_pages",
        0,
        lambda s: texts(s.duties),
        ["Logs ships.", "Sends bills to every owner.", "Counts crates."],
        id="page-inside-a-paragraph",
    ),
    pytest.param(
        "run_on_pages", 0, lambda s: s.competencies[1].definition, "Writes short letters to owners.", id="title-before"
    ),
    pytest.param("scanned", 0, lambda s: s.physical_demands, ("Must see clearly.",), id="l-for-capital-i"),
    pytest.param("memo_and_specification", 0, lambda s: s.title, "WELL KEEPER", id="memorandum-is-no-title"),
    pytest.param("memo_and_specification", 0, lambda s: type(s.requirement), Experience, id="nothing-is-required"),
]


@pytest.mark.parametrize(("name", "place", "fact", "expected"), FACTS)
def test_facts(name: str, place: int, fact: Callable[[Specification], Any], expected: Any) -> None:
    assert fact(read_quirk(name).specifications[place]) == expected


def test_alternatives_hold_the_whole_requirement_above() -> None:
    requirement = read_quirk("tennessee").specifications[0].requirement
    assert isinstance(requirement, Group)
    assert [type(one) for one in requirement.of] == [Group, Experience]


FURNITURE = [("title_beside_page", {17, 42}), ("scanned", {19, 20, 21, 33})]


@pytest.mark.parametrize(("name", "lines"), FURNITURE)
def test_running_heads_are_in_no_section(name: str, lines: set[int]) -> None:
    found = read_quirk(name).furniture
    assert lines <= {number for one in found for number in range(one.first_line, one.last_line + 1)}


def test_a_resume_specifies_no_class() -> None:
    parsed = read_quirk("resume")
    assert not parsed.specifications
    assert [problem.code for problem in parsed.problems] == ["not_a_specification"]


def test_a_letter_without_tables_may_say_several_things() -> None:
    letter = (
        "We are changing the title of Forester (808-A) to City Forester (808-A), and changing the pay grade of "
        "Tree Trimmer (614-J) to (616-J)."
    )
    clauses = read_clauses([TextLines(text=letter, first_line=1, last_line=1)])
    changes, problems = compare_with_tables(clauses, Changes())
    assert [change.title_to for change in changes.retitled] == ["City Forester"]
    assert [change.grade_to for change in changes.regraded] == ["616-J"]
    assert problems == ()
