"""What do programs that look after the site ask: is it alive, ready, how is it doing, and what may crawlers read?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, current_app, url_for
from msgspec import Struct

from taxonomy.store import StoreError
from webapp.accounts.identity import comes_from_here
from webapp.site.measures import MEDIA_TYPE, exposition
from webapp.web import request_context
from webapp.web.addresses import class_address, competency_address
from webapp.web.responses import as_json

operations = Blueprint("operations", __name__)
_MOST_ADDRESSES = 50_000  # of one sitemap, by its protocol


class SiteReadiness(Struct, frozen=True, kw_only=True):
    """Whether people can work with the site, and if not, why."""

    status: Literal["ready", "not ready"]
    problems: tuple[str, ...]


@operations.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@operations.get("/readyz")
def ready() -> Response:
    """200 where documents can be read and decisions be kept; else 503 with the reasons."""
    problems = tuple(_problems())
    status: Literal["ready", "not ready"] = "not ready" if problems else "ready"
    return as_json(SiteReadiness(status=status, problems=problems), 503 if problems else 200)


def _problems() -> Iterator[str]:
    workspace = request_context.workspace()
    if workspace.opened is None:
        yield "There is no generation to read yet."
    try:
        _ = workspace.store.version
    except (StoreError, OSError) as error:
        yield f"The database does not answer: {error}"


@operations.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus; only for programs on this machine, unless the setting `metrics` opens them."""
    if not (request_context.settings().metrics or comes_from_here()):
        abort(404)
    return Response(exposition(current_app), content_type=MEDIA_TYPE)


@operations.get("/robots.txt")
def robots() -> Response:
    """What crawlers may read: pages about classes and competencies, not every way to ask."""
    closed = ("/search", "/find", "/careers", "/workbench", "/api/", "/account")
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in closed)]
    lines.append(f"Sitemap: {url_for('operations.sitemap', _external=True)}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@operations.get("/sitemap.xml")
def sitemap() -> Response:
    """The addresses of all classes and competencies."""
    atlas = request_context.atlas()
    root = url_for("site.home", _external=True).rstrip("/")
    addresses = [*map(class_address, atlas.classes), *map(competency_address, atlas.competencies)][:_MOST_ADDRESSES]
    urls = "".join(f"<url><loc>{escape(root + each)}</loc></url>" for each in addresses)
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>{text}', mimetype="application/xml")


@operations.get("/opensearch.xml")
def search_description() -> Response:
    """How a browser searches here from its address bar (OpenSearch 1.1)."""
    name = escape(request_context.settings().site_name)
    address = escape(url_for("search.results", _external=True))
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?><OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{name[:16]}</ShortName><Description>Class specifications and competencies: {name}</Description>"
        f'<Url type="text/html" template="{address}?q={{searchTerms}}"/></OpenSearchDescription>',
        mimetype="application/opensearchdescription+xml",
    )
