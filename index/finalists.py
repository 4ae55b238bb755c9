"""Why is the first class first and not the other? The needs each is ahead in, and the one sentence between them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from index.documents import Source
from index.needs import Candidate, Cell, Coverage
from index.results import Because
from taxonomy.contacts import mask_contacts
from taxonomy.model import JobClass


class Finalists(Struct, frozen=True, kw_only=True):
    """The two best classes: needs the first meets better, needs the other meets better, and what tells them apart.

    `stated` is true where a specification itself distinguishes the two; else the sentence is the first one's strongest
    that the other has nothing for.
    """

    first: str
    second: str
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    sentence: Because | None
    stated: bool


def finalists(atlas: Source, coverage: Coverage) -> Finalists | None:
    """The first two candidates of `coverage` side by side; None where there are fewer than two."""
    if len(coverage.candidates) < 2:
        return None
    first, second = coverage.candidates[:2]
    rows = list(zip((row.need for row in coverage.needs), first.cells, second.cells, strict=True))
    stated = next(_distinguished(atlas, first, second), None)
    return Finalists(
        first=first.id,
        second=second.id,
        ahead=tuple(need.text for need, one, two in rows if one.score > two.score),
        behind=tuple(need.text for need, one, two in rows if two.score > one.score),
        sentence=stated or _widest(list(zip(first.cells, second.cells, strict=True))),
        stated=stated is not None,
    )


def _distinguished(atlas: Source, first: Candidate, second: Candidate) -> Iterator[Because]:
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
