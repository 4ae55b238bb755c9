"""What do the pages of planned changes and of the pay plan hold?"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from flask import url_for
from msgspec import Struct

from taxonomy.analysis.pay_plan import PaidClass, PayGrade, PayPlan
from taxonomy.atlas import Atlas
from taxonomy.model.planned import NoticeHead, PlannedChange, PlannedSet
from webapp.service.planning import PlanSetAnswer
from webapp.web.addresses import class_address
from webapp.web.components import Cite, Link, Page, authority_name, cite, in_words, plural, readable_date

FIELDS = ("classes", "title", "code", "grade", "minimum", "maximum", "into", "text_from", "text_to", "why")
_WORDS = {"text_from": "words now", "text_to": "words instead", "into": "replaced by or parted into"}


class SetRow(Struct, frozen=True, kw_only=True):
    """One set in the list."""

    link: Link
    status: str
    changes: str
    authority: str
    last: str


class PlanListPage(Page, frozen=True, kw_only=True):
    """The sets that the reader may see."""

    sets: tuple[SetRow, ...]
    may_change: bool
    authorities: tuple[str, ...]


class ChangeRow(Struct, frozen=True, kw_only=True):
    """One change in words."""

    id: str
    kind: str
    facts: tuple[str, ...]
    is_rejected: bool


class TouchedRow(Struct, frozen=True, kw_only=True):
    """One place that the set touches."""

    kind: str
    text: str
    cite: Cite | None


class PlanSetPage(Page, frozen=True, kw_only=True):
    """One set."""

    id: str
    authority: str
    status: str
    effective: str | None
    in_force: bool
    head: NoticeHead
    changes: tuple[ChangeRow, ...]
    touched: tuple[TouchedRow, ...]
    pay: str | None
    unknown_pay: tuple[str, ...]
    conflicts: tuple[str, ...]
    comments: tuple[tuple[str, str, str, str, str], ...]
    acts: tuple[str, ...]
    problem: str | None
    may_change: bool
    kinds: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


class PaidRow(Struct, frozen=True, kw_only=True):
    """One class in the pay plan."""

    link: Link
    grade: str
    range: str
    cite: Cite | None


class GradeRow(Struct, frozen=True, kw_only=True):
    """One grade with its place in the picture, in per cent of the schedule's widest range."""

    grade: str
    range: str
    left: float
    width: float
    disagrees: bool
    classes: tuple[PaidRow, ...]


class ScheduleRow(Struct, frozen=True, kw_only=True):
    """One schedule."""

    name: str
    grades: tuple[GradeRow, ...]


class PayStepRow(Struct, frozen=True, kw_only=True):
    """One step of the ladder with its pay."""

    lower: Link
    upper: Link
    words: str
    below: bool
    cite: Cite


class PayPlanPage(Page, frozen=True, kw_only=True):
    """The pay plan of a day."""

    day: str
    schedules: tuple[ScheduleRow, ...]
    others: tuple[PaidRow, ...]
    unknown: tuple[Link, ...]
    steps: tuple[PayStepRow, ...]


def plan_list_page(atlas: Atlas, sets: Sequence[PlannedSet], *, may_change: bool) -> PlanListPage:
    """The list of sets, the newest first."""
    return PlanListPage(
        title="Planned changes",
        crumbs=(Link("Home", url_for("site.home")), Link("Planned changes")),
        generation=atlas.generation,
        sets=tuple(_set_row(each) for each in reversed(sets)),
        may_change=may_change,
        authorities=tuple(sorted({row.authority for row in atlas.summaries})),
    )


def _set_row(planned: PlannedSet) -> SetRow:
    last = planned.acts[-1]
    return SetRow(
        link=Link(f"{planned.id} {planned.name}", url_for("plan.show", set_id=planned.id)),
        status=planned.status,
        changes=plural(len(planned.changes), "change"),
        authority=authority_name(planned.authority),
        last=f"{last.act} by {last.by}, {readable_date(last.when[:10])}",
    )


def plan_set_page(atlas: Atlas, found: PlanSetAnswer, kinds: Sequence[str], *, may_change: bool) -> PlanSetPage:
    """One set with everything about it."""
    planned, impact = found.planned, found.impact
    more = impact and impact.minimum_more is not None
    return PlanSetPage(
        title=planned.name,
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Planned changes", url_for("plan.index")),
            Link(planned.id),
        ),
        generation=atlas.generation,
        id=planned.id,
        authority=authority_name(planned.authority),
        status=planned.status,
        effective=readable_date(planned.effective),
        in_force=found.in_force,
        head=planned.head,
        changes=tuple(_change_row(each, planned.rejected) for each in planned.changes),
        touched=tuple(
            TouchedRow(
                kind=in_words(row.kind),
                text=row.text,
                cite=cite(atlas, row.source.document, row.source.first_line) if row.source else None,
            )
            for row in (impact.rows if impact else ())
        ),
        pay=f"${impact.minimum_more:+,.2f} at the minimum, ${impact.maximum_more:+,.2f} at the maximum"
        if impact and more
        else None,
        unknown_pay=impact.unknown_pay if impact else (),
        conflicts=tuple(each.text for each in found.conflicts),
        comments=tuple((c.id, c.change or "the set", c.text, c.by, c.disposition or "open") for c in planned.comments),
        acts=tuple(f"{a.act} by {a.by}, {a.when[:16].replace('T', ' ')}" for a in planned.acts) if may_change else (),
        problem=found.problem,
        may_change=may_change,
        kinds=tuple(kinds),
        fields=tuple((name, _WORDS.get(name, name)) for name in FIELDS),
    )


def _change_row(change: PlannedChange, rejected: Sequence[str]) -> ChangeRow:
    values = msgspec.to_builtins(change)
    facts = []
    for name in FIELDS:
        value = values[name]
        if value:
            words = "; ".join(value) if isinstance(value, list | tuple) else str(value)
            facts.append(f"{in_words(_WORDS.get(name, name))}: {words}")
    return ChangeRow(id=change.id, kind=in_words(change.kind), facts=tuple(facts), is_rejected=change.id in rejected)


def pay_plan_page(atlas: Atlas, plan: PayPlan, day: str) -> PayPlanPage:
    """The pay plan in words, with what the picture of ranges needs."""
    return PayPlanPage(
        title="Pay plan",
        crumbs=(Link("Home", url_for("site.home")), Link("Pay plan")),
        generation=atlas.generation,
        day=day,
        schedules=tuple(
            ScheduleRow(
                name=f"{authority_name(each.authority)}, schedule {each.schedule or 'without letters'}",
                grades=tuple(_grade_rows(atlas, each.grades)),
            )
            for each in plan.schedules
        ),
        others=tuple(_paid_row(atlas, each) for each in plan.without_grade),
        unknown=tuple(Link(each.title, class_address(each.id)) for each in plan.unknown),
        steps=tuple(
            PayStepRow(
                lower=Link(each.lower.title, class_address(each.lower.id)),
                upper=Link(each.upper.title, class_address(each.upper.id)),
                words=f"begins ${each.minimum_more:+,.2f} from it; {each.overlap:g} % of the lower range is shared",
                below=each.below,
                cite=cite(atlas, each.source.document, each.source.first_line),
            )
            for each in plan.steps
        ),
    )


def _grade_rows(atlas: Atlas, grades: Sequence[PayGrade]) -> list[GradeRow]:
    known = [g for g in grades if g.maximum is not None]
    lowest = min((g.minimum or 0 for g in known), default=0)
    widest = max((g.maximum or 0 for g in known), default=1) - lowest or 1
    rows = []
    for each in grades:
        low, high = each.minimum, each.maximum
        rows.append(
            GradeRow(
                grade=each.grade,
                range=_dollars(low, high),
                left=round(100 * ((low or 0) - lowest) / widest, 1) if high is not None else 0,
                width=round(100 * (high - (low or 0)) / widest, 1) if high is not None else 0,
                disagrees=each.disagrees,
                classes=tuple(_paid_row(atlas, one) for one in each.classes),
            )
        )
    return rows


def _paid_row(atlas: Atlas, each: PaidClass) -> PaidRow:
    return PaidRow(
        link=Link(each.title, class_address(each.id)),
        grade=each.grade or "",
        range=_dollars(each.minimum, each.maximum),
        cite=cite(atlas, each.source.document, each.source.first_line) if each.source else None,
    )


def _dollars(low: float | None, high: float | None) -> str:
    known = [f"${each:,.2f}".removesuffix(".00") for each in (low, high) if each is not None]
    return " to ".join(dict.fromkeys(known)) or "not stated"
