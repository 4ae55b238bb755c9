"""What does the page of one document hold? Every line with its number, and what was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import JobClass, ParsedDocument, Problem, Specification, StoredDocument
from webapp.web.addresses import class_address, document_address
from webapp.web.components import (
    Fact,
    Link,
    NumberedLine,
    Page,
    Pagination,
    document_title,
    in_words,
    paginate,
    plural,
    shown,
    with_rows,
)

_MEDIA = {
    "text/plain": "Plain text",
    "text/markdown": "Markdown",
    "text/html": "Web page",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
}
# "12", "12-15", "L12-L15"; longer numbers are no lines
_LINES = re.compile(r"L?(\d{1,7})(?:-L?(\d{1,7}))?")


class ReadRecord(Struct, frozen=True, kw_only=True):
    """Something that was read from the document: a specification or a notice, and its lines."""

    kind: str
    title: str
    lines: Link
    page: Link | None


class ProblemRow(Struct, frozen=True, kw_only=True):
    """Something that was not understood, with the lines it is about."""

    code: str
    message: str
    document: Link
    lines: Link | None


class HeldCorrection(Struct, frozen=True, kw_only=True):
    """A correction that holds for the document: by whom, why, and whether it could be applied.

    `together` is how many were made in one go, on the first of these.
    """

    decision: str
    words: str
    by: str
    when: str
    why: str
    missing: str | None
    together: int = 0


class DocumentPage(Page, frozen=True, kw_only=True):
    """Everything the page of a document shows."""

    id: str
    facts: tuple[Fact, ...]
    parts: tuple[ReadRecord, ...]
    problems: tuple[ProblemRow, ...]
    cited: str | None
    superseded: bool
    masked: bool
    lines: tuple[NumberedLine, ...]
    downloads: tuple[Link, ...]
    acts: tuple[Link, ...] = ()
    corrections: tuple[HeldCorrection, ...] = ()
    doubts: tuple[str, ...] = ()
    seen: int | None = None
    deciding: bool = False


class DocumentRow(Struct, frozen=True, kw_only=True):
    """One row of the list of documents."""

    title: str
    name: str
    href: str
    contents: str
    problems: int
    lines: int
    superseded: bool


class DocumentList(Page, frozen=True, kw_only=True):
    """The list of documents."""

    found: Pagination[DocumentRow]


def cited_range(text: str | None) -> range:
    """The lines that ``12`` or ``12-15`` asks for; an empty range for anything else."""
    found = _LINES.fullmatch(text or "")
    if found is None:
        return range(0)
    first = int(found[1])
    return range(first, max(first, int(found[2] or first)) + 1)


def document_page(
    atlas: Atlas,
    document: StoredDocument,
    lines: str | None,
    *,
    corrections: Sequence[HeldCorrection] = (),
    seen: int | None = None,
) -> DocumentPage:
    """The page of `document`, with the asked-for lines marked; `seen` is the newest decision, for who may decide."""
    cited = cited_range(lines)
    texts = [shown(text) for text in document.lines]
    return DocumentPage(
        title=document_title(document),
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Documents", url_for("documents.index")),
            Link(document_title(document)),
        ),
        generation=atlas.generation,
        id=document.id,
        facts=tuple(_facts(document)),
        parts=tuple(_parts(atlas, document)),
        problems=tuple(problem_row(document, problem) for problem in document.parsed.problems),
        cited=lines if cited else None,
        superseded=document.superseded,
        masked=texts != list(document.lines),
        lines=tuple(NumberedLine(number, text, number in cited) for number, text in enumerate(texts, 1)),
        downloads=(
            Link("Original file", url_for("documents.original", document_id=document.id)),
            Link("Everything read from it, as JSON (API)", url_for("api.show_document", document_id=document.id)),
        ),
        acts=(
            Link("Correct what was read", url_for("documents.correct_form", document_id=document.id)),
            Link("Bring in a new edition", url_for("incoming.index", replaces=document.id)),
            Link("Take this document out", url_for("documents.remove_form", document_id=document.id)),
        ),
        corrections=tuple(corrections),
        doubts=tuple(_doubts(document)),
        seen=seen,
        deciding=bool(corrections),
    )


def document_list(atlas: Atlas, *, page: int, size: int) -> DocumentList:
    """Every document by name."""
    keys = sorted(atlas.documents)
    found = paginate(keys, page, size, lambda number: url_for("documents.index", page=number))
    return DocumentList(
        title="Documents",
        crumbs=(Link("Home", url_for("site.home")), Link("Documents")),
        generation=atlas.generation,
        found=with_rows(found, [_row(atlas.documents[key]) for key in found.rows]),
    )


def problem_row(document: StoredDocument, problem: Problem) -> ProblemRow:
    """A problem with its place."""
    lines = None
    if problem.first_line is not None:
        last = problem.last_line or problem.first_line
        lines = Link(lines_in_words(problem.first_line, last), document_address(document.id, problem.first_line, last))
    return ProblemRow(
        code=problem.code,
        message=shown(problem.message),
        document=Link(document_title(document), document_address(document.id)),
        lines=lines,
    )


def lines_in_words(first: int, last: int) -> str:
    """Lines in words."""
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _doubts(document: StoredDocument) -> Iterable[str]:
    """What was read with doubt, in words."""
    for specification in document.parsed.specifications:
        for doubt in specification.doubts:
            name = {"authority": "employer"}.get(doubt.field, doubt.field.replace("_", " "))
            yield shown(f"The {name} was read with doubt. {doubt.why}")


def _facts(document: StoredDocument) -> Iterable[Fact]:
    source = document.parsed.source
    yield Fact(name="File", value=document.name)
    yield Fact(name="Kind of file", value=_MEDIA.get(source.media_type, source.media_type))
    yield Fact(name="Lines", value=f"{len(document.lines):,}")
    if source.encoding:
        yield Fact(name="Text encoding", value=source.encoding)
    if document.status:
        yield Fact(name="Status", value=in_words(document.status))
    yield Fact(name="SHA-256 of its bytes", value=source.sha256)


def _parts(atlas: Atlas, document: StoredDocument) -> Iterable[ReadRecord]:
    notice = document.parsed.notice
    if notice is not None:
        lines = _lines(document, notice.first_line, notice.last_line)
        yield ReadRecord(kind="Notice", title=document_title(document), lines=lines, page=None)
    for specification in document.parsed.specifications:
        found = _class_of(atlas, document, specification)
        yield ReadRecord(
            kind="Specification",
            title=specification.name,
            lines=_lines(document, specification.first_line, specification.last_line),
            page=Link(found.title, class_address(found.id, edition=document.id)) if found else None,
        )


def _class_of(atlas: Atlas, document: StoredDocument, specification: Specification) -> JobClass | None:
    """The class that has this specification of the document among its editions."""
    return next(
        (
            each
            for each in atlas.classes.values()
            if any(e.document == document.id and e.specification == specification for e in each.editions)
        ),
        None,
    )


def _lines(document: StoredDocument, first: int, last: int) -> Link:
    return Link(lines_in_words(first, last), document_address(document.id, first, last))


def _share_read(parsed: ParsedDocument) -> str:
    """How much of the least read specification stands in sections that are known or inferred, where it is not all."""
    covered = [each.coverage for each in parsed.specifications if each.coverage and each.coverage.lines]
    share = min((one.known + one.inferred) / one.lines for one in covered) if covered else 1
    return "" if share == 1 else f" ({share:.0%} of its lines read)"


def _row(document: StoredDocument) -> DocumentRow:
    parsed = document.parsed
    count = len(parsed.specifications)
    contents = [f"{plural(count, 'specification')}{_share_read(parsed)}"] if count else []
    if parsed.notice:
        contents.insert(0, "Classification notice")
    return DocumentRow(
        title=document_title(document),
        name=document.name,
        href=document_address(document.id),
        contents=" and ".join(contents) or "Nothing that was understood",
        problems=len(parsed.problems),
        lines=len(document.lines),
        superseded=document.superseded,
    )
