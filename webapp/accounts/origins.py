"""Is this site asked for by its name, and does a form come from a page of it? Beside the token: what browsers say."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.sansio.utils import host_is_trusted

from webapp.web import request_context
from webapp.web.failures import NotAllowed

_READS = ("GET", "HEAD", "OPTIONS")
# Reads no cookie, changes nothing, and is for programs of other sites too.
_FOR_PROGRAMS = frozenset({"api.qualify_profile"})


def register(app: Flask) -> None:
    """Refuse such requests of `app` before anything else is done for them."""
    app.before_request(refuse_other_names)
    app.before_request(refuse_other_sites)


def refuse_other_names() -> None:
    """Abort where the site is asked for under a name that the settings do not allow."""
    allowed = [name.strip() for name in (request_context.settings().allowed_hosts or "").split(",") if name.strip()]
    if allowed and not host_is_trusted(request.host, allowed):
        abort(400)


def refuse_other_sites() -> None:
    """Raise `NotAllowed` where the browser says that another site sent this; a program says nothing."""
    if request.method in _READS or request.endpoint in _FOR_PROGRAMS:
        return
    origin = request.headers.get("Origin")
    is_foreign = origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
    if is_foreign or request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise NotAllowed("This form was sent by another site. Nothing was saved. Open the page here and try again.")
