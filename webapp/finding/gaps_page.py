"""What did people look for that no document says? Counts by words and days; nothing about who asked."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.store import Gap
from webapp.web.addresses import search_address
from webapp.web.components import Link, Page, readable_date

_MOST = 500


class GapRow(Struct, frozen=True, kw_only=True):
    """Words that no document says."""

    words: str
    href: str
    count: int
    first_day: str
    last_day: str


class GapsPage(Page, frozen=True, kw_only=True):
    """The report, the most wanted first."""

    total: int
    rows: tuple[GapRow, ...]


def gaps_page(gaps: Sequence[Gap], generation: int) -> GapsPage:
    """The report of `gaps`."""
    return GapsPage(
        title="Looked for in vain",
        crumbs=(Link("Home", url_for("site.home")), Link("Looked for in vain")),
        generation=generation,
        total=len(gaps),
        rows=tuple(
            GapRow(
                words=gap.words,
                href=search_address(gap.words),
                count=gap.count,
                first_day=readable_date(gap.first_day) or "",
                last_day=readable_date(gap.last_day) or "",
            )
            for gap in gaps[:_MOST]
        ),
    )
