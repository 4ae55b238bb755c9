"""Tables for spreadsheets: every statement with its class, competency and lines; CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import TypeAlias

import xlsxwriter

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = Sequence[Cell]

# A cell that begins so is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

STATEMENT_COLUMNS = (
    "class_id", "class", "authority", "competency_id", "competency", "variant", "label", "definition",
    "document", "first_line", "kind", "level",
)  # fmt: skip
CLASS_COLUMNS = ("id", "title", "authority", "codes", "former_titles", "status", "date", "competencies")
COMPETENCY_COLUMNS = ("id", "pref_label", "alt_labels", "variants", "wordings", "classes", "statements", "kind")
REFERENCE_COLUMNS = ("class_id", "relation", "named_class_id", "named_title", "quote", "document", "first_line")


def statement_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each statement of a current edition."""
    for summary in atlas.summaries:
        for statement, variant, competency in atlas.everything_of(summary.id):
            yield (
                summary.id,
                summary.title,
                summary.authority,
                competency.id,
                competency.pref_label,
                variant.id if variant else None,
                statement.label,
                statement.definition,
                statement.document,
                statement.first_line,
                statement.kind,
                statement.level,
            )


def class_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each class."""
    for row in atlas.summaries:
        codes, former = "; ".join(row.codes), "; ".join(row.former_titles)
        yield row.id, row.title, row.authority, codes, former, row.status, row.date, row.competencies


def competency_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each competency, and for each knowledge, skill, ability and duty that has no name."""
    for competency in chain(atlas.competencies.values(), atlas.phrases.values()):
        current = [s for s in competency.statements if s.current]
        yield (
            competency.id,
            competency.pref_label,
            "; ".join(competency.alt_labels),
            len(competency.variants),
            sum(len(v.wordings) for v in competency.variants),
            len({s.class_id for s in current}),
            len(current),
            competency.kind,
        )


def reference_rows(atlas: Atlas) -> Iterator[Row]:
    """One row wherever a class names another."""
    for job_class in atlas.classes.values():
        for r in job_class.references:
            yield r.source_class, r.relation, r.target, r.title, r.source.quote, r.source.document, r.source.first_line


def sheets(atlas: Atlas) -> dict[str, tuple[Row, Iterable[Row]]]:
    """Every table by name: its columns and its rows."""
    return {
        "Statements": (STATEMENT_COLUMNS, statement_rows(atlas)),
        "Classes": (CLASS_COLUMNS, class_rows(atlas)),
        "Competencies": (COMPETENCY_COLUMNS, competency_rows(atlas)),
        "References": (REFERENCE_COLUMNS, reference_rows(atlas)),
    }


def csv_bytes(atlas: Atlas) -> bytes:
    """The statements as CSV."""
    return rows_to_csv(STATEMENT_COLUMNS, statement_rows(atlas))


def xlsx_bytes(atlas: Atlas) -> bytes:
    """All tables as one workbook."""
    return sheets_to_xlsx(sheets(atlas))


def json_bytes(atlas: Atlas) -> bytes:
    """All tables as one JSON object of lists of objects."""
    tables = {
        name.lower(): [dict(zip(map(str, columns), row, strict=True)) for row in rows]
        for name, (columns, rows) in sheets(atlas).items()
    }
    return json.dumps({"generation": atlas.generation, **tables}, ensure_ascii=False, indent=1).encode()


def rows_to_csv(columns: Row, rows: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel opens it right; no cell can run as a formula; contacts masked."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def sheets_to_xlsx(tables: dict[str, tuple[Row, Iterable[Row]]]) -> bytes:
    """A workbook with one sheet a table; texts stay texts."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    # The same rows give the same bytes: no clock in the properties.
    book.set_properties({"created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True})
    for name, (columns, rows) in tables.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, columns, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [mask_contacts(c) if isinstance(c, str) else c for c in row])
        sheet.autofit()
    book.close()
    return file.getvalue()


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    masked = mask_contacts(cell)
    return f"'{masked}" if masked.startswith(_FORMULA) else masked
