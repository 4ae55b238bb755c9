"""A table that prints one class a row gives one specification a row, which cites the row."""

from __future__ import annotations

from taxonomy.model import ParsedDocument
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from tests.reading.formats.small_files import workbook

HEAD = ["Job Title", "Job Code", "Min Salary", "Essential Functions", "Education and Experience", "Remarks"]
WARDEN = ["Elm Warden", "4711", "40000", "Prunes elms; waters elms", "Two years of gardening experience.", "new"]
CLERK = ["Records Clerk", 4712, "", "Files papers.", "", ""]


def read(*rows: list[object]) -> ParsedDocument:
    return parse(decode(workbook(rows), "classes.xlsx"))


def test_each_row_is_a_class_that_cites_its_row() -> None:
    parsed = read(["All classes"], HEAD, WARDEN, CLERK)
    assert [(each.title, each.job_code, each.first_line) for each in parsed.specifications] == [
        ("Elm Warden", "4711", 3),
        ("Records Clerk", "4712", 4),
    ]
    duties = [(duty.text, duty.first_line, duty.last_line) for duty in parsed.specifications[0].duties]
    assert duties == [("Prunes elms", 3, 3), ("waters elms", 3, 3)]


def test_a_column_that_nobody_knows_is_kept_as_a_note() -> None:
    warden = read(HEAD, WARDEN).specifications[0]
    assert any("Remarks: new" in section.text for section in warden.sections)


def test_a_row_without_a_class_is_named() -> None:
    parsed = read(HEAD, WARDEN, ["", "", "", "", "", "end of list"])
    assert [(problem.code, problem.first_line) for problem in parsed.problems] == [("not_a_specification", 3)]


def test_a_table_without_titles_is_no_table_of_classes() -> None:
    assert read(["Year", "Budget"], ["2019", "7"]).specifications == ()
