"""A workbook for people: a title, a head that stays, filters, wrapped text in columns of a readable width, links from
sheet to sheet. Texts stay texts: nothing in a cell can run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import xlsxwriter
from msgspec import Struct

from taxonomy.basics.contacts import mask_contacts
from taxonomy.exchange.cells import Cell, Row

_NARROWEST, _WIDEST, _LONG = 8, 60, 40
_MEASURED = 200  # rows that say how wide a column has to be
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Sheet(Struct, frozen=True, kw_only=True):
    """One table. `words` say what a row is; `links` name, by column, the sheet whose first column has such values."""

    columns: Row
    rows: Sequence[Row]
    words: str = ""
    links: Mapping[str, str] = {}


def workbook_bytes(sheets: Mapping[str, Sheet]) -> bytes:
    """`sheets` by name as XLSX; the same sheets give the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties({"created": datetime(2000, 1, 1)})  # no clock
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0645ad", "underline": 1}),
    }
    places = {name: _places(sheet, 2 if sheet.words else 1) for name, sheet in sheets.items()}
    for name, sheet in sheets.items():
        _write(book.add_worksheet(name), sheet, formats, places)
    book.close()
    return file.getvalue()


def _places(sheet: Sheet, head: int) -> dict[Cell, int]:
    """In which row of the sheet, from 1, each value of the first column stands."""
    return {row[0]: number for number, row in reversed(list(enumerate(sheet.rows, start=head + 1)))}


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    formats: Mapping[str, xlsxwriter.format.Format],
    places: Mapping[str, Mapping[Cell, int]],
) -> None:
    head = 1 if sheet.words else 0
    if sheet.words:
        page.write_string(0, 0, sheet.words, formats["title"])
    page.write_row(head, 0, sheet.columns, formats["head"])
    for number, width in enumerate(_widths(sheet)):
        page.set_column(number, number, width)
    targets = {n: sheet.links[str(column)] for n, column in enumerate(sheet.columns) if column in sheet.links}
    for number, row in enumerate(sheet.rows, start=head + 1):
        for column, cell in enumerate(row):
            shown = mask_contacts(cell) if isinstance(cell, str) else cell
            place = places.get(targets[column], {}).get(cell) if column in targets else None
            if place is not None:
                page.write_url(number, column, f"internal:'{targets[column]}'!A{place}", formats["link"], str(shown))
            else:
                page.write(number, column, shown, formats["cell"])
    page.freeze_panes(head + 1, 1)
    page.autofilter(head, 0, head + max(1, len(sheet.rows)), max(0, len(sheet.columns) - 1))
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)


def _widths(sheet: Sheet) -> Iterable[int]:
    """As wide as the words of a column want, within bounds; long texts wrap."""
    for number, column in enumerate(sheet.columns):
        longest = max((len(str(row[number] or "")) for row in sheet.rows[:_MEASURED]), default=0)
        yield min(_WIDEST, max(_NARROWEST, len(str(column)) + 3, longest + 2 if longest <= _LONG else _WIDEST))
