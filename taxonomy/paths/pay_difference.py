"""How does the pay of two classes differ? In dollars, from all ranges that are stated, period by period."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from taxonomy.model import PayFact

_PERIODS = {"year": "a year", "month": "a month", "semimonth": "twice a month", "biweek": "every two weeks"}
_PERIODS |= {"week": "a week", "day": "a day", "hour": "an hour"}


class PayDifference(Struct, frozen=True, kw_only=True):
    """What the lowest and the highest stated pay of two classes differ by, in dollars for one period."""

    low: float
    high: float
    period: str

    @property
    def words(self) -> str:
        """ "$4,000 to $9,200 a year more" · "between $300 less and $1,000 more a year"."""
        per = _PERIODS[self.period]
        low, high = sorted((self.low, self.high))
        if low >= 0:
            return f"{_span(low, high)} {per} more" if high else "the same pay"
        if high <= 0:
            return f"{_span(-high, -low)} {per} less"
        return f"between {_dollars(-low)} less and {_dollars(high)} more {per}"


def pay_difference(here: Iterable[PayFact], there: Iterable[PayFact]) -> PayDifference | None:
    """The difference by the longest period that both state; None where no period is stated by both."""
    ours, theirs = tuple(here), tuple(there)
    for period in _PERIODS:
        own, other = _bounds(ours, period), _bounds(theirs, period)
        if own is not None and other is not None:
            return PayDifference(low=other[0] - own[0], high=other[1] - own[1], period=period)
    return None


def _bounds(facts: Iterable[PayFact], period: str) -> tuple[float, float] | None:
    """The lowest and the highest amount of all ranges for `period`."""
    paid = [fact for fact in facts if fact.period == period]
    amounts = [each for fact in paid for each in (fact.minimum, fact.maximum) if each is not None]
    return (min(amounts), max(amounts)) if amounts else None


def _span(low: float, high: float) -> str:
    return " to ".join(dict.fromkeys((_dollars(low), _dollars(high))))


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}".removesuffix(".00")
