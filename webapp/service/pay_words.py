"""How does a face of the product say what a class is paid?"""

from __future__ import annotations

from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import PayFact

_PERIODS = {
    "hour": " an hour",
    "day": " a day",
    "week": " a week",
    "biweek": " every two weeks",
    "semimonth": " twice a month",
    "month": " a month",
    "year": " a year",
}


def pay_range(fact: PayFact) -> str | None:
    """Money in words, for which period and for whom, or None where the document gives only a grade."""
    sign = fact.currency or "$"
    amounts = [
        f"{sign}{amount:,.2f}".removesuffix(".00") for amount in (fact.minimum, fact.maximum) if amount is not None
    ]
    if not amounts:
        return None
    bound = "" if len(amounts) > 1 else "up to " if fact.minimum is None else "from "
    note = f" ({mask_contacts(fact.note)})" if fact.note else ""
    return bound + " to ".join(dict.fromkeys(amounts)) + _PERIODS.get(fact.period or "", "") + note


def pay_in_words(fact: PayFact) -> str:
    """Range, step and grade in one line: "$4,100 to $5,012 a month, step 2, grade 615-S"."""
    step = f"step {fact.step}" if fact.step else None
    grade = f"grade {fact.grade}" if fact.grade else None
    return ", ".join(part for part in (pay_range(fact), step, grade) if part)
