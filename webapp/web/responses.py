"""How does one page record become HTML for a person or JSON for a program?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.web.components import Page

JSON = "application/json"
PROBLEM = "application/problem+json"
SUFFIX = ".json"
_JSON_ENDPOINT = "_json"
View = TypeVar("View", bound=Callable[..., Any])


def wants_json() -> bool:
    """True for an address that ends in .json, for the API, and for a reader who likes JSON better than HTML."""
    if request.path.endswith(SUFFIX) or request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match([JSON, "text/html"], default="text/html")
    return best == JSON and request.accept_mimetypes[JSON] > request.accept_mimetypes["text/html"]


def answer(template: str, page: Page, status: int = 200) -> Response:
    """`page` as its template or as JSON."""
    if wants_json():
        return as_json(page, status)
    response = Response(render_template(template, page=page, json_address=json_address()), status=status)
    response.vary.add("Accept")
    return response


def as_json(value: Any, status: int = 200, media_type: str = JSON) -> Response:
    """`value` (records or plain data) as a JSON answer."""
    response = Response(msgspec.json.encode(value), status=status, mimetype=media_type)
    response.vary.add("Accept")
    return response


def page_route(blueprint: Blueprint, rule: str) -> Callable[[View], View]:
    """Serve a view at `rule`, and its JSON at the same address with .json behind it (``/index.json`` for the root)."""

    def register(view: View) -> View:
        blueprint.add_url_rule(rule, view.__name__, view)
        blueprint.add_url_rule((rule.rstrip("/") or "/index") + SUFFIX, view.__name__ + _JSON_ENDPOINT, view)
        return view

    return register


def moved(address: str) -> AnyResponse:
    """301 to the address that something has now, with what else was asked for."""
    query = request.query_string.decode("utf-8", "replace")
    return redirect(f"{address}?{query}" if query else address, 301)


def json_address() -> str | None:
    """The address of this same page as JSON; None for an answer that has none (an error, a file)."""
    endpoint = f"{request.endpoint}{_JSON_ENDPOINT}"
    if endpoint not in current_app.view_functions:
        return None
    # Not by url_for: the router takes some names (_method, _anchor, _scheme) as its own arguments.
    query = urlencode(dict(request.args.lists()), doseq=True, errors="replace")
    address = url_for(endpoint, **(request.view_args or {}))
    return f"{address}?{query}" if query else address
