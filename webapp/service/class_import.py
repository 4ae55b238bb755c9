"""What does a table of classes bring, one class a row: which are new, which change, and which rows give none?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from taxonomy.basics.failures import Failure
from taxonomy.basics.naming import class_id, code_key, slug
from taxonomy.exchange.tables import sheets_to_xlsx
from taxonomy.exchange.taken import TakenColumn
from taxonomy.model import Document, JobClass, Specification
from taxonomy.reading.class_tables import class_table, column_names
from taxonomy.reading.sandbox.sandbox import ReadResult, read_path

Outcome = Literal["created", "updated", "unchanged"]


class NoClassTable(Failure):
    """The file holds no table with a class a row; the message says which columns it needs."""


class ImportedRow(Struct, frozen=True, kw_only=True):
    """One row that gives a class: the id that the class has or will have, and what becomes of it."""

    row: int
    id: str
    title: str
    code: str | None
    outcome: Outcome


class RefusedRow(Struct, frozen=True, kw_only=True):
    """One row that gives no class, and why."""

    row: int
    why: str


class ClassImport(Struct, frozen=True, kw_only=True):
    """The answer of `atlas import classes`. `generation` is null where nothing was published (a dry run)."""

    generation: int | None
    columns: tuple[TakenColumn, ...]
    rows: tuple[ImportedRow, ...]
    refused: tuple[RefusedRow, ...]
    created: int
    updated: int
    unchanged: int


def class_import(
    path: Path, classes: Mapping[str, JobClass], authority: str | None, generation: int | None
) -> ClassImport:
    """What the table in `path` would change among `classes`. Raises NoClassTable."""
    result = read_path(path)
    columns = _columns(result, path)
    if result.parsed is None:
        raise NoClassTable(f"{path.name}: {result.error}")
    known = _Known(classes)
    rows = tuple(_row(each, known, authority) for each in result.parsed.specifications)
    refused = tuple(
        RefusedRow(row=problem.first_line, why=problem.message)
        for problem in result.parsed.problems
        if problem.code == "not_a_specification" and problem.first_line
    )
    count = {name: sum(row.outcome == name for row in rows) for name in ("created", "updated", "unchanged")}
    return ClassImport(generation=generation, columns=columns, rows=rows, refused=refused, **count)


def class_template() -> bytes:
    """A workbook with the columns that a table of classes may have, and nothing below them."""
    return sheets_to_xlsx({"Classes": (column_names(), ())})


def _columns(result: ReadResult, path: Path) -> tuple[TakenColumn, ...]:
    table = class_table(result.document) if result.document else None
    if table is None or result.document is None:
        raise NoClassTable(
            f"{path.name} is no table of classes: it needs a row of column names, with “Title” and one more that is "
            "known, such as “Code”, “Minimum”, “Duties” or “Qualifications”. Write the template with --template FILE."
        )
    names = _head(result.document, table.head)
    return tuple(
        TakenColumn(name=name, taken_as="notes" if kind == "unknown" else as_name)
        for name, (kind, as_name) in zip(names, table.columns, strict=False)
        if name
    )


def _head(document: Document, place: int) -> list[str]:
    return [" ".join(cell.split()) for cell in document.lines[place].split("\t")]


class _Known:
    """Classes by authority and code, and by authority and title."""

    def __init__(self, classes: Mapping[str, JobClass]) -> None:
        self._by_id = classes
        self._by_code = {
            (slug(each.authority), code_key(code)): each for each in classes.values() for code in each.codes
        }

    def find(self, authority: str, title: str, code: str | None) -> JobClass | None:
        by_code = self._by_code.get((authority, code_key(code))) if code else None
        return by_code or self._by_id.get(class_id(authority, title))


def _row(read: Specification, known: _Known, authority: str | None) -> ImportedRow:
    issuer, title = slug(authority or read.authority or "unknown"), read.title or ""
    found = known.find(issuer, title, read.job_code)
    return ImportedRow(
        row=read.first_line,
        id=found.id if found else class_id(issuer, title),
        title=title,
        code=read.job_code,
        outcome=_outcome(read, found),
    )


def _outcome(read: Specification, found: JobClass | None) -> Outcome:
    if found is None:
        return "created"
    texts = set(_texts(found.current.specification)) if found.current else set()
    return "unchanged" if set(_texts(read)) <= texts else "updated"


def _texts(specification: Specification) -> Iterable[str]:
    """Title, code and the text of every section: what a row can change."""
    yield from filter(None, (specification.title, specification.job_code))
    yield from _section_texts(specification)


def _section_texts(specification: Specification) -> Iterator[str]:
    for section in specification.sections:
        yield " ".join(section.text.split())
