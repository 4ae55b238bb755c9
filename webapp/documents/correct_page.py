"""What does the page hold on which a reading is corrected? Each line beside what it was read as, doubts first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import SECTION_KINDS, ParsedDocument, StoredDocument
from webapp.documents.correct_form import CorrectEntries
from webapp.service.corrected import LostGround
from webapp.service.review import line_roles
from webapp.web.addresses import document_address
from webapp.web.components import Fact, Link, Page, document_title, in_words, plural, shown
from webapp.workbench.workbench_state import Bench, bench

_PDF = "application/pdf"
_MOST_HINTS = 4


class ReadLine(Struct, frozen=True, kw_only=True):
    """A line, and what it was read as; `begins` where another section begins."""

    number: int
    text: str
    role: str
    begins: bool


class DoubtRow(Struct, frozen=True, kw_only=True):
    """A field that was read with doubt: why, and what it may be (value and words)."""

    field: str
    name: str
    why: str
    choices: tuple[tuple[str, str], ...]


class Choice(Struct, frozen=True, kw_only=True):
    """One thing that a line may be said to be."""

    value: str
    words: str


class CorrectPage(Page, frozen=True, kw_only=True):
    """The page on which a reading is corrected; `after` says what a preview read."""

    bench: Bench
    id: str
    entered: CorrectEntries
    doubts: tuple[DoubtRow, ...]
    before: tuple[Fact, ...]
    after: tuple[Fact, ...] | None
    lines: tuple[ReadLine, ...]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    is_pdf: bool
    conflict: str | None
    deciding: bool = True


class RemovePage(Page, frozen=True, kw_only=True):
    """The page on which a document is taken out, with what loses its ground."""

    bench: Bench
    id: str
    name: str
    statements: str
    classes: tuple[str, ...]
    decisions: int
    conflict: str | None
    deciding: bool = True


def correct_page(
    atlas: Atlas,
    document: StoredDocument,
    entered: CorrectEntries,
    *,
    after: ParsedDocument | None = None,
    conflict: str | None = None,
) -> CorrectPage:
    """The page for `document`; with `after`, what reading would give with what was entered."""
    parsed = after or document.parsed
    return CorrectPage(
        title=f"Correct the reading of {document_title(document)}",
        crumbs=_crumbs(document, "Correct"),
        generation=atlas.generation,
        bench=bench(),
        id=document.id,
        entered=entered,
        doubts=tuple(_doubts(document.parsed)),
        before=tuple(reading_facts(document.parsed)),
        after=tuple(reading_facts(after)) if after else None,
        lines=tuple(read_lines(document.lines, line_roles(parsed))),
        groups=_groups(),
        is_pdf=document.parsed.source.media_type == _PDF,
        conflict=conflict,
    )


def remove_page(atlas: Atlas, document: StoredDocument, lost: LostGround, conflict: str | None = None) -> RemovePage:
    """The page on which `document` is taken out."""
    return RemovePage(
        title=f"Take out {document_title(document)}",
        crumbs=_crumbs(document, "Take out"),
        generation=atlas.generation,
        bench=bench(),
        id=document.id,
        name=document.name,
        statements=plural(lost.statements, "statement"),
        classes=tuple(atlas.summary(each).title for each in lost.classes),
        decisions=len(lost.decisions),
        conflict=conflict,
    )


def _crumbs(document: StoredDocument, here: str) -> tuple[Link, ...]:
    return (
        Link("Home", url_for("site.home")),
        Link("Documents", url_for("documents.index")),
        Link(document_title(document), document_address(document.id)),
        Link(here),
    )


def reading_facts(parsed: ParsedDocument) -> Iterator[Fact]:
    """What was read, in short."""
    yield Fact(name="Kind of document", value=in_words(parsed.document_kind))
    for one in parsed.specifications:
        yield Fact(name="Title", value=shown(one.title or "not found"))
        yield Fact(name="Class code", value=one.job_code or "not found")
        yield Fact(name="Employer", value=one.authority or "not found")
        dated = one.revised or one.established or one.open_date
        yield Fact(name="Date", value=(dated.date or dated.raw or "not read") if dated else "not found")
        kinds = list(dict.fromkeys(in_words(each.kind) for each in one.sections))
        yield Fact(name="Sections", value=", ".join(kinds) or "none")
        facts = (plural(len(one.duties), "duty", "duties"), plural(len(one.competencies), "competency", "competencies"))
        yield Fact(name="Statements", value=", ".join(facts))
    if not parsed.specifications:
        yield Fact(name="Class", value="none")


def read_lines(lines: Sequence[str], roles: Mapping[int, str]) -> Iterator[ReadLine]:
    """Every line beside what it was read as."""
    above = ""
    for number, text in enumerate(lines, start=1):
        role = in_words(roles.get(number, "not read")) if text.strip() else ""
        yield ReadLine(number=number, text=shown(text), role=role, begins=bool(role) and role != above)
        above = role or above


def _doubts(parsed: ParsedDocument) -> Iterator[DoubtRow]:
    for one in parsed.specifications[:1]:
        for doubt in one.doubts:
            if doubt.field in ("title", "code", "authority"):
                choices = tuple(
                    (
                        str(each.first_line) if doubt.field == "title" and each.first_line else each.value,
                        f"{each.value} (line {each.first_line})" if each.first_line else each.value,
                    )
                    for each in doubt.candidates[:_MOST_HINTS]
                )
                name = {"authority": "employer"}.get(doubt.field, doubt.field)
                yield DoubtRow(field=doubt.field, name=name, why=doubt.why, choices=choices)


def _groups() -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    kinds = [(kind, in_words(kind)) for kind in SECTION_KINDS]
    return (
        ("A heading of", tuple(Choice(value=f"heading:{kind}", words=words) for kind, words in kinds)),
        (
            "Other",
            (
                Choice(value="heading:text", words="No heading"),
                Choice(value="lines:separate", words="A list: one item on each line"),
                Choice(value="lines:one", words="One statement over these lines"),
                Choice(value="furniture:", words="Page header or footer"),
            ),
        ),
        (
            "A section without a heading begins here",
            tuple(Choice(value=f"section:{kind}", words=words) for kind, words in kinds),
        ),
    )
