"""Which dollars does this text state? Amounts, ranges and pay grades, as printed."""

from __future__ import annotations

import re

from msgspec import Struct

# "614-S (\$33,597 to \$49,038)" · "$20.15 - $27.33 hourly" · "$54,120"
# "$102, 750" with a stray blank is one amount where a range or the line goes on; "$500, 200 hours" is not
STRAY_BLANK = r"\\?[$£€]\s*\d{1,3},\s\d{3}(?![\d,])(?=\s*(?:$|[().;/–—-]|(?:to|through|and|per|an?|or)\b))"
_THOUSANDS = r"\\?[$£€]\s*\d{1,3}(?:\.\d)?\s?[kK]\b"
AMOUNT = (
    rf"(?:{STRAY_BLANK}|{_THOUSANDS}|\\?[$£€]?\s*\d{{1,3}}(?:,\d{{3}})+(?:\.\d\d)?"
    r"|\\?[$£€]\s*\d+(?:\.\d\d)?|\d+\.\d\d|\d{4,6})"
)
_RANGE = re.compile(rf"(?P<low>{AMOUNT})\s*(?:to|through|[-–—])\s*(?P<high>{AMOUNT})", re.IGNORECASE)
# "807-S" · "615S" · "B17" · "Grade 12"
GRADE = r"\d{2,4}\s?-?\s?[A-Z]{1,2}\b|[A-Z]{1,3}-?\d{1,3}\b|(?:Grade|Range|Group)\s+[A-Z]?\d{1,3}[A-Z]?\b"
# "Salary Grade 22" · "Pay Range 41" alone: what follows is its pay
GRADE_LINE = re.compile(
    r"(?:pay|salary|wage|compensation)\s+(?:grade|group|level|band|range|schedule)\s+(?:no\.?\s*)?[A-Z]{0,3}-?\d{1,4}[A-Z]?",
    re.IGNORECASE,
)
_PAY_CELL = re.compile(rf"^(?P<grade>{GRADE})?[\s:;,-]*\(?(?P<range>[^()]*)\)?$")


class PayCell(Struct, frozen=True, kw_only=True):
    """A grade and its range; what the text does not state is null."""

    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None


def dollars(text: str) -> float:
    """``"\\$33,597"`` as 33597.0, ``"$52K"`` as 52000.0."""
    amount = float(re.sub(r"[^\d.]", "", text))
    return amount * 1000 if text.rstrip()[-1:] in "kK" else amount


def read_pay_cell(text: str) -> PayCell | None:
    """A table cell such as ``614-S ($33,597 to $49,038)``; None where it is anything else."""
    found = _PAY_CELL.match(text.strip())
    if not found:
        return None
    bounds = _RANGE.fullmatch(found["range"].strip())
    if bounds is None and (found["range"].strip() or found["grade"] is None):
        return None
    low, high = (dollars(bounds["low"]), dollars(bounds["high"])) if bounds else (None, None)
    return PayCell(grade=found["grade"], minimum=low, maximum=high)
