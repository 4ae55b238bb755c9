"""What changes something through the API: decisions and documents, by programs that carry a token of an account."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec
from flask import Response, abort, request
from msgspec import Struct

from taxonomy.store import Scope
from webapp.accounts.identity import SignedInPerson, local_analyst, program
from webapp.api.asked import known, published_answer, text_of
from webapp.api.requests import CorrectionRequest, DecisionRequest, RemovalRequest, UndoRequest
from webapp.api.routes import api
from webapp.service.corrected import RemovalAnswer, lost_ground
from webapp.service.rebuilding import rebuilder
from webapp.web import request_context
from webapp.web.failures import BadArgument, NotAllowed, NotSignedIn

_Kind = TypeVar("_Kind", bound=Struct)
_LONGEST_REASON = 2_000
_LONGEST_NAME = 200

__all__ = ["api"]


@api.post("/decisions")
def decide() -> Response:
    """Answer an open question. It is kept when this answers, and in force with the next generation."""
    who, asked = author_for("decide"), body_as(DecisionRequest)
    question = next((each for each in request_context.atlas().questions if each.id == asked.question), None)
    if question is None:
        abort(404)
    made = request_context.workspace().store.append_decision(
        asked.answer,
        question.id,
        question.left,
        question.right,
        by=who.name,
        account=who.account,
        why=_reason(asked.why),
        expected_sequence=asked.seen,
    )
    rebuilder().catch_up()
    return published_answer(made)


@api.post("/decisions/<slug:decision_id>/undo")
def undo(decision_id: str) -> Response:
    """Take a decision back."""
    who, asked = author_for("decide"), body_as(UndoRequest)
    store = request_context.workspace().store
    made = store.undo_decision(decision_id, by=who.name, account=who.account, why=_reason(asked.why))
    rebuilder().catch_up()
    return published_answer(made)


@api.post("/documents")
def ingest() -> Response:
    """Take the document in the body in, under ``name``; answered when the new generation is in force."""
    author_for("documents")
    name = PurePosixPath(text_of("name").replace("\\", "/")).name[:_LONGEST_NAME]
    if not name.strip(". "):
        raise BadArgument("The parameter name takes the name of a file, for example agent.docx.")
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        path = Path(folder, name)
        path.write_bytes(request.get_data())
        done = request_context.workspace().ingest([path], authority=request.args.get("authority"))
    return published_answer(done)


@api.post("/documents/<slug:document_id>/corrections")
def correct(document_id: str) -> Response:
    """Correct what was read from a document; in force with the next generation."""
    who, asked = author_for("documents"), body_as(CorrectionRequest)
    document = request_context.atlas().documents[known(request_context.atlas().documents, document_id)]
    made = request_context.workspace().correct(
        document, asked.acts, of_form=asked.form, by=who.name, account=who.account, why=_reason(asked.why)
    )
    rebuilder().catch_up()
    return published_answer(made)


@api.post("/documents/<slug:document_id>/removal")
def remove(document_id: str) -> Response:
    """Take a document out, and say what loses its ground."""
    who, asked = author_for("documents"), body_as(RemovalRequest)
    atlas = request_context.atlas()
    document = atlas.documents[known(atlas.documents, document_id)]
    lost, why = lost_ground(atlas, document.id), _reason(asked.why)
    workspace = request_context.workspace()
    made = workspace.remove(document, erase=asked.erase, by=who.name, account=who.account, why=why)
    rebuilder().catch_up()
    return published_answer(RemovalAnswer(decision=made.id, document=document.id, lost=lost))


def author_for(scope: Scope) -> SignedInPerson:
    """Who does it. A cookie is not taken for it: only what a program was given on purpose."""
    found = program()
    if found is None:
        who = local_analyst()
        if who is None:
            raise NotSignedIn("Send a token of your account: Authorization: Bearer atlas_…")
        return who
    who, scopes = found
    if scope not in scopes:
        raise NotAllowed(f"This token is not for that: it lacks “{scope}”.")
    return who


def body_as(kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadArgument(f"The body is not as described: {error}.") from error


def _reason(text: str) -> str:
    why = " ".join(text.split())[:_LONGEST_REASON]
    if not why:
        raise BadArgument("Say why.")
    return why
