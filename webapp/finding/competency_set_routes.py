"""From a set of competencies to classes: the page and its files."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.analysis.competency_sets import MOST_PICKS, Pick, SetCoverage, cover_set, read_pick
from webapp.finding.competency_sets_page import SET_COLUMNS, SORTS, Picked, SetPage, read_picked, set_page, set_rows
from webapp.service.gap_counter import count_gaps
from webapp.web import request_context
from webapp.web.arguments import bounded, page_number
from webapp.web.downloads import table_download
from webapp.web.responses import answer, page_route

competency_sets = Blueprint("competency_sets", __name__)
_OFFERS = 5


@page_route(competency_sets, "/find/competencies")
def show() -> AnyResponse:
    """Classes by how much of a set of competencies they state; a label typed into ``add`` joins the set."""
    picked = _picked()
    added = request.args.get("add", "").strip()
    if added and not picked.unread and not request.path.endswith(".json"):
        return redirect(picked.address(), 303)
    if added:
        count_gaps(picked.unread)
    return answer("find_competencies.html", _page(picked))


@competency_sets.get("/find/competencies/table.<any(csv,xlsx):form>")
def table(form: str) -> Response:
    """The same as a table: one row for each class and competency."""
    picked = _picked()
    return table_download(form, "competencies", SET_COLUMNS, set_rows(picked, _covered(picked)))


def _picked() -> Picked:
    arguments = request.args
    sort = arguments.get("sort", "")
    return read_picked(
        request_context.atlas(),
        [*arguments.getlist("competency")[:MOST_PICKS], arguments.get("add", "")],
        sort=sort if sort in SORTS else "coverage",
        authority=arguments.get("authority") or None,
        least=bounded("least", default=0, least=0, most=MOST_PICKS),
        page=page_number(),
    )


def _page(picked: Picked) -> SetPage:
    return set_page(
        request_context.atlas(), picked, _covered(picked), list(_offers(picked)), request_context.settings().page_size
    )


def _covered(picked: Picked) -> SetCoverage:
    return cover_set(request_context.atlas(), picked.picks)


def _offers(picked: Picked) -> list[Pick]:
    """Competencies that search finds for what is no competency's name."""
    search = request_context.opened().engine.search
    found = [hit.id for text in picked.unread for hit in search(text, kind="competency", limit=_OFFERS).hits]
    offers = [read_pick(request_context.atlas(), key) for key in dict.fromkeys(found)]
    there = {pick.key for pick in picked.picks}
    return [pick for pick in offers if pick is not None and pick.key not in there]
