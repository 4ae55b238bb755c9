"""What is different about a class between two days, or between two of its editions? Facts, and text by section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from taxonomy.model import Edition, FactField, JobClass, Section
from taxonomy.plan.as_of import ClassState, edition_on, state_of
from taxonomy.wording.compare import redline
from taxonomy.wording.diff import DiffPart

_PRINTED: tuple[FactField, ...] = ("title", "code", "status")
_FIELDS: tuple[FactField, ...] = ("status", "title", "code", "grade", "range")


class FactChange(Struct, frozen=True, kw_only=True):
    """One fact before and after; null where it is not known then."""

    field: FactField
    before: str | None
    after: str | None


class SectionChange(Struct, frozen=True, kw_only=True):
    """One section of the text; `diff` word by word where it changed."""

    kind: str
    heading: str | None
    change: Literal["same", "changed", "added", "removed"]
    diff: tuple[DiffPart, ...] = ()


class ClassDifference(Struct, frozen=True, kw_only=True):
    """A class at two times: what changed. `before` and `after` name the days or the documents."""

    before: str
    after: str
    facts: tuple[FactChange, ...]
    first_edition: str | None
    second_edition: str | None
    sections: tuple[SectionChange, ...]
    note: str | None


def between_days(job_class: JobClass, before: str, after: str) -> ClassDifference:
    """What changed from the end of the day `before` to the end of the day `after`."""
    one, two = state_of(job_class, before), state_of(job_class, after)
    texts = edition_on(job_class, before), edition_on(job_class, after)
    return _difference(before, after, tuple(_facts(one, two)), *texts)


def between_editions(job_class: JobClass, before: str, after: str) -> ClassDifference:
    """What the text of the document `after` says otherwise than that of `before`. Raises KeyError for another's."""
    by_document = {each.document: each for each in job_class.editions}
    one, two = by_document[before], by_document[after]
    sides = [(each.specification.title, each.specification.job_code, each.status) for each in (one, two)]
    changes = tuple(
        FactChange(field=field, before=a, after=b) for field, a, b in zip(_PRINTED, *sides, strict=True) if a != b
    )
    return _difference(before, after, changes, one, two)


def _difference(
    before: str, after: str, facts: tuple[FactChange, ...], one: Edition | None, two: Edition | None
) -> ClassDifference:
    missing = [name for name, edition in ((before, one), (after, two)) if edition is None]
    return ClassDifference(
        before=before,
        after=after,
        facts=facts,
        first_edition=one.document if one else None,
        second_edition=two.document if two else None,
        sections=tuple(_sections(one, two)) if one and two and one is not two else (),
        note=f"No text of {' and '.join(missing)} is loaded, so texts were not compared." if missing else None,
    )


def _facts(one: ClassState, two: ClassState) -> Iterator[FactChange]:
    for field in _FIELDS:
        a, b = getattr(one, field), getattr(two, field)
        if a != b:
            yield FactChange(field=field, before=a, after=b)


def _sections(one: Edition, two: Edition) -> Iterator[SectionChange]:
    """Sections by kind, in the order of the later text; several of one kind in their order."""
    left: dict[str, list[Section]] = defaultdict(list)
    for section in one.specification.sections:
        left[section.kind].append(section)
    for section in two.specification.sections:
        before = left[section.kind].pop(0) if left[section.kind] else None
        if before is None:
            yield SectionChange(kind=section.kind, heading=section.heading, change="added")
        elif _words(before.text) == _words(section.text):
            yield SectionChange(kind=section.kind, heading=section.heading, change="same")
        else:
            diff = redline(_words(before.text), _words(section.text))
            yield SectionChange(kind=section.kind, heading=section.heading, change="changed", diff=diff)
    for gone in (section for sections in left.values() for section in sections):
        yield SectionChange(kind=gone.kind, heading=gone.heading, change="removed")


def _words(text: str) -> str:
    return " ".join(text.split())
