"""Why is the first class first and not the other? The needs each is ahead in, and the one sentence between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from index.content.documents import IndexSource
from index.content.lines import IndexedLine, specification_lines
from index.needs.coverage import Cell, ClassCoverage, NeedCoverage
from index.results import Because
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import JobClass

# What the sentence is. "distinguishes": a specification distinguishes the two in its own words; "ahead": the first
# one's for the need in which it is furthest ahead; "alone": where both say as much, one that only the first has;
# "other": one that only the other has, where no specification of the first is at hand.
Says: TypeAlias = Literal["distinguishes", "ahead", "alone", "other"]
_TELLING = ("general_statement", "distinguishing_characteristics", "duties")
_A_SENTENCE = 5  # words, at least


class Finalists(Struct, frozen=True, kw_only=True):
    """The two best classes: needs the first meets better, needs the other meets better, and what tells them apart.

    `level` are needs that both meet alike. `stated` is true where a specification itself distinguishes the two.
    """

    first: str
    second: str
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    level: tuple[str, ...]
    sentence: Because | None
    says: Says | None
    stated: bool


def finalists(atlas: IndexSource, coverage: NeedCoverage) -> Finalists | None:
    """The first two candidates of `coverage` side by side; None where there are fewer than two."""
    if len(coverage.candidates) < 2:
        return None
    first, second = coverage.candidates[:2]
    rows = list(zip((row.need for row in coverage.needs), first.cells, second.cells, strict=True))
    sentence, says = _between(atlas, first, second)
    return Finalists(
        first=first.id,
        second=second.id,
        ahead=tuple(need.text for need, one, two in rows if one.score > two.score),
        behind=tuple(need.text for need, one, two in rows if two.score > one.score),
        level=tuple(need.text for need, one, two in rows if one.score == two.score and one.strength != "nothing"),
        sentence=sentence,
        says=says,
        stated=says == "distinguishes",
    )


def _between(atlas: IndexSource, first: ClassCoverage, second: ClassCoverage) -> tuple[Because | None, Says | None]:
    """The sentence that tells the two apart, and what it is."""
    stated = next(_distinguished(atlas, first, second), None)
    if stated is not None:
        return stated, "distinguishes"
    widest = _widest(list(zip(first.cells, second.cells, strict=True)))
    if widest is not None:
        return widest, "ahead"
    alone = next(_alone(atlas, first.id, second.id), None)
    if alone is not None:
        return alone, "alone"
    other = next(_alone(atlas, second.id, first.id), None)
    return other, "other" if other else None


def _distinguished(atlas: IndexSource, first: ClassCoverage, second: ClassCoverage) -> Iterator[Because]:
    """Sentences in which either specification distinguishes itself from the other class."""
    for one, two in ((first, second), (second, first)):
        job_class: JobClass = atlas.classes[one.id]
        for reference in job_class.references:
            if reference.target == two.id and reference.relation == "distinguished_from":
                cited = reference.source
                yield Because(
                    section="distinguishing_characteristics",
                    quote=mask_contacts(cited.quote),
                    first_line=cited.first_line,
                    document=cited.document,
                )


def _widest(cells: list[tuple[Cell, Cell]]) -> Because | None:
    """The first one's sentence for the need in which it is furthest ahead."""
    one, two = max(cells, key=lambda pair: pair[0].score - pair[1].score, default=(None, None))
    return one.because if one is not None and two is not None and one.score > two.score else None


def _alone(atlas: IndexSource, first: str, second: str) -> Iterator[Because]:
    """Sentences about what the first class is and does that do not stand in the second one's specification."""
    theirs = {line.text.casefold() for line in _lines(atlas, second)}
    own = (line for line in _lines(atlas, first) if line.section in _TELLING and len(line.text.split()) >= _A_SENTENCE)
    lines = [line for line in own if line.text.casefold() not in theirs]
    for line in sorted(lines, key=lambda each: _TELLING.index(each.section)):
        yield Because(section=line.section, quote=line.text, first_line=line.first_line, document=line.document)


def _lines(atlas: IndexSource, class_id: str) -> Iterator[IndexedLine]:
    current = atlas.classes[class_id].current
    if current is not None:
        printed = atlas.documents[current.document].lines
        yield from specification_lines(current.specification, current.document, printed)
