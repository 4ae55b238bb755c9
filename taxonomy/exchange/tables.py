"""Tables for spreadsheets: every statement with its class, competency and lines; CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.exchange.cells import Cell, Row
from taxonomy.exchange.requirement_cells import leaf_cells, leaves
from taxonomy.exchange.workbook import Sheet, workbook_bytes
from taxonomy.wording.written_levels import scale_of

# A cell that begins so is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

STATEMENT_COLUMNS = (
    "class_id", "class", "authority", "competency_id", "competency", "variant", "label", "definition",
    "document", "first_line", "kind", "level",
)  # fmt: skip
CLASS_COLUMNS = ("id", "title", "authority", "codes", "former_titles", "status", "date", "competencies")
COMPETENCY_COLUMNS = ("id", "pref_label", "alt_labels", "variants", "wordings", "classes", "statements", "kind")
VARIANT_COLUMNS = ("variant_id", "competency_id", "competency", "wording", "statements", "classes")
LEVEL_COLUMNS = ("competency_id", "competency", "number", "level", "text")
REQUIREMENT_COLUMNS = (
    "class_id", "class", "type", "asks_for", "years", "in_class", "alternative", "quote", "document", "first_line",
)  # fmt: skip
LADDER_COLUMNS = ("from_id", "from", "to_id", "to", "kind", "years", "quote", "document", "first_line")
PAY_COLUMNS = ("class_id", "class", "grade", "step", "minimum", "maximum", "period", "document", "first_line")
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


def variant_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each wording of each variant of a competency."""
    for competency in atlas.competencies.values():
        for variant in competency.variants:
            for wording in variant.wordings:
                classes = "; ".join(sorted({s.class_id for s in wording.statements if s.current}))
                yield variant.id, competency.id, competency.pref_label, wording.text, len(wording.statements), classes


def level_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each written level of a competency, in the order of its scale."""
    for competency in atlas.competencies.values():
        for number, level in enumerate(scale_of(competency), start=1):
            yield competency.id, competency.pref_label, number, level.name, level.text


def requirement_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each thing that a class asks for, in printed order; `alternative`: one of several ways."""
    for asked in atlas.requirements:
        for leaf in leaves(asked.requirement):
            yield asked.id, asked.title, *leaf_cells(leaf), asked.document, leaf.first_line


def ladder_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each step of the ladder."""
    for e in atlas.ladder.edges:
        yield e.from_, e.from_title, e.to, e.to_title, e.kind, e.years, e.quote, e.document, e.first_line


def pay_rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each range of pay."""
    for job_class in atlas.classes.values():
        for p in job_class.pay:
            source = p.source
            yield (
                job_class.id,
                job_class.title,
                p.grade,
                p.step,
                p.minimum,
                p.maximum,
                p.period,
                source.document,
                source.first_line,
            )


def sheets(atlas: Atlas) -> dict[str, Sheet]:
    """Every table by name, linked by the ids of classes and competencies."""
    to_class, to_competency = {"class_id": "Classes"}, {"competency_id": "Competencies"}
    found: dict[str, tuple[str, Row, Iterator[Row], dict[str, str]]] = {
        "Classes": ("Classes: one a row", CLASS_COLUMNS, class_rows(atlas), {}),
        "Competencies": ("Competencies: one a row", COMPETENCY_COLUMNS, competency_rows(atlas), {}),
        "Variants": ("Wordings of competencies: one a row", VARIANT_COLUMNS, variant_rows(atlas), to_competency),
        "Levels": ("Written levels: one a row", LEVEL_COLUMNS, level_rows(atlas), to_competency),
        "Statements": (
            "What classes state: one statement a row", STATEMENT_COLUMNS, statement_rows(atlas),
            to_class | to_competency,
        ),
        "Requirements": ("What classes ask for: one a row", REQUIREMENT_COLUMNS, requirement_rows(atlas), to_class),
        "Ladder": (
            "Which class leads to which: one step a row", LADDER_COLUMNS, ladder_rows(atlas),
            {"from_id": "Classes", "to_id": "Classes"},
        ),
        "Pay": ("Pay as documents state it: one range a row", PAY_COLUMNS, pay_rows(atlas), to_class),
        "References": ("Classes that name others: one a row", REFERENCE_COLUMNS, reference_rows(atlas), to_class),
    }  # fmt: skip
    return {
        name: Sheet(columns=columns, rows=tuple(rows), words=words, links=links)
        for name, (words, columns, rows, links) in found.items()
    }


def csv_bytes(atlas: Atlas) -> bytes:
    """The statements as CSV."""
    return rows_to_csv(STATEMENT_COLUMNS, statement_rows(atlas))


def xlsx_bytes(atlas: Atlas) -> bytes:
    """All tables as one workbook."""
    return workbook_bytes(sheets(atlas))


def json_bytes(atlas: Atlas) -> bytes:
    """All tables as one JSON object of lists of objects."""
    tables = {
        name.lower(): [dict(zip(map(str, sheet.columns), row, strict=True)) for row in sheet.rows]
        for name, sheet in sheets(atlas).items()
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
    """A workbook with one sheet a table."""
    return workbook_bytes({name: Sheet(columns=columns, rows=tuple(rows)) for name, (columns, rows) in tables.items()})


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    masked = mask_contacts(cell)
    return f"'{masked}" if masked.startswith(_FORMULA) else masked
