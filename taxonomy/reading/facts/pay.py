"""What does this document say the class is paid: every grade and range, for which period, at which step, for whom?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.model import Pay
from taxonomy.reading.facts.pay_grades import read_grades
from taxonomy.reading.facts.pay_ranges import Range, read_ranges
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import without_marks

# "Salary: $20.15 - $27.33 Hourly", "Monthly: $4,012 - $5,120" outside a section about pay
_LABELLED = re.compile(
    r"^\s*(?:[^:\t|/$£€]{2,30}\s[/|]\s)?(?:(?:annual|monthly|hourly|starting)\s+)?(?:(?:salary|pay|wage|compensation)"
    r"(?:\s+(?:range|rate|scale|band|grade|group|level))?|hourly|(?:bi-?)?weekly|(?:semi-?)?monthly|annual(?:ly)?|yearly)"
    r"(?:\s+(?:no\.?\s*)?[A-Z]{0,3}-?\d{1,4})?\s*[:\t]",
    re.IGNORECASE,
)


class PrintedPay(Struct, frozen=True, kw_only=True):
    """What is printed about pay: the grades with their lines, and the ranges."""

    grades: tuple[tuple[str, int], ...]
    ranges: tuple[Range, ...]


def read_pay(sections: Sequence[SectionLines]) -> Pay | None:
    """The first of `read_pays`; a general range before that of one employer, the grade's own before both."""
    return first_and_all(sections)[0]


def read_pays(sections: Sequence[SectionLines]) -> tuple[Pay, ...]:
    """Every range in printed order, each with its grade; a grade without a range stands alone."""
    return first_and_all(sections)[1]


def first_and_all(sections: Sequence[SectionLines]) -> tuple[Pay | None, tuple[Pay, ...]]:
    """`read_pay` and `read_pays` in one look at the text."""
    printed = PrintedPay(grades=tuple(read_grades(sections)), ranges=tuple(_ranges(sections)))
    pays = _pays(printed)
    general = {(one.minimum, one.maximum, one.line) for one in printed.ranges if not one.of_one_employer}
    grade = next((grade for grade, _ in printed.grades), None)
    of_grade = (pay for pay in pays if grade and pay.grade == grade and pay.minimum is not None)
    of_all = (pay for pay in pays if (pay.minimum, pay.maximum, pay.first_line) in general)
    return next(of_grade, None) or next(of_all, None) or next(iter(pays), None), pays


def _pays(printed: PrintedPay) -> tuple[Pay, ...]:
    pays = [
        Pay(
            grade=one.grade or _grade_of(one, printed.grades),
            minimum=one.minimum,
            maximum=one.maximum,
            period=one.period,
            step=one.step,
            note=one.note,
            first_line=one.line,
            currency=one.currency,
        )
        for one in printed.ranges
    ]
    taken = {pay.grade for pay in pays}
    pays += [
        Pay(grade=grade, minimum=None, maximum=None, period=None, first_line=line)
        for grade, line in dict(printed.grades).items()
        if grade not in taken
    ]
    return tuple(sorted(pays, key=lambda pay: pay.first_line or 0))


def _grade_of(one: Range, grades: Sequence[tuple[str, int]]) -> str | None:
    """The grade printed in the range's own line, else the only one, else the last one above it."""
    printed = [grade for grade, _ in grades]
    own = next((grade for grade in printed if grade in one.words or grade in " ".join(one.words)), None)
    if own or len(set(printed)) < 2:
        return own or next(iter(printed), None)
    return next((grade for grade, line in reversed(grades) if line <= one.line), None)


def _ranges(sections: Sequence[SectionLines]) -> Iterator[Range]:
    for section in sections:
        printed = ((line.number, without_marks(line.text)) for line in section.body if line.text.strip())
        lines = [(number, text) for number, text in printed if section.kind == "pay" or _LABELLED.match(text)]
        yield from read_ranges(lines, section.heading or "" if section.kind == "pay" else "")
