"""From needs in everyday words to a class: the page, its files, and what people looked for in vain."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from index.needs import Coverage, cover, read_needs
from taxonomy.exchange.memo import memo_docx
from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx
from taxonomy.reading.sandbox import read_path
from webapp import current
from webapp.answers import answer, page_route
from webapp.gap_counter import count_gap
from webapp.pages.finding import (
    MATRIX_COLUMNS,
    FindPage,
    Wish,
    find_page,
    matrix_rows,
    memo_blocks,
    memo_title,
    read_wish,
)
from webapp.pages.gaps import gaps_page

finding = Blueprint("finding", __name__)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SUFFIXES = frozenset({".txt", ".docx", ".md"})
_CANDIDATES = 5


@page_route(finding, "/find")
def find() -> AnyResponse:
    """Needs × classes; a paragraph in ``q`` is split into needs, which the address then holds one by one."""
    wish = _wish()
    if request.args.get("q", "").strip() and not request.path.endswith(".json"):
        return redirect(wish.address(), 303)
    return answer("find.html", _page(wish, _covered(wish)))


@finding.post("/find")
def upload() -> AnyResponse:
    """The needs in a file; nothing of it is kept."""
    sent = request.files.get("file")
    text, error = _text_of(sent) if sent is not None and sent.filename else ("", "Choose a file first.")
    needs = read_needs(text)
    if not needs:
        wish = Wish()
        page = _page(wish, _covered(wish), error or "The file holds no words that could be a need.")
        return answer("find.html", page, 400)
    return redirect(Wish(needs=needs).address(), 303)


@finding.get("/find/matrix.<any(csv,xlsx):form>")
def matrix(form: str) -> Response:
    """The matrix as a table."""
    rows = list(matrix_rows(_covered(_wish())))
    is_csv = form == "csv"
    data = rows_to_csv(MATRIX_COLUMNS, rows) if is_csv else sheets_to_xlsx({"Coverage": (MATRIX_COLUMNS, rows)})
    return _download(data, "text/csv" if is_csv else _XLSX, f"coverage.{form}")


@finding.get("/find/memo")
def memo() -> str:
    """The memo as a page to print."""
    page = _memo_page()
    blocks = list(memo_blocks(page, current.atlas(), _today()))
    return render_template("memo.html", page=page, heading=memo_title(page), blocks=blocks, json_address=None)


@finding.get("/find/memo.docx")
def memo_docx_file() -> Response:
    """The memo as a Word document."""
    page = _memo_page()
    data = memo_docx(memo_title(page), list(memo_blocks(page, current.atlas(), _today())))
    return _download(data, _DOCX, "class-selection.docx")


@page_route(finding, "/gaps")
def gaps() -> Response:
    """What people looked for and no document says; counts only."""
    return answer("gaps.html", gaps_page(current.workspace().store.gaps(), current.atlas().generation))


def _wish() -> Wish:
    arguments = request.args
    return read_wish(
        arguments.getlist("need"), arguments.getlist("weight"), arguments.getlist("off"), arguments.get("q", "")
    )


def _covered(wish: Wish) -> Coverage:
    coverage = cover(current.opened().engine, wish.needs, _CANDIDATES, wish.off)
    for need in coverage.uncovered:
        count_gap(need)
    return coverage


def _page(wish: Wish, coverage: Coverage, error: str | None = None) -> FindPage:
    return find_page(current.atlas(), wish, coverage, error)


def _memo_page() -> FindPage:
    wish = _wish()
    return _page(wish, _covered(wish))


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


def _download(data: bytes, media_type: str, name: str) -> Response:
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
