"""A wrong reading is put right by a correction, and so is the next document of the form; others do not change.

The layouts are ours. What the reader makes of them without a correction is not asked here: it may well become right.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from taxonomy.model import ParsedDocument, ReadingCorrection
from taxonomy.reading.correcting import Act, CorrectionRefused, make_corrections
from taxonomy.reading.parse import parse
from tests.reading.documents import document, only

KEEPER = """Harbor Trust Staff Book
Sheet 14
Tide Gauge Keeper
Post ref HT-204

Why the post is there
Keeps the tide gauges of the harbor in order and reports their readings to the pilots.

What falls to the holder
Reads the gauges at each turn of the tide
Cleans the floats and the wells
Writes the log of the day and signs it

What the holder brings
Two years of work with measuring instruments.
A valid boat license.

Issued: 12 March 2019
Page 1 of 1"""
WARDEN = """Harbor Trust Staff Book
Sheet 92
Lamp Store Warden
Post ref HT-377

Why the post is there
Keeps the lamps of the breakwater and their stores.

What falls to the holder
Trims the lamps at dusk
Counts the stores once a week

What the holder brings
One year of work in a store.

Issued: 3 May 2021
Page 1 of 1"""
TENDER = """CITY OF LOWMARSH
CLASS SPECIFICATION

BRIDGE TENDER                                   Class Code: 4410

DEFINITION
Opens and closes the bridge for boats.

EXAMPLES OF DUTIES
Opens the bridge.
Keeps the log.

MINIMUM QUALIFICATIONS
One year of experience with machines.
"""
EVERYTHING = (
    Act(field="class", value="yes"),
    Act(field="title", first_line=3),
    Act(field="code", value="HT-204"),
    Act(field="authority", value="Harbor Trust"),
    Act(field="heading", first_line=6, value="general_statement"),
    Act(field="heading", first_line=9, value="duties"),
    Act(field="heading", first_line=14, value="minimum_qualifications"),
    Act(field="lines", first_line=10, last_line=12, value="separate"),
    Act(field="date", value="12 March 2019"),
    Act(field="furniture", first_line=1, last_line=2),
)


def corrected(text: str, acts: Sequence[Act], *, of_form: bool = False) -> tuple[ReadingCorrection, ...]:
    """The corrections of one document, numbered as the ledger would."""
    source = document(text)
    made = make_corrections(acts, source.lines, source.source.sha256, of_form=of_form)
    return tuple(replace(each, decision=f"d-{number}") for number, each in enumerate(made))


def facts(parsed: ParsedDocument) -> tuple[object, ...]:
    """What the corrections of this test speak of."""
    one = only(parsed)
    kinds = [(section.kind, section.heading) for section in one.sections if section.heading]
    return one.title, one.job_code, one.authority, kinds, [duty.text for duty in one.duties], one.revised


@pytest.mark.parametrize("of_form", [False, True], ids=["document", "form"])
def test_one_correction_puts_the_document_right(of_form: bool) -> None:
    parsed = parse(document(KEEPER), corrected(KEEPER, EVERYTHING, of_form=of_form))
    title, code, authority, kinds, duties, revised = facts(parsed)
    assert (title, code, authority) == ("Tide Gauge Keeper", "HT-204", "harbor-trust")
    assert kinds == [
        ("general_statement", "Why the post is there"),
        ("duties", "What falls to the holder"),
        ("minimum_qualifications", "What the holder brings"),
    ]
    assert duties == [
        "Reads the gauges at each turn of the tide",
        "Cleans the floats and the wells",
        "Writes the log of the day and signs it",
    ]
    assert getattr(revised, "date", None) == "2019-03-12"
    assert all(use.missing is None for use in parsed.corrections)
    assert only(parsed).doubts == ()


def test_the_next_document_of_the_form_is_right_by_itself() -> None:
    parsed = parse(document(WARDEN), corrected(KEEPER, EVERYTHING, of_form=True))
    title, code, authority, kinds, duties, revised = facts(parsed)
    assert (title, code, authority) == ("Lamp Store Warden", "HT-377", "harbor-trust")
    assert [kind for kind, _ in kinds] == ["general_statement", "duties", "minimum_qualifications"]
    assert duties == ["Trims the lamps at dusk", "Counts the stores once a week"]
    assert getattr(revised, "date", None) == "2021-05-03"


def test_a_document_of_another_form_and_a_correction_of_one_document_change_nothing_else() -> None:
    assert parse(document(TENDER), corrected(KEEPER, EVERYTHING, of_form=True)) == parse(document(TENDER))
    assert parse(document(WARDEN), corrected(KEEPER, EVERYTHING)) == parse(document(WARDEN))


def test_a_place_that_another_line_takes_gives_nothing_and_is_said() -> None:
    without_code = WARDEN.replace("Post ref HT-377\n", "")
    parsed = parse(document(without_code), corrected(KEEPER, EVERYTHING, of_form=True))
    assert only(parsed).title != "Sheet 92"
    assert [use.field for use in parsed.corrections if use.missing] == ["title", "code"]
    assert sum(problem.code == "correction_not_applied" for problem in parsed.problems) == 2


def test_not_a_class() -> None:
    parsed = parse(document(TENDER), corrected(TENDER, [Act(field="class", value="no")]))
    assert (parsed.specifications, parsed.problems) == ((), ())
    numbers = {n for part in parsed.furniture for n in range(part.first_line, part.last_line + 1)}
    printed = {number for number, line in enumerate(TENDER.split("\n"), start=1) if line.strip()}
    assert printed <= numbers  # no line is lost


def test_a_labeled_title_and_code_are_found_behind_their_labels() -> None:
    below = "\n\nDUTIES\nOpens gates.\nOils gates.\n\nEDUCATION\nNone.\n"
    one = f"Form P-7\nGrade: 12\nKnown as: Weir Hand   No.: W/12{below}"
    other = f"Form P-7\nGrade: 9\nDistrict: North\nKnown as: Lock Hand   No.: L/7{below}"
    made = corrected(one, [Act(field="title", value="Weir Hand"), Act(field="code", value="W/12")], of_form=True)
    found = only(parse(document(other), made))
    assert (found.title, found.job_code) == ("Lock Hand", "L/7")


def test_lines_that_are_one_item() -> None:
    text = TENDER.replace(
        "Opens the bridge.\nKeeps the log.", "Opens the bridge when\n\nA boat blows its horn.\n- Keeps the log."
    )
    made = corrected(text, [Act(field="lines", value="one", first_line=10, last_line=12)])
    read = only(parse(document(text), made)).duties
    assert [(duty.text, duty.first_line, duty.last_line) for duty in read] == [
        ("Opens the bridge when A boat blows its horn.", 10, 12),
        ("Keeps the log.", 13, 13),
    ]


def test_a_line_that_is_no_heading() -> None:
    made = corrected(TENDER, [Act(field="heading", value="text", first_line=9)])
    kinds = [section.kind for section in only(parse(document(TENDER), made)).sections if section.heading]
    assert kinds == ["general_statement", "minimum_qualifications"]


def test_a_later_correction_and_that_of_the_document_itself_win() -> None:
    form = corrected(KEEPER, EVERYTHING, of_form=True)
    source = document(WARDEN)
    own = make_corrections(
        [Act(field="title", value="Warden of Lamps")], source.lines, source.source.sha256, of_form=False
    )
    assert only(parse(source, (*own, *form))).title == "Warden of Lamps"


def test_a_line_that_moved_is_found_by_its_words_and_one_that_is_gone_is_said() -> None:
    made = corrected(TENDER, [Act(field="heading", value="notes", first_line=9)])
    sha256 = document("\n" + TENDER).source.sha256
    moved = parse(document("\n" + TENDER), [replace(each, sha256=sha256) for each in made])
    assert "notes" in [section.kind for section in only(moved).sections]
    text = TENDER.replace("EXAMPLES OF DUTIES", "DUTIES")
    gone = parse(document(text), [replace(each, sha256=document(text).source.sha256) for each in made])
    assert [bool(use.missing) for use in gone.corrections] == [True]


@pytest.mark.parametrize(
    ("act", "of_form", "words"),
    [
        pytest.param(Act(field="title", first_line=99), False, "no line 99", id="line"),
        pytest.param(Act(field="heading", first_line=9, value="chores"), False, "no kind of section", id="kind"),
        pytest.param(Act(field="heading", value="duties"), False, "which line", id="without-line"),
        pytest.param(Act(field="title", first_line=3), False, "blank", id="blank"),
        pytest.param(Act(field="title"), False, "Give the title", id="without-value"),
        pytest.param(Act(field="lines", first_line=10, value="both"), False, "one", id="lines"),
        pytest.param(Act(field="columns", value="9"), False, "columns", id="columns"),
        pytest.param(Act(field="title", value="Boat Opener"), True, "printed in no line", id="form-without-line"),
    ],
)
def test_what_says_nothing_is_refused_in_words(act: Act, of_form: bool, words: str) -> None:
    with pytest.raises(CorrectionRefused, match=words):
        corrected(TENDER, [act], of_form=of_form)


def test_a_document_without_marks_gives_no_form() -> None:
    with pytest.raises(CorrectionRefused, match="too few headings"):
        corrected("Boat Opener\nOpens boats.\n", [Act(field="title", first_line=1)], of_form=True)
