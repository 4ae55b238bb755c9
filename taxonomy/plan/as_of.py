"""How did a class stand on a certain day? Title, code, pay, text and status then, and what was proposed."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

from msgspec import Struct

from taxonomy.model import DatedFact, Edition, FactField, JobClass

_ISO = re.compile(r"^(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?$")
IN_WORDS = {
    "in_force": "In force",
    "text_not_loaded": "Known to exist, text not loaded",
    "proposed": "Proposed",
    "not_established": "Not established yet",
    "abolished": "Abolished",
}


class ClassState(Struct, frozen=True, kw_only=True):
    """A class on one day. `edition` is the text that was in force then; what was only proposed is in `proposals`."""

    as_of: str
    status: Literal["in_force", "text_not_loaded", "proposed", "not_established", "abolished"]
    words: str
    title: str | None
    code: str | None
    grade: str | None
    range: str | None
    edition: str | None
    proposals: tuple[DatedFact, ...]
    facts: tuple[DatedFact, ...]


def read_day(text: str) -> str:
    """`text` as a day, month or year in ISO. Raises ValueError, in words, where it is none."""
    found = _ISO.match(text.strip())
    try:
        if found is None:
            raise ValueError
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        raise ValueError(f"{text!r} is not a date. Give one like 2011-03-01, 2011-03 or 2011.") from None
    return found.group()


def last_day(iso: str) -> str:
    """The last day that a date of any precision may mean: 2011-04 gives 2011-04-30."""
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}"


def first_day(iso: str) -> str:
    """The first day that a date of any precision may mean: 2011-04 gives 2011-04-01."""
    return f"{iso}-01-01"[:10] if len(iso) == len("2011") else f"{iso}-01"[:10]


def holds_on(fact: DatedFact, day: str) -> bool:
    """Whether `fact` holds on the last moment of `day`."""
    at = last_day(day)
    return (fact.from_ is None or first_day(fact.from_) <= at) and (fact.to is None or first_day(fact.to) > at)


def state_of(job_class: JobClass, day: str) -> ClassState:
    """The class as it stood at the end of `day`."""
    held = tuple(each for each in job_class.facts if holds_on(each, day))
    in_force = tuple(each for each in held if each.standing == "in_force")
    proposals = tuple(each for each in held if each.standing == "proposed")
    edition = _value(in_force, "edition")
    status = _status(job_class, in_force, proposals, edition)
    exists = status in ("in_force", "text_not_loaded", "abolished")
    named = _value(in_force, "title") or (None if status == "not_established" else job_class.title)
    return ClassState(
        as_of=day,
        status=status,
        words=IN_WORDS[status],
        title=named,
        code=_value(in_force, "code") if exists else None,
        grade=_value(in_force, "grade") if exists else None,
        range=_value(in_force, "range") if exists else None,
        edition=edition,
        proposals=proposals,
        facts=in_force,
    )


def edition_on(job_class: JobClass, day: str) -> Edition | None:
    """The edition whose text was in force on `day`."""
    wanted = state_of(job_class, day).edition
    return next((each for each in job_class.editions if each.document == wanted), None)


def _status(
    job_class: JobClass, in_force: tuple[DatedFact, ...], proposals: tuple[DatedFact, ...], edition: str | None
) -> Literal["in_force", "text_not_loaded", "proposed", "not_established", "abolished"]:
    said = _value(in_force, "status")
    if said == "abolished":
        return "abolished"
    if said == "in force":
        return "in_force" if edition else "text_not_loaded"
    if any(each.field == "status" and each.value == "in force" for each in proposals):
        return "proposed"
    begins = any(each.field == "status" and each.value == "in force" and each.from_ for each in job_class.facts)
    if begins:
        return "not_established"
    return "in_force" if edition else "text_not_loaded"


def _value(facts: tuple[DatedFact, ...], field: FactField) -> str | None:
    return next((each.value for each in reversed(facts) if each.field == field), None)
