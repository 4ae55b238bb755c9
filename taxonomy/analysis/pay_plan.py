"""What is paid in which grade on a day, and do ranges fit the ladder? In dollars only, as documents state them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.naming import slug
from taxonomy.dated import ladder_on, states_on
from taxonomy.model import Citation, PayFact
from taxonomy.paths.ladder import PROMOTION_KINDS
from taxonomy.plan.timeline import amounts_of, pay_range


class PaidClass(Struct, frozen=True, kw_only=True):
    """One class and what it was paid on the day; nulls are not stated in what is loaded."""

    id: str
    title: str
    grade: str | None
    minimum: float | None
    maximum: float | None
    period: str | None
    source: Citation | None


class PayGrade(Struct, frozen=True, kw_only=True):
    """One grade: its range where all documents agree on it, and its classes."""

    grade: str
    minimum: float | None
    maximum: float | None
    disagrees: bool
    classes: tuple[PaidClass, ...]


class PaySchedule(Struct, frozen=True, kw_only=True):
    """The grades of one employer that share the letters of a schedule, in order of pay."""

    authority: str
    schedule: str
    grades: tuple[PayGrade, ...]


class PayStep(Struct, frozen=True, kw_only=True):
    """A step of the ladder with both ranges in dollars. `below`: the upper class begins or ends below the lower one.

    `overlap` is the share of the lower range that the upper one covers as well, in per cent.
    """

    lower: PaidClass
    upper: PaidClass
    kind: str
    below: bool
    overlap: float
    minimum_more: float
    source: Citation


class PayPlan(Struct, frozen=True, kw_only=True):
    """The pay of every class in force on the day."""

    as_of: str
    schedules: tuple[PaySchedule, ...]
    without_grade: tuple[PaidClass, ...]
    unknown: tuple[PaidClass, ...]
    steps: tuple[PayStep, ...]


def pay_plan(atlas: Atlas, day: str, authority: str | None = None) -> PayPlan:
    """The pay plan of one employer, or of all, as it was on `day`."""
    paid = {each.id: each for each in _paid(atlas, day, authority)}
    grades: dict[tuple[str, str], list[PaidClass]] = defaultdict(list)
    for each in paid.values():
        if each.grade:
            grades[each.id.partition("/")[0], slug(each.grade)].append(each)
    return PayPlan(
        as_of=day,
        schedules=tuple(_schedules(grades)),
        without_grade=tuple(each for each in paid.values() if not each.grade and each.maximum is not None),
        unknown=tuple(each for each in paid.values() if not each.grade and each.maximum is None),
        steps=tuple(sorted(_steps(atlas, day, paid), key=lambda step: (not step.below, -step.overlap, step.lower.id))),
    )


def _paid(atlas: Atlas, day: str, authority: str | None) -> Iterator[PaidClass]:
    for key, state in states_on(atlas, day).items():
        job_class = atlas.classes[key]
        if state.status not in ("in_force", "text_not_loaded") or authority not in (None, job_class.authority):
            continue
        fact, (low, high) = _fact(job_class.pay, state.range), amounts_of(state.range)
        yield PaidClass(
            id=key,
            title=state.title or job_class.title,
            grade=state.grade,
            minimum=low,
            maximum=high,
            period=fact.period if fact else None,
            source=next((f.source for f in state.facts if f.field in ("grade", "range")), None),
        )


def _fact(pay: Iterable[PayFact], span: str | None) -> PayFact | None:
    return next((each for each in pay if span and pay_range(each.minimum, each.maximum) == span), None)


def _schedules(grades: Mapping[tuple[str, str], list[PaidClass]]) -> Iterator[PaySchedule]:
    by_schedule: dict[tuple[str, str], list[PayGrade]] = defaultdict(list)
    for (authority, _), classes in grades.items():
        ranges = {(each.minimum, each.maximum) for each in classes if each.maximum is not None}
        low, high = next(iter(ranges)) if len(ranges) == 1 else (None, None)
        name = classes[0].grade or ""
        by_schedule[authority, _letters(name)].append(
            PayGrade(grade=name, minimum=low, maximum=high, disagrees=len(ranges) > 1, classes=tuple(classes))
        )
    for (authority, schedule), found in sorted(by_schedule.items()):
        ordered = sorted(found, key=lambda each: (each.minimum is None, each.minimum or 0, each.grade))
        yield PaySchedule(authority=authority, schedule=schedule, grades=tuple(ordered))


def _letters(grade: str) -> str:
    """The letters of "615-S" or "GS-14"; grades without any are one schedule."""
    return "".join(re.findall(r"[A-Z]+", grade))


def _steps(atlas: Atlas, day: str, paid: Mapping[str, PaidClass]) -> Iterator[PayStep]:
    for edge in ladder_on(atlas, day).edges:
        lower, upper = paid.get(edge.from_), paid.get(edge.to)
        if edge.kind not in PROMOTION_KINDS or lower is None or upper is None or lower.period != upper.period:
            continue
        amounts = (lower.minimum, lower.maximum, upper.minimum, upper.maximum)
        if any(amount is None for amount in amounts):
            continue
        low, high, up_low, up_high = (amount or 0.0 for amount in amounts)
        shared = max(0.0, min(high, up_high) - max(low, up_low))
        yield PayStep(
            lower=lower,
            upper=upper,
            kind=edge.kind,
            below=up_low < low or up_high < high,
            overlap=round(100 * shared / (high - low), 1) if high > low else 0.0,
            minimum_more=round(up_low - low, 2),
            source=Citation(
                document=edge.document, first_line=edge.first_line, last_line=edge.first_line, quote=edge.quote
            ),
        )
