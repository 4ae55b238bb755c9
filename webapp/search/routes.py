"""The search page."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp.search.search_page import TABLE_COLUMNS, SearchPage, search_page, table_rows
from webapp.search.search_query import SearchQuery, read_asked
from webapp.service.gap_counter import count_gaps
from webapp.web import request_context
from webapp.web.downloads import table_download
from webapp.web.responses import answer, page_route

search = Blueprint("search", __name__)
_MOST_ROWS = 1_000


@page_route(search, "/search")
def results() -> Response:
    """Hits for ``q``, grouped by kind, with facets and reasons."""
    asked = _asked()
    page = search_page(asked, request_context.opened().engine.search, request_context.settings().page_size)
    if asked.is_new and _is_in_vain(page):
        count_gaps([asked.text])
    return answer("search.html", page)


@search.get("/search/table.<any(csv,xlsx):form>")
def table(form: str) -> Response:
    """The hits as a table, one row for each sentence."""
    asked = _asked()
    result = request_context.opened().engine.search(
        asked.text,
        kind=asked.kind,
        filters=asked.chosen(),
        sort=asked.sort,
        off=asked.off,
        correct=not asked.exact,
        limit=_MOST_ROWS,
    )
    return table_download(form, "search", TABLE_COLUMNS, table_rows(result))


def _is_in_vain(page: SearchPage) -> bool:
    """Does no document say it? Neighbours of words that stand nowhere are no answer either."""
    return not page.refused and (page.answer == "nothing" or (page.answer == "near" and bool(page.unmatched)))


def _asked() -> SearchQuery:
    return read_asked(request.args, request.args.getlist("filter"), request.args.getlist("off"))
