"""What would be read from files before anything is published, and what would a correction change?

Each file is read as an ingest would read it, with the corrections in force, and compared with what is loaded under its
name. Nothing is stored.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from msgspec import Struct

from taxonomy.model import Coverage, Doubt, ParsedDocument, ReadingCorrection, Specification, StoredDocument
from taxonomy.model.corrections import Corrections, corrections_in
from taxonomy.model.removals import removals_in
from taxonomy.reading.sandbox.sandbox import ReadResult, read_paths
from taxonomy.store import Store
from taxonomy.wording.decisions import standing
from webapp.service.intake import Incoming, Progress, unless_removed, with_members

Outcome = Literal["new", "changed", "same", "failed"]
_MOST_DIFF_LINES = 400


class ReviewedClass(Struct, frozen=True, kw_only=True):
    """What was read of one class: `sections` by kind and lines, and how many facts of each kind."""

    title: str | None
    job_code: str | None
    authority: str | None
    first_line: int
    last_line: int
    sections: tuple[tuple[str, str | None, int, int], ...]
    duties: int
    competencies: tuple[str, ...]
    requirement: bool
    coverage: Coverage | None
    doubts: tuple[Doubt, ...]


class ReviewedFile(Struct, frozen=True, kw_only=True):
    """One incoming file. `outcome`: new, changed (another text stands under its name), same, or failed with `message`.

    `diff` are the lines that a new edition adds (+) and removes (-), with their surroundings.
    """

    name: str
    outcome: Outcome
    message: str | None = None
    document_kind: str | None = None
    classes: tuple[ReviewedClass, ...] = ()
    problems: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    replaces: str | None = None
    diff: tuple[str, ...] = ()


class Reviewed(Struct, frozen=True, kw_only=True):
    """The answer of `atlas ingest --review`: nothing was published."""

    files: tuple[ReviewedFile, ...]
    published: bool = False


class ReadCandidate(Struct, frozen=True, kw_only=True):
    """A file as it was read for a review: the review of it, its lines and its reading (null: it failed)."""

    reviewed: ReviewedFile
    lines: tuple[str, ...] = ()
    parsed: ParsedDocument | None = None


def review(store: Store, files: Sequence[Incoming], progress: Progress) -> list[ReadCandidate]:
    """Every file read and compared, in the order of `files`; the documents in an archive one by one."""
    decisions = standing(store.decisions())
    corrections, removed = corrections_in(decisions), removals_in(decisions)
    current = {document.name: document for document in store.documents() if not document.superseded}
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        every = [unless_removed(file, removed) for file in with_members(files, Path(folder))]
        readable = [file for file in every if file.refused is None]
        read = zip(readable, read_paths([file.path for file in readable], corrections=corrections), strict=True)
        results = {}
        for number, (file, result) in enumerate(read, start=1):
            progress("Reading", number, len(readable))
            results[id(file)] = result
        return [_candidate(file, results.get(id(file)), current) for file in every]


def review_files(store: Store, files: Sequence[Incoming], progress: Progress) -> Reviewed:
    """The answer of `atlas ingest --review`."""
    return Reviewed(files=tuple(each.reviewed for each in review(store, files, progress)))


def _candidate(file: Incoming, result: ReadResult | None, current: Mapping[str, StoredDocument]) -> ReadCandidate:
    if result is None or result.document is None or result.parsed is None:
        message = file.refused or (result.error if result else None) or "It could not be read."
        return ReadCandidate(reviewed=ReviewedFile(name=file.name, outcome="failed", message=message))
    before = current.get(file.name)
    same = before is not None and before.parsed.source.sha256 == result.sha256
    outcome: Outcome = "new" if before is None else "same" if same else "changed"
    parsed, lines = result.parsed, result.document.lines
    reviewed = ReviewedFile(
        name=file.name,
        outcome=outcome,
        document_kind=parsed.document_kind,
        classes=tuple(map(reviewed_class, parsed.specifications)),
        problems=tuple(problem.message for problem in parsed.problems),
        corrections=tuple(use.decision for use in parsed.corrections if use.missing is None),
        replaces=before.id if before and not same else None,
        diff=tuple(_diff(before.lines, lines)) if before and not same else (),
    )
    return ReadCandidate(reviewed=reviewed, lines=lines, parsed=parsed)


def reviewed_class(one: Specification) -> ReviewedClass:
    """One class in short."""
    return ReviewedClass(
        title=one.title,
        job_code=one.job_code,
        authority=one.authority,
        first_line=one.first_line,
        last_line=one.last_line,
        sections=tuple((each.kind, each.heading, each.first_line, each.last_line) for each in one.sections),
        duties=len(one.duties),
        competencies=tuple(each.label for each in one.competencies),
        requirement=one.requirement is not None,
        coverage=one.coverage,
        doubts=one.doubts,
    )


def _diff(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines that differ, with one line around them."""
    every = list(unified_diff(before, after, lineterm="", n=1))[2:]
    yield from (line for line in every[:_MOST_DIFF_LINES])


def read_corrected(store: Store, document: StoredDocument, more: Sequence[ReadingCorrection]) -> ParsedDocument | None:
    """`document` read with the corrections in force and `more`, from its stored bytes; None where that fails."""
    force, sha256 = corrections_in(standing(store.decisions())), document.parsed.source.sha256
    own = (*force.own.get(sha256, ()), *more)
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        path = Path(folder, Path(document.name).name[-200:])
        path.write_bytes(store.document_bytes(document.id))
        (result,) = read_paths([path], workers=1, corrections=Corrections(own={sha256: own}, forms=force.forms))
    return result.parsed


def line_roles(parsed: ParsedDocument) -> dict[int, str]:
    """What each line was read as: its section's kind, with the heading's line said, or furniture."""
    roles: dict[int, str] = {}
    for part in parsed.furniture:
        words = "not read" if part.kind == "not_a_class" else part.kind
        roles |= dict.fromkeys(range(part.first_line, part.last_line + 1), words)
    for specification in parsed.specifications:
        for section in specification.sections:
            roles |= dict.fromkeys(range(section.first_line, section.last_line + 1), section.kind)
            if section.heading:
                roles[section.first_line] = f"heading: {section.kind}"
    return roles
