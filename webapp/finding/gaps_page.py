"""What did people look for that no document loaded here says? Words and counts; who asked, and names, are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.basics.person_names import mask_names
from taxonomy.store import SearchGap
from webapp.web.addresses import search_address
from webapp.web.components import Link, Page, readable_date

_MOST = 500


class SearchGapRow(Struct, frozen=True, kw_only=True):
    """Words that no document says."""

    words: str
    href: str | None
    count: int
    first_day: str
    last_day: str


class GapsPage(Page, frozen=True, kw_only=True):
    """The report, the most wanted first."""

    total: int
    rows: tuple[SearchGapRow, ...]


def gaps_page(gaps: Sequence[SearchGap], generation: int, is_known: Callable[[str], bool]) -> GapsPage:
    """The report of `gaps`; `is_known` tells the words of the collection."""
    shown = [(mask_names(gap.words, is_known), gap) for gap in gaps[:_MOST]]
    return GapsPage(
        title="Searches with no result",
        crumbs=(Link("Home", url_for("site.home")), Link("Searches with no result")),
        generation=generation,
        total=len(gaps),
        rows=tuple(
            SearchGapRow(
                words=words,
                href=search_address(gap.words) if words == gap.words else None,
                count=gap.count,
                first_day=readable_date(gap.first_day) or "",
                last_day=readable_date(gap.last_day) or "",
            )
            for words, gap in shown
        ),
    )
