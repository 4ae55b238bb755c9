"""Dates of every form with their precision, duties with their share of the time, and what an examination states."""

from __future__ import annotations

import pytest

from taxonomy.basics.written_dates import find_partial_dates
from taxonomy.model import Line, Specification
from taxonomy.plan.date_orders import day_first_authorities, with_day_first
from taxonomy.reading.facts.duties import read_duties
from taxonomy.reading.facts.examined import read_examined
from taxonomy.reading.formats import decode
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.parse import parse
from tests.reading.documents import document, only
from webapp.web.components import readable_date

SHEET = (
    "Pier Guard\nClass Code: 4410\n{above}\n\nDEFINITION\nGuards piers.\n\nDUTIES\nGuards piers.\n\n"
    "REQUIREMENTS\nNone.\n\n{below}\n"
)


def section(text: str, kind: str) -> SectionLines:
    lines: tuple[Line, ...] = tuple(clean_line(number, raw) for number, raw in enumerate(text.split("\n"), start=5))
    return SectionLines(kind=kind, heading="HEADING", first_line=4, last_line=lines[-1].number, body=lines)


def sheet(above: str = "", below: str = "") -> Specification:
    (one,) = parse(decode(SHEET.format(above=above, below=below).encode(), "pier.txt")).specifications
    return one


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1962-09-06", ["1962-09-06"]),
        ("16/09/1962", ["1962-09-16"]),
        ("05/2012", ["2012-05"]),
        ("6/79, 5/88", ["1979-06", "1988-05"]),
        ("Sept. 1999", ["1999-09"]),
        ("2012", ["2012"]),
        ("2/1/91", ["1991-02-01"]),
        ("x/2011", []),
        ("4/31/2011", []),
        ("Resolution 89-117", []),
    ],
)
def test_each_date_is_as_precise_as_printed(text: str, dates: list[str]) -> None:
    assert [one.iso for one in find_partial_dates(text)] == dates


@pytest.mark.parametrize(
    ("above", "below", "established", "revised", "opened"),
    [
        ("Creation Date: 07/15/2001\nChange Date: 10/01/2022", "", "2001-07-15", "2022-10-01", None),
        ("", "New class: 5-1-69\nRevised: 2/1/91", "1969-05-01", "1991-02-01", None),
        ("Established: 1988\nRev. Oct 2010", "", "1988", "2010-10", None),
        ("Open Date: 06-22-18", "", None, None, "2018-06-22"),
        ("Date of Approval\n03 November 2016", "", "2016-11-03", None, None),
        ("2/1/91 F", "", "1991-02-01", None, None),
        ("Established: 06/09/1962", "Revised: 23/09/1970", "1962-09-06", "1970-09-23", None),
    ],
)
def test_dates_behind_their_labels(
    above: str, below: str, established: str | None, revised: str | None, opened: str | None
) -> None:
    read = sheet(above, below)
    assert [date and date.date for date in (read.established, read.revised, read.open_date)] == [
        established,
        revised,
        opened,
    ]


def test_an_employer_teaches_its_own_order_of_day_and_month() -> None:
    unsure, sure, other = (
        sheet("Established: 06/09/1962"),
        sheet("Established: 16/09/1962"),
        sheet("Revised: 09/16/1962"),
    )
    assert unsure.established is not None
    assert unsure.established.date == "1962-06-09"
    assert day_first_authorities([("north", unsure), ("north", sure), ("south", other)]) == {"north"}
    again = with_day_first(unsure).established
    assert again is not None
    assert again.date == "1962-09-06"


@pytest.mark.parametrize(
    ("below", "told"), [("", True), ("Revised: 09/16/1970", False), ("Revised: 16/09/1970", False)]
)
def test_an_order_of_day_and_month_that_nothing_tells_is_said(below: str, told: bool) -> None:
    text = SHEET.format(above="Established: 06/09/1962", below=below)
    codes = [problem.code for problem in parse(decode(text.encode(), "pier.txt")).problems]
    assert ("date_order_unknown" in codes) == told


def test_a_reduced_date_in_words() -> None:
    assert [readable_date(iso) for iso in ("2011-04-10", "2011-04", "2011")] == ["April 10, 2011", "April 2011", "2011"]


SHARES = {
    "behind": (
        "1. Guards piers. (45%)\n2. Writes reports – 20% of time",
        [("Guards piers.", 45), ("Writes reports", 20)],
    ),
    "before": (
        "% OF TIME\n50% Guards piers and\nboats.\n30%  Writes reports.",
        [("Guards piers and boats.", 50), ("Writes reports.", 30)],
    ),
    "table": (
        "No.\tDuty\t% of Time\n1\tGuards piers.\t60%\n2\tWrites reports.\t40",
        [("Guards piers.", 60), ("Writes reports.", 40)],
    ),
    "none": (
        "Guards piers.\n\nKeeps 90% of boats afloat.",
        [("Guards piers.", None), ("Keeps 90% of boats afloat.", None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHARES.values(), ids=SHARES.keys())
def test_a_duty_and_its_share_of_the_time(text: str, expected: list[tuple[str, float | None]]) -> None:
    assert [(duty.text, duty.percent) for duty in read_duties([section(text, "duties")])] == expected


@pytest.mark.parametrize(
    "text",
    [
        "(The following are examples of duties and are not necessarily descriptive of any one position.)",
        "The omission of a specific statement of duties does not exclude it from the position.",
        "These examples do not include all tasks; the list is illustrative.",
        "EXAMPLES BELOW ARE A BRIEF SAMPLE OF COMMON DUTIES.",
        "The following duties are the fundamental job duties performed by this position.",
    ],
)
def test_what_speaks_of_the_list_is_no_duty(text: str) -> None:
    assert [duty.text for duty in read_duties([section(f"{text}\n\nGuards piers.", "duties")])] == ["Guards piers."]


def test_a_duty_that_mentions_examples_stays() -> None:
    text = "Prepares examples of forms and lists of duties not yet assigned."
    assert [duty.text for duty in read_duties([section(text, "duties")])] == [text]


def test_an_examination_states_knowledge_and_abilities() -> None:
    text = (
        "In the test, they are examined for knowledge of: tides, including charts; State law; and the ability\n"
        "to: read gauges; deal tactfully with boaters; and other necessary skills, knowledge, and abilities."
    )
    read = read_examined([section(text, "selection_process")], frozenset())
    assert [(one.text, one.first_line) for one in read] == [
        ("tides, including charts", 5),
        ("State law", 5),
        ("read gauges", 6),
        ("deal tactfully with boaters", 6),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Selective certification will be used for some positions that require the ability to speak another language.",
        "A medical examination may find conditions that affect the candidate's ability to work.",
        "The following competencies may be evaluated: Teamwork; and Oral Communication.",
    ],
)
def test_what_is_not_examined_states_none(text: str) -> None:
    assert read_examined([section(text, "selection_process")], frozenset()) == ()


def test_a_named_competency_behind_an_explanation_is_no_knowledge() -> None:
    text = "These competencies may be evaluated: Job Knowledge, including knowledge of: tides; Teamwork; and Judgment."
    read = read_examined([section(text, "selection_process")], frozenset(("teamwork", "judgment")))
    assert [one.text for one in read] == ["tides"]


LISTS = {
    "leads over": ("The duties shall include:\nmanaging the branch\norganising events\nsupervising staff", 3),
    "marks": ("Tutor students in groups. E\nAssist with feeding. E\nPrepare materials and boards.", 3),
    "sub-headings": ("Clinical\n1. Assesses patients.\n2. Dresses wounds.\nProfessional\n3. Keeps records.", 3),
    "verb above points": ("Inspects boats\n• hulls\n• engines", 3),
}


@pytest.mark.parametrize(("text", "count"), LISTS.values(), ids=LISTS)
def test_lists_of_duties_without_bullets_and_with_headings(text: str, count: int) -> None:
    parsed = parse(
        document(f"Title: Harbor Clerk\n\nGeneral Summary\nDoes the work.\n\nDuties\n{text}\n\nExperience\nOne year.")
    )
    assert len(only(parsed).duties) == count
