"""ODT, RTF, spreadsheets and pictures give the same marks as Word and plain text."""

from __future__ import annotations

import pytest

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.formats.zip_guard import members
from tests.reading.formats.small_files import open_document, workbook, zipped

RTF = [
    pytest.param(r"{\b DUTIES}\par Files papers.\par", ["**DUTIES**", "Files papers."], id="bold heading"),
    pytest.param(r"{\listtext\'b7\tab}Plans\par{\listtext 1.\tab}Files\par", ["- Plans", "1. Files"], id="lists"),
    pytest.param(r"\intbl Code\cell 4711\cell\row\pard Files\par", ["Code\t4711", "Files"], id="table"),
    pytest.param(r"Pe\'f1a \u8217?s caf\u233\'e9\par", ["Peña ’s café"], id="letters"),
    pytest.param(r"Files{\v  secret}{\deleted  old} papers.\par", ["Files papers."], id="hidden and deleted"),
    pytest.param(r"{\fonttbl{\f0 Arial;}}{\*\generator Word;}{\info{\title No}}Clerk\par", ["Clerk"], id="no text"),
    pytest.param(r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Clerk}}\par", ["Clerk"], id="field"),
]


@pytest.mark.parametrize(("body", "expected"), RTF)
def test_rtf(body: str, expected: list[str]) -> None:
    data = ("{\\rtf1\\ansi " + body + "}").encode()
    assert [line for line in decode(data, "a.rtf").lines if line] == expected


def test_rtf_headers_are_furniture() -> None:
    data = rb"{\rtf1\ansi {\header County of Elm\par}Clerk\par{\footer Page 1\par}}"
    decoded = decode(data, "a.rtf")
    assert [line for line in decoded.lines if line] == ["County of Elm", "Clerk", "Page 1"]
    assert [part.kind for part in decoded.furniture] == ["page_header", "page_footer"]


ODT = [
    pytest.param(
        '<text:h text:outline-level="2">DUTIES</text:h><text:p>Files</text:p>', ["## DUTIES", "Files"], id="h"
    ),
    pytest.param(
        "<text:list><text:list-item><text:p>Sorts:</text:p><text:list><text:list-item><text:p>mail</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>",
        ["- Sorts:", "  - mail"],
        id="list in a list",
    ),
    pytest.param(
        "<table:table><table:table-row><table:table-cell><text:p>Code</text:p></table:table-cell>"
        "<table:table-cell><text:p>4711</text:p></table:table-cell></table:table-row></table:table>",
        ["Code\t4711"],
        id="table",
    ),
    pytest.param(
        '<text:p><text:span text:style-name="B">Label</text:span> text</text:p>', ["**Label** text"], id="bold"
    ),
    pytest.param('<text:p>Files<text:span text:style-name="V"> no</text:span></text:p>', ["Files"], id="hidden"),
    pytest.param(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>new</text:p>",
        ["new"],
        id="deleted",
    ),
]
STYLES = (
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="V"><style:text-properties text:display="none"/></style:style>'
)


@pytest.mark.parametrize(("body", "expected"), ODT)
def test_odt(body: str, expected: list[str]) -> None:
    assert [line for line in decode(open_document(body, STYLES), "a.odt").lines if line] == expected


def test_odt_headers_are_furniture() -> None:
    margins = "<style:header><text:p>County of Elm</text:p></style:header>"
    decoded = decode(open_document("<text:p>Clerk</text:p>", margins=margins), "a.odt")
    assert (decoded.lines, decoded.furniture[0].kind) == (("County of Elm", "", "Clerk"), "page_header")


def test_rows_of_a_spreadsheet_are_lines_of_the_same_number() -> None:
    data = workbook([["Title", "Code"], [], ["Clerk", 4711.0]], [["Warden", "É-12"]])
    assert decode(data, "a.xlsx").lines == ("Title\tCode", "", "Clerk\t4711", "Warden\tÉ-12")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv_whatever_parts_its_cells(sign: str) -> None:
    data = f'Title{sign}Duties\nClerk{sign}"Files, sorts;\nmails"\n'.encode("utf-16")
    assert decode(data, "a.csv").lines == ("Title\tDuties", "Clerk\tFiles, sorts; mails")


def test_a_cell_far_out_is_refused() -> None:
    sheet = b'<worksheet><sheetData><row r="9"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    data = zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(UnreadableDocument, match="rows"):
        decode(data, "a.xlsx")


def test_members_of_an_archive() -> None:
    data = zipped({"a/clerk.txt": "Clerk", ".hidden": "x", "__MACOSX/a": "x"})
    assert list(members(data)) == [("a/clerk.txt", b"Clerk")]


def test_an_archive_that_would_grow_without_end_is_refused() -> None:
    data = zipped({f"{number}.txt": "Clerk" for number in range(300)})
    with pytest.raises(UnreadableDocument, match="more than 200"):
        list(members(data))
