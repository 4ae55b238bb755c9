"""Which classes does a table hold that prints one class a row?

Each row is written as a small specification (title block as labels, the other columns under their headings), read like
any other, and cites the row: every line number in it becomes the row's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct, structs

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Document, Furniture, ParsedDocument, Problem, Specification
from taxonomy.reading.language.spellings import fold_heading

_MEDIA_TYPES = ("text/csv", "spreadsheetml.sheet")
_HEAD_WITHIN = 15  # rows
_FEWEST_COLUMNS = 2
_UNKNOWN = "unknown"
_ENDS = ("Minimum", "Maximum")
_LINE_FIELDS = ("first_line", "last_line", "line")
# "Plans work; reviews reports; files papers", "1. Plans 2. Reviews", "• Plans • Reviews"
_PARTS = re.compile(r"\s*(?:;|•|\||(?:(?<=\s)|^)\d{1,2}[.)](?=\s))\s+")
_LISTS = ("Essential Duties", "Competencies", "Knowledge, Skills and Abilities")


class ClassTable(Struct, frozen=True, kw_only=True):
    """Where the head of a table stands and what each of its columns holds (by kind and name)."""

    head: int
    columns: tuple[tuple[str, str], ...]


def column_names() -> tuple[str, ...]:
    """What the columns of a table of classes are best called, in the order of a specification."""
    return tuple(dict.fromkeys(name for _, name in _known().values()))


def class_table(document: Document) -> ClassTable | None:
    """The head of a table of classes: the first rows are searched for known names of columns."""
    if not document.source.media_type.endswith(_MEDIA_TYPES):
        return None
    for place, line in enumerate(document.lines[:_HEAD_WITHIN]):
        columns = tuple(_known().get(fold_heading(cell), (_UNKNOWN, cell)) for cell in line.split("\t"))
        named = [column for column in columns if column[0] != _UNKNOWN]
        if len(named) >= _FEWEST_COLUMNS and ("label", "Class Title") in named:
            return ClassTable(head=place, columns=columns)
    return None


def read_classes(document: Document, table: ClassTable, read: Callable[[Document], ParsedDocument]) -> ParsedDocument:
    """One specification a row, each citing its row; rows without a title are named as problems."""
    specifications: list[Specification] = []
    problems: list[Problem] = list(document.problems)
    for place in range(table.head + 1, len(document.lines)):
        if not document.lines[place].strip("\t "):
            continue
        parsed = read(_as_document(document, table, document.lines[place].split("\t")))
        found = [_cited(each, place + 1) for each in parsed.specifications]
        specifications += found
        if not found:
            problems.append(_no_class(place + 1))
    head = Furniture(kind="table_head", first_line=1, last_line=table.head + 1)
    return ParsedDocument(
        source=document.source,
        specifications=tuple(specifications),
        furniture=(head, *_without_class(problems)),
        problems=tuple(problems),
    )


def _without_class(problems: Sequence[Problem]) -> list[Furniture]:
    return [
        Furniture(kind="not_a_class", first_line=each.first_line, last_line=each.first_line)
        for each in problems
        if each.code == "not_a_specification" and each.first_line
    ]


def _no_class(row: int) -> Problem:
    return Problem(
        code="not_a_specification",
        message="This row gives no class: it lacks its title, or says nothing about the class.",
        first_line=row,
        last_line=row,
    )


def _as_document(document: Document, table: ClassTable, cells: Sequence[str]) -> Document:
    lines = tuple(_lines(table, cells))
    return structs.replace(
        document, lines=lines, problems=(), source=structs.replace(document.source, lines=len(lines))
    )


def _lines(table: ClassTable, cells: Sequence[str]) -> Iterator[str]:
    filled = [(kind, name, cell) for (kind, name), cell in zip(table.columns, cells, strict=False) if cell and name]
    ends = {name: cell for kind, name, cell in filled if name in _ENDS}
    yield from (f"{name}: {cell}" for kind, name, cell in filled if kind == "label" and name not in _ENDS)
    if ends:
        yield "Salary Range: " + " - ".join(f"${ends[name].lstrip('$')}" for name in _ENDS if name in ends)
    for kind, name, cell in filled:
        if kind == "heading":
            parts = [part for part in _PARTS.split(cell) if part] if name in _LISTS else [cell]
            yield from ("", name.upper(), "", *(f"- {part}" if len(parts) > 1 else part for part in parts))
    others = [f"{name}: {cell}" for kind, name, cell in filled if kind == _UNKNOWN]
    if others:
        yield from ("", "NOTES", "", *others)


def _cited(record: Any, row: int) -> Any:
    """The record with every line number in it set to the row."""
    if isinstance(record, Struct):
        changes = {
            name: row if name in _LINE_FIELDS and isinstance(value, int) else _cited(value, row)
            for name in record.__struct_fields__
            if (value := getattr(record, name)) is not None
        }
        return structs.replace(record, **changes)
    if isinstance(record, tuple):
        return tuple(_cited(each, row) for each in record)
    return record


@cache
def _known() -> dict[str, tuple[str, str]]:
    table = read_table("class_columns.toml")
    return {
        fold_heading(spelling): (kind, name)
        for kind in ("label", "heading")
        for name, spellings in table[kind].items()
        for spelling in spellings
    }
