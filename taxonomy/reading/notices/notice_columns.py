"""Is this line the header of a notice's table, and which cells does a line under it have?

Cells are parted by tabs, by Markdown pipes, or by two or more spaces; where a conversion left single spaces only, a
header is still one if its words are the names of columns and nothing else. The names are data (``data/notices.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.money import AMOUNT, GRADE, read_pay_cell
from taxonomy.reading.language.sentences import without_marks

# Two spaces, or the dots that lead the eye to the next column
_GAP = re.compile(r"\s*(?:\.\s?){4,}\s*|\s{2,}")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
# "CS2154" · "9206" · "1-0230"
_CODE = re.compile(r"(?=[A-Z-]*\d)[A-Z0-9]{1,8}(?:[-/][A-Z0-9]{1,6})?")
_AMOUNT = re.compile(AMOUNT)
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "none", "tbd"})
LONGEST_TITLE = 90
_BULLETS = ("- ", "• ", "* ", "· ")
_LONGEST_NAME = 7

# What a cell looks like where only single spaces part it from the next: "CS2435 DHS Customer Service Agent 613-S"
_SHAPES = {
    "code": r"((?=\S*\d)[A-Z0-9/-]+)",
    "title": r"(\S.{0,88}?)",
    "pay": rf"((?:{GRADE})\s*(?:\(?{AMOUNT}\s*(?:to|[-–—])\s*{AMOUNT}\)?)?)",
    "minimum": rf"({AMOUNT})",
    "maximum": rf"({AMOUNT})",
    "other": r"(\S+)",
    "action": r"(\S+)",
    "replaced": r"(\S.{0,88}?)",
}


class NoticeColumn(Struct, frozen=True):
    """What a column holds (`code`, `title`, `pay`, `minimum`, `maximum`, `other`), of when (`from`, `to`, empty)."""

    field: str
    time: str


class Header(Struct, frozen=True, kw_only=True):
    """The columns, on how many lines they are printed, and whether single spaces part the cells below."""

    columns: tuple[NoticeColumn, ...]
    height: int = 1
    run_together: bool = False


def read_header(printed: Sequence[Line], place: int) -> Header | None:
    """The header that stands at `place` of the non-blank lines, if one does."""
    cells = [cell for cell in separated(printed[place]) if cell]
    below = separated(printed[place + 1]) if place + 1 < len(printed) else []
    if len(cells) > 1:
        return _over_lines(cells, below) or _on_one_line(cells)
    if not cells or not below:
        return None
    column = column_of(cells[0])
    if column and column.field in ("action", "side"):
        return None
    if column:  # "Pay Grade" alone may be a caption: what stands under it must fit
        is_row = len(below) == 1 and fits(column.field, below[0]) and not below[0].startswith(_BULLETS)
        return Header(columns=(column,)) if is_row else None
    columns = tuple(_run_together(_words(cells[0])))
    header = Header(columns=columns, run_together=True)
    return header if len(columns) > 1 and cells_of(printed[place + 1], header) else None


def cells_of(line: Line, header: Header) -> list[str] | None:
    """The cells of a line under `header`; None where single spaces leave more than one reading or none."""
    if not header.run_together:
        return separated(line)
    fields = [column.field for column in header.columns]
    if any(pair == ("title", "title") for pair in pairwise(fields)):
        return None
    text = " ".join(without_marks(line.raw).split())
    found = re.fullmatch(r"\s+".join(_SHAPES[field] for field in fields), text)
    return [cell.strip() for cell in found.groups()] if found else None


def separated(line: Line) -> list[str]:
    """The cells as printed. `raw` is split, because cleaning may have closed the gaps."""
    if "\t" in line.raw:
        cells = line.raw.strip("\n").split("\t")
    elif line.raw.count("|") > 1:
        cells = line.raw.strip().strip("|").split("|")
    else:
        cells = _GAP.split(line.raw.strip())
    return [" ".join(without_marks(cell).split()) for cell in cells]


def column_of(cell: str) -> NoticeColumn | None:
    """``Proposed Pay Grade& Range`` as pay of ``to``; None for words that name no column."""
    words = _words(cell)
    times = {mark for marks in read_table("notices.toml")["times"].values() for mark in marks}
    if words and words[-1] in times:  # "Pay Grade (Current)"
        words = [words[-1], *words[:-1]]
    if words in (["from"], ["to"]):
        return NoticeColumn("side", words[0])
    return _named(words)


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is nothing (``N/A``, a dash)."""
    return cell.strip().lower() in _EMPTY


def fits(field: str, cell: str) -> bool:
    """Whether `cell` can stand in a column of `field`."""
    if is_empty(cell) or field in ("other", "action", "side", "replaced"):
        return True
    if field == "code":
        return bool(_CODE.fullmatch(cell))
    if field == "pay":
        return read_pay_cell(cell) is not None
    if field in ("minimum", "maximum"):
        return bool(_AMOUNT.fullmatch(cell))
    return _looks_like_title(cell)


def _on_one_line(cells: list[str]) -> Header | None:
    columns = [column_of(cell) for cell in cells]
    known = sum(column is not None for column in columns)
    if known < 2 or known * 2 < len(cells):
        return None
    return Header(columns=tuple(column or NoticeColumn("other", "") for column in columns))


def _over_lines(above: list[str], below: list[str]) -> Header | None:
    """``Current Classification`` over ``Title``: both lines together name every column, one alone does not."""
    if len(above) != len(below) or all(column_of(cell) for cell in above):
        return None
    columns = [column_of(f"{first} {second}") for first, second in zip(above, below, strict=True)]
    known = tuple(column for column in columns if column)
    return Header(columns=known, height=2) if len(known) == len(columns) else None


def _run_together(words: list[str]) -> Iterator[NoticeColumn]:
    """The columns that `words` name one behind the other, the longest name first; none where a word is left over."""
    found: list[NoticeColumn] = []
    start = 0
    while start < len(words):
        lengths = range(min(_LONGEST_NAME, len(words) - start), 0, -1)
        named = next(
            ((length, column) for length in lengths if (column := _named(words[start : start + length]))), None
        )
        if named is None or named[1].field in ("action", "side"):
            return
        found.append(named[1])
        start += named[0]
    yield from found


def _named(words: list[str]) -> NoticeColumn | None:
    tables = read_table("notices.toml")
    for time, marks in (("", ()), *tables["times"].items()):
        if marks and (not words or words[0] not in marks):
            continue
        named = words[1:] if marks else words
        name = " ".join(named)
        for field, names in tables["columns"].items():
            if name in names:
                return NoticeColumn(field, time)
        if field := _field_by_last_word(named):
            return NoticeColumn(field, time)
    return None


def _field_by_last_word(words: list[str]) -> str | None:
    """ "Item No", "Salary Schedule": the last word says what it is where the words before it are known ones, too.

    "Salary Range No" is still the range.
    """
    tables = read_table("notices.toml")["column_words"]
    if len(words) > 2 and words[-1] in tables["code"] and words[-2] in tables["pay"]:
        words = words[:-1]
    if len(words) < 2 or not set(words[:-1]) <= set(tables["before"]):
        return None
    return next((field for field in ("code", "pay", "title") if words[-1] in tables[field]), None)


def _words(cell: str) -> list[str]:
    return [word for word in _NOT_WORD.split(cell.lower().replace("&", " and ")) if word]


def _looks_like_title(cell: str) -> bool:
    if len(cell) > LONGEST_TITLE or cell.endswith((".", ";", ":")) or read_pay_cell(cell):
        return False
    is_code = _CODE.fullmatch(cell) and cell[-1].isdigit()
    return any(letter.isalpha() for letter in cell) and not is_code
