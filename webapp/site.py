"""Pages about the whole: the front page, what was not understood, and help."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp import current
from webapp.answers import answer, page_route
from webapp.arguments import page_number
from webapp.pages.parts import readable_date
from webapp.pages.problems import problems_page
from webapp.pages.site import help_page, home_page

site = Blueprint("site", __name__)


@page_route(site, "/")
def home() -> Response:
    """The front page."""
    return answer("home.html", home_page(current.atlas(), _made()))


@page_route(site, "/not-understood")
def problems() -> Response:
    """What was not understood."""
    page = problems_page(
        current.atlas(), code=request.args.get("code"), page=page_number(), size=current.settings().page_size
    )
    return answer("problems.html", page)


@page_route(site, "/about")
def about() -> Response:
    """About this site, and how to search it."""
    settings = current.settings()
    generation = current.workspace().generation
    facts = {"Generation": str(generation or "none yet"), "Built": _made() or "not yet"}
    facts["Contact details in documents"] = "masked on pages" if settings.mask_contacts else "shown as printed"
    return answer("about.html", help_page(facts, settings.contact))


def _made() -> str | None:
    """When the generation was built, in words, to the minute."""
    made = current.workspace().made
    if made is None:
        return None
    return f"{readable_date(made[:10])}, {made[11:16]} UTC"
