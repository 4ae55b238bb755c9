"""Pages of documents, and the originals as they came."""

from __future__ import annotations

import io
from collections import Counter

from flask import Blueprint, Response, abort, request, send_file

from taxonomy.model import StoredDocument
from taxonomy.wording.batches import batch_id
from webapp.accounts.identity import may_decide
from webapp.documents.document_page import HeldCorrection, document_list, document_page
from webapp.service.correction_words import about_document
from webapp.service.decision_log import decided
from webapp.web import request_context
from webapp.web.arguments import page_number
from webapp.web.components import readable_date
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
    document = known(document_id)
    may = may_decide()
    page = document_page(
        request_context.atlas(),
        document,
        request.args.get("lines"),
        corrections=held_corrections(document),
        seen=decided().head if may else None,
    )
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


def held_corrections(document: StoredDocument) -> list[HeldCorrection]:
    """The corrections that hold for `document`, as its page shows them."""
    uses = {use.decision: use for use in document.parsed.corrections}
    made = [decision for decision in request_context.atlas().index.decisions if decision.id in uses]
    batches = Counter(batch_id(decision.id) for decision in made)
    return [
        HeldCorrection(
            decision=decision.id,
            words=about_document(decision),
            by=decision.who,
            when=readable_date(decision.when[:10]) or "",
            why=decision.why,
            missing=uses[decision.id].missing,
            together=batches.pop(batch_id(decision.id), 0),
        )
        for decision in made
    ]
