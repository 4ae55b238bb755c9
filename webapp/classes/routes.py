"""Pages of classes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.related.related_list import related_list
from taxonomy.exchange.class_word import class_docx
from webapp.classes.class_list_page import class_list
from webapp.classes.class_page import ClassPage, class_page
from webapp.classes.history_page import history_page
from webapp.classes.mentioned_page import mentioned_page
from webapp.classes.related_page import RelatedForm, related_part
from webapp.web import request_context
from webapp.web.arguments import day_asked, filter_words, page_number
from webapp.web.downloads import DOCX, download
from webapp.web.failures import BadArgument
from webapp.web.responses import answer, moved, page_route

classes = Blueprint("classes", __name__)
RELATED_SHOWN = 6


@page_route(classes, "/classes")
def index() -> Response:
    """The list of classes."""
    page = class_list(
        request_context.atlas(),
        words=filter_words(),
        authority=request.args.get("authority"),
        sort=request.args.get("sort", "title"),
        page=page_number(),
        size=request_context.settings().page_size,
        day=day_asked(),
    )
    return answer("class_list.html", page)


@page_route(classes, "/classes/<slug:authority>/<slug:slug>")
def show(authority: str, slug: str) -> AnyResponse:
    """One class, in its current edition or the one in document ``edition``."""
    atlas = request_context.atlas()
    key = f"{authority}/{slug}"
    if key in atlas.redirects:
        new_authority, _, new_slug = atlas.redirects[key].partition("/")
        return moved(url_for(request.endpoint or "", authority=new_authority, slug=new_slug))
    if key in atlas.mentioned:
        return answer("class_mentioned.html", mentioned_page(atlas, atlas.mentioned[key]))
    if key not in atlas.classes:
        abort(404)
    return answer("class.html", shown_class(key))


@classes.get("/classes/<slug:authority>/<slug:slug>/specification.docx")
def word(authority: str, slug: str) -> Response:
    """One edition as a Word document: the current one, or the one in document ``edition``."""
    atlas, key = request_context.atlas(), f"{authority}/{slug}"
    job_class, wanted = atlas.classes.get(key), request.args.get("edition")
    editions = job_class.editions if job_class else ()
    found = next((e for e in editions if e.document == wanted), job_class.current if job_class else None)
    if found is None:
        abort(404)
    lines = atlas.documents[found.document].lines
    data = class_docx(found.specification, lines, mask=request_context.settings().mask_contacts)
    return download(data, DOCX, f"{slug}.docx")


def shown_class(key: str, entered: RelatedForm | None = None) -> ClassPage:
    """The page of the class `key`; `entered` is what an analyst sent that was not saved."""
    opened = request_context.opened()
    found = related_list(opened.atlas, key, RELATED_SHOWN, opened.engine.neighbours)
    return class_page(
        opened.atlas,
        opened.atlas.classes[key],
        related_part(opened.atlas, key, found, entered),
        edition=request.args.get("edition"),
        day=day_asked(),
        beside=request.args.get("view") == "original",
    )


@page_route(classes, "/classes/<slug:authority>/<slug:slug>/history")
def history(authority: str, slug: str) -> AnyResponse:
    """What happened to one class, and what changed between two days or two editions."""
    atlas = request_context.atlas()
    key = f"{authority}/{slug}"
    if key in atlas.redirects:
        new_authority, _, new_slug = atlas.redirects[key].partition("/")
        return moved(url_for(request.endpoint or "", authority=new_authority, slug=new_slug))
    if key not in atlas.classes:
        abort(404)
    before, after = request.args.get("from") or None, request.args.get("to") or None
    try:
        return answer("class_history.html", history_page(atlas, key, before, after))
    except ValueError as error:
        raise BadArgument(str(error)) from error
