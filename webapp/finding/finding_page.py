"""What is on the page that leads from needs to a class? Needs, matrix, finalists, and what no class covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import url_for
from msgspec import Struct

from index.content.facet_values import lowest_pay
from index.needs.coverage import Cell, ClassCoverage, NeedCoverage, NeedRow
from index.needs.finalists import Finalists, finalists
from index.results import Because
from taxonomy.atlas import Atlas
from webapp.finding.narrowing import Narrowed
from webapp.finding.need_query import FEWEST, MOST, SORTS, WEIGHTS, Wish
from webapp.search.marks import marked_quote, wanted_words
from webapp.web.addresses import class_address, search_address
from webapp.web.components import Fact, Link, Page, Quote, authority_name, cite, class_line, plural, shown

_SAYS = {
    "distinguishes": "What the specification itself says about the difference:",
    "ahead": "The sentence that distinguishes the two:",
    "alone": "Both say as much for what is needed. What only the first one says of itself:",
    "other": "Both say as much for what is needed. What only the second one says of itself:",
}


class NearPart(Struct, frozen=True, kw_only=True):
    """A class that comes near a need which none states, and the sentence by which it does."""

    title: str
    href: str
    quote: Quote


class NeedPart(Struct, frozen=True, kw_only=True):
    """One need with its field in the form, how it was read (chips to switch readings off), and the way to drop it."""

    text: str
    weight: str
    answer: str
    chips: tuple[Link, ...]
    unmatched: tuple[str, ...]
    remove: str
    nearest: str
    nearby: tuple[NearPart, ...]
    only: Link
    is_wanted: bool


class CellPart(Struct, frozen=True, kw_only=True):
    """What a class says for a need."""

    need: str
    strength: str
    quote: Quote | None


class ClassPart(Struct, frozen=True, kw_only=True):
    """A candidate with its cells."""

    id: str
    title: str
    href: str
    detail: str
    pay: Fact | None
    share: str
    stated: int
    implied: int
    cells: tuple[CellPart, ...]


class FinalistsPart(Struct, frozen=True, kw_only=True):
    """The two best side by side; `words` say what the sentence is."""

    first: str
    second: str
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    level: tuple[str, ...]
    words: str
    sentence: Quote | None
    stated: bool


class FindPage(Page, frozen=True, kw_only=True):
    """Everything the page shows."""

    answer: str
    needs: tuple[NeedPart, ...]
    switched_off: tuple[Link, ...]
    weights: tuple[tuple[str, str], ...]
    candidates: tuple[ClassPart, ...]
    uncovered: tuple[str, ...]
    finalists: FinalistsPart | None
    counted: str
    left_out: str | None
    everything: str
    more: Link | None
    fewer: Link | None
    sorts: tuple[Link, ...]
    authorities: tuple[Link, ...]
    kept: tuple[tuple[str, str], ...]
    files: tuple[Link, ...]
    error: str | None = None


def find_page(atlas: Atlas, wish: Wish, found: Narrowed, error: str | None = None) -> FindPage:
    """The page for `wish`; `found` are the classes that its choices leave."""
    coverage = found.coverage
    pair = finalists(atlas, coverage)
    side_by_side = found.ordered[: wish.show]
    return FindPage(
        title="Find a class by what is needed",
        crumbs=(Link("Home", url_for("site.home")), Link("Find a class")),
        generation=coverage.generation,
        answer=coverage.answer,
        needs=tuple(_needs(atlas, wish, coverage)),
        switched_off=tuple(Link(word, wish.but(off=_without(wish.off, word)).address()) for word in wish.off),
        weights=tuple((f"{weight:g}", words) for weight, words in WEIGHTS.items()),
        candidates=tuple(_class(atlas, each, coverage) for each in side_by_side),
        uncovered=coverage.uncovered,
        finalists=_pair(atlas, pair, coverage.needs) if pair else None,
        counted=_counted(len(side_by_side), found.total),
        left_out=_left_out(found),
        everything=wish.but(authority=None, states=()).address(),
        more=_more(wish, len(found.ordered)),
        fewer=Link(f"Only the first {FEWEST}", wish.but(show=FEWEST).address()) if wish.show > FEWEST else None,
        sorts=tuple(
            Link(name, None if key == wish.sort else wish.but(sort=key).address()) for key, name in SORTS.items()
        ),
        authorities=tuple(_authorities(wish, found)),
        kept=tuple(wish.narrowing()),
        files=tuple(_files(wish)) if coverage.candidates else (),
        error=error,
    )


def _without(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(each for each in words if each != word)


def _counted(shown_now: int, total: int) -> str:
    """How many classes there are, and how many of them stand on the page."""
    every = f"the best {MOST} classes" if total >= MOST else plural(total, "class", "classes")
    return every if shown_now == total else f"{shown_now} of {every}"


def _left_out(found: Narrowed) -> str | None:
    count = found.total - len(found.ordered)
    return f"{plural(count, 'class is', 'classes are')} left out by these choices." if count else None


def _more(wish: Wish, left: int) -> Link | None:
    count = min(wish.show * 2, left)
    return Link(f"Show {count}", wish.but(show=min(wish.show * 2, MOST)).address()) if left > wish.show else None


def _authorities(wish: Wish, found: Narrowed) -> Iterator[Link]:
    if len(found.authorities) > 1 or wish.authority:
        yield Link("All", wish.but(authority=None).address() if wish.authority else None)
        for each in found.authorities:
            here = each == wish.authority
            yield Link(authority_name(each), None if here else wish.but(authority=each).address())


def _needs(atlas: Atlas, wish: Wish, coverage: NeedCoverage) -> Iterator[NeedPart]:
    for row in coverage.needs:
        rest = wish.but(
            needs=tuple(need for need in wish.needs if need != row.need), states=_without(wish.states, row.need.text)
        )
        yield NeedPart(
            text=row.need.text,
            weight=f"{row.need.weight:g}",
            answer=row.answer,
            chips=tuple(
                Link(f"{each.text} → {each.as_}", wish.but(off=(*wish.off, each.text)).address())
                for each in row.understood
            ),
            unmatched=row.unmatched,
            remove=rest.address(),
            nearest=search_address(row.need.text),
            nearby=tuple(_nearby(atlas, row)),
            only=_only(wish, row.need.text),
            is_wanted=row.need.text in wish.states,
        )


def _nearby(atlas: Atlas, row: NeedRow) -> Iterator[NearPart]:
    for each in row.nearest:
        quote = _quote(atlas, each.id, each.because, [row])
        yield NearPart(title=shown(each.title), href=class_address(each.id), quote=quote)


def _only(wish: Wish, need: str) -> Link:
    """Only classes that state this need, or all of them again."""
    if need in wish.states:
        return Link("Also classes that do not state it", wish.but(states=_without(wish.states, need)).address())
    return Link("Only classes that state it", wish.but(states=(*wish.states, need)).address())


def _class(atlas: Atlas, candidate: ClassCoverage, coverage: NeedCoverage) -> ClassPart:
    return ClassPart(
        id=candidate.id,
        title=shown(candidate.title),
        href=class_address(candidate.id),
        detail=class_line(atlas.summary(candidate.id)),
        pay=_pay(atlas, candidate.id),
        share=f"{min(candidate.score, 1.0):.0%}",
        stated=candidate.stated,
        implied=candidate.implied,
        cells=tuple(
            _cell(atlas, candidate.id, cell, row) for row, cell in zip(coverage.needs, candidate.cells, strict=True)
        ),
    )


def _pay(atlas: Atlas, class_id: str) -> Fact | None:
    """The lowest pay, with the line that states it."""
    lowest = lowest_pay(atlas.classes[class_id])
    if lowest is None:
        return None
    amount, stated = lowest
    source = stated.source
    return Fact(
        name="Pay",
        value=f"from ${amount:,.0f}{' a year' if stated.period else ', period not stated'}",
        cite=cite(atlas, source.document, source.first_line, source.last_line),
    )


def _cell(atlas: Atlas, class_id: str, cell: Cell, row: NeedRow) -> CellPart:
    quote = _quote(atlas, class_id, cell.because, [row]) if cell.because else None
    return CellPart(need=row.need.text, strength=cell.strength, quote=quote)


def _quote(atlas: Atlas, class_id: str, because: Because, rows: Iterable[NeedRow]) -> Quote:
    """A sentence, marked where it says what is needed or what the lexicon reads for it."""
    asked = wanted_words(text for row in rows for text in (row.need.text, *(each.as_ for each in row.understood)))
    return marked_quote(atlas, class_id, because, asked)


def _pair(atlas: Atlas, pair: Finalists, rows: Iterable[NeedRow]) -> FinalistsPart:
    return FinalistsPart(
        first=atlas.classes[pair.first].title,
        second=atlas.classes[pair.second].title,
        ahead=pair.ahead,
        behind=pair.behind,
        level=pair.level,
        words=_SAYS[pair.says] if pair.says else "Nothing tells the two apart: both say the same.",
        sentence=_quote(atlas, pair.first, pair.sentence, rows) if pair.sentence else None,
        stated=pair.stated,
    )


def _files(wish: Wish) -> Iterator[Link]:
    yield Link("Matrix as CSV", wish.address("finding.matrix", form="csv"))
    yield Link("Matrix as XLSX", wish.address("finding.matrix", form="xlsx"))
    yield Link("Memo", wish.address("finding.memo"))
    yield Link("Memo as DOCX", wish.address("finding.memo_docx_file"))
