"""Pages of documents, and the originals as they came."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, request, send_file

from taxonomy.model import StoredDocument
from webapp import current
from webapp.answers import answer, page_route
from webapp.arguments import page_number
from webapp.headers import ORIGINAL_POLICY
from webapp.pages.documents import document_list, document_page

documents = Blueprint("documents", __name__)


@page_route(documents, "/documents")
def index() -> Response:
    """The list of documents."""
    page = document_list(current.atlas(), page=page_number(), size=current.settings().page_size)
    return answer("document_list.html", page)


@page_route(documents, "/documents/<slug:document_id>")
def show(document_id: str) -> Response:
    """One document, line by line; ``lines=12-15`` marks lines."""
    page = document_page(current.atlas(), known(document_id), request.args.get("lines"))
    return answer("document.html", page)


@documents.get("/documents/<slug:document_id>/original")
def original(document_id: str) -> Response:
    """The bytes as they came: always a download, and powerless if a browser shows it all the same."""
    document = known(document_id)
    response = send_file(
        io.BytesIO(current.workspace().store.document_bytes(document.id)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=document.name.rsplit("/", 1)[-1],
        etag=False,
    )
    response.headers["Content-Security-Policy"] = ORIGINAL_POLICY
    response.headers["ETag"] = f'"{document.parsed.source.sha256}"'
    return response


def known(document_id: str) -> StoredDocument:
    """The document with this id; 404 where there is none."""
    document = current.atlas().documents.get(document_id)
    if document is None:
        abort(404)
    return document
