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


def ruled(xs: list[int], ys: list[int]) -> str:
    """The rulings of a table, each drawn as one line."""
    down = [f"{x} {ys[-1]} m {x} {ys[0]} l S" for x in xs]
    return "\n".join([*down, *(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)])


def test_ruled_cells_keep_their_lines_together() -> None:
    page = [
        Printed("GENERAL", 700, 60, bold=True),
        *paragraph(LONG, 700, per_line=50, x=170),
        Printed("STATEMENT", 688, 60, bold=True),
        Printed("DUTIES", 620, 60, bold=True),
        Printed("• Files papers.", 620, 170),
        Printed("• Sorts mail.", 608, 170),
    ]
    read = decode(small_pdf([page], ruled([50, 160, 560], [715, 635, 600])), "class.pdf").lines
    assert [line for line in read if line] == [
        f"**GENERAL STATEMENT**\t{LONG}",
        "**DUTIES**",
        "- Files papers.",
        "- Sorts mail.",
    ]


def test_a_row_without_its_label_on_the_next_page_goes_on() -> None:
    rulings = ruled([50, 160, 560], [715, 60])
    first = [Printed("DUTIES", 700, 60, bold=True), Printed("• Files papers.", 700, 170)]
    read = decode(small_pdf([first, [Printed("• Sorts mail.", 700, 170)]], rulings), "class.pdf").lines
    assert [line for line in read if line] == ["**DUTIES**", "- Files papers.", "- Sorts mail."]


def test_rows_without_rulings_begin_at_their_labels() -> None:
    page: list[Printed] = []
    for label, top in (("DEFINITION", 700), ("CHARACTERISTICS", 640)):
        page += [Printed(label, top, 60, bold=True), *paragraph(LONG, top, per_line=60, x=200)]
    assert lines(page) == [f"**DEFINITION**\t{LONG}", f"**CHARACTERISTICS**\t{LONG}"]


def newspaper(*, by_line: bool) -> list[Printed]:
    left = [*paragraph(LONG, 700, per_line=42, x=60)]
    right = [*paragraph(LONG.replace("Performs", "Reviews"), 700, per_line=42, x=320)]
    pairs = [line for pair in zip(left, right, strict=True) for line in pair]
    return pairs if by_line else left + right


def test_newspaper_columns_on_the_same_heights_are_read_one_after_the_other() -> None:
    assert lines(newspaper(by_line=False)) == [LONG, LONG.replace("Performs", "Reviews")]


def test_letters_are_put_in_order_by_their_place() -> None:
    letters = [Printed(letter, 700, 72 + 6 * number) for number, letter in enumerate("Checks")]
    assert lines([letters[number] for number in (5, 2, 0, 4, 1, 3)]) == ["Checks"]


def test_a_number_drawn_in_pieces_is_one_number() -> None:
    assert lines([Printed("Pays $84,", 700), Printed("075 a year", 700, 114.3)]) == ["Pays $84,075 a year"]


def test_what_nobody_sees_is_not_read() -> None:
    hidden = [
        "1 g BT /F1 10 Tf 72 500 Td (white on white) Tj ET 0 g",
        "BT 3 Tr /F1 10 Tf 72 480 Td (invisible) Tj 0 Tr ET",
        "BT /F1 10 Tf 72 -50 Td (off the page) Tj ET",
        "0 0 0.5 rg 60 440 200 20 re f 1 g BT /F1 10 Tf 72 445 Td (White on blue) Tj ET 0 g",
    ]
    read = decode(small_pdf([[Printed("Seen", 700)]], "\n".join(hidden)), "class.pdf").lines
    assert [line for line in read if line] == ["Seen", "White on blue"]


def test_letters_drawn_twice_are_read_once() -> None:
    assert lines([Printed("DUTIES", 700), Printed("DUTIES", 700, 72.3)]) == ["DUTIES"]


def test_bullets_of_a_list_show_its_levels() -> None:
    page = [Printed("• Sorts mail:", 700), Printed("• letters;", 688, 90), Printed("• parcels.", 676, 90)]
    assert lines([*page, Printed("• Locks up.", 664)]) == [
        "- Sorts mail:",
        "  - letters;",
        "  - parcels.",
        "- Locks up.",
    ]


def test_repeated_lines_and_the_foot_of_a_page_are_furniture() -> None:
    pages = [
        [Printed("CITY OF ELM", 770), *paragraph(text, 700), Printed(f"Clerk   Page {number}", 30)]
        for number, text in enumerate((f"{LONG}.", f"Reviews: {LONG}."), 1)
    ]
    decoded = decode(small_pdf(pages), "class.pdf")
    named = {number: part.kind for part in decoded.furniture for number in range(part.first_line, part.last_line + 1)}
    assert {line for number, line in enumerate(decoded.lines, 1) if line and number not in named} == {
        f"{LONG}.",
        f"Reviews: {LONG}.",
    }
    assert sorted(named.values()) == ["page_footer", "page_footer", "page_header", "page_header"]


def test_a_value_cut_by_a_page_end_goes_on_in_its_cell() -> None:
    broken = paragraph(LONG, 100, per_line=60, x=200)
    first = [Printed("OTHER", 124, 60), Printed("Text.", 124, 200), Printed("DEFINITION", 100, 60), *broken[:2]]
    second = [line._replace(y=line.y + 600) for line in broken[2:]]
    assert lines(first, second) == ["OTHER\tText.", f"DEFINITION\t{LONG}"]


def test_columns_that_a_person_counted() -> None:
    left = paragraph("Reads the gauges at dawn. Cleans the wells of the quay. Signs the log.", 700, per_line=30)
    right = paragraph("Knowledge of tides and of boats. One year of work on the water.", 700, per_line=30, x=320)
    data = small_pdf([[Printed("Tide Gauge Keeper of the Outer Harbor and its Lights and Quays", 740), *left, *right]])
    one, two = (" ".join(decode(data, "columns.pdf", count).lines) for count in (1, 2))
    assert two.index("Signs the log.") < two.index("Knowledge of tides")
    assert two.index("Tide Gauge Keeper") < two.index("Reads the gauges")
    assert one.index("Knowledge of tides") < one.index("Signs the log.")
