"""What came in: a document, its lines, and what reading it gave."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from taxonomy.model.corrections import CorrectionUse
from taxonomy.model.notices import Notice
from taxonomy.model.specifications import Framework, Specification


class Source(Struct, frozen=True, kw_only=True):
    """Where the lines came from: name as given, media type, text encoding, SHA-256 of the bytes, line count."""

    name: str
    media_type: str
    encoding: str | None
    sha256: str
    lines: int


class Problem(Struct, frozen=True, kw_only=True):
    """Something a person should look at, in plain words, with the lines it is about (null: the whole file)."""

    code: str
    message: str
    first_line: int | None = None
    last_line: int | None = None


class Furniture(Struct, frozen=True, kw_only=True):
    """Lines of the page, not of the text: page_header, page_footer, page_number, banner, menu, questionnaire."""

    kind: str
    first_line: int
    last_line: int


class Document(Struct, frozen=True, kw_only=True):
    """A decoded document: the lines every citation counts in, from 1.

    Formats that carry layout (docx, html, pdf) are written down in the same light marks that the plain
    documents use (``**bold**``, ``# heading``, ``- item``, tab between table cells), so that one reader serves all.
    `furniture` is what the format itself says is no text (Word headers and footers, web menus, lines of every page).
    """

    source: Source
    lines: tuple[str, ...]
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()
    framework: Framework | None = None


class LineRuling(Struct, frozen=True, kw_only=True):
    """What a person said a line is: a heading or the beginning of a section (of a `kind`), plain text, the beginning of
    an item of a list, or the rest of the item above."""

    act: Literal["heading", "section", "text", "item", "rest"]
    kind: str | None = None


class Line(Struct, frozen=True, kw_only=True):
    """One line after cleaning: its number never changes, only its marks are taken off and named.

    `ruling` is what a person said of it; reading obeys it.
    """

    number: int
    raw: str
    text: str
    heading_level: int = 0
    bold: bool = False
    bullet: str = ""
    indent: int = 0
    ruling: LineRuling | None = None


class ParsedDocument(Struct, frozen=True, kw_only=True):
    """The answer of `atlas parse` for one file (docs/api.md).

    `corrections` are those that people made and that hold for this document; one with a reason in `missing` could not
    be applied.
    """

    source: Source
    specifications: tuple[Specification, ...] = ()
    notice: Notice | None = None
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()
    framework: Framework | None = None
    document_kind: str = "other"
    language: str | None = None
    corrections: tuple[CorrectionUse, ...] = ()


class StoredDocument(Struct, frozen=True, kw_only=True):
    """A document in the workspace: what reading gave, its lines, and what is known about it beside its text.

    `id` is ``<slug of the file name's stem>-<first 8 hex of the SHA-256 of its bytes>``: the same bytes always have the
    same id. `superseded` is true once a document of the same name with other bytes was ingested; it stays citable.
    """

    id: str
    name: str
    authority: str | None = None
    status: str | None = None
    superseded: bool = False
    lines: tuple[str, ...] = ()
    parsed: ParsedDocument
