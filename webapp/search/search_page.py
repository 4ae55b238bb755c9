"""What does the search page hold? Hits grouped by kind, each with its reason; facets as links; the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct, structs, to_builtins

from index import Hit, SearchResult
from index.meaning.near_words import in_other_words
from index.results import Understood
from webapp.search.marks import MarkedWords, marked_quote, wanted, wanted_words
from webapp.search.search_query import FACETS, KINDS, LACKS, SORTS, SearchQuery
from webapp.web import request_context
from webapp.web.addresses import hit_address
from webapp.web.components import Link, Page, Pagination, Quote, authority_name, class_line, in_words, page_of, shown

# On the page of all kinds, so many of each are shown before the link to the rest.
_SHOWN = {"class": 8, "competency": 5, "passage": 5}
_OVERVIEW = 20
_LEXICON = "lexicon:"
# Where words that stand in the documents come from, and the source that only repeats that no text has all words.
_READ = (_LEXICON, "word family:")
_NEIGHBOURS = "neighbours"
_FACET_VALUES = 8
_FACET_REST = 32

Ask = Callable[..., SearchResult]


class HitRow(Struct, frozen=True, kw_only=True):
    """One hit: what it is, where it leads, and the sentences that made it a hit."""

    kind: str
    title: str
    href: str
    detail: str | None
    because: tuple[Quote, ...]
    near: bool = False


class HitGroup(Struct, frozen=True, kw_only=True):
    """The hits of one kind; `counted` says how many there are in words, `more` leads to all of them."""

    kind: str
    name: str
    total: int
    counted: str
    hits: tuple[HitRow, ...]
    more: str | None


class FacetLink(Struct, frozen=True, kw_only=True):
    """A facet value with its count; following it adds the filter, or takes it away when it is chosen."""

    text: str
    count: int
    href: str
    chosen: bool


class Facet(Struct, frozen=True, kw_only=True):
    """A facet with its commonest values; `rest` are the others."""

    name: str
    values: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]


class SearchPage(Page, frozen=True, kw_only=True):
    """Everything the search page shows."""

    query: str
    kind: str | None
    answer: str
    refused: str | None
    corrected: str | None
    as_typed: str
    understood: tuple[Link, ...]
    switched_off: tuple[Link, ...]
    needs: str
    files: tuple[Link, ...]
    unmatched: tuple[str, ...]
    total: int
    tabs: tuple[Link, ...]
    sorts: tuple[Link, ...]
    applied: tuple[Link, ...]
    clear: str
    hidden: tuple[tuple[str, str], ...]
    facets: tuple[Facet, ...]
    groups: tuple[HitGroup, ...]
    turned: Pagination[HitRow] | None
    took_ms: float


def search_page(asked: SearchQuery, ask: Ask, size: int) -> SearchPage:
    """The page for `asked`; `ask` is the index's search."""
    result = _ask(asked, ask, size)
    last = max(1, -(-(result.total + result.near) // size))
    if asked.kind is not None and asked.page > last:  # a page beyond the last gives the last
        return search_page(structs.replace(asked, page=last), ask, size)
    looked_for = _looked_for(asked, result)
    groups = _groups(asked, result, ask, looked_for)
    return SearchPage(
        title=f"{asked.text} – search" if asked.text else "Search",
        crumbs=(Link("Home", url_for("site.home")), Link("Search")),
        generation=result.generation,
        query=asked.text,
        kind=asked.kind,
        answer=result.answer,
        refused=result.refused,
        corrected=result.corrected,
        as_typed=asked.address(exact=True),
        understood=tuple(_understood(asked, each) for each in result.understood if each.source != _NEIGHBOURS),
        switched_off=tuple(Link(word, asked.address(off=[o for o in asked.off if o != word])) for word in asked.off),
        needs=url_for("finding.find", q=asked.text),
        files=tuple(_files(asked)) if result.hits else (),
        unmatched=result.unmatched,
        total=result.total,
        tabs=_tabs(asked, result),
        sorts=tuple(Link(name, None if key == asked.sort else asked.address(sort=key)) for key, name in SORTS.items()),
        applied=tuple(_applied(asked)),
        clear=asked.address(filters=()),
        hidden=tuple(_hidden(asked)),
        facets=tuple(_facets(asked, result.facets)),
        groups=groups,
        turned=_turned(asked, result.total + result.near, groups, size),
        took_ms=result.took_ms,
    )


def _looked_for(asked: SearchQuery, result: SearchResult) -> MarkedWords:
    """What is marked in quotes: the words of the question, and what the lexicon reads for them."""
    typed = wanted(result.corrected or asked.text)
    read = wanted_words(each.as_ for each in result.understood if each.source.startswith(_READ))
    return structs.replace(typed, stems=typed.stems | read.stems)


def _understood(asked: SearchQuery, each: Understood) -> Link:
    """How a part was read; what the lexicon read leads to the same search without that reading."""
    from_lexicon = each.source.startswith(_LEXICON)
    return Link(f"{each.text} → {each.as_}", asked.address(off=[*asked.off, each.text]) if from_lexicon else None)


def _files(asked: SearchQuery) -> Iterable[Link]:
    query = asked.address().partition("?")[2]
    for form in ("csv", "xlsx"):
        yield Link(form.upper(), f"{url_for('search.table', form=form)}?{query}")


TABLE_COLUMNS = (
    *("kind", "id", "title", "near_miss", "score", "section", "quote", "document", "first_line"),
    "near_in_meaning",
)


def table_rows(result: SearchResult) -> Iterable[tuple[str | int | float | None, ...]]:
    """One row for each sentence of each hit."""
    for hit in result.hits:
        named = (hit.kind, hit.id, hit.title, "yes" if is_near(hit, result) else "no", hit.score)
        for each in hit.because:
            alike = in_other_words(each) or None
            yield (*named, each.section, each.quote, each.document, each.first_line, alike)
        if not hit.because:
            yield (*named, None, None, None, None, None)


def _ask(asked: SearchQuery, ask: Ask, size: int) -> SearchResult:
    one_kind = asked.kind is not None
    return ask(
        asked.text,
        kind=asked.kind,
        filters=asked.chosen(),
        sort=asked.sort,
        correct=not asked.exact,
        off=asked.off,
        limit=size if one_kind else _OVERVIEW,
        offset=(asked.page - 1) * size if one_kind else 0,
    )


def _turned(asked: SearchQuery, total: int, groups: Sequence[HitGroup], size: int) -> Pagination[HitRow] | None:
    """Where there is one kind only, its hits are turned page by page."""
    if asked.kind is None:
        return None
    rows = groups[0].hits if groups else ()
    return page_of(rows, total, asked.page, size, lambda page: asked.address(page=page))


def _groups(asked: SearchQuery, result: SearchResult, ask: Ask, looked_for: MarkedWords) -> tuple[HitGroup, ...]:
    if asked.kind is not None:
        return (_group(asked, asked.kind, result, result.hits, looked_for),) if result.hits else ()
    by_kind = {kind: [hit for hit in result.hits if hit.kind == kind] for kind in KINDS}
    for kind, total in result.totals.items():
        if total and not by_kind[kind]:  # crowded out of the first hits by another kind
            by_kind[kind] = list(_ask_few(asked, ask, kind))
    best_first = dict.fromkeys([*(hit.kind for hit in result.hits[:1]), *KINDS])
    return tuple(
        _group(asked, kind, result, by_kind[kind][: _SHOWN[kind]], looked_for) for kind in best_first if by_kind[kind]
    )


def _ask_few(asked: SearchQuery, ask: Ask, kind: str) -> Sequence[Hit]:
    return ask(asked.text, kind=kind, filters=asked.chosen(), correct=not asked.exact, off=asked.off, limit=3).hits


def _group(
    asked: SearchQuery, kind: str, result: SearchResult, hits: Sequence[Hit], looked_for: MarkedWords
) -> HitGroup:
    total, near = result.totals[kind], result.near if kind == "class" else 0
    is_part = asked.kind is None and (total + near > len(hits) or kind == "passage")
    return HitGroup(
        kind=kind,
        name=KINDS[kind],
        total=total,
        counted=_how_many(result, total, near),
        hits=tuple(_hit(hit, looked_for, near=is_near(hit, result)) for hit in hits),
        more=asked.address(kind=kind) if is_part else None,
    )


def _how_many(result: SearchResult, total: int, near: int) -> str:
    """Hits and near misses are counted apart; without an answer, all are near misses."""
    stated, close = (total, near) if result.answer == "found" else (0, total + near)
    misses = f"{close:,} near {'miss' if close == 1 else 'misses'}" if close else ""
    return ", ".join(each for each in (f"{stated:,}" if stated else "", misses) if each)


def is_near(hit: Hit, result: SearchResult) -> bool:
    """Does `hit` only come near? Where nothing answers the question, every hit does no more."""
    return hit.near or result.answer != "found"


def _hit(hit: Hit, looked_for: MarkedWords, *, near: bool) -> HitRow:
    because = tuple(
        marked_quote(request_context.atlas(), hit.id, reason, looked_for)
        for reason in hit.because
        if reason.quote != hit.title or len(hit.because) == 1
    )
    return HitRow(
        kind=hit.kind,
        title=shown(hit.title),
        href=hit_address(hit.kind, hit.id, to_builtins(hit.because)),
        detail=_detail(hit),
        because=because,
        near=near,
    )


def _detail(hit: Hit) -> str | None:
    atlas = request_context.atlas()
    if hit.kind == "class" and hit.id in atlas.classes:
        return class_line(atlas.summary(hit.id))
    if hit.kind == "competency" and hit.id in atlas.competencies:
        count = len(atlas.competencies[hit.id].variants)
        return f"Competency in {count} variants" if count > 1 else "Competency"
    return None


def _tabs(asked: SearchQuery, result: SearchResult) -> tuple[Link, ...]:
    totals = result.totals if result.answer == "found" else {}
    everything = Link("Everything", None if asked.kind is None else asked.address(kind=None))
    each = (
        Link(_counted(name, kind, asked, totals), None if kind == asked.kind else asked.address(kind=kind))
        for kind, name in KINDS.items()
    )
    return (everything, *each)


def _counted(name: str, kind: str, asked: SearchQuery, totals: Mapping[str, int]) -> str:
    """With its count where that is known: beside other kinds, only passages of notices are counted as passages."""
    known = kind in totals and (kind != "passage" or asked.kind == "passage")
    return f"{name} ({totals[kind]:,})" if known else name


def _applied(asked: SearchQuery) -> Iterable[Link]:
    for each in asked.filters:
        name, _, value = each.partition("=")
        rest = [other for other in asked.filters if other != each]
        yield Link(
            f"{'Does not state' if name == LACKS else FACETS.get(name, in_words(name))}: {_value(name, value)}",
            asked.address(filters=rest),
        )


def _hidden(asked: SearchQuery) -> Iterable[tuple[str, str]]:
    """What a new search from this page's form keeps."""
    if asked.kind:
        yield "kind", asked.kind
    yield from (("filter", each) for each in asked.filters)


def _facets(asked: SearchQuery, facets: Mapping[str, Any]) -> Iterable[Facet]:
    for key, name in FACETS.items():
        links = [_facet_link(asked, key, each) for each in facets.get(key, ())[: _FACET_VALUES + _FACET_REST]]
        if links:
            yield Facet(name=name, values=tuple(links[:_FACET_VALUES]), rest=tuple(links[_FACET_VALUES:]))
    lacking = tuple(_lacking(asked, facets))
    if lacking:
        yield Facet(name="Competency not stated", values=(), rest=lacking)


def _lacking(asked: SearchQuery, facets: Mapping[str, Any]) -> Iterable[FacetLink]:
    """Classes that do not state a competency which others of the hits do."""
    classes = sum(each.count for each in facets.get("kind", ()) if each.value == "class")
    for each in facets.get("competency", ())[: _FACET_VALUES + _FACET_REST]:
        link = _facet_link(asked, LACKS, each)
        if link.chosen or classes > each.count:
            yield structs.replace(link, count=max(classes - each.count, 0))


def _facet_link(asked: SearchQuery, name: str, each: Any) -> FacetLink:
    written = f"{name}={each.value}"
    chosen = written in asked.filters
    filters = [f for f in asked.filters if f != written] if chosen else [*asked.filters, written]
    return FacetLink(
        text=_value(name, each.value), count=each.count, href=asked.address(filters=filters), chosen=chosen
    )


def _value(name: str, value: str) -> str:
    if name == "authority":
        return authority_name(value)
    return value[:1].upper() + value[1:]
