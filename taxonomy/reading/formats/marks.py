"""How are headings, bold words, bullets and tables written down as plain lines?

The light marks are those of the plain documents (``**bold**``, ``# heading``, ``- item``, a tab between table cells),
so that one reader serves every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from taxonomy.model import Furniture, Problem
from taxonomy.reading.formats.file_lines import FileLines

SOFT_HYPHEN = "\u00ad"
# A whole paragraph in bold: "**Education**"
_LABEL = re.compile(r"\*\*[^*\n]{1,80}\*\*:?")
_TIGHT = ("item", "row")
_MOST_BLOCKS_IN_A_CELL = 2
_DOUBTS = {
    "reading_order_doubtful": "The order of these lines on the page is not certain: compare them with the original.",
    "read_from_picture": "These lines were read from a picture (OCR): every word of them is to be checked.",
}


class Run(Struct, frozen=True):
    """A stretch of text in one weight; a line feed in it is a soft line break."""

    text: str
    bold: bool = False


class Block(Struct, frozen=True):
    """A paragraph, heading, list item or table row as marked text; a line feed in it is a soft line break.

    `furniture` names what the format says is no text of the document (page_header, page_footer, banner, menu);
    `doubt` is the code of what is doubtful about the lines.
    """

    text: str
    kind: Literal["paragraph", "heading", "item", "row"] = "paragraph"
    furniture: str = ""
    doubt: str = ""


def marked(runs: Iterable[Run]) -> str:
    """The text of the runs with bold stretches between ``**``; the marks never hold a line end or outer spaces."""
    pieces = [piece for run in runs for piece in _pieces(run)]
    return "".join(_mark("".join(piece.text for piece in group), bold) for bold, group in _by_weight(pieces))


def plain(runs: Iterable[Run]) -> str:
    """The text of the runs without marks of weight (headings are strong already)."""
    return "".join(run.text for run in runs).replace(SOFT_HYPHEN, "")


def trimmed(runs: Iterable[Run]) -> list[Run]:
    """The runs without white space at either end."""
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].bold)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].bold)
    return kept


def heading(text: str, level: int) -> Block:
    """A heading of level 1 to 6; its soft line breaks become spaces, for a heading is one line."""
    return Block(f"{'#' * min(max(level, 1), 6)} {' '.join(text.split())}", "heading")


def item(text: str, label: str, depth: int = 0) -> Block:
    """A list item under its label (``-``, ``1.``), indented by two spaces for each level."""
    return Block(f"{'  ' * depth}{label} {text.strip()}", "item")


def row(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """A table row as one line, or, where cells hold lists, headings or several paragraphs, the blocks in order.

    A table that only lays out a page is no table: its cells are read one after the other.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) <= 1 or any(_is_layout(cell) for cell in filled):
        return [block for cell in filled for block in cell]
    texts = [" ".join(" ".join(block.text.split()) for block in cell) for cell in cells]
    return [Block("".join(map(_cell, texts)).rstrip("\t "), "row")]


def lay_out(blocks: Iterable[Block], *, encoding: str | None = None, problems: tuple[Problem, ...] = ()) -> FileLines:
    """The lines of the blocks, with one blank line between blocks but none inside a list or a table."""
    lines: list[str] = []
    furniture: list[Furniture] = []
    doubts: dict[str, list[tuple[int, int]]] = {}
    before: Block | None = None
    for block in blocks:
        if not block.text.strip():
            continue
        if before is not None and not _is_tight(before, block):
            lines.append("")
        first = len(lines) + 1
        lines.extend(line.rstrip(" \t") for line in block.text.strip("\n").split("\n"))
        if block.furniture:
            furniture.append(Furniture(kind=block.furniture, first_line=first, last_line=len(lines)))
        if block.doubt:
            doubts.setdefault(block.doubt, []).append((first, len(lines)))
        before = block
    return FileLines(
        lines=tuple(lines),
        encoding=encoding,
        furniture=tuple(furniture),
        problems=(*problems, *(_doubt(code, *span) for code, spans in doubts.items() for span in _joined(spans))),
    )


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of lines, those that follow one another (with a blank line between) as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 2:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _is_tight(before: Block, block: Block) -> bool:
    return block.kind == before.kind and block.kind in _TIGHT and block.furniture == before.furniture


def _doubt(code: str, first: int, last: int) -> Problem:
    return Problem(code=code, message=_DOUBTS[code], first_line=first, last_line=last)


def _cell(text: str) -> str:
    """A cell and what parts it from the next: a label with a colon and its value are no two columns."""
    return f"{text} " if text.rstrip("*").endswith(":") else f"{text}\t"


def _is_layout(cell: Sequence[Block]) -> bool:
    """Whether a cell holds more than a value: a list, a heading, a label above its text, several paragraphs."""
    return (
        len(cell) > _MOST_BLOCKS_IN_A_CELL
        or any(block.kind != "paragraph" for block in cell)
        or (len(cell) > 1 and any(_LABEL.fullmatch(block.text) for block in cell))
    )


def _pieces(run: Run) -> Iterator[Run]:
    """The run cut at its line breaks, each break a piece of its own that is never bold."""
    for number, line in enumerate(run.text.replace(SOFT_HYPHEN, "").split("\n")):
        if number:
            yield Run("\n")
        if line:
            yield Run(line, run.bold)


def _by_weight(pieces: Sequence[Run]) -> Iterator[tuple[bool, Iterator[Run]]]:
    """Neighbours of one weight together; white space between them takes the weight before it."""
    weighed: list[tuple[bool, Run]] = []
    for piece in pieces:
        blank = piece.text != "\n" and piece.text.isspace()
        weighed.append((weighed[-1][0] if blank and weighed else piece.bold and not blank, piece))
    for bold, group in groupby(weighed, key=lambda pair: pair[0]):
        yield bold, (piece for _, piece in group)


def _mark(text: str, bold: bool) -> str:
    inner = text.strip()
    if not bold or not inner:
        return text
    start = text.index(inner[0])
    return f"{text[:start]}**{inner}**{text[start + len(inner) :]}"
