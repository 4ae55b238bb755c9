"""What does the address of a search page ask, and what is the address of the same search with some of it changed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, convert, to_builtins

from index.engine import Sort
from webapp.web.addresses import search_address

KINDS = {"class": "Classes", "competency": "Competencies", "passage": "Passages"}
FACETS = {
    "authority": "Authority",
    "status": "Status",
    "flsa": "FLSA",
    "education": "Education named",
    "supervision": "Supervision exercised",
    "pay": "Pay a year, or without a period",
    "competency": "Competency stated",
}
LACKS = "lacks"  # the filter of classes that do not state a competency
SORTS: dict[Sort, str] = {"relevance": "Relevance", "title": "Title", "pay": "Pay"}


class SearchQuery(Struct, frozen=True, kw_only=True):
    """What the address of a search page says."""

    text: str
    kind: str | None = None
    filters: tuple[str, ...] = ()
    sort: Sort = "relevance"
    page: int = 1
    exact: bool = False
    off: tuple[str, ...] = ()

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
            off=list(now["off"]),
        )

    @property
    def is_new(self) -> bool:
        """Is this what somebody typed, and not the same question narrowed, sorted, turned or read otherwise?"""
        rest = (self.kind, self.filters, self.off)
        return bool(self.text) and not any(rest) and self.page == 1 and self.sort == "relevance"

    def chosen(self) -> dict[str, list[str]]:
        """The filters by name."""
        by_name: dict[str, list[str]] = {}
        for each in self.filters:
            name, _, value = each.partition("=")
            by_name.setdefault(name, []).append(value)
        return by_name


def read_asked(arguments: Mapping[str, Any], filters: Iterable[str], off: Iterable[str] = ()) -> SearchQuery:
    """The question in an address; what makes no sense there is left out."""
    kind, sort, page = arguments.get("kind"), arguments.get("sort"), arguments.get("page", "1")
    return convert(
        {
            "text": " ".join(str(arguments.get("q", "")).split()),
            "kind": kind if kind in KINDS else None,
            "filters": [f for f in dict.fromkeys(filters) if f.partition("=")[0] in {**FACETS, LACKS: ""} and "=" in f],
            "sort": sort if sort in SORTS else "relevance",
            "page": max(1, int(page)) if str(page).isascii() and str(page).isdigit() and len(page) < 6 else 1,
            "exact": arguments.get("exact") == "1",
            "off": [word[:80] for word in dict.fromkeys(off)][:40],
        },
        SearchQuery,
    )
