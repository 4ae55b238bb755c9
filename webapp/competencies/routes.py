"""Pages of competencies."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.competencies.competency_list_page import competency_list
from webapp.competencies.competency_page import competency_page, page_of
from webapp.vocabulary.reference_page import reference_notes
from webapp.vocabulary.routes import vocabularies
from webapp.web import request_context
from webapp.web.arguments import filter_words, page_number
from webapp.web.responses import answer, page_route

competencies = Blueprint("competencies", __name__)


@page_route(competencies, "/competencies")
def index() -> Response:
    """The list of competencies."""
    page = competency_list(
        request_context.atlas(),
        words=filter_words(),
        sort=request.args.get("sort", "label"),
        kind=request.args.get("kind", "competency"),
        page=page_number(),
        size=request_context.settings().page_size,
    )
    return answer("competency_list.html", page)


@page_route(competencies, "/competencies/<slug:competency_id>")
def show(competency_id: str) -> AnyResponse:
    """One competency; ``compare=a..b`` or ``left`` and ``right`` shows two variants. A variant's id leads here."""
    atlas = request_context.atlas()
    if competency_id not in atlas.competencies and competency_id not in atlas.phrases:
        home = atlas.redirects.get(competency_id) or atlas.index.variant_home.get(competency_id)
        if home is None:
            abort(404)
        anchor = competency_id if competency_id in atlas.index.variant_home else None
        number = page_of(atlas.stated(home), competency_id) if home in atlas.index.variant_home.values() else None
        return redirect(
            url_for(request.endpoint or "", competency_id=home, page=number, _anchor=anchor), 302 if number else 301
        )
    competency = atlas.stated(competency_id)
    notes = reference_notes(atlas, competency, vocabularies())
    wanted = request.args.get("compare") or "..".join(request.args.get(side, "") for side in ("left", "right"))
    page = competency_page(atlas, competency, wanted, notes, page=page_number())
    return answer("competency.html", page)
