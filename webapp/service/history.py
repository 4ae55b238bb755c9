"""What happened to a class, when and by which notice? Its facts with dates, and what changed between two days."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.analysis.dated_differences import ClassDifference, between_days, between_editions
from taxonomy.atlas import Atlas
from taxonomy.model import DatedFact, PlanEvent
from taxonomy.plan.as_of import ClassState, read_day, state_of


class HistoryAnswer(Struct, frozen=True, kw_only=True):
    """One class over time."""

    id: str
    title: str
    events: tuple[PlanEvent, ...]
    facts: tuple[DatedFact, ...]
    before: ClassState | None = None
    after: ClassState | None = None
    difference: ClassDifference | None = None
    generation: int


def history_answer(atlas: Atlas, class_id: str, before: str | None = None, after: str | None = None) -> HistoryAnswer:
    """The history of the class, with what changed from `before` to `after` where both are given.

    Each is a day or the id of a document with an edition. Raises ValueError for what is neither, or for one of each.
    """
    job_class = atlas.classes[class_id]
    documents = {each.document for each in job_class.editions}
    found = HistoryAnswer(
        id=class_id,
        title=job_class.title,
        events=job_class.events,
        facts=job_class.facts,
        generation=atlas.generation,
    )
    if before is None or after is None:
        return found
    if {before, after} <= documents:
        return replace(found, difference=between_editions(job_class, before, after))
    one, two = read_day(before), read_day(after)
    return replace(
        found,
        before=state_of(job_class, one),
        after=state_of(job_class, two),
        difference=between_days(job_class, one, two),
    )
