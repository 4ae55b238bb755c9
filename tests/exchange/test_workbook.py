"""The workbook holds every table for people: titles, filters, links that lead somewhere, and nothing that can run."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from taxonomy.atlas import Atlas
from taxonomy.exchange import export_atlas
from taxonomy.exchange.workbook import Sheet, workbook_bytes


@pytest.fixture(scope="module")
def data(bundled_atlas: Atlas) -> bytes:
    return export_atlas(bundled_atlas, "xlsx")


def test_every_table_is_a_sheet_with_its_rows(bundled_atlas: Atlas, data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == [
        "Classes", "Competencies", "Variants", "Levels", "Statements", "Requirements", "Ladder", "Pay", "References",
    ]  # fmt: skip
    rows = {name: book.get_sheet_by_name(name).to_python()[2:] for name in book.sheet_names}
    assert [row[0] for row in rows["Classes"]] == [each.id for each in bundled_atlas.summaries]
    assert len(rows["Ladder"]) == len(bundled_atlas.ladder.edges)
    assert len(rows["Pay"]) == sum(len(each.pay) for each in bundled_atlas.classes.values())
    assert {row[7] for row in rows["Requirements"]} >= {
        edge.quote for edge in bundled_atlas.ladder.promotions if edge.years
    }


def test_links_lead_to_the_row_of_the_same_id(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        ladder = archive.read(f"xl/worksheets/sheet{book.sheet_names.index('Ladder') + 1}.xml").decode()
    links = re.findall(r'<hyperlink ref="([A-Z])(\d+)" location="\'(\w+)\'!A(\d+)"', ladder)
    assert links
    rows = book.get_sheet_by_name("Ladder").to_python()
    classes = book.get_sheet_by_name("Classes").to_python()
    for column, row, sheet, place in links:
        assert sheet == "Classes"
        assert rows[int(row) - 1]["ABC".index(column)] == classes[int(place) - 1][0]


def test_nothing_in_a_cell_can_run_and_the_bytes_are_the_same() -> None:
    sheet = Sheet(columns=("text",), rows=(("=1+1",), ("@SUM(A1)",), ("http://example.org/?q=1",)), words="Odd")
    data = workbook_bytes({"Odd": sheet})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert "autoFilter" in page
    assert 'state="frozen"' in page
    assert workbook_bytes({"Odd": sheet}) == data
