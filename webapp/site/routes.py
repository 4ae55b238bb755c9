"""Pages about the whole: the front page, what was not understood, and help."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp.accounts.identity import may_decide
from webapp.checks.settle import settled_now, wanted_state
from webapp.documents.problems_page import ProblemFilter, problems_page
from webapp.service.decision_log import decided
from webapp.site.site_page import help_page, home_page
from webapp.site.terms_page import terms_page
from webapp.web import request_context
from webapp.web.arguments import page_number
from webapp.web.components import readable_date
from webapp.web.responses import answer, page_route

site = Blueprint("site", __name__)


@page_route(site, "/")
def home() -> Response:
    """The front page."""
    return answer("home.html", home_page(request_context.atlas(), _made()))


@page_route(site, "/not-understood")
def problems() -> Response:
    """Reading problems."""
    atlas = request_context.atlas()
    page = problems_page(
        atlas,
        ProblemFilter(
            code=request.args.get("code"), employer=request.args.get("employer") or None, state=wanted_state()
        ),
        settled_now(atlas),
        page=page_number(),
        size=request_context.settings().page_size,
        seen=decided().head if may_decide() else None,
    )
    return answer("problems.html", page)


@page_route(site, "/about")
def about() -> Response:
    """About this site, and how to search it."""
    settings = request_context.settings()
    generation = request_context.workspace().generation
    facts = {"Generation": str(generation or "none yet"), "Built": _made() or "not yet"}
    facts["Contact details in documents"] = "masked on pages" if settings.mask_contacts else "shown as printed"
    return answer("about.html", help_page(facts, settings.contact))


@page_route(site, "/about/terms")
def about_terms() -> Response:
    """The words of job classification."""
    return answer("terms.html", terms_page(request_context.workspace().generation or 0))


def _made() -> str | None:
    """When the generation was built, in words, to the minute."""
    made = request_context.workspace().made
    if made is None:
        return None
    return f"{readable_date(made[:10])}, {made[11:16]} UTC"
