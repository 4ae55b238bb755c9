"""What does a document print as the pay of a class? In words, for the question whether two classes are of one level."""

from __future__ import annotations

from taxonomy.model import Pay


def pay_in_words(pay: Pay | None) -> str | None:
    """ "$62,000 to $90,000 a year", null where no range is printed."""
    if pay is None or pay.minimum is None:
        return None
    sign = pay.currency or "$"
    low, high = (f"{sign}{amount:,.2f}".removesuffix(".00") for amount in (pay.minimum, pay.maximum or pay.minimum))
    per = f" a {pay.period}" if pay.period else ""
    return (low if low == high else f"{low} to {high}") + per
