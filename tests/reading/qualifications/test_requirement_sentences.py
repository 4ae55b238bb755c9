"""Sentences and layouts of requirements, of several places, and the tree or rule that they state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.model import Education, Experience, Group, Requirement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.qualifications import read_equivalencies, read_requirement
from taxonomy.reading.qualifications.amounts import find_amount, find_units
from tests.reading.qualifications.labelled import cases, edges, rule, shape


def section(text: str, kind: str = "minimum_qualifications", heading: str = "Requirements") -> SectionLines:
    body = tuple(clean_line(number, line) for number, line in enumerate(text.splitlines(), start=2))
    return SectionLines(kind=kind, heading=heading, first_line=1, last_line=len(body) + 1, body=body)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Two years of", 2),
        ("2,080 hours of paid", 1),
        ("520 hours", 0.25),
        ("18-month or longer", 1.5),
        ("two (2) years", 2),
        ("Two-years of", 2),
        ("one and one-half years", 1.5),
        ("1 1/2 years", 1.5),
        ("one-half (1/2) year", 0.5),
        ("six-month period", 0.5),
        ("Seven (7) years' experience", 7),
        ("twenty-five years", 25),
        ("21 years of age", None),
        ("within the past two years", None),
        ("a year", None),
    ],
)
def test_lengths_of_time(text: str, years: float | None) -> None:
    found = find_amount(text)
    assert (found and found.years) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("60 semester or 90 quarter units", 2),
        ("Six semester units", 0.2),
        ("fifteen (15) semester hours", 0.5),
        ("45 quarter units", 1),
    ],
)
def test_college_units(text: str, years: float) -> None:
    found = find_units(text)
    assert found is not None
    assert found.years == years


@pytest.mark.parametrize(("text", "tree"), cases("tree"))
def test_tree(text: str, tree: str) -> None:
    assert shape(read_requirement([section(text)])) == tree


def test_a_rule_reads_the_experience_that_stands_in_and_quotes_its_own_line() -> None:
    text = (
        "The following may substitute for one year of experience:\n1. Two years as a Clerk; or\n2. A bachelor's degree."
    )
    work, degree = read_equivalencies([section(text)])
    assert work.by is not None
    assert (work.by.years, work.by.at_class) == (2, ("Clerk",))
    assert (work.quote, work.first_line) == ("Two years as a Clerk", 3)
    assert (degree.by, degree.quote, degree.first_line) == (None, "A bachelor's degree.", 4)


@pytest.mark.parametrize(("text", "rules"), cases("rule"))
def test_rules(text: str, rules: list[str]) -> None:
    read = section(text, "equivalency")
    assert [rule(one) for one in read_equivalencies([read])] == rules
    assert read_requirement([read]) is None


def test_sections_are_asked_for_together_and_wishes_are_not() -> None:
    sections = [
        section("Bachelor's degree.", "education"),
        section("Two years of work.", "experience"),
        section("A valid license.", "licensure", "Desirable License"),
        section("Two years of work as a Spy.", "duties"),
    ]
    assert shape(read_requirement(sections)) == "&(D,X)"


def test_a_list_of_classes_below() -> None:
    text = "1. Two years in any of the following classes:\na. Gardener Caretaker\nb. Truck Operator; or\n2. A degree."
    assert edges(read_requirement([section(text)])) == {"Gardener Caretaker · 2 · 1", "Truck Operator · 2 · 1"}


def test_mixed_joiners_are_marked_as_assumed() -> None:
    mixed = read_requirement(
        [section("1. A bachelor's degree; and\n2. Two years of work; or\n3. Three years of work.")]
    )
    plain = read_requirement([section("1. Two years of work; or\n2. Three years of work.")])
    assert isinstance(mixed, Group)
    assert isinstance(plain, Group)
    assert (mixed.assumed, plain.assumed) == (True, False)


@pytest.mark.parametrize(
    ("text", "level", "field", "years"),
    [
        ("Bachelor's Degree.", "bachelor", None, None),
        ("Associate's degree.", "associate", None, None),
        (
            "Graduation from an accredited four-year college or university with a major in accounting.",
            "bachelor",
            "accounting",
            None,
        ),
        (
            "A Bachelor's or Master's degree in engineering from an accredited college or university.",
            "bachelor",
            "engineering",
            None,
        ),
        ("A Ph.D. degree in Psychometrics from an accredited university.", "doctorate", "Psychometrics", None),
        ("Completion of 60 semester or 90 quarter units from an accredited college.", "college units", None, 2),
        ("Completion of a recognized apprenticeship as a painter.", "apprenticeship", "painter", None),
        ("Graduation from high school or possession of a GED Certificate.", "high school", None, None),
        ("One year of coursework in a metal trade at the high school level.", "coursework", "a metal trade", 1),
        (
            "A Bachelor's Degree from an accredited four year university in Engineering.",
            "bachelor",
            "Engineering",
            None,
        ),
        ("Graduation from an American Bar Association accredited law school.", "doctorate", None, None),
    ],
)
def test_schooling(text: str, level: str, field: str | None, years: float | None) -> None:
    found = read_requirement([section(text, "education")])
    assert isinstance(found, Education)
    assert (found.level, found.field, found.years) == (level, field, years)


def test_the_line_is_that_of_the_sentence() -> None:
    found = read_requirement(
        [section("1. Two years of work as a Clerk\nwith the City.\n\n2. Three years of\nclerical work.")]
    )
    assert isinstance(found, Group)
    assert [(leaf.quote, leaf.first_line) for leaf in found.of if isinstance(leaf, Experience)] == [
        ("Two years of work as a Clerk with the City.", 2),
        ("Three years of clerical work.", 5),
    ]


WORDS = ["Two years", "of which", "as a", "Senior Clerk", "or", "and", ";", "1.", "a)", "\n", "degree", "experience",
         "may be substituted for",
         "experience", "(", ")", ":", "level of", "II", "license", "½", "each", "."]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_whatever_stands_there_is_read(words: list[str]) -> None:
    sections = [section(" ".join(words))]
    assert read_requirement(sections) == read_requirement(sections)
    for leaf in _leaves(read_requirement(sections)):
        assert leaf.quote
        assert leaf.first_line >= 2
    assert all(one.quote for one in read_equivalencies(sections))


ENDLESS = ["as A, ", ", ", "1. ", "one year of which ", "and two years ", "(", "Senior or ", "a) ", "A"]


@pytest.mark.parametrize("word", ENDLESS)
def test_a_word_repeated_without_end_is_read(word: str) -> None:
    endless = section(word * 2000)
    read_requirement([endless])
    read_equivalencies([endless])


@given(st.text(max_size=300))
def test_no_text_stops_the_reader(text: str) -> None:
    read_requirement([section(text)])
    read_equivalencies([section(text, "equivalency")])


def _leaves(node: Requirement | None) -> list[Experience]:
    if isinstance(node, Group):
        return [leaf for one in node.of for leaf in _leaves(one)]
    return [node] if isinstance(node, Experience) else []
