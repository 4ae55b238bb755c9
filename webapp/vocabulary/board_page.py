"""What does the page for the board hold? All chosen texts together: what changes for whom, and each class's redline."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct

from taxonomy.analysis.board import BOARD_COLUMNS, board_rows, covering_table, every_revision
from taxonomy.analysis.redlines import redline_of, revised_text
from taxonomy.analysis.revisions import Revision
from taxonomy.atlas import Atlas
from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx
from taxonomy.exchange.word import redline_docx
from taxonomy.exchange.word_source import track_in_source
from webapp.service.decision_log import decided
from webapp.web import request_context
from webapp.web.addresses import class_address
from webapp.web.components import Cite, Link, Page, cite, in_words, plural, shown

_DATE = (1980, 1, 1, 0, 0, 0)  # the same redlines give the same archive
_DOCX_TYPE = "wordprocessingml"


class BoardChange(Struct, frozen=True, kw_only=True):
    """One statement that changes."""

    label: str
    before: str
    after: str
    kinds: tuple[str, ...]
    editorial: bool
    cite: Cite


class BoardClass(Struct, frozen=True, kw_only=True):
    """One class with all that changes in its specification."""

    title: str
    href: str
    redline: str
    word: str
    clean: str
    changes: tuple[BoardChange, ...]


class BoardPage(Page, frozen=True, kw_only=True):
    """The covering table."""

    counts: str
    classes: tuple[BoardClass, ...]
    downloads: tuple[Link, ...]


def all_changes(atlas: Atlas) -> dict[str, tuple[Revision, ...]]:
    """By class, what the texts chosen by now change."""
    return every_revision(atlas, decided().decisions)


def board_page(atlas: Atlas) -> BoardPage:
    """The page."""
    changes = all_changes(atlas)
    every = [change for mine in changes.values() for change in mine]
    real = sum(1 for change in every if not change.editorial)
    return BoardPage(
        title="Redlines for the board",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Redlines", url_for("redlines.every")),
            Link("For the board"),
        ),
        generation=atlas.generation,
        counts=(
            f"{plural(len(changes), 'class', 'classes')}, {plural(len(every), 'statement')}: "
            f"{len(every) - real:,} editorial, {real:,} with other words."
        ),
        classes=tuple(_class(atlas, key, mine) for key, mine in changes.items()),
        downloads=(
            Link("All redlines in one ZIP", url_for("redlines.board_archive")),
            Link("Covering table as XLSX", url_for("redlines.board_table", form="xlsx")),
            Link("Covering table as CSV", url_for("redlines.board_table", form="csv")),
        ),
    )


def _class(atlas: Atlas, class_id: str, mine: Sequence[Revision]) -> BoardClass:
    authority, _, slug = class_id.partition("/")
    where: dict[str, Any] = {"authority": authority, "slug": slug}
    return BoardClass(
        title=shown(atlas.classes[class_id].title),
        href=class_address(class_id),
        redline=url_for("redlines.board_redline", **where),
        word=url_for("redlines.board_word", **where),
        clean=url_for("redlines.board_clean", **where),
        changes=tuple(
            BoardChange(
                label=shown(change.statement.label),
                before=shown(change.statement.definition or ""),
                after=shown(change.text),
                kinds=tuple(map(in_words, change.kinds)),
                editorial=change.editorial,
                cite=cite(atlas, change.statement.document, change.statement.first_line, change.statement.last_line),
            )
            for change in mine
        ),
    )


def board_word(atlas: Atlas, class_id: str, mine: Sequence[Revision], *, author: str, when: str) -> bytes:
    """The redline of a class: in its own Word document where it came as one and every change has its place there."""
    redline = redline_of(atlas, class_id, mine, mask=request_context.settings().mask_contacts)
    source = atlas.documents[redline.document].parsed.source
    if _DOCX_TYPE in source.media_type:
        data = request_context.workspace().store.document_bytes(redline.document)
        tracked = track_in_source(data, redline.revisions, author=author, when=when)
        if not tracked.unplaced:
            return tracked.data
    return redline_docx(redline, author=author, when=when)


def covering_bytes(atlas: Atlas, changes: Mapping[str, tuple[Revision, ...]], form: str) -> bytes:
    """The covering table as CSV or XLSX."""
    rows = board_rows(covering_table(atlas, dict(changes)))
    return rows_to_csv(BOARD_COLUMNS, rows) if form == "csv" else sheets_to_xlsx({"Changes": (BOARD_COLUMNS, rows)})


def board_archive(atlas: Atlas, *, author: str, when: str) -> bytes:
    """Covering table, and of each class the redline in Word and the clean text."""
    changes, file = all_changes(atlas), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(atlas, changes, author, when):
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _files(
    atlas: Atlas, changes: Mapping[str, tuple[Revision, ...]], author: str, when: str
) -> Iterator[tuple[str, bytes]]:
    yield "covering-table.xlsx", covering_bytes(atlas, changes, "xlsx")
    yield "covering-table.csv", covering_bytes(atlas, changes, "csv")
    for class_id, mine in changes.items():
        name = class_id.replace("/", "-")
        yield f"{name}-redline.docx", board_word(atlas, class_id, mine, author=author, when=when)
        redline = redline_of(atlas, class_id, mine, mask=request_context.settings().mask_contacts)
        yield f"{name}-revised.txt", revised_text(redline).encode()
