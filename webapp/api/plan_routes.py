"""The JSON API of the plan over time: history, change sets, pay plan."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.api.asked import known, published_answer
from webapp.api.routes import api
from webapp.service.history import history_answer
from webapp.web import request_context
from webapp.web.failures import BadArgument
from webapp.web.responses import moved

__all__ = ["api"]


@api.get("/history/<slug:authority>/<slug:slug>")
def show_history(authority: str, slug: str) -> AnyResponse:
    """What happened to a class, and what changed between ``from`` and ``to``: two days, or two of its documents."""
    atlas, key = request_context.atlas(), f"{authority}/{slug}"
    if key in atlas.redirects:
        new_authority, _, new_slug = atlas.redirects[key].partition("/")
        return moved(url_for("api.show_history", authority=new_authority, slug=new_slug))
    try:
        return published_answer(
            history_answer(atlas, known(atlas.classes, key), request.args.get("from"), request.args.get("to"))
        )
    except ValueError as error:
        raise BadArgument(str(error)) from error
