"""Which of the classes that cover needs does a wish leave, and in which order? Nothing is left out without a count."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from index.content.facet_values import yearly_pay
from index.meaning.near_words import in_other_words
from index.needs.coverage import ClassCoverage, NeedCoverage
from index.results import Because
from taxonomy.atlas import Atlas
from webapp.finding.need_query import Wish


class Narrowed(Struct, frozen=True, kw_only=True):
    """The classes that are left, best first in `coverage`, as asked for in `ordered`; `total` counts all of them."""

    coverage: NeedCoverage
    ordered: tuple[ClassCoverage, ...]
    authorities: tuple[str, ...]
    total: int


def narrow(atlas: Atlas, coverage: NeedCoverage, wish: Wish) -> Narrowed:
    """`coverage` as `wish` narrows and orders it."""
    authorities = {each.id: atlas.summary(each.id).authority for each in coverage.candidates}
    places = [place for place, row in enumerate(coverage.needs) if row.need.text in wish.states]
    left = tuple(
        each
        for each in coverage.candidates
        if wish.authority in (None, authorities[each.id])
        and all(each.cells[place].strength == "stated" for place in places)
    )
    return Narrowed(
        coverage=replace(coverage, candidates=left),
        ordered=tuple(_ordered(atlas, left, wish.sort)),
        authorities=tuple(sorted(set(authorities.values()))),
        total=len(coverage.candidates),
    )


def _ordered(atlas: Atlas, left: tuple[ClassCoverage, ...], sort: str) -> list[ClassCoverage]:
    """In the order asked for; classes that are equal there stay best first, those without stated pay come last."""
    if sort == "title":
        return sorted(left, key=lambda each: each.title.casefold())
    if sort == "authority":
        return sorted(left, key=lambda each: atlas.summary(each.id).authority)
    if sort == "pay":
        return sorted(left, key=lambda each: -(yearly_pay(atlas.classes[each.id]) or 0.0))
    return list(left)


MATRIX_COLUMNS = (
    *("need", "weight", "class", "class_id", "strength", "section", "quote", "document", "first_line"),
    "near_in_meaning",
)


def matrix_rows(found: Narrowed) -> Iterator[tuple[str | int | float | None, ...]]:
    """One row for each need and class, and one without a class for a need that none covers."""
    for place, row in enumerate(found.coverage.needs):
        need = (row.need.text, row.need.weight)
        for candidate in found.ordered:
            cell = candidate.cells[place]
            yield (*need, candidate.title, candidate.id, cell.strength, *_because(cell.because))
        if row.need.text in found.coverage.uncovered:
            yield (*need, None, None, "no class states it", *_because(None))


def _because(where: Because | None) -> tuple[str | int | None, ...]:
    """The sentence with its place, and the words that come near in meaning."""
    if where is None:
        return (None,) * 5
    alike = in_other_words(where) or None
    return (where.section, where.quote, where.document, where.first_line, alike)
