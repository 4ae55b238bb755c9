"""How does the command say what happened to a class, and how it stood on a day?"""

from __future__ import annotations

from collections.abc import Iterator

from taxonomy.model import PlanEvent
from taxonomy.plan.as_of import ClassState


def event_in_words(event: PlanEvent) -> str:
    """One event on one line, with its date, notice and source."""
    by = f", {event.notice}" if event.notice else ""
    expected = f"; by its rule in force from {event.expected}" if event.expected else ""
    onward = f"; see {', '.join(event.leads_to)}" if event.leads_to else ""
    where = f"{event.source.document}, line {event.source.first_line}"
    return f"{event.date or 'no date':<14} {event.text}{by}{expected}{onward}  ({where})"


def state_in_words(state: ClassState) -> Iterator[str]:
    """The class on one day: what it was, and what was proposed then."""
    yield f"As of {state.as_of}: {state.words}"
    named = (("title", state.title), ("code", state.code), ("grade", state.grade), ("pay", state.range))
    known = [f"{name} {value}" for name, value in named if value]
    if known:
        yield f"  {'; '.join(known)}"
    for fact in state.proposals:
        yield f"  proposed: {fact.field} {fact.value}  ({fact.source.document}, line {fact.source.first_line})"
