"""How did a class stand on the day that was asked for, in words?"""

from __future__ import annotations

from msgspec import Struct

from taxonomy.model import JobClass
from taxonomy.plan.as_of import ClassState, state_of
from webapp.web.components import in_words, readable_date


class StateCard(Struct, frozen=True, kw_only=True):
    """The class on one day; `proposed` says what notices asked for then."""

    day: str
    words: str
    facts: tuple[str, ...]
    proposed: tuple[str, ...]


def state_card(job_class: JobClass, day: str | None) -> StateCard | None:
    """The card of `day`; None where no day was asked for."""
    if day is None:
        return None
    state = state_of(job_class, day)
    return StateCard(
        day=readable_date(day) or day,
        words=state.words,
        facts=tuple(_facts(state)),
        proposed=tuple(f"{in_words(each.field)}: {each.value}" for each in state.proposals if each.field != "edition"),
    )


def _facts(state: ClassState) -> list[str]:
    named = (("Title", state.title), ("Job code", state.code), ("Pay grade", state.grade), ("Pay", state.range))
    return [f"{name}: {value}" for name, value in named if value]


def is_over(job_class: JobClass, today: str) -> bool:
    """Whether the class has ended; an end that was adopted for a later day is still to come."""
    return state_of(job_class, today).status == "abolished"


def pending_end(job_class: JobClass, today: str) -> str | None:
    """When an adopted end comes into force, in words; None where none is to come."""
    ends = (each.from_ for each in job_class.facts if each.field == "status" and each.value == "abolished")
    ahead = next((day for day in ends if day and day > today), None)
    return None if job_class.abolished is None else readable_date(ahead)


def pending_title(job_class: JobClass, today: str) -> str | None:
    """The title in force today, where the one that the page shows is only proposed; None where it is in force."""
    now = state_of(job_class, today).title
    return now if now and now != job_class.title else None
