"""Pages of documents, and the originals as they came."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, request, send_file

from taxonomy.model import StoredDocument
from webapp.documents.document_page import document_list, document_page
from webapp.web import request_context
from webapp.web.arguments import page_number
from webapp.web.downloads import file_name
from webapp.web.headers import ORIGINAL_POLICY
from webapp.web.responses import answer, page_route

documents = Blueprint("documents", __name__)


@page_route(documents, "/documents")
def index() -> Response:
    """The list of documents."""
    page = document_list(request_context.atlas(), page=page_number(), size=request_context.settings().page_size)
    return answer("document_list.html", page)


@page_route(documents, "/documents/<slug:document_id>")
def show(document_id: str) -> Response:
    """One document, line by line; ``lines=12-15`` marks lines."""
    page = document_page(request_context.atlas(), known(document_id), request.args.get("lines"))
    return answer("document.html", page)


@documents.get("/documents/<slug:document_id>/original")
def original(document_id: str) -> Response:
    """The bytes as they came: always a download, and powerless if a browser shows it all the same."""
    document = known(document_id)
    response = send_file(
        io.BytesIO(request_context.workspace().store.document_bytes(document.id)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file_name(document.name),
        etag=False,
    )
    response.headers["Content-Security-Policy"] = ORIGINAL_POLICY
    response.headers["ETag"] = f'"{document.parsed.source.sha256}"'
    return response


def known(document_id: str) -> StoredDocument:
    """The document with this id; 404 where there is none."""
    document = request_context.atlas().documents.get(document_id)
    if document is None:
        abort(404)
    return document
