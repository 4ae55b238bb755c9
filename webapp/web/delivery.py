"""How does an answer get to its reader with less on the way? Compressed, and not at all where nothing has changed.

A form's token is signed anew each second, so that its length in a compressed page gives nothing of it away.
"""

from __future__ import annotations

import gzip
import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

import msgspec
from flask import Flask, Response, g, request, session

from taxonomy import __version__
from taxonomy.store import StoreError
from webapp.web import request_context
from webapp.web.responses import wants_json

_SMALLEST = 1_000
_LEVEL = 5
_TEXT = ("text/", "application/json", "application/problem+json", "application/javascript", "image/svg+xml")
_PAGES = frozenset(
    ("site", "search", "classes", "careers", "checks", "competencies", "competency_sets", "documents", "finding")
) | {"api", "vocabulary", "redlines"}


def compress(app: Flask) -> None:
    """Send text compressed to whoever takes it so. Register it first: what is registered first is done last."""

    @app.after_request
    def pack(response: Response) -> Response:
        if not (response.mimetype or "").startswith(_TEXT) or response.status_code in (204, 206, 304):
            return response
        response.vary.add("Accept-Encoding")
        if "Content-Encoding" in response.headers or request.accept_encodings["gzip"] <= 0 or request.method == "HEAD":
            return response
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) < _SMALLEST:
            return response
        response.set_data(_packed_file(data) if request.endpoint == "static" else gzip.compress(data, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        strong, weak = response.get_etag()
        if strong and not weak:
            response.set_etag(strong, weak=True)
        return response


@lru_cache(maxsize=32)
def _packed_file(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def spare() -> Response | None:
    """304 for a reader without a session who has what would be sent; None where an answer has to be made."""
    if not request.if_none_match:
        return None
    found = _tag()
    return (
        Response(status=304, headers={"ETag": f'W/"{found}"'})
        if found and request.if_none_match.contains_weak(found)
        else None
    )


def tag(app: Flask) -> None:
    """Say on every answer that is the same for all readers without a session which one it is."""

    @app.after_request
    def name(response: Response) -> Response:
        holds_form = "csrf_token" in g or session.modified
        is_for_all = response.status_code == 200 and not holds_form and "Set-Cookie" not in response.headers
        if is_for_all and response.headers.get("Cache-Control") != "no-store" and (found := _tag()):
            response.vary.update(("Accept", "Cookie"))
            response.headers.setdefault("ETag", f'W/"{found}"')
        return response


def _tag() -> str | None:
    """What tells this answer from any other; None where it depends on more than the documents and the address."""
    group, _, view = (request.endpoint or "").partition(".")
    has_session = any(name.endswith("atlas-session") for name in request.cookies)
    if request.method not in ("GET", "HEAD") or group not in _PAGES or view.startswith("gaps") or has_session:
        return None
    workspace = request_context.workspace()
    try:
        opened, version, has_accounts = workspace.opened, workspace.store.version, workspace.store.has_accounts
    except (StoreError, OSError):
        return None
    if opened is None or opened.version != version:  # what is being worked in is told to the reader
        return None
    said = (opened.number, version, has_accounts, _is_local(), wants_json(), datetime.now(UTC).date(), _software())
    settings = msgspec.json.encode(request_context.settings())
    return hashlib.sha256(repr((said, settings, request.url)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _is_local() -> bool:
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _software() -> str:
    """The version, and the templates: in a checkout they change without one."""
    digest = hashlib.sha256(__version__.encode())
    for folder in ("templates", "static"):
        for path in sorted(Path(__file__).resolve().parent.parent.joinpath(folder).rglob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
