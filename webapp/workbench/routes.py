"""The workbench: questions about wording, answered one at a time or a whole competency at once, and the ledger."""

from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.analysis.impact import contradiction, would_be
from taxonomy.exchange import export_atlas
from taxonomy.model import Competency, Decision, Question
from taxonomy.model.wording import DecisionKind
from taxonomy.store import StaleVersion, StoreConflict
from taxonomy.wording.batches import BATCH_KINDS, REASONS, answer_of, batch_id, in_batch, new_batch
from webapp.accounts.identity import person
from webapp.service.decision_import import add_file
from webapp.service.decision_log import decided, forget
from webapp.service.rebuilding import rebuilder
from webapp.web import request_context
from webapp.web.addresses import class_address, document_address
from webapp.web.arguments import page_number
from webapp.web.components import plural
from webapp.web.failures import BadArgument
from webapp.web.responses import answer, page_route
from webapp.workbench.batch_page import batch_links, batch_page, chosen_questions, open_batches
from webapp.workbench.cluster_form import decisions_in_form, filled_in
from webapp.workbench.cluster_page import cluster_page
from webapp.workbench.decision_page import answered_page
from webapp.workbench.ledger_page import LedgerPage, ledger_page
from webapp.workbench.question_page import QuestionForm, answers_to, default_reason, question_page
from webapp.workbench.workbench_page import Filter, chosen_filter, next_question, queue_page
from webapp.workbench.workbench_state import ANSWERS, DecisionRow, decision_row

workbench = Blueprint("workbench", __name__, url_prefix="/workbench")
_LONGEST_REASON = 2_000


class Author(TypedDict):
    """Whom the ledger names."""

    by: str
    account: str | None


@page_route(workbench, "")
def index() -> Response:
    """The queue."""
    atlas, size = request_context.atlas(), request_context.settings().page_size
    batches = batch_links(open_batches(atlas))
    return answer("workbench.html", queue_page(atlas, _filter(), page=page_number(), size=size, batches=batches))


@page_route(workbench, "/<slug:question_id>")
def question(question_id: str) -> Response:
    """One question; what was decided about it, where it is not open any more."""
    asked = _open_question(question_id)
    return _question(asked) if asked else _answered(question_id)


@workbench.post("/<slug:question_id>/decide")
def decide(question_id: str) -> AnyResponse:
    """Save an answer, unless somebody was faster or it contradicts older decisions; then on to the next question."""
    asked = _open_question(question_id)
    given = request.form.get("answer", "")
    why = _reason(default=default_reason(asked, given) if asked else None)
    if asked is None:
        return _answered(question_id, 409, (given, why))
    left, right = (asked.right, asked.left) if given == "upper" else (asked.left, asked.right)
    wanted = _answer("level_of" if given == "upper" else given, asked)
    against = contradiction(request_context.atlas(), would_be(wanted, left, right, asked.id), decided().decisions)
    if against:
        return _question(asked, QuestionForm(answer=given, why=why, conflict=f"Nothing was saved: {against}"), 409)
    try:
        made = request_context.workspace().store.append_decision(
            wanted, asked.id, left, right, **_author(), why=why, expected_sequence=_seen()
        )
    except StaleVersion as error:
        forget()
        return _question(asked, QuestionForm(answer=given, why=why, conflict=_faster(error)), 409)
    _worked_in()
    following = next_question(request_context.atlas(), _filter(), question_id)
    if following is None:
        return redirect(url_for("workbench.index", **_filter().query(), after=made.id), 303)
    address = url_for("workbench.question", question_id=following.id, **_filter().query(), after=made.id)
    return redirect(address, 303)


@page_route(workbench, "/batch/<kind>")
def batch(kind: str) -> Response:
    """All sure pairs of one kind, ticked."""
    if kind not in BATCH_KINDS:
        abort(404)
    return answer("batch.html", batch_page(request_context.atlas(), kind, after=request.args.get("after")))


@workbench.post("/batch/<kind>")
def decide_batch(kind: str) -> AnyResponse:
    """Join the ticked pairs, or keep them apart: one reason, one batch."""
    atlas, name = request_context.atlas(), new_batch(kind)
    if kind not in BATCH_KINDS:
        abort(404)
    wanted = chosen_questions(atlas, kind, request.form.getlist("question"))
    why = request.form.get("why", "").strip()[:_LONGEST_REASON] or REASONS[kind]
    if not wanted:
        return answer(
            "batch.html", batch_page(atlas, kind, conflict="No open pair was ticked: nothing was saved."), 400
        )
    try:
        request_context.workspace().store.add_batch(
            name, answer_of(kind), wanted, **_author(), why=why, expected_sequence=_seen()
        )
    except StaleVersion as error:
        forget()
        return answer("batch.html", batch_page(atlas, kind, conflict=_faster(error)), 409)
    _worked_in()
    return redirect(url_for("workbench.batch", kind=kind, after=name), 303)


@workbench.post("/undo/<slug:decision_id>")
def undo(decision_id: str) -> AnyResponse:
    """Take a decision back; with ``batch``, everything that was decided in one go with it."""
    ledger = decided()
    found = next((d for d in ledger.decisions if d.id == decision_id), None)
    if found is None:
        abort(404)
    whole = batch_id(found.id) if request.args.get("batch") else None
    if whole:
        standing = [d for d in in_batch(ledger.decisions, whole) if d.id not in ledger.undone]
        why = request.form.get("why", "").strip()[:_LONGEST_REASON] or "Taken back."
        request_context.workspace().store.undo_all(standing, new_batch("undo"), **_author(), why=why)
        _worked_in()
        return redirect(_after_undo(found), 303)
    if found.id in ledger.undone or found.answer == "undo":
        raise StoreConflict("This decision was taken back already.")
    why = request.form.get("why", "").strip()[:_LONGEST_REASON] or "Taken back."
    made = request_context.workspace().store.undo_decision(decision_id, **_author(), why=why, expected_sequence=_seen())
    _worked_in()
    if found.question and found.question != "-":
        address = url_for("workbench.question", question_id=found.question, **_filter().query(), after=made.id)
        return redirect(address, 303)
    return redirect(_after_undo(found), 303)


def _after_undo(taken: Decision) -> str:
    """Where to go on: to the document or class that the decision was about, else to the ledger."""
    if taken.left in request_context.atlas().documents:
        return document_address(taken.left, _anchor="corrections")
    if taken.left in request_context.atlas().classes:
        return class_address(taken.left, _anchor="related")
    return url_for("workbench.ledger")


@workbench.post("/<slug:question_id>/comment")
def comment(question_id: str) -> AnyResponse:
    """Say something about a question without deciding it."""
    if _open_question(question_id) is None:
        abort(404)
    request_context.workspace().store.add_comment(question_id, **_author(), text=_reason("text"))
    return redirect(
        url_for("workbench.question", question_id=question_id, **_filter().query(), _anchor="comments"), 303
    )


@page_route(workbench, "/competencies/<slug:competency_id>")
def cluster(competency_id: str) -> Response:
    """Every wording of one competency."""
    return answer("cluster.html", cluster_page(request_context.atlas(), _competency(competency_id), last=_last()))


@workbench.post("/competencies/<slug:competency_id>")
def decide_cluster(competency_id: str) -> AnyResponse:
    """Decide about the checked wordings, or about the competency as a whole, as the form says."""
    atlas, competency = request_context.atlas(), _competency(competency_id)
    form, saved, wanted = filled_in(), 0, list[Decision]()
    try:
        wanted, why = decisions_in_form(atlas, competency), _reason()
        for each in wanted:
            against = contradiction(atlas, each, decided().decisions)
            if against:
                raise StoreConflict(against)
            _append(each, why)
            saved += 1
            forget()
    except BadArgument as error:
        return answer("cluster.html", cluster_page(atlas, competency, filled=form, conflict=str(error)), 400)
    except (StaleVersion, StoreConflict) as error:
        _worked_in()
        words = f"{saved} of {len(wanted)} decisions were saved. The next was not: {error}"
        page = cluster_page(request_context.atlas(), _competency(competency_id), filled=form, conflict=words)
        return answer("cluster.html", page, 409)
    _worked_in()
    home = request_context.atlas().redirects.get(competency_id, competency_id)
    return redirect(url_for("workbench.cluster", competency_id=home, after=decided().decisions[-1].id), 303)


@page_route(workbench, "/ledger")
def ledger() -> Response:
    """Every decision, newest first."""
    proof = tuple(request_context.workspace().store.verify_ledger()) if request.args.get("prove") else None
    page = ledger_page(
        request_context.atlas(), page=page_number(), size=request_context.settings().page_size, proof=proof
    )
    return answer("ledger.html", page)


@workbench.get("/ledger/decisions.jsonl")
def ledger_lines() -> Response:
    """The ledger as JSON Lines."""
    text = "".join(f"{line}\n" for line in request_context.workspace().store.ledger_lines())
    return _download(text.encode(), "application/jsonl", "decisions.jsonl")


@workbench.get("/ledger/mappings.sssom.tsv")
def ledger_mappings() -> Response:
    """The decisions of this generation as SSSOM mappings."""
    return _download(export_atlas(request_context.atlas(), "sssom"), "text/tab-separated-values", "mappings.sssom.tsv")


@workbench.post("/ledger")
def import_ledger() -> AnyResponse:
    """Add decisions from JSON Lines or SSSOM mappings: all that can be decisions here, or none and why."""
    file = request.files.get("file")
    data = file.read() if file else request.form.get("lines", "").encode()
    try:
        arrived = add_file(
            request_context.workspace(), data, (file.filename if file else None) or "the file", **_author()
        )
    except StoreConflict as error:
        return answer("ledger.html", _ledger(conflict=f"Nothing was added. {error}"), 409)
    if arrived.added:
        _worked_in()
    words = f"{plural(arrived.added, 'decision was', 'decisions were')} added; {arrived.known:,} known before."
    return answer("ledger.html", _ledger(message=words, left_out=arrived.left_out))


def _ledger(*, message: str | None = None, left_out: tuple[str, ...] = (), conflict: str | None = None) -> LedgerPage:
    size = request_context.settings().page_size
    return ledger_page(
        request_context.atlas(), page=1, size=size, message=message, left_out=left_out, conflict=conflict
    )


def _question(asked: Question, entered: QuestionForm | None = None, status: int = 200) -> Response:
    comments = request_context.workspace().store.comments(asked.id)
    page = question_page(request_context.atlas(), asked, _filter(), comments, entered, _last())
    return answer("question.html", page, status)


def _last() -> DecisionRow | None:
    """The decision that was just made, for the page to acknowledge."""
    last = next((d for d in decided().decisions if d.id == request.args.get("after")), None)
    return decision_row(request_context.atlas(), last) if last else None


def _answered(question_id: str, status: int = 200, lost: tuple[str, str] | None = None) -> Response:
    page = answered_page(request_context.atlas(), question_id, _filter(), lost)
    if page is None:
        abort(404)
    return answer("answered.html", page, status)


def _open_question(question_id: str) -> Question | None:
    return next((q for q in request_context.atlas().questions if q.id == question_id), None)


def _competency(competency_id: str) -> Competency:
    found = request_context.atlas().find_competency(competency_id)
    if found is None:
        abort(404)
    return found


def _append(wanted: Decision, why: str) -> Decision:
    return request_context.workspace().store.append_decision(
        wanted.answer, wanted.question, wanted.left, wanted.right, **_author(), why=why, expected_sequence=_seen()
    )


def _worked_in() -> None:
    """Let the next generation be built, and look at the newest there is."""
    rebuilder().catch_up()
    forget()


def _faster(error: StaleVersion) -> str:
    """What somebody else decided in the meantime."""
    other = next((d for d in decided().decisions if d.sequence == error.sequence), None)
    if other is None:
        return str(error)
    return f"{other.by} has decided this in the meantime: {ANSWERS[other.answer]}. “{other.why}” Yours was not saved."


def _filter() -> Filter:
    return chosen_filter(request.args.to_dict())


def _answer(given: str, asked: Question) -> DecisionKind:
    allowed = answers_to(asked)
    if given not in allowed:
        raise BadArgument(f"Choose an answer: {', '.join(allowed)}.")
    return given


def _reason(field: str = "why", *, default: str | None = None) -> str:
    text = request.form.get(field, "").strip() or default
    if not text or len(text) > _LONGEST_REASON:
        raise BadArgument(f"Give a reason of 1 to {_LONGEST_REASON:,} characters (it is kept in the record).")
    return text


def _seen() -> int:
    text = request.form.get("seen", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadArgument("The form does not say which decisions you had seen: load the page again.")
    return int(text)


def _author() -> Author:
    """Who decides, by name and account."""
    who = person()
    assert who is not None  # webapp/accounts/permissions.py lets nobody in here without a name
    return {"by": who.name, "account": who.account}


def _download(data: bytes, media_type: str, name: str) -> Response:
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
