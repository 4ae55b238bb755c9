"""Which cells of a person specification ask for something, and which only wish?

"Criteria | Essential | Desirable" above statements or ticks, or "Criterion | E/D | Assessed by" above
rows of letters. Each statement becomes a line of its own with the number of the row it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.qualifications.wishes import NEED_LABEL, WISH_LABEL

_MARKED = re.compile(r"\t|\s*\|\s*")
_PRINTED = re.compile(r"\S+(?: \S+)*")
_TICK = re.compile(r"[✓✔√xX•●*]|yes|y", re.IGNORECASE)
_LETTER = re.compile(r"(?:essential|desirable|[ED])(?:\b|$)", re.IGNORECASE)
_MOST_COLUMNS = 6
_SLACK = 2  # letters that a cell may begin before its head
_APART = 100  # cells parted by marks are as far apart, so that the slack joins none

Role = Literal["need", "wish", "letter", "text", "aside"]


class CriteriaColumn(Struct, frozen=True, kw_only=True):
    """What a column holds, and where it begins in its line: its place among marks, or its first letter."""

    role: Role
    start: int


def columns_of(line: Line) -> tuple[CriteriaColumn, ...]:
    """The columns, where `line` is the head of such a table; else nothing."""
    cells = _cells(line)
    if not 1 < len(cells) <= _MOST_COLUMNS:
        return ()
    roles = [_role(text) for text in cells.values()]
    if not {"need", "letter"} & {*roles} or len({*roles}) < 2:
        return ()
    return tuple(CriteriaColumn(role=role, start=start) for role, start in zip(roles, cells, strict=True))


def statements(line: Line, columns: Sequence[CriteriaColumn]) -> Iterator[tuple[Line, bool]] | None:
    """The statements of a row and whether each only wishes; None where `line` is no row of the table."""
    cells: dict[int, str] = {}
    for start, text in _cells(line).items():
        before = [at for at, column in enumerate(columns) if column.start <= start + _SLACK]
        if not before or before[-1] in cells:
            return None
        cells[before[-1]] = text
    return _of_row(line, cells, [column.role for column in columns]) if cells else None


def _of_row(line: Line, cells: dict[int, str], roles: Sequence[Role]) -> Iterator[tuple[Line, bool]]:
    named = max((cells.get(at, "") for at, role in enumerate(roles) if role == "text"), key=len, default="")
    for at, role in enumerate(roles):
        cell = cells.get(at, "")
        if not cell or role in ("text", "aside"):
            continue
        if role == "letter":
            if _LETTER.match(cell):
                yield _statement(line, named), cell[:1] in "dD"
        else:
            yield _statement(line, named if _TICK.fullmatch(cell) else cell), role == "wish"


def _statement(line: Line, text: str) -> Line:
    return replace(line, text=text, raw=text, bullet="•")


def _role(cell: str) -> Role:
    words = read_table("requirement_words.toml")["criteria_table"]
    folded = fold_heading(cell)
    if folded in words["letters"]:
        return "letter"
    if WISH_LABEL.fullmatch(cell):
        return "wish"
    if NEED_LABEL.fullmatch(cell):
        return "need"
    return "aside" if folded in words["asides"] else "text"


def _cells(line: Line) -> dict[int, str]:
    """The cells by where they begin: their count where marks part them, the letter where white space does."""
    raw = line.raw.rstrip("\n")
    if "\t" in raw or raw.count("|") > 1:
        marked = enumerate(_MARKED.split(raw.strip().strip("|").strip(" ") if "|" in raw else raw))
        return {at * _APART: text.strip(" *") for at, text in marked if text.strip(" *")}
    return {found.start(): found.group() for found in _PRINTED.finditer(raw)}
