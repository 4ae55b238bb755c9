"""What does the search page hold? Hits grouped by kind, each with its reason; facets as links; the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct, convert, to_builtins

from index import SearchResult
from webapp import current
from webapp.addresses import hit_address, search_address
from webapp.pages.marks import Wanted, mark, wanted
from webapp.pages.parts import Link, Page, Quote, Turned, authority_name, cite, in_words, shown, turned

KINDS = {"class": "Classes", "competency": "Competencies", "passage": "Passages"}
FACETS = {
    "authority": "Authority",
    "status": "Status",
    "flsa": "FLSA",
    "education": "Education named",
    "supervision": "Supervision exercised",
    "pay": "Pay a year",
    "competency": "Competency stated",
}
SORTS = {"relevance": "Relevance", "title": "Title", "pay": "Pay"}
# On the page of all kinds, so many of each are shown before the link to the rest.
_SHOWN = {"class": 8, "competency": 5, "passage": 5}
_OVERVIEW = 40
_FACET_VALUES = 8

Ask = Callable[..., SearchResult]


class Asked(Struct, frozen=True, kw_only=True):
    """What the address of a search page says."""

    text: str
    kind: str | None = None
    filters: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1
    exact: bool = False

    def address(self, **changes: Any) -> str:
        """The address of this search with some of it changed; from its first page unless a page is given."""
        now = {**to_builtins(self), "page": 1, **changes}
        return search_address(
            now["text"],
            kind=now["kind"],
            filters=now["filters"],
            sort=None if now["sort"] == "relevance" else now["sort"],
            page=None if now["page"] == 1 else now["page"],
            exact=1 if now["exact"] else None,
        )

    def chosen(self) -> dict[str, list[str]]:
        """The filters by name."""
        by_name: dict[str, list[str]] = {}
        for each in self.filters:
            name, _, value = each.partition("=")
            by_name.setdefault(name, []).append(value)
        return by_name


class HitRow(Struct, frozen=True, kw_only=True):
    """One hit: what it is, where it leads, and the sentences that made it a hit."""

    kind: str
    title: str
    href: str
    detail: str | None
    because: tuple[Quote, ...]


class Group(Struct, frozen=True, kw_only=True):
    """The hits of one kind; `more` leads to all of them."""

    kind: str
    name: str
    total: int
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
    unmatched: tuple[str, ...]
    total: int
    tabs: tuple[Link, ...]
    sorts: tuple[Link, ...]
    applied: tuple[Link, ...]
    clear: str
    hidden: tuple[tuple[str, str], ...]
    facets: tuple[Facet, ...]
    groups: tuple[Group, ...]
    turned: Turned[HitRow] | None
    took_ms: float


def search_page(asked: Asked, ask: Ask, size: int) -> SearchPage:
    """The page for `asked`; `ask` is the index's search."""
    result = _ask(asked, ask, size)
    looked_for = wanted(result.corrected or asked.text)
    rows = [_hit(hit, looked_for) for hit in result.hits]
    one_kind = asked.kind is not None
    turned_page = (
        turned(rows, result.total, asked.page, size, lambda page: asked.address(page=page)) if one_kind else None
    )
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
        understood=tuple(Link(f"{each.text} → {each.as_}", None) for each in result.understood),
        unmatched=result.unmatched,
        total=result.total,
        tabs=_tabs(asked, result.totals),
        sorts=tuple(Link(name, None if key == asked.sort else asked.address(sort=key)) for key, name in SORTS.items()),
        applied=tuple(_applied(asked)),
        clear=asked.address(filters=()),
        hidden=tuple(_hidden(asked)),
        facets=tuple(_facets(asked, result.facets)),
        groups=_groups(asked, result, rows, ask, looked_for),
        turned=turned_page,
        took_ms=result.took_ms,
    )


def _ask(asked: Asked, ask: Ask, size: int) -> SearchResult:
    one_kind = asked.kind is not None
    return ask(
        asked.text,
        kind=asked.kind,
        filters=asked.chosen(),
        sort=asked.sort,
        correct=not asked.exact,
        limit=size if one_kind else _OVERVIEW,
        offset=(asked.page - 1) * size if one_kind else 0,
    )


def _groups(
    asked: Asked, result: SearchResult, rows: Sequence[HitRow], ask: Ask, looked_for: Wanted
) -> tuple[Group, ...]:
    if asked.kind is not None:
        return (_group(asked, asked.kind, result.total, rows, None),) if rows else ()
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in KINDS}
    for kind, total in result.totals.items():
        if total and not by_kind[kind]:  # crowded out of the first hits by another kind
            few = ask(asked.text, kind=kind, filters=asked.chosen(), sort=asked.sort, limit=3, correct=not asked.exact)
            by_kind[kind] = [_hit(hit, looked_for) for hit in few.hits]
    first = list(dict.fromkeys([*(row.kind for row in rows[:1]), *KINDS]))
    return tuple(
        _group(asked, kind, result.totals.get(kind, len(by_kind[kind])), by_kind[kind], _SHOWN[kind])
        for kind in first
        if by_kind[kind]
    )


def _group(asked: Asked, kind: str, total: int, rows: Sequence[HitRow], most: int | None) -> Group:
    hits = tuple(rows[:most])
    more = asked.address(kind=kind) if total > len(hits) and asked.kind is None else None
    return Group(kind=kind, name=KINDS[kind], total=total, hits=hits, more=more)


def _hit(hit: Any, looked_for: Wanted) -> HitRow:
    because = tuple(
        Quote(
            segments=mark(shown(reason.quote), looked_for),
            cite=cite(current.atlas(), reason.document, reason.first_line),
            section=in_words(reason.section),
        )
        for reason in hit.because
    )
    return HitRow(
        kind=hit.kind,
        title=shown(hit.title),
        href=hit_address(hit.kind, hit.id, to_builtins(hit.because)),
        detail=_detail(hit),
        because=because,
    )


def _detail(hit: Any) -> str | None:
    atlas = current.atlas()
    if hit.kind == "class" and hit.id in atlas.classes:
        row = atlas.summary(hit.id)
        parts = [authority_name(row.authority), ", ".join(row.codes), in_words(row.status or "")]
        return " · ".join(part for part in parts if part)
    if hit.kind == "competency" and hit.id in atlas.competencies:
        count = len(atlas.competencies[hit.id].variants)
        return f"Competency in {count} variants" if count > 1 else "Competency"
    return None


def _tabs(asked: Asked, totals: Mapping[str, int]) -> tuple[Link, ...]:
    everything = Link("Everything", None if asked.kind is None else asked.address(kind=None))
    each = (
        Link(f"{name} ({totals[kind]:,})", None if kind == asked.kind else asked.address(kind=kind))
        for kind, name in KINDS.items()
        if kind in totals
    )
    return (everything, *each)


def _applied(asked: Asked) -> Iterable[Link]:
    for each in asked.filters:
        name, _, value = each.partition("=")
        rest = [other for other in asked.filters if other != each]
        yield Link(f"{FACETS.get(name, in_words(name))}: {_value(name, value)}", asked.address(filters=rest))


def _hidden(asked: Asked) -> Iterable[tuple[str, str]]:
    """What a new search from this page's form keeps."""
    if asked.kind:
        yield "kind", asked.kind
    yield from (("filter", each) for each in asked.filters)


def _facets(asked: Asked, facets: Mapping[str, Any]) -> Iterable[Facet]:
    for key, name in FACETS.items():
        links = [_facet_link(asked, key, each) for each in facets.get(key, ())]
        if links:
            yield Facet(name=name, values=tuple(links[:_FACET_VALUES]), rest=tuple(links[_FACET_VALUES:]))


def _facet_link(asked: Asked, name: str, each: Any) -> FacetLink:
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


def read_asked(arguments: Mapping[str, Any], filters: Iterable[str]) -> Asked:
    """The question in an address; what makes no sense there is left out."""
    kind, sort, page = arguments.get("kind"), arguments.get("sort"), arguments.get("page", "1")
    return convert(
        {
            "text": " ".join(str(arguments.get("q", "")).split()),
            "kind": kind if kind in KINDS else None,
            "filters": [f for f in dict.fromkeys(filters) if f.partition("=")[0] in FACETS and "=" in f],
            "sort": sort if sort in SORTS else "relevance",
            "page": max(1, int(page)) if str(page).isascii() and str(page).isdigit() and len(page) < 6 else 1,
            "exact": arguments.get("exact") == "1",
        },
        Asked,
    )
