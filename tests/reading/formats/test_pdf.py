"""A PDF gives whole paragraphs: joined over lines and pages, words whole, page furniture kept beside them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from taxonomy.reading.formats import UnreadableDocument, decode
from tests.reading.formats.pdf_marks import precision_and_recall, twins
from tests.reading.formats.small_pdf import Printed, paragraph, small_pdf

LONG = (
    "Performs full performance professional work coordinating operational and administrative programs or functions, "
    "acting as a liaison to facilitate communication between sections and divisions, and serving as a technical advisor"
)


def lines(*pages: list[Printed]) -> list[str]:
    return [line for line in decode(small_pdf(pages), "class.pdf").lines if line]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_parted() -> None:
    second = "Reviews the work of others and answers questions of the public about programs and about functions of it."
    assert lines([*paragraph(LONG, 700), *paragraph(second, 640)]) == [LONG, second]


def test_bold_lines_are_marked_and_stand_alone() -> None:
    page = [Printed("Lead Customer Service Agent", 740, size=18, bold=True), Printed("DUTIES", 700, bold=True)]
    assert lines([*page, *paragraph(LONG, 680)]) == ["**Lead Customer Service Agent**", "**DUTIES**", LONG]


def test_a_heading_just_above_its_text_is_a_line_of_its_own() -> None:
    assert lines([Printed("DUTIES", 712, bold=True), *paragraph(LONG, 700)]) == ["**DUTIES**", LONG]


def test_list_items_are_not_joined() -> None:
    page = [*paragraph("• " + LONG, 700), *paragraph("• Plans the work of the unit", 664)]
    assert lines(page) == [f"- {LONG}", "- Plans the work of the unit"]


def test_lines_are_read_from_top_to_bottom_whatever_was_drawn_first() -> None:
    assert lines([Printed("Last", 100), Printed("First", 700), Printed("Middle", 400)]) == ["First", "Middle", "Last"]


def test_cells_on_one_height_become_a_row() -> None:
    page = [Printed("Class Title", 700), Printed("Grade", 700, 300), Printed("615-S", 680, 300), Printed("Clerk", 680)]
    assert lines(page) == ["Class Title\tGrade", "Clerk\t615-S"]


def test_a_label_drawn_apart_belongs_to_its_item() -> None:
    page = [Printed("1.", 700), *paragraph(LONG, 700, x=110), Printed("•", 640), Printed("Plans work", 640, 110)]
    assert lines(page) == [f"1. {LONG}", "- Plans work"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [Printed(f"left {number}", 700 - 30 * number, 72) for number in range(9)]
    right = [Printed(f"right {number}", 700 - 30 * number, 330) for number in range(9)]
    assert lines([*left, *right]) == [line.text for line in [*left, *right]]


def test_a_paragraph_over_a_page_end_is_joined_and_furniture_kept_behind_it() -> None:
    head, text = Printed("Operations Coordinator", 760), f"{LONG} of the whole unit; answers the public"
    broken = paragraph(text, 84)
    first, second = broken[:2], [line._replace(y=line.y + 600) for line in broken[2:]]
    pages = [head, *first, Printed("Page 1 of 2", 20)], [head, *second, Printed("Page 2 of 2", 20)]
    assert lines(*pages) == ["Operations Coordinator", text, "Page 1 of 2", "Operations Coordinator", "Page 2 of 2"]


def test_a_sentence_that_ended_is_not_joined_over_a_page_end() -> None:
    pages = (paragraph(f"{LONG}.", 60), [Printed("Reviews the work of others.", 700)])
    assert lines(*pages) == [f"{LONG}.", "Reviews the work of others."]


CUT = [
    pytest.param("The super-", "visor plans.", "A supervisor.", "The supervisor plans.", id="word known whole"),
    pytest.param(
        "A journey-", "level job.", "A journey at this level.", "A journey-level job.", id="both halves known"
    ),
    pytest.param("The drive-", "through lane.", "No drive-through.", "The drive-through lane.", id="compound known"),
    pytest.param("A full-", "time job.", "None.", "A full-time job.", id="combining word"),
    pytest.param("The experi-", "ence needed.", "None.", "The experience needed.", id="halves unknown"),
    pytest.param("The Denver-", "Aurora area.", "None.", "The Denver- Aurora area.", id="capital letter"),
]


@pytest.mark.parametrize(("end", "start", "elsewhere", "expected"), CUT)
def test_words_cut_at_a_line_end(end: str, start: str, elsewhere: str, expected: str) -> None:
    filler = "many a word " * 7
    page = [Printed(filler + end, 700), Printed(start, 688), Printed(elsewhere, 600)]
    assert lines(page)[0] == filler + expected


def encrypted(password: str) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(small_pdf([[Printed("Clerk", 700)]]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_file_locked_only_against_changes_is_read() -> None:
    assert decode(encrypted(""), "a.pdf").lines == ("Clerk",)


UNREADABLE = [
    pytest.param(lambda: encrypted("secret"), "password", id="locked"),
    pytest.param(lambda: small_pdf([[]]), "pictures", id="no text"),
    pytest.param(lambda: small_pdf([[Printed("Clerk", 700)]])[:300], "damaged", id="cut off"),
    pytest.param(lambda: b"%PDF-1.7\n" + b"garbage " * 50, "damaged", id="only a head"),
    pytest.param(lambda: small_pdf([[Printed("Clerk", 700)]] * 201), "201 pages", id="too many pages"),
]


@pytest.mark.parametrize(("make", "reason"), UNREADABLE)
def test_unreadable(make: object, reason: str) -> None:
    assert callable(make)
    with pytest.raises(UnreadableDocument, match=reason):
        decode(make(), "a.pdf")


@pytest.mark.shared
def test_words_of_real_files_are_those_of_their_twins(shared_data: Path) -> None:
    marks = [precision_and_recall(pdf, text) for pdf, text in twins(shared_data)]
    if not marks:
        pytest.skip("no PDFs at hand")
    assert min(precision for precision, _ in marks) >= 0.999
    # The twins print some page footers once more than the PDFs do; every word of the PDFs is read.
    assert sum(recall for _, recall in marks) / len(marks) >= 0.996
