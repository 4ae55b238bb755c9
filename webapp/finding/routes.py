"""From needs in everyday words to a class: the page, its files, and what people looked for in vain."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.exchange.memo import memo_docx
from taxonomy.reading.sandbox.sandbox import read_path
from webapp.finding.finding_page import FindPage, find_page
from webapp.finding.gaps_page import gaps_page
from webapp.finding.kept_coverage import coverage
from webapp.finding.memo_page import memo_blocks, memo_title
from webapp.finding.narrowing import MATRIX_COLUMNS, Narrowed, matrix_rows, narrow
from webapp.finding.need_query import FEWEST, MOST, Wish, need_text, read_wish
from webapp.service.gap_counter import count_gaps
from webapp.web import request_context
from webapp.web.arguments import bounded
from webapp.web.downloads import DOCX, download, table_download
from webapp.web.responses import answer, page_route

finding = Blueprint("finding", __name__)
_SUFFIXES = frozenset({".txt", ".docx", ".md"})


@page_route(finding, "/find")
def find() -> AnyResponse:
    """Needs × classes. What the forms send (``q``, a paragraph; ``asked``, changed needs) becomes a plain address."""
    wish = _wish()
    is_sent = request.args.get("q", "").strip() or "asked" in request.args
    if is_sent and not request.path.endswith(".json"):
        _count(wish, before=set(map(need_text, request.args.getlist("was"))))
        return redirect(wish.address(), 303)
    return answer("find.html", _page(wish))


@finding.post("/find")
def upload() -> AnyResponse:
    """The needs in a file are added to those at hand; nothing of the file is kept."""
    sent = request.files.get("file")
    text, error = _text_of(sent) if sent is not None and sent.filename else ("", "Choose a file first.")
    before, wish = _read(request.form), _read(request.form, text)
    if wish.needs == before.needs:
        return answer("find.html", _page(wish, error or "The file holds no words that could be a further need."), 400)
    _count(wish, {need.text for need in before.needs})
    return redirect(wish.address(), 303)


@finding.get("/find/matrix.<any(csv,xlsx):form>")
def matrix(form: str) -> Response:
    """The matrix as a table: every class that the wish leaves."""
    return table_download(form, "coverage", MATRIX_COLUMNS, matrix_rows(_found(_wish())))


@finding.get("/find/memo")
def memo() -> str:
    """The memo as a page to print."""
    page = _memo_page()
    blocks = list(memo_blocks(page, request_context.atlas(), _today()))
    ways = {"back": _wish().address(), "as_word": _wish().address("finding.memo_docx_file")}
    return render_template("memo.html", page=page, heading=memo_title(page), blocks=blocks, json_address=None, **ways)


@finding.get("/find/memo.docx")
def memo_docx_file() -> Response:
    """The memo as a Word document."""
    page = _memo_page()
    data = memo_docx(memo_title(page), list(memo_blocks(page, request_context.atlas(), _today())))
    return download(data, DOCX, "class-selection.docx")


@page_route(finding, "/gaps")
def gaps() -> Response:
    """What people looked for and no document says; counts only, for analysts."""
    opened = request_context.opened()
    found = gaps_page(request_context.workspace().store.gaps(), opened.number, opened.engine.knows)
    return answer("gaps.html", found)


def _wish() -> Wish:
    return _read(request.args, request.args.get("q", ""))


def _read(given: MultiDict[str, str], paragraph: str = "") -> Wish:
    return read_wish(
        given.getlist("need"),
        given.getlist("weight"),
        given.getlist("off"),
        paragraph,
        sort=given.get("sort"),
        authority=given.get("authority") or None,
        states=given.getlist("states"),
        show=bounded("show", default=FEWEST, least=1, most=MOST),
    )


def _found(wish: Wish) -> Narrowed:
    return narrow(request_context.atlas(), coverage(wish), wish)


def _count(wish: Wish, before: Collection[str] = ()) -> None:
    """Count the needs that no class states, without those that were asked `before`."""
    count_gaps(text for text in coverage(wish).uncovered if text not in before)


def _page(wish: Wish, error: str | None = None) -> FindPage:
    return find_page(request_context.atlas(), wish, _found(wish), error)


def _memo_page() -> FindPage:
    """The memo is about the best classes, whatever the order on the page."""
    return _page(_wish().but(sort="coverage", show=FEWEST))


def _text_of(sent: FileStorage) -> tuple[str, str | None]:
    """The text of an uploaded file, read like every document in a limited process; or why it could not be read."""
    suffix = Path(sent.filename or "").suffix.lower()
    if suffix not in _SUFFIXES:
        return "", "Send a .txt or .docx file."
    with tempfile.TemporaryDirectory(prefix="atlas-need-") as folder:
        path = Path(folder, f"need{suffix}")
        sent.save(path)
        result = read_path(path)
    return ("\n".join(result.document.lines), None) if result.document else ("", result.error)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
