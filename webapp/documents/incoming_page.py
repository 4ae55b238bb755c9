"""What do the pages hold on which documents are brought in: the form, and the review before anything is published?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.model import Coverage, Doubt, ParsedDocument
from webapp.documents.correct_page import ReadLine, read_lines, reading_facts
from webapp.service.intake import SUFFIXES
from webapp.service.review import ReadCandidate, line_roles
from webapp.service.staging import MOST_FILES
from webapp.web import request_context
from webapp.web.components import Fact, Link, Page, in_words, plural, shown
from webapp.workbench.workbench_state import Bench, bench

_MOST_LINES = 400
_OUTCOMES = {"new": "New", "changed": "New edition", "same": "Already here", "failed": "Not read"}


class IncomingPage(Page, frozen=True, kw_only=True):
    """The form that brings documents in, with its limits."""

    bench: Bench
    limits: tuple[str, ...]
    accept: str
    conflict: str | None
    replaces: str | None = None
    deciding: bool = True


class DiffLine(Struct, frozen=True, kw_only=True):
    """A line that a new edition adds or removes, or one beside it."""

    op: str
    text: str


class IncomingFile(Struct, frozen=True, kw_only=True):
    """One file as it would be read: `facts` and `doubts` beside its `lines`; `chosen` where it is to be published."""

    name: str
    outcome: str
    status: str
    message: str | None
    facts: tuple[Fact, ...]
    doubts: tuple[str, ...]
    problems: tuple[str, ...]
    coverage: str | None
    diff: tuple[DiffLine, ...]
    lines: tuple[ReadLine, ...]
    more_lines: int
    chosen: bool


class ReviewPage(Page, frozen=True, kw_only=True):
    """The review of what came in; `names` of the archive's file where the files came in one."""

    bench: Bench
    token: str
    files: tuple[IncomingFile, ...]
    summary: str
    ready: int
    deciding: bool = True


def incoming_page(generation: int | None, conflict: str | None = None, replaces: str | None = None) -> IncomingPage:
    """The form; the file in it is a new edition of the document `replaces`."""
    size = request_context.settings().max_upload_bytes // 1_000_000
    return IncomingPage(
        title="Bring documents in",
        crumbs=_crumbs("Bring in"),
        generation=generation,
        bench=bench(),
        limits=(
            f"Up to {MOST_FILES} files and {size} MB at once; a ZIP counts as one file.",
            "A file may have up to 32 MB, 200 pages (PDF) and 100,000 lines.",
            "Reading takes about a second for each document, at most 60 seconds for one.",
            f"Kinds: {', '.join(sorted(suffix.lstrip('.') for suffix in SUFFIXES))}.",
        ),
        accept=",".join(sorted(SUFFIXES)),
        conflict=conflict,
        replaces=replaces,
    )


def review_page(token: str, found: Sequence[ReadCandidate], generation: int | None) -> ReviewPage:
    """What was read of every file that waits under `token`."""
    files = tuple(map(_file, found))
    counts = {outcome: sum(file.outcome == outcome for file in files) for outcome in _OUTCOMES}
    said = [f"{count} {_OUTCOMES[outcome].lower()}" for outcome, count in counts.items() if count]
    return ReviewPage(
        title="Review before publishing",
        crumbs=_crumbs("Review"),
        generation=generation,
        bench=bench(),
        token=token,
        files=files,
        summary=f"{plural(len(files), 'file')}: {', '.join(said)}.",
        ready=sum(file.chosen for file in files),
    )


def _crumbs(here: str) -> tuple[Link, ...]:
    return Link("Home", url_for("site.home")), Link("Documents", url_for("documents.index")), Link(here)


def _file(candidate: ReadCandidate) -> IncomingFile:
    reviewed, parsed = candidate.reviewed, candidate.parsed
    lines = tuple(read_lines(candidate.lines[:_MOST_LINES], line_roles(parsed))) if parsed else ()
    return IncomingFile(
        name=reviewed.name,
        outcome=reviewed.outcome,
        status=_OUTCOMES[reviewed.outcome],
        message=reviewed.message,
        facts=tuple(reading_facts(parsed)) if parsed else (),
        doubts=tuple(_doubts(parsed)) if parsed else (),
        problems=tuple(shown(message) for message in reviewed.problems),
        coverage=_coverage([one.coverage for one in reviewed.classes]),
        diff=tuple(_diff(reviewed.diff)),
        lines=lines,
        more_lines=max(len(candidate.lines) - _MOST_LINES, 0),
        chosen=reviewed.outcome in ("new", "changed"),
    )


def _doubts(parsed: ParsedDocument) -> Iterator[str]:
    for one in parsed.specifications:
        for doubt in one.doubts:
            yield _doubt_words(doubt)


def _doubt_words(doubt: Doubt) -> str:
    values = ", ".join(f"“{each.value}”" for each in doubt.candidates)
    name = {"authority": "employer"}.get(doubt.field, doubt.field)
    return shown(f"{in_words(name)}: {doubt.why}{f' It may be {values}.' if values else ''}")


def _coverage(covered: Sequence[Coverage | None]) -> str | None:
    counted = [one for one in covered if one is not None and one.lines]
    if not counted:
        return None
    known = min((one.known + one.inferred) / one.lines for one in counted)
    return f"{known:.0%} of its lines are in sections whose kind is known."


def _diff(lines: Sequence[str]) -> Iterator[DiffLine]:
    ops = {"+": "insert", "-": "delete", "@": "skip"}
    for line in lines:
        yield DiffLine(op=ops.get(line[:1], "equal"), text="" if line.startswith("@") else shown(line[1:]))
