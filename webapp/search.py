"""The search page."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp import current
from webapp.answers import answer, page_route
from webapp.pages.asked import read_asked
from webapp.pages.search import search_page

search = Blueprint("search", __name__)


@page_route(search, "/search")
def results() -> Response:
    """Hits for ``q``, grouped by kind, with facets and reasons."""
    asked = read_asked(request.args, request.args.getlist("filter"))
    page = search_page(asked, current.opened().engine.search, current.settings().page_size)
    return answer("search.html", page)
