"""Which of the documents that came in gave no class, and which were read only in part? Named, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct

from taxonomy.model import ParsedDocument

# Of the lines that are no page furniture, so much must be in sections whose kind is known.
_LEAST_KNOWN = 0.8
_NO_CLASS = "not_a_specification"
_LOOSE = "not_a_class"


class _Run(Protocol):
    """Lines that belong together."""

    @property
    def first_line(self) -> int: ...
    @property
    def last_line(self) -> int: ...


class WithoutClass(Struct, frozen=True, kw_only=True):
    """A document that specifies no class and is no classification notice. Its text can be searched all the same."""

    name: str
    document_kind: str | None
    why: str


class LittleRead(Struct, frozen=True, kw_only=True):
    """A document of which much is in no section that is known. `coverage`: how much is, from 0 to 1."""

    name: str
    coverage: float
    why: str


def without_class(documents: Iterable[tuple[str, ParsedDocument]]) -> Iterator[WithoutClass]:
    """The documents that gave no class."""
    for name, parsed in documents:
        if not parsed.specifications and parsed.notice is None:
            kind = getattr(parsed, "document_kind", None)
            yield WithoutClass(name=name, document_kind=kind, why=_why_no_class(parsed))


def little_read(documents: Iterable[tuple[str, ParsedDocument]]) -> Iterator[LittleRead]:
    """The documents with a class of which less than four fifths are in sections that are known."""
    for name, parsed in documents:
        if not parsed.specifications:
            continue
        known, other = _counted(parsed)
        if known < _LEAST_KNOWN * (known + other):
            share = round(known / (known + other), 2)
            why = f"{known} of {known + other} lines are in sections that are known; the others can only be searched."
            yield LittleRead(name=name, coverage=share, why=why)


def _why_no_class(parsed: ParsedDocument) -> str:
    told = [problem.message for problem in parsed.problems if problem.code == _NO_CLASS]
    told += [problem.message for problem in parsed.problems]
    return told[0] if told else "No class specification was found in it."


def _counted(parsed: ParsedDocument) -> tuple[int, int]:
    """Lines in sections of a known kind or in a notice, and lines elsewhere; page furniture counts for neither."""
    sections = [section for each in parsed.specifications for section in each.sections]
    known = _lines(section for section in sections if section.kind != "other")
    known |= _lines(parsed.notice.parts if parsed.notice else ())
    other = _lines(section for section in sections if section.kind == "other")
    other |= _lines(each for each in parsed.furniture if each.kind == _LOOSE)
    return len(known), len(other - known)


def _lines(runs: Iterable[_Run]) -> set[int]:
    return {number for run in runs for number in range(run.first_line, run.last_line + 1)}
