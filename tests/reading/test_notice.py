"""Classification notices: the bundled one word for word, and quirks of others in texts of our own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.basics.datafiles import data_folder
from taxonomy.model import Hearing, Line, Notice, Problem
from taxonomy.reading.language.sentences import without_marks
from taxonomy.reading.notices.notice import looks_like_notice, read_notice


def lines_of(text: str) -> list[Line]:
    """`text` as the cleaning hands it on: marks off, `raw` as printed."""
    return [
        Line(number=number, raw=raw, text=" ".join(without_marks(raw).split()))
        for number, raw in enumerate(text.split("\n"), start=1)
    ]


def read(text: str) -> tuple[Notice, list[str]]:
    notice, problems = read_notice(lines_of(text))
    return notice, [problem.code for problem in problems]


HEAD = """Classification Notice No. 1402

To: Agency Heads and Employees
From: Ana Ruiz, Director
Date: May 2, 2013
Subject: Proposed Change to the Classification and Pay Plan

"""


@pytest.fixture(scope="module")
def bundled() -> tuple[Notice, Sequence[Problem]]:
    text = next((data_folder() / "documents").glob("004*.txt")).read_text(encoding="utf-8")
    return read_notice(lines_of(text)[:73])


def test_bundled_heading(bundled: tuple[Notice, Sequence[Problem]]) -> None:
    notice, problems = bundled
    assert (notice.number, notice.date, notice.authority) == ("1341", "2011-03-23", "denver")
    assert notice.issuer == "Christopher M.A. Lujan, Interim Director"
    assert notice.subject == "Proposed Change to the Classification and Pay Plan"
    assert not problems


def test_bundled_titles_change_and_pay_that_stands_nowhere_stays_open(
    bundled: tuple[Notice, Sequence[Problem]],
) -> None:
    agent, specialist = bundled[0].retitled
    assert (agent.title_from, agent.title_to) == ("3-1-1 Customer Service Agent", "311 Customer Service Agent")
    assert (agent.code_from, agent.code_to, agent.first_line) == ("CS2154", "CS2154", 27)
    assert specialist.title_to == "311 Customer Service Specialist"
    assert {agent.grade_from, agent.grade_to, agent.minimum_to, specialist.maximum_from} == {None}


def test_bundled_pay_joins_titles_by_row_order(bundled: tuple[Notice, Sequence[Problem]]) -> None:
    rows = [
        (c.title_to, c.code_from, c.code_to, c.grade_from, c.minimum_from, c.grade_to, c.maximum_to)
        for c in bundled[0].regraded
    ]
    assert rows == [
        ("Lead Customer Service Agent", "CS2155", "CS2155", "614-S", 33597, "615-S", 51268),
        ("311 Operations Assistant", "CC2158", "CA2434", "612-C", 31573, "613-A", 52419),
        ("311 Analyst/Trainer", "CA2157", "CA2157", "806-A", 42917, "809-A", 83640),
    ]


def test_bundled_new_and_abolished(bundled: tuple[Notice, Sequence[Problem]]) -> None:
    new = [(e.title, e.code, e.grade, e.minimum, e.maximum, e.first_line) for e in bundled[0].new]
    assert new == [
        ("DHS Customer Service Agent", "CS2435", "613-S", 32130, 46904, 52),
        ("Contact Center Operations Manager", "CA2433", "809-A", 52419, 83640, 53),
        ("Contact Center Director", "CA2436", "813-A", 68454, 109238, 54),
    ]
    (gone,) = bundled[0].abolished
    assert (gone.title, gone.code, gone.grade, gone.minimum) == (
        "3-1-1 Customer Service Operations Supervisor",
        "CS2156",
        "807-S",
        None,
    )


def test_bundled_schedule(bundled: tuple[Notice, Sequence[Problem]]) -> None:
    notice = bundled[0]
    place = "the CSA Board Room, Room 4.F.6, Webb Municipal Building, 201 West Colfax Avenue"
    assert notice.hearing == Hearing(date="2011-04-07", time="5:00 p.m.", place=place)
    assert (notice.comment_deadline, notice.posting_days) == ("2011-04-06", 13)
    assert notice.effective_rule is not None
    assert notice.effective_rule.startswith("Per Career Service Rule 7-37 A – “If it is determined")
    assert notice.effective_rule.endswith("following approval by the Board.”")


TABLES = {
    "single spaces": (
        "PAY GRADE CHANGES\n\nJob Code Classification Title Current Pay Grade & Range Proposed Pay Grade & Range\n"
        "CA1001 Accountant I 803-A ($35,000 to $55,000) 804-A ($37,000 to $58,000)\n"
    ),
    "header over two lines": (
        "PAY GRADE CHANGES\n\nJob\tClassification\tCurrent Pay\tProposed Pay\nCode\tTitle\tGrade & Range\t"
        "Grade & Range\nCA1001\tAccountant I\t803-A ($35,000 to $55,000)\t804-A ($37,000 to $58,000)\n"
    ),
    "column by column": (
        "PAY GRADE CHANGES\n\nJob Code\n\nCA1001\n\nClass Title\n\nAccountant I\n\nPresent Pay Grade & Range\n\n"
        "803-A ($35,000 to $55,000)\n\nProposed Pay Grade & Range\n\n804-A ($37,000 to $58,000)\n\nThis is all.\n"
    ),
    "tabs": (
        "PAY GRADE CHANGES\n\nJob Code\tClassification Title\tCurrent Pay Grade & Range\tProposed Pay Grade & Range\n"
        "CA1001\tAccountant I\t803-A ($35,000 - $55,000)\t804-A ($37,000 - $58,000)\n"
    ),
    "two tabs between cells": (
        "PAY GRADE CHANGES\n\nJob Code\t\tClassification Title\t\tCurrent Pay Grade\t\tProposed Pay Grade\n"
        "CA1001\t\tAccountant I\t\t803-A ($35,000 to $55,000)\t\t804-A ($37,000 to $58,000)\n"
    ),
    "pipes": (
        "### Pay Grade Changes\n\n| Job Code | Class Title | Present Pay Grade & Range | New Pay Grade & Range |\n"
        "|---|---|---|---|\n| CA1001 | Accountant I | 803-A (\\$35,000 to \\$55,000) "
        "| 804-A (\\$37,000 to \\$58,000) |\n"
    ),
    "spaces": (
        "CHANGES IN PAY GRADE\n\nCode     Classification    Present Grade    Proposed Grade    Present Range    "
        "Proposed Range\n"
        "CA1001   Accountant I      803-A            804-A             $35,000 - $55,000    $37,000 - $58,000\n"
    ),
    "minimum and maximum in columns": (
        "SALARY GRADE CHANGES\n\nClass Code\tTitle\tCurrent Grade\tCurrent Minimum\tCurrent Maximum\tProposed Grade\t"
        "Proposed Minimum\tProposed Maximum\n"
        "CA1001\tAccountant I\t803-A\t$35,000\t$55,000\t804-A\t$37,000\t$58,000\n"
    ),
    "time behind the name": (
        "PAY GRADE CHANGES\n\nJob Code\tClassification Title\tPay Grade & Range (Current)\tPay Grade & Range (New)\n"
        "CA1001\tAccountant I\t803-A ($35,000 to $55,000)\t804-A ($37,000 to $58,000)\n"
    ),
    "pay apart, in one table of two columns": (
        "CHANGES OF PAY GRADE\n\nJob Code\tClass Title\nCA1001\tAccountant I\n\n"
        "Present Pay Grade & Range\tProposed Pay Grade & Range\n"
        "803-A ($35,000 to $55,000)\t804-A ($37,000 to $58,000)\n"
    ),
    "pay apart, joined by code": (
        "CHANGES OF PAY GRADE\n\nJob Code\tClass Title\nCA1001\tAccountant I\n\n"
        "Job Code\tPresent Pay Grade & Range\tProposed Pay Grade & Range\n"
        "CA1001\t803-A ($35,000 to $55,000)\t804-A ($37,000 to $58,000)\n"
    ),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_one_regrading_in_many_layouts(table: str) -> None:
    notice, problems = read(HEAD + table)
    (change,) = notice.regraded
    assert not problems
    assert not notice.retitled
    assert (change.title_from, change.title_to, change.code_to) == ("Accountant I", "Accountant I", "CA1001")
    assert (change.grade_from, change.minimum_from, change.maximum_from) == ("803-A", 35000, 55000)
    assert (change.grade_to, change.minimum_to, change.maximum_to) == ("804-A", 37000, 58000)


def test_rows_of_pay_that_do_not_match_the_classes_are_not_guessed() -> None:
    table = (
        "PAY GRADE AND TITLE CHANGES\n\nJob Code\tCurrent Title\tProposed Title\n"
        "CA1\tClerk I\tOffice Clerk I\nCA2\tClerk II\tOffice Clerk II\n\n"
        "Present Pay Grade & Range\n\n803-A ($35,000 to $55,000)\n\nProposed Pay Grade & Range\n\n"
        "804-A ($37,000 to $58,000)\n805-A ($39,000 to $60,000)\n"
    )
    notice, problems = read(HEAD + table)
    assert problems == ["notice_rows_disagree"]
    assert [(c.grade_from, c.grade_to) for c in notice.regraded] == [(None, "804-A"), (None, "805-A")]


def test_a_class_retitled_in_one_table_and_regraded_in_another_stands_once() -> None:
    tables = (
        "TITLE CHANGES\n\nJob Code\tCurrent Title\tProposed Title\nCA1\tClerk\tOffice Clerk\nCA2\tCook\tChef\n\n"
        "PAY GRADE CHANGES\n\nJob Code\tTitle\tCurrent Pay Grade\tProposed Pay Grade\nCA1\tOffice Clerk\t803-A\t804-A\n"
    )
    notice, problems = read(HEAD + tables)
    assert not problems
    assert [c.title_to for c in notice.retitled] == ["Chef"]
    assert [(c.title_from, c.title_to, c.grade_from, c.grade_to) for c in notice.regraded] == [
        ("Clerk", "Office Clerk", "803-A", "804-A")
    ]


def test_a_row_with_a_cell_missing_is_read_where_only_one_reading_makes_sense() -> None:
    table = "ABOLISHMENTS\n\nJob Code\tClassification Title\tPay Grade\nCA1\tClerk\nWaste Inspector\t803-A\n"
    notice, problems = read(HEAD + table)
    assert [(e.code, e.title, e.grade) for e in notice.abolished] == [
        ("CA1", "Clerk", None),
        (None, "Waste Inspector", "803-A"),
    ]
    assert not problems


@pytest.mark.parametrize(
    ("table", "code"),
    [
        pytest.param(
            "NEW CLASSES\n\nJob Code\tTitle\nCA1\tClerk\textra\tcells\n", "notice_row_not_understood", id="row"
        ),
        pytest.param("Job Code\tTitle\nCA1\tClerk\n", "notice_table_unclear", id="no caption"),
        pytest.param("Present Pay Grade\tProposed Pay Grade\n803-A\t804-A\n", "notice_table_alone", id="pay alone"),
        pytest.param(
            "NEW CLASSES\n\nJob Code\tTitle\tPay Grade\nCA1\tClerk\tsee below\n", "notice_pay_not_understood", id="pay"
        ),
    ],
)
def test_what_is_not_understood_is_said(table: str, code: str) -> None:
    assert code in read(HEAD + table)[1]


LETTERS = {
    "new classes only in the letter": (
        "We are adding the following classes: Budget and Management Analyst (810-A) and Clerk (601-C).",
        "new",
        [("Budget and Management Analyst", "810-A"), ("Clerk", "601-C")],
    ),
    "one class, no grade": (
        "The change amends the plan by creating a new class of Fleet Clerk.",
        "new",
        [("Fleet Clerk", None)],
    ),
    "abolished": (
        "Lastly, we are abolishing Typist I (601-C), Typist II (603-C), and Typist III (605-C).",
        "abolished",
        [("Typist I", "601-C"), ("Typist II", "603-C"), ("Typist III", "605-C")],
    ),
}


@pytest.mark.parametrize(("letter", "operation", "expected"), LETTERS.values(), ids=LETTERS.keys())
def test_letter_alone(letter: str, operation: str, expected: list[tuple[str, str | None]]) -> None:
    notice, problems = read(HEAD + letter)
    assert not problems
    assert [(e.title, e.grade) for e in getattr(notice, operation)] == expected


def test_letter_alone_regrades_and_retitles() -> None:
    notice, _ = read(HEAD + "The change amends the plan by changing the pay grade of Clerk II from 603-C to 604-C.")
    assert [(c.title_to, c.grade_from, c.grade_to) for c in notice.regraded] == [("Clerk II", "603-C", "604-C")]
    notice, _ = read(HEAD + "It amends the plan by changing the titles of Clerk to Aide and Cook to Chef.")
    assert [(c.title_from, c.title_to) for c in notice.retitled] == [("Clerk", "Aide"), ("Cook", "Chef")]


@pytest.mark.parametrize(
    ("letter", "problems"),
    [
        pytest.param("We are adding the following class: Fleet Clerk (601-C).", [], id="same"),
        pytest.param(
            "We are adding the following class: Fleet Clerk (602-C).", ["notice_letter_disagrees"], id="grade"
        ),
        pytest.param(
            "We are adding Fleet Clerk (601-C) and Cook (602-C).",
            ["notice_letter_disagrees"],
            id="class only in letter",
        ),
        pytest.param("We are adding Cook.", ["notice_letter_disagrees"], id="class only in table"),
        pytest.param("We are adding the class listed below.", [], id="letter names none"),
    ],
)
def test_letter_is_the_witness_of_the_tables(letter: str, problems: list[str]) -> None:
    table = "\n\nNEW CLASSES\n\nJob Code\tTitle\tPay Grade\nCC1\tFleet Clerk\t601-C\n"
    notice, found = read(HEAD + letter + table)
    assert found == problems
    assert [(e.title, e.grade) for e in notice.new] == [("Fleet Clerk", "601-C")]


HEARINGS = {
    "day, time, place": (
        "The public hearing is **Thursday, May 16, 2013 5:00 p.m.** in Room 4.G.2, Webb Building.",
        Hearing(date="2013-05-16", time="5:00 p.m.", place="Room 4.G.2, Webb Building"),
    ),
    "time before day": (
        "A public hearing will be held at 9:30 a.m. on Thursday, May 16, 2013, in the Parr-Widener Room.",
        Hearing(date="2013-05-16", time="9:30 a.m.", place="the Parr-Widener Room"),
    ),
    "place before day": (
        "The public hearing will be held in Room 389, 1437 Bannock Street, on Thursday, May 16, 2013 at noon.",
        Hearing(date="2013-05-16", time="noon", place="Room 389, 1437 Bannock Street"),
    ),
    "no place": ("Public hearing: 5/16/2013", Hearing(date="2013-05-16", time=None, place=None)),
    "labels": (
        "Public Hearing\nDate: Thursday, May 16, 2013\nTime: 5:00 PM\nLocation: Room 4.G.2, Webb Building",
        Hearing(date="2013-05-16", time="5:00 PM", place="Room 4.G.2, Webb Building"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), HEARINGS.values(), ids=HEARINGS.keys())
def test_hearing(text: str, expected: Hearing) -> None:
    notice, problems = read(HEAD + text)
    assert notice.hearing == expected
    assert not problems


def test_a_second_hearing_is_a_problem() -> None:
    text = "Public hearings are set for May 16, 2013 at 5:00 p.m. and June 20, 2013 at 5:00 p.m. in Room 4."
    notice, problems = read(HEAD + text)
    assert notice.hearing is not None
    assert notice.hearing.date == "2013-05-16"
    assert problems == ["notice_further_hearing"]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Please submit any comments in writing by 8:00 a.m. on **Wednesday, April 6, 2011**.", "2011-04-06"),
        ("Comments must be received no later than 4/6/2011.", "2011-04-06"),
        ("To be heard please call no later than noon on Tuesday, April 5, 2011.", None),
        ("Comments are welcome.", None),
    ],
)
def test_comment_deadline(text: str, deadline: str | None) -> None:
    assert read(HEAD + text)[0].comment_deadline == deadline


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Notice shall be posted at least thirteen calendar days from the date of this notice.", 13),
        ("This notice is posted for thirteen (13) days.", 13),
        ("It shall be posted for 10 business days.", 10),
        ("Appeals are taken within ten days.", None),
    ],
)
def test_posting_days(text: str, days: int | None) -> None:
    assert read(HEAD + text)[0].posting_days == days


def test_effective_rule_is_the_sentence_as_printed() -> None:
    text = "The study is done. The effective date of these changes is the first work week after approval. Thank you."
    assert read(HEAD + text)[0].effective_rule == (
        "The effective date of these changes is the first work week after approval."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(HEAD, True, id="number"),
        pytest.param("POSTING IS REQUIRED\n\nCLASSIFICATION NOTICE #77\n\nDate: May 2, 2013", True, id="capitals"),
        pytest.param(
            "To: All\nFrom: CSA\nDate: 5/2/13\nRe: Changes to the Classification and Pay Plan", True, id="memo"
        ),
        pytest.param("To: All\nFrom: CSA\nDate: 5/2/13\nSubject: Parking", False, id="another memo"),
        pytest.param("311 Director\n\nGENERAL STATEMENT\n\nReads classification notices.", False, id="class"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_looks_like_notice(text: str, expected: bool) -> None:
    assert looks_like_notice(lines_of(text)) is expected


CROWDED = """Classification Notice No. 1401
To: Agency Heads and Employees
From: The Office
Date: 04/02/2013
Subject: Proposed Change to the Classification and Pay Plan

The proposed change amends the Classification and Pay Plan by changing the pay grades of Sheriff Captain (816-N) to \
(817-N) and Sheriff Sergeant (812-N) to (813-N).  We are also adding the new class of Chief Data Officer (820-A) and \
changing the title of Web Designer to Digital Designer.
PAY GRADE CHANGES
Job Code	Classification Title	Present Pay Grade & Range	Proposed Pay Grade & Range
CU1	Sheriff Captain	816-N ($80,000 to $120,000)	817-N ($85,000 to $125,000)
CU2	Sheriff Sergeant	812-N ($60,000 to $90,000)	813-N ($65,000 to $95,000)
NEW CLASS
Job Code	Classification Title	Pay Grade & Range
CA99	Chief Data Officer	820-A ($100,000 to $150,000)
TITLE CHANGE
Job Code	Current Title	Proposed Title
CA55	Web Designer	Digital Designer
The effective date of the changes will be May 1, 2013.
The public hearing will be held on Thursday, April 18, 2013 at 9:00 a.m. in Room 4.I.5.
Comments may be submitted no later than 5:00 p.m. on April 17, 2013.
"""


def test_a_notice_without_blank_lines() -> None:
    notice, problems = read(CROWDED)
    assert not problems
    assert [(c.title_to, c.grade_to) for c in notice.regraded] == [
        ("Sheriff Captain", "817-N"),
        ("Sheriff Sergeant", "813-N"),
    ]
    assert [(e.title, e.maximum) for e in notice.new] == [("Chief Data Officer", 150000)]
    assert [c.title_to for c in notice.retitled] == ["Digital Designer"]
    assert notice.hearing == Hearing(date="2013-04-18", time="9:00 a.m.", place="Room 4.I.5")
    assert (notice.date, notice.comment_deadline) == ("2013-04-02", "2013-04-17")
    assert notice.effective_rule == "The effective date of the changes will be May 1, 2013."


WORDS = st.sampled_from(
    [
        "",
        "NEW CLASSES",
        "Job Code\tTitle",
        "CA1\tClerk",
        "Pay Grade",
        "803-A ($1,000 to $2,000)",
        "Hearing May 2, 2013",
        "x\ty\tz",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_no_line_is_lost(texts: list[str]) -> None:
    lines = lines_of("\n".join(texts))
    notice, _ = read_notice(lines)
    held = [number for part in notice.parts for number in range(part.first_line, part.last_line + 1)]
    assert len(held) == len(set(held))
    assert {line.number for line in lines if line.text} <= set(held)
