"""Which class covers which of several needs, by which sentence, and what does no class cover?

Each need is held against single lines (`index.needs.need_cells`): one that says it states it, one that says part of it
or means it in other words implies it. A word that no document holds counts against every line: that is how "speaks
Spanish" finds nothing. A need that no class states or implies names the classes that come nearest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.engine import Engine
from index.needs.nearest_class import NearClass, nearest_classes
from index.needs.need_cells import NOTHING, Cell, CellFinder
from index.needs.need_terms import Concept, notes
from index.query.need_text import split_needs
from index.results import Answer, Understood
from index.settings import settings


class Need(Struct, frozen=True, kw_only=True):
    """One thing that is needed, and how much it counts beside the others."""

    text: str
    weight: float = 1.0


class NeedRow(Struct, frozen=True, kw_only=True):
    """One need: how it was read, the words that stand in no document, and how well the best class meets it.

    `nearest`: where no class states or implies it, classes that come near, with the line by which they do.
    """

    need: Need
    answer: Answer
    understood: tuple[Understood, ...]
    unmatched: tuple[str, ...]
    nearest: tuple[NearClass, ...] = ()


class Candidate(Struct, frozen=True, kw_only=True):
    """One class with a cell for each need, in the order of the needs."""

    id: str
    title: str
    score: float
    stated: int
    implied: int
    cells: tuple[Cell, ...]


class Coverage(Struct, frozen=True, kw_only=True):
    """Needs × classes. `uncovered` are the needs that no class states or implies."""

    answer: Answer
    needs: tuple[NeedRow, ...]
    candidates: tuple[Candidate, ...]
    uncovered: tuple[str, ...]
    generation: int


def read_needs(text: str) -> tuple[Need, ...]:
    """The needs that a paragraph names, all of equal weight."""
    return tuple(Need(text=need) for need in split_needs(text))


def cover(engine: Engine, needs: Sequence[Need], limit: int = 8, off: Collection[str] = ()) -> Coverage:
    """The classes that meet `needs` best, with the sentence for each; readings of the words in `off` are left out."""
    finder = CellFinder(engine, settings().needs)
    concepts = [finder.reader.read(need.text, off) for need in needs]
    columns = [finder.cells(need.text, each, off) for need, each in zip(needs, concepts, strict=True)]
    ranked = _ranked(engine, needs, columns)[:limit]
    rows = [_row(need, each, column) for need, each, column in zip(needs, concepts, columns, strict=True)]
    rows = [_with_nearest(engine, row, off) if row.answer == "nothing" else row for row in rows]
    return Coverage(
        answer=_best([row.answer for row in rows]),
        needs=tuple(rows),
        candidates=tuple(_candidate(engine, number, needs, columns) for number in ranked),
        uncovered=tuple(row.need.text for row in rows if row.answer == "nothing"),
        generation=engine.generation,
    )


def _row(need: Need, concepts: Sequence[Concept], column: Mapping[int, Cell]) -> NeedRow:
    strengths = {cell.strength for cell in column.values()}
    answer: Answer = "found" if "stated" in strengths else "near" if strengths else "nothing"
    unmatched = tuple(concept.text for concept in concepts if not concept.known)
    return NeedRow(need=need, answer=answer, understood=tuple(notes(concepts)), unmatched=unmatched)


def _with_nearest(engine: Engine, row: NeedRow, off: Collection[str]) -> NeedRow:
    return replace(row, nearest=nearest_classes(engine, row.need.text, off))


def _best(answers: Sequence[Answer]) -> Answer:
    order: tuple[Answer, ...] = ("found", "near", "nothing")
    return min(answers, key=order.index, default="nothing")


def _ranked(engine: Engine, needs: Sequence[Need], columns: Sequence[Mapping[int, Cell]]) -> list[int]:
    totals: dict[int, float] = {}
    for need, column in zip(needs, columns, strict=True):
        for number, cell in column.items():
            totals[number] = totals.get(number, 0.0) + need.weight * cell.score
    return sorted(totals, key=lambda number: (-totals[number], engine.catalogue.ids[number]))


def _candidate(engine: Engine, number: int, needs: Sequence[Need], columns: Sequence[Mapping[int, Cell]]) -> Candidate:
    cells = tuple(column.get(number, NOTHING) for column in columns)
    whole = sum(need.weight for need in needs) or 1.0
    score = sum(need.weight * cell.score for need, cell in zip(needs, cells, strict=True)) / whole
    return Candidate(
        id=engine.catalogue.ids[number],
        title=engine.catalogue.titles[number],
        score=round(score, 4),
        stated=sum(cell.strength == "stated" for cell in cells),
        implied=sum(cell.strength == "implied" for cell in cells),
        cells=cells,
    )
