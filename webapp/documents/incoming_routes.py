"""Documents come in by browser: files are kept aside, reviewed, and published all, some or none."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from msgspec import structs
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.reading.formats import MAX_BYTES
from webapp.accounts.identity import may_decide
from webapp.documents.incoming_page import incoming_page, review_page
from webapp.service.decision_log import forget
from webapp.service.intake import Incoming, find_files, with_members
from webapp.service.review import review
from webapp.service.staging import MOST_FILES, discard, stage, staged
from webapp.service.workspace import silent
from webapp.web import request_context
from webapp.web.responses import answer

incoming = Blueprint("incoming", __name__, url_prefix="/documents/incoming")
_LONGEST_AUTHORITY = 60


def register(app: Flask) -> None:
    """Let people who may bring documents in send more at once than a form has."""

    @app.before_request
    def allow_files() -> None:
        if request.endpoint == "incoming.upload" and may_decide():
            request.max_content_length = request_context.settings().max_upload_bytes


@incoming.get("")
def index() -> Response:
    """The form, with its limits."""
    replaces = request.args.get("replaces")
    return answer("incoming.html", incoming_page(request_context.workspace().generation, replaces=replaces))


@incoming.post("")
def upload() -> AnyResponse:
    """Keep the files aside, then show what would be read."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    number = request_context.workspace().generation
    if not sent or len(sent) > MOST_FILES:
        words = f"Send at most {MOST_FILES} files at once." if sent else "Choose at least one file."
        return answer("incoming.html", incoming_page(number, words), 400)
    token = stage(request_context.workspace().home, ((file.filename or "", file.stream) for file in sent))
    authority = request.form.get("authority", "").strip()[:_LONGEST_AUTHORITY] or None
    replaces = request.form.get("replaces") if len(sent) == 1 else None
    return redirect(url_for("incoming.show", token=token, authority=authority, replaces=replaces), 303)


@incoming.get("/<token>")
def show(token: str) -> Response:
    """What would be read of each file; nothing is published yet."""
    workspace = request_context.workspace()
    files = _waiting(token)
    found = review(workspace.store, files, silent)
    return answer("review.html", review_page(token, found, workspace.generation))


@incoming.post("/<token>")
def publish(token: str) -> AnyResponse:
    """Publish the ticked files, or none; then nothing waits any more."""
    workspace, wanted = request_context.workspace(), set(request.form.getlist("file"))
    files = _waiting(token)
    if request.form.get("act") == "publish" and wanted:
        with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
            chosen = [file for file in with_members(files, Path(folder)) if file.name in wanted]
            workspace.take_in(chosen)
        forget()
    discard(workspace.home, token)
    return redirect(url_for("documents.index"), 303)


def _waiting(token: str) -> list[Incoming]:
    paths = staged(request_context.workspace().home, token)
    if not paths:
        abort(404)
    authority = request.args.get("authority", "").strip()[:_LONGEST_AUTHORITY] or None
    files = [file for file in find_files(paths, authority) if file.path.stat().st_size <= MAX_BYTES]
    replaced = request_context.atlas().documents.get(replaces) if (replaces := request.args.get("replaces")) else None
    # A new edition stands under the name of the one that it replaces.
    return [structs.replace(files[0], name=replaced.name)] if replaced and len(files) == 1 else files
