"""Which class covers which of several needs, by which sentence, and what does no class cover?

Each need is asked as search asks it (`index.engine.Engine.weigh`): the same order of classes, the same answer and the
same sentences. With one need the first class is search's first; with several, each class gets for every need its share
of the first one's standing, and a need counts more the more telling its words are.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from index.engine import Engine
from index.query.lexicon import parts_of
from index.query.need_text import split_needs
from index.ranking.closer_look import JudgedQuestion
from index.ranking.question import AnsweredQuestion
from index.results import AnswerKind, Because, Understood
from index.settings import NeedSettings, settings

CellStrength = Literal["stated", "implied", "near", "nothing"]
# The classes that come nearest to a need that none states.
_NEAREST = 3


class Need(Struct, frozen=True, kw_only=True):
    """One thing that is needed, and how much it counts beside the others."""

    text: str
    weight: float = 1.0


class Cell(Struct, frozen=True, kw_only=True):
    """How one class meets one need: the strongest sentence, and how strong it is."""

    strength: CellStrength
    score: float
    because: Because | None = None


NOTHING = Cell(strength="nothing", score=0.0)


class NearClass(Struct, frozen=True, kw_only=True):
    """A class that comes near a need, and the line by which it does."""

    id: str
    title: str
    because: Because


class NeedRow(Struct, frozen=True, kw_only=True):
    """One need: how it was read, the words that stand in no document, and how well the best class meets it.

    `nearest`: where no class states or implies it, classes that come near, with the line by which they do.
    """

    need: Need
    answer: AnswerKind
    understood: tuple[Understood, ...]
    unmatched: tuple[str, ...]
    nearest: tuple[NearClass, ...] = ()


class ClassCoverage(Struct, frozen=True, kw_only=True):
    """One class with a cell for each need, in the order of the needs."""

    id: str
    title: str
    score: float
    stated: int
    implied: int
    cells: tuple[Cell, ...]


class NeedCoverage(Struct, frozen=True, kw_only=True):
    """Needs × classes. `uncovered` are the needs that no class states or implies."""

    answer: AnswerKind
    needs: tuple[NeedRow, ...]
    candidates: tuple[ClassCoverage, ...]
    uncovered: tuple[str, ...]
    generation: int


class _Column(Struct, frozen=True):
    """A need as it was answered: each class's share of the first one's standing, in order."""

    need: Need
    weighed: JudgedQuestion
    shares: dict[int, float]
    worth: float
    off: frozenset[str]


def read_needs(text: str) -> tuple[Need, ...]:
    """The needs that a paragraph names, all of equal weight."""
    return tuple(Need(text=need) for need in split_needs(text))


def cover(engine: Engine, needs: Sequence[Need], limit: int = 8, off: Collection[str] = ()) -> NeedCoverage:
    """The classes that meet `needs` best, with the sentence for each; readings of the words in `off` are left out."""
    columns = [_column(engine, need, off, settings().needs) for need in needs]
    # What was asked as a whole orders the classes, too: a clause alone may say too little.
    whole = [_column(engine, _together(needs), off, settings().needs)] if len(needs) > 1 else []
    rows = tuple(_row(engine, column) for column in columns)
    return NeedCoverage(
        answer=_best([row.answer for row in rows]),
        needs=rows,
        candidates=tuple(_candidate(engine, number, columns) for number in _ranked([*columns, *whole])[:limit]),
        uncovered=tuple(row.need.text for row in rows if row.answer == "nothing"),
        generation=engine.generation,
    )


def _together(needs: Sequence[Need]) -> Need:
    text = ". ".join(need.text for need in needs)
    middle = sum(need.weight for need in needs) / len(needs)
    return Need(text=text[: settings().guard.plain_characters], weight=settings().needs.as_a_whole * middle)


def _column(engine: Engine, need: Need, off: Collection[str], rules: NeedSettings) -> _Column:
    weighed = engine.weigh(need.text, off)
    judged = weighed.judged
    order = weighed.stand.order(rules.classes_read)
    if judged is None:
        first = max((weighed.stand.found.get(number, 0.0) for number in order), default=0.0) or 1.0
        return _Column(
            need, weighed, {n: weighed.stand.found.get(n, 0.0) / first for n in order}, need.weight, frozenset(off)
        )
    top = judged.scores[judged.order[0]]
    shares = {n: math.exp((judged.scores[n] - top) / rules.spread) for n in order if n in judged.scores}
    telling = min(1.0, sum(word.worth for word in judged.asked.words) / rules.whole_worth)
    return _Column(need, weighed, shares, need.weight * telling * judged.presence, frozenset(off))


def _ranked(columns: Sequence[_Column]) -> list[int]:
    """The classes by what they are worth for all needs together; for one need in the order in which it was answered."""
    totals: dict[int, float] = {}
    for column in (each for each in columns if each.weighed.answer != "nothing"):
        for number, share in column.shares.items():
            totals[number] = totals.get(number, 0.0) + column.worth * share
    return list(totals) if len(columns) == 1 else sorted(totals, key=lambda number: (-totals[number], number))


def _row(engine: Engine, column: _Column) -> NeedRow:
    weighed = column.weighed
    nearest: tuple[NearClass, ...] = ()
    if weighed.answer == "nothing":
        near = [(number, engine.best_line(weighed, number)) for number in list(column.shares)[:_NEAREST]]
        ids, titles = engine.catalogue.ids, engine.catalogue.titles
        nearest = tuple(NearClass(id=ids[n], title=titles[n], because=line) for n, line in near if line)
    question = weighed.question
    return NeedRow(
        need=column.need,
        answer=weighed.answer,
        understood=(*question.understood, *_readings(column, question)),
        unmatched=question.unmatched,
        nearest=nearest,
    )


def _readings(column: _Column, question: AnsweredQuestion) -> Iterator[Understood]:
    """How the lexicon reads words of the need, which lines are held against, too."""
    told = {each.text for each in question.understood}
    for part in parts_of(question.plain.text, column.off):
        if part.reading is not None and part.text not in told:
            yield Understood(text=part.text, as_=" or ".join(part.reading.printed), source=part.reading.source)


def _best(answers: Sequence[AnswerKind]) -> AnswerKind:
    order: tuple[AnswerKind, ...] = ("found", "near", "nothing")
    return min(answers, key=order.index, default="nothing")


def _candidate(engine: Engine, number: int, columns: Sequence[_Column]) -> ClassCoverage:
    cells = tuple(_cell(engine, number, column, settings().needs) for column in columns)
    whole = sum(column.worth for column in columns) or 1.0
    score = sum(column.worth * cell.score for column, cell in zip(columns, cells, strict=True)) / whole
    return ClassCoverage(
        id=engine.catalogue.ids[number],
        title=engine.catalogue.titles[number],
        score=round(score, 4),
        stated=sum(cell.strength == "stated" for cell in cells),
        implied=sum(cell.strength == "implied" for cell in cells),
        cells=cells,
    )


def _cell(engine: Engine, number: int, column: _Column, rules: NeedSettings) -> Cell:
    share = column.shares.get(number)
    if share is None:
        return NOTHING
    weighed = column.weighed
    because = engine.best_line(weighed, number) or next(iter(engine.quotes(weighed, number)), None)
    worth = share * (weighed.judged.presence if weighed.judged is not None else 1.0)
    return Cell(strength=_strength(weighed, number, share, rules), score=round(worth, 4), because=because)


def _strength(weighed: JudgedQuestion, number: int, share: float, rules: NeedSettings) -> CellStrength:
    """A need that is found is stated by the first class and by those as good; the others imply it or come near."""
    match = weighed.judged.lines.get(number) if weighed.judged is not None else None
    if match is None:
        return "stated" if weighed.answer == "found" and number in weighed.matches.scores else "near"
    if weighed.answer == "nothing":
        return "nothing"
    if weighed.answer == "found" and share >= rules.as_good and match.covers >= rules.stated:
        return "stated"
    return "implied" if match.covers >= rules.implied else "near"
