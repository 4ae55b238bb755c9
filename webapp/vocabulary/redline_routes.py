"""Redlines: how each specification would read with the chosen texts, as pages, Word documents and clean text."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request

from taxonomy.analysis.redlines import Redline, redline_of, revised_text
from taxonomy.analysis.revisions import Revision, revisions
from taxonomy.exchange.word import redline_docx
from taxonomy.model import Competency
from webapp.accounts.identity import signed_in
from webapp.vocabulary.board_page import all_changes, board_page, covering_bytes
from webapp.vocabulary.board_page import board_archive as archive_of
from webapp.vocabulary.board_page import board_word as word_of
from webapp.vocabulary.redlines_page import affected_page, board_redline_page, redline_list, redline_page
from webapp.web import request_context
from webapp.web.downloads import DOCX, XLSX, download
from webapp.web.responses import answer, page_route
from webapp.workbench.cluster_page import texts_now, what_if

redlines = Blueprint("redlines", __name__, url_prefix="/redlines")
_ONE = "/<slug:competency_id>/<slug:authority>/<slug:slug>"


@page_route(redlines, "")
def every() -> Response:
    """The competencies with a chosen text."""
    return answer("redline_list.html", redline_list(request_context.atlas()))


@page_route(redlines, "/board")
def board() -> Response:
    """Every chosen text together: what changes for which class."""
    return answer("board.html", board_page(request_context.atlas()))


@redlines.get("/board/all.zip")
def board_archive() -> Response:
    """All redlines in Word, the clean texts, and the covering table."""
    author, when = _author()
    return download(archive_of(request_context.atlas(), author=author, when=when), "application/zip", "redlines.zip")


@redlines.get("/board/table.<any(csv,xlsx):form>")
def board_table(form: str) -> Response:
    """The covering table."""
    atlas = request_context.atlas()
    data = covering_bytes(atlas, all_changes(atlas), form)
    return download(data, "text/csv" if form == "csv" else XLSX, f"covering-table.{form}")


@page_route(redlines, "/board/<slug:authority>/<slug:slug>")
def board_redline(authority: str, slug: str) -> Response:
    """One specification with all chosen texts."""
    class_id, changes = _board_changes(authority, slug)
    redline = redline_of(request_context.atlas(), class_id, changes, mask=request_context.settings().mask_contacts)
    return answer("redline.html", board_redline_page(request_context.atlas(), redline))


@redlines.get("/board/<slug:authority>/<slug:slug>/redline.docx")
def board_word(authority: str, slug: str) -> Response:
    """The same in Word, with tracked changes: in the source document where that is Word."""
    class_id, changes = _board_changes(authority, slug)
    author, when = _author()
    data = word_of(request_context.atlas(), class_id, changes, author=author, when=when)
    return download(data, DOCX, f"{slug}-redline.docx")


@redlines.get("/board/<slug:authority>/<slug:slug>/revised.txt")
def board_clean(authority: str, slug: str) -> Response:
    """The same with all changes accepted."""
    class_id, changes = _board_changes(authority, slug)
    redline = redline_of(request_context.atlas(), class_id, changes, mask=request_context.settings().mask_contacts)
    return download(revised_text(redline).encode(), "text/plain", f"{slug}-revised.txt")


def _board_changes(authority: str, slug: str) -> tuple[str, tuple[Revision, ...]]:
    class_id = f"{authority}/{slug}"
    changes = all_changes(request_context.atlas()).get(class_id)
    if not changes:
        abort(404)
    return class_id, changes


def _author() -> tuple[str, str]:
    """Whom Word names as the author of the changes, and when."""
    who = signed_in()
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (who.name if who else request_context.settings().site_name), when


@page_route(redlines, "/<slug:competency_id>")
def index(competency_id: str) -> Response:
    """The specifications that the chosen text (or the one in ``text``, to look before choosing) changes."""
    competency = _competency(competency_id)
    page = affected_page(request_context.atlas(), competency, _changes(competency), _preview(competency))
    return answer("affected.html", page)


@page_route(redlines, _ONE)
def show(competency_id: str, authority: str, slug: str) -> Response:
    """One specification as a redline."""
    competency, redline = _redline(competency_id, f"{authority}/{slug}")
    return answer("redline.html", redline_page(request_context.atlas(), competency, redline, _preview(competency)))


@redlines.get(f"{_ONE}/redline.docx")
def word(competency_id: str, authority: str, slug: str) -> Response:
    """The redline as a Word document with tracked changes."""
    _, redline = _redline(competency_id, f"{authority}/{slug}")
    author, when = _author()
    data = redline_docx(redline, author=author, when=when)
    return download(data, DOCX, f"{slug}-redline.docx")


@redlines.get(f"{_ONE}/revised.txt")
def clean(competency_id: str, authority: str, slug: str) -> Response:
    """The specification as it reads with all changes accepted."""
    _, redline = _redline(competency_id, f"{authority}/{slug}")
    return download(revised_text(redline).encode(), "text/plain", f"{slug}-revised.txt")


def _redline(competency_id: str, class_id: str) -> tuple[Competency, Redline]:
    competency = _competency(competency_id)
    changes = [change for change in _changes(competency) if change.statement.class_id == class_id]
    if not changes:
        abort(404)
    mask = request_context.settings().mask_contacts
    return competency, redline_of(request_context.atlas(), class_id, changes, mask=mask)


def _competency(competency_id: str) -> Competency:
    found = request_context.atlas().find_competency(competency_id)
    if found is None:
        abort(404)
    return found


def _preview(competency: Competency) -> str | None:
    wanted = request.args.get("text")
    return wanted if any(variant.id == wanted for variant in competency.variants) else None


def _changes(competency: Competency) -> tuple[Revision, ...]:
    preview = _preview(competency)
    if preview is None:
        return revisions(competency, texts_now(request_context.atlas(), competency))
    text = next(variant.definition for variant in competency.variants if variant.id == preview)
    return revisions(competency, what_if(competency, text or ""))
