"""When may each step of a route be taken at the earliest? From the lengths that the steps state, and nothing else."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from taxonomy.paths.routes import Route

_DAYS_A_MONTH = 365.25 / 12


def not_before(route: Route, served: float, today: date) -> Iterator[date | None]:
    """A day for each step, for who has `served` so many years in the first class; null from the first step on that
    states no length, since such a step may take any time."""
    day: date | None = today
    for step in route.steps:
        day = years_after(day, max(step.years - served, 0.0)) if day and step.years is not None else None
        served = 0.0
        yield day


@lru_cache(maxsize=512)
def years_after(day: date, years: float) -> date:
    """`years` later by the calendar: half a year after the first of January is the first of July."""
    rest, months = math.modf(round(years * 12, 2))
    place = day.month - 1 + int(months)
    year, month = day.year + place // 12, place % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last)) + timedelta(days=math.ceil(rest * _DAYS_A_MONTH))
