"""Correcting the reading of a document, and taking a document out, on pages."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.reading.correcting import CorrectionRefused, make_corrections
from taxonomy.wording.batches import batch_id
from webapp.accounts.identity import SignedInPerson, person
from webapp.documents.correct_form import CorrectEntries, LineEntry, acts_of, entries
from webapp.documents.correct_page import correct_page, remove_page
from webapp.documents.routes import documents, known
from webapp.service.corrected import lost_ground
from webapp.service.decision_log import forget
from webapp.service.rebuilding import rebuilder
from webapp.service.review import read_corrected
from webapp.web import request_context
from webapp.web.addresses import document_address
from webapp.web.failures import BadArgument
from webapp.web.responses import answer

__all__ = ["documents"]


@documents.get("/documents/<slug:document_id>/correct")
def correct_form(document_id: str) -> Response:
    """The form; ``line`` is the line that was pointed at."""
    line, entered = request.args.get("line", ""), CorrectEntries()
    if line.isdigit():
        entered = replace(entered, rows=(LineEntry(lines=line[:6]), *entered.rows[1:]))
    return answer("correct.html", correct_page(request_context.atlas(), known(document_id), entered))


@documents.post("/documents/<slug:document_id>/correct")
def correct(document_id: str) -> AnyResponse:
    """Show what the corrections would change, or save them."""
    document, entered = known(document_id), entries()
    workspace, of_form = request_context.workspace(), entered.scope == "form"
    try:
        acts = acts_of(entered)
        made = make_corrections(acts, document.lines, document.parsed.source.sha256, of_form=of_form)
        if request.form.get("act") != "save":
            after = read_corrected(workspace.store, document, [replace(each, form=None) for each in made])
            return answer("correct.html", correct_page(request_context.atlas(), document, entered, after=after))
        if not entered.why:
            raise CorrectionRefused("Give a reason (it is kept in the record).")
    except CorrectionRefused as error:
        page = correct_page(request_context.atlas(), document, entered, conflict=f"Nothing was saved. {error}")
        return answer("correct.html", page, 400)
    who = _who()
    saved = workspace.correct(document, acts, of_form=of_form, by=who.name, account=who.account, why=entered.why)
    rebuilder().catch_up()
    forget()
    return redirect(document_address(document.id, after=batch_id(saved[0].id), _anchor="corrections"), 303)


@documents.get("/documents/<slug:document_id>/remove")
def remove_form(document_id: str) -> Response:
    """What would be lost, and the form."""
    atlas, document = request_context.atlas(), known(document_id)
    return answer("remove.html", remove_page(atlas, document, lost_ground(atlas, document.id)))


@documents.post("/documents/<slug:document_id>/remove")
def remove(document_id: str) -> AnyResponse:
    """Take the document out, and erase its bytes where asked."""
    atlas, document, why = request_context.atlas(), known(document_id), request.form.get("why", "").strip()[:2_000]
    if not why:
        page = remove_page(atlas, document, lost_ground(atlas, document.id), "Nothing was changed. Give a reason.")
        return answer("remove.html", page, 400)
    who, erase = _who(), request.form.get("erase") == "yes"
    request_context.workspace().remove(document, erase=erase, by=who.name, account=who.account, why=why)
    rebuilder().catch_up()
    forget()
    return redirect(url_for("documents.index"), 303)


def _who() -> SignedInPerson:
    who = person()
    if who is None:
        raise BadArgument("Sign in first.")
    return who
