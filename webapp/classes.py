"""Pages of classes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.related import related
from webapp import current
from webapp.answers import answer, page_route
from webapp.arguments import filter_words, page_number
from webapp.pages.class_list import class_list
from webapp.pages.classes import class_page

classes = Blueprint("classes", __name__)
RELATED_SHOWN = 6


@page_route(classes, "/classes")
def index() -> Response:
    """The list of classes."""
    page = class_list(
        current.atlas(),
        words=filter_words(),
        authority=request.args.get("authority"),
        sort=request.args.get("sort", "title"),
        page=page_number(),
        size=current.settings().page_size,
    )
    return answer("class_list.html", page)


@page_route(classes, "/classes/<slug:authority>/<slug:slug>")
def show(authority: str, slug: str) -> AnyResponse:
    """One class, in its current edition or the one in document ``edition``."""
    opened = current.opened()
    atlas = opened.atlas
    key = f"{authority}/{slug}"
    if key in atlas.redirects:
        new_authority, _, new_slug = atlas.redirects[key].partition("/")
        return redirect(url_for(request.endpoint or "", authority=new_authority, slug=new_slug), 301)
    if key not in atlas.classes:
        abort(404)
    page = class_page(
        atlas,
        atlas.classes[key],
        related(atlas, key, RELATED_SHOWN, opened.engine.neighbours),
        edition=request.args.get("edition"),
        beside=request.args.get("view") == "original",
    )
    return answer("class.html", page)
