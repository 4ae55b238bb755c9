"""Which files failed, which gave no class, and which were read only in part? Named, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from taxonomy.model import ParsedDocument

# Of the lines that are no page furniture, so much must be in sections whose kind is known.
_LEAST_KNOWN = 0.8
_NO_CLASS = "not_a_specification"
_LOOSE = "not_a_class"


class FailedFile(Struct, frozen=True, kw_only=True):
    """A file that could not be taken in, and why."""

    name: str
    message: str


class WithoutClass(Struct, frozen=True, kw_only=True):
    """A document that specifies no class and is no classification notice. Its text can be searched all the same."""

    name: str
    document_kind: str
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
            yield WithoutClass(name=name, document_kind=parsed.document_kind, why=_why_no_class(parsed))


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
    if parsed.framework is not None:
        return f"It lists competencies ({len(parsed.framework.competencies)}) and specifies no class."
    told = [problem.message for problem in parsed.problems if problem.code == _NO_CLASS]
    told += [problem.message for problem in parsed.problems]
    return told[0] if told else "No class specification was found in it."


def _counted(parsed: ParsedDocument) -> tuple[int, int]:
    """Lines in sections whose kind is known or was inferred, and lines elsewhere; page furniture counts for neither."""
    covered = [each.coverage for each in parsed.specifications if each.coverage is not None]
    known = sum(each.known + each.inferred for each in covered)
    loose = sum(each.last_line - each.first_line + 1 for each in parsed.furniture if each.kind == _LOOSE)
    return known, sum(each.other for each in covered) + loose
