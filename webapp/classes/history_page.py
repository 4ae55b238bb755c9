"""What does the page about the history of one class hold? Events, dated facts, and a comparison of two times."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from flask import url_for
from msgspec import Struct

from taxonomy.analysis.dated_differences import ClassDifference
from taxonomy.atlas import Atlas
from taxonomy.model import Citation, DatedFact, PlanEvent
from webapp.service.history import history_answer
from webapp.web.addresses import class_address, history_address
from webapp.web.components import Cite, Link, Page, cite, in_words, readable_date, shown
from webapp.web.tracked_text import TrackedSpan, stretches


class EventRow(Struct, frozen=True, kw_only=True):
    """One thing that happened, or shall happen."""

    date: str
    text: str
    is_proposed: bool
    notice: str | None
    expected: str | None
    leads_to: tuple[Link, ...]
    cite: Cite


class FactRow(Struct, frozen=True, kw_only=True):
    """One fact with its dates in words."""

    name: str
    value: str
    since: str
    until: str
    is_proposed: bool
    cite: Cite


class SectionRow(Struct, frozen=True, kw_only=True):
    """One section of two texts."""

    name: str
    change: str
    diff: tuple[TrackedSpan, ...]


class FactPair(Struct, frozen=True, kw_only=True):
    """One fact before and after."""

    name: str
    before: str
    after: str


class HistoryPage(Page, frozen=True, kw_only=True):
    """One class over time; `compared` is null until two times are asked for."""

    class_href: str
    events: tuple[EventRow, ...]
    facts: tuple[FactRow, ...]
    before: str
    after: str
    editions: tuple[Link, ...]
    compared: tuple[FactPair, ...] | None
    sections: tuple[SectionRow, ...]
    note: str | None


def history_page(atlas: Atlas, class_id: str, before: str | None, after: str | None) -> HistoryPage:
    """The page of the class. Raises ValueError for what is no day and no edition of it."""
    found = history_answer(atlas, class_id, before, after)
    difference = found.difference
    return HistoryPage(
        title=f"History of {found.title}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Classes", url_for("classes.index")),
            Link(found.title, class_address(class_id)),
            Link("History"),
        ),
        generation=found.generation,
        class_href=class_address(class_id),
        events=tuple(_event_row(atlas, each) for each in found.events),
        facts=tuple(_fact_row(atlas, each) for each in found.facts),
        before=before or "",
        after=after or "",
        editions=tuple(_edition_pairs(atlas, class_id)),
        compared=_compared(difference),
        sections=tuple(_sections(difference)),
        note=difference.note if difference else None,
    )


def _event_row(atlas: Atlas, event: PlanEvent) -> EventRow:
    ways = (key for key in event.leads_to if key in atlas.classes)
    return EventRow(
        date=readable_date(event.date) or "Date not known",
        text=shown(event.text),
        is_proposed=event.standing == "proposed",
        notice=event.notice,
        expected=readable_date(event.expected),
        leads_to=tuple(Link(atlas.summary(key).title, class_address(key)) for key in ways),
        cite=_cited(atlas, event.source),
    )


def _fact_row(atlas: Atlas, fact: DatedFact) -> FactRow:
    return FactRow(
        name=in_words(fact.field),
        value=fact.value,
        since=readable_date(fact.from_) or "not known",
        until=readable_date(fact.to) or ("" if fact.standing == "in_force" else "no adoption loaded here"),
        is_proposed=fact.standing == "proposed",
        cite=_cited(atlas, fact.source),
    )


def _edition_pairs(atlas: Atlas, class_id: str) -> Iterator[Link]:
    """Each edition beside the one before it."""
    editions = sorted(atlas.classes[class_id].editions, key=lambda each: each.date or "")
    for one, two in pairwise(editions):
        words = " with ".join(f"{each.status}, {readable_date(each.date) or 'no date'}" for each in (one, two))
        yield Link(f"Compare {words}", history_address(class_id, one.document, two.document))


def _compared(difference: ClassDifference | None) -> tuple[FactPair, ...] | None:
    if difference is None:
        return None
    return tuple(
        FactPair(name=in_words(f.field), before=_said(f.before), after=_said(f.after)) for f in difference.facts
    )


def _said(value: str | None) -> str:
    return in_words(value) if value and "_" in value else value or "not known"


def _sections(difference: ClassDifference | None) -> Iterator[SectionRow]:
    for each in difference.sections if difference else ():
        name = each.heading or in_words(each.kind)
        yield SectionRow(name=name, change=each.change, diff=stretches(each.diff))


def _cited(atlas: Atlas, source: Citation) -> Cite:
    return cite(atlas, source.document, source.first_line, source.last_line)
