"""The search page."""

from __future__ import annotations

from flask import Blueprint, Response, request

from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx
from webapp import current
from webapp.answers import answer, page_route
from webapp.gap_counter import count_gap
from webapp.pages.asked import Asked, read_asked
from webapp.pages.search import TABLE_COLUMNS, search_page, table_rows

search = Blueprint("search", __name__)
_MOST_ROWS = 1_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page_route(search, "/search")
def results() -> Response:
    """Hits for ``q``, grouped by kind, with facets and reasons."""
    asked = _asked()
    page = search_page(asked, current.opened().engine.search, current.settings().page_size)
    if page.answer == "nothing" and asked.text and not asked.filters and not page.refused:
        count_gap(asked.text)
    return answer("search.html", page)


@search.get("/search/table.<any(csv,xlsx):form>")
def table(form: str) -> Response:
    """The hits as a table, one row for each sentence."""
    asked = _asked()
    options = {"kind": asked.kind, "filters": asked.chosen(), "sort": asked.sort, "off": asked.off}
    result = current.opened().engine.search(asked.text, **options, correct=not asked.exact, limit=_MOST_ROWS)
    rows = list(table_rows(result))
    is_csv = form == "csv"
    data = rows_to_csv(TABLE_COLUMNS, rows) if is_csv else sheets_to_xlsx({"Hits": (TABLE_COLUMNS, rows)})
    response = Response(data, mimetype="text/csv" if is_csv else _XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="search.{form}"'
    return response


def _asked() -> Asked:
    return read_asked(request.args, request.args.getlist("filter"), request.args.getlist("off"))
