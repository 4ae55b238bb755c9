"""Planned changes as a table, and back: one row a change, with ids that stay."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from taxonomy.exchange.cells import Row
from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx
from taxonomy.model.planned import PlannedChange, PlannedSet
from taxonomy.plan.planned import PlanRefused

COLUMNS = (
    "id", "kind", "classes", "title", "code", "grade", "minimum", "maximum", "into", "text_from", "text_to", "why",
)  # fmt: skip
_LISTS = ("classes", "into")
_NUMBERS = ("minimum", "maximum")
_EXAMPLES = (
    PlannedChange(kind="retitle", classes=("CS2154",), title="New title"),
    PlannedChange(kind="recode", classes=("CS2154",), code="CS2160"),
    PlannedChange(kind="regrade", classes=("CS2154",), grade="615-S", minimum=35124, maximum=51268),
    PlannedChange(kind="new", title="Title of a new class", code="CS9999", grade="613-S"),
    PlannedChange(kind="abolish", classes=("CS2154",), into=("Title of the class that takes its place",)),
    PlannedChange(kind="merge", classes=("CS2154", "CS2155"), title="Title of the one class"),
    PlannedChange(kind="split", classes=("CS2154",), into=("First new title", "Second new title")),
    PlannedChange(kind="reword", classes=("CS2154",), text_from="words that are printed", text_to="words instead"),
    PlannedChange(kind="requirement", classes=("CS2154",), text_from="Two years", text_to="Three years"),
    PlannedChange(kind="pay", grade="615-S", minimum=36000, maximum=52000),
)


def planned_rows(planned: PlannedSet, form: str) -> bytes:
    """The changes of a set as ``csv`` or ``xlsx``."""
    return _table(planned.changes, form)


def template_table(form: str) -> bytes:
    """The columns with an example of each kind."""
    return _table(_EXAMPLES, form)


def _table(changes: Iterable[PlannedChange], form: str) -> bytes:
    rows = [_row(each) for each in changes]
    return rows_to_csv(COLUMNS, rows) if form == "csv" else sheets_to_xlsx({"Changes": (COLUMNS, rows)})


def _row(change: PlannedChange) -> Row:
    values = msgspec.to_builtins(change)
    return ["; ".join(values[name]) if name in _LISTS else values[name] for name in COLUMNS]


def read_planned_table(data: bytes, name: str) -> Iterator[tuple[int, PlannedChange | str]]:
    """Each row with its line: the change, or why it is none. Raises PlanRefused for what is no such table."""
    head, *rows = _cells(data, name) or [[]]
    columns = [cell.strip().casefold() for cell in head]
    if "kind" not in columns:
        raise PlanRefused(f"{name} has no column “kind”. Its first row must name columns: {', '.join(COLUMNS)}.")
    for line, cells in enumerate(rows, start=2):
        named = ((key, cell.strip()) for key, cell in zip(columns, cells, strict=False) if key in COLUMNS)
        given = {key: cell for key, cell in named if cell}
        if given:
            yield line, _change(given)


def _cells(data: bytes, name: str) -> list[list[str]]:
    if name.lower().endswith(".csv"):
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"))))
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except (CalamineError, OSError) as error:
        raise PlanRefused(f"{name} is neither CSV nor a workbook: {error}.") from error
    return [[_text(cell) for cell in row] for row in sheet.to_python()]


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)


def _change(given: dict[str, str]) -> PlannedChange | str:
    values: dict[str, object] = dict(given)
    for name in _LISTS:
        if name in given:
            values[name] = tuple(part.strip() for part in given[name].split(";") if part.strip())
    try:
        for name in _NUMBERS:
            if name in given:
                values[name] = float(given[name].replace("$", "").replace(",", ""))
        return msgspec.convert(values, PlannedChange)
    except (ValueError, msgspec.ValidationError) as error:
        return str(error)
