"""Which facet values has a class: authority, FLSA, education, supervision exercised, pay, competencies, status?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from index.content.text import words
from index.settings import Phrases, settings
from taxonomy.model import JobClass, PayFact, Specification
from taxonomy.model.requirements import Education, Experience, Group, Licence, Requirement

NOT_STATED = "not stated"
FACETS = ("kind", "authority", "status", "flsa", "education", "supervision", "pay", "competency")
ASKS = "asks"  # what no way into the class goes round: narrows, and is counted nowhere
LACKS = "lacks"  # states none of these competencies: narrows, and is counted nowhere
FILTERS = (*FACETS, LACKS)
# A notice prints ranges without a period; an amount of this size is a year's pay.
_SCHOOL = frozenset({None, "none", "high_school", "high school", "ged", "high school or GED"})
_SURELY_A_YEAR = 10_000


def facet_values(job_class: JobClass, labels: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Every facet of `job_class` with its values; `labels` are the competencies it states."""
    current = job_class.current.specification if job_class.current else None
    return {
        "authority": (job_class.authority,),
        "status": (_status(job_class),),
        "flsa": (_flsa(current),),
        "education": _education(current),
        "supervision": (_supervision(current),),
        "pay": tuple(_pay_ranges(job_class)) or (NOT_STATED,),
        ASKS: tuple(_asked_of_all(current)),
        "competency": tuple(dict.fromkeys(labels)),
    }


def _status(job_class: JobClass) -> str:
    return job_class.status or "named only"


def _asked_of_all(specification: Specification | None) -> Iterator[str]:
    """What every way into the class asks for: a degree, experience, a licence."""
    requirement = specification.requirement if specification else None
    kinds: Mapping[str, Callable[[Requirement], bool]] = {
        "degree": lambda leaf: isinstance(leaf, Education) and leaf.level not in _SCHOOL,
        "experience": lambda leaf: isinstance(leaf, Experience),
        "licence": lambda leaf: isinstance(leaf, Licence),
    }
    return (kind for kind, is_it in kinds.items() if requirement is not None and _is_asked(requirement, is_it))


def _is_asked(requirement: Requirement, is_it: Callable[[Requirement], bool]) -> bool:
    if isinstance(requirement, Group):
        asked = (_is_asked(part, is_it) for part in requirement.of)
        return any(asked) if requirement.op == "and" else all(asked)
    return is_it(requirement)


def _flsa(specification: Specification | None) -> str:
    # "FLSA CODE: Non-exempt" | "FLSA Status: Exempt"
    stated = " ".join(words(specification.flsa)) if specification and specification.flsa else ""
    if "non" in stated and "exempt" in stated:
        return "non-exempt"
    return "exempt" if "exempt" in stated else NOT_STATED


def _education(specification: Specification | None) -> tuple[str, ...]:
    if specification is None:
        return (NOT_STATED,)
    text = _text_of(specification, ("education", "minimum_qualifications"))
    return tuple(_named(text, settings().education)) or (NOT_STATED,)


def _supervision(specification: Specification | None) -> str:
    if specification is None:
        return NOT_STATED
    stated = specification.supervision_exercised
    text = " ".join(words(stated.text)) if stated else _text_of(specification, ("supervision_exercised",))
    value = next(_named(text, settings().supervision), None)
    return value or _supervision_in_duties(specification)


def _supervision_in_duties(specification: Specification) -> str:
    """Where no part of the text is about supervision, what the statement and the duties say that the class does."""
    text = _text_of(specification, ("general_statement", "duties"))
    by_duties = (replace(each, words=each.in_duties) for each in settings().supervision)
    return next(_named(text, list(by_duties)), NOT_STATED)


def _text_of(specification: Specification, kinds: Sequence[str]) -> str:
    return " ".join(word for s in specification.sections if s.kind in kinds for word in words(s.text))


def _named(text: str, table: Sequence[Phrases]) -> Iterator[str]:
    """The values whose words stand in `text` as whole words."""
    padded = f" {text} "
    for phrases in table:
        if any(f" {' '.join(words(phrase))} " in padded for phrase in phrases.words):
            yield phrases.value


def _pay_ranges(job_class: JobClass) -> Iterator[str]:
    """Every range of the scale that the pay of the class touches, lowest first."""
    scale = settings().pay.steps
    touched: set[int] = set()
    for pay in job_class.pay:
        minimum, maximum = _yearly(pay)
        if minimum is not None and maximum is not None:
            touched.update(range(bisect_right(scale, minimum), bisect_right(scale, maximum) + 1))
    yield from (_range_name(place, scale) for place in sorted(touched))


def _range_name(place: int, scale: Sequence[int]) -> str:
    if place == 0:
        return f"under ${scale[0]:,}"
    if place == len(scale):
        return f"${scale[-1]:,} and over"
    return f"${scale[place - 1]:,} to ${scale[place] - 1:,}"


def yearly_pay(job_class: JobClass) -> float | None:
    """The lowest pay of the class in dollars a year, for sorting; None where no document states it."""
    lowest = lowest_pay(job_class)
    return lowest[0] if lowest else None


def most_yearly_pay(job_class: JobClass) -> float | None:
    """The highest pay of the class in dollars a year; None where no document states it."""
    return max((most for pay in job_class.pay if (most := _yearly(pay)[1]) is not None), default=None)


def lowest_pay(job_class: JobClass) -> tuple[float, PayFact] | None:
    """The lowest pay of the class in dollars a year, and the fact that states it."""
    found = [(minimum, pay) for pay in job_class.pay for minimum, _ in [_yearly(pay)] if minimum is not None]
    return min(found, key=lambda each: each[0], default=None)


def _yearly(pay: PayFact) -> tuple[float | None, float | None]:
    factor = settings().pay.per_year.get(pay.period or "")
    minimum, maximum = pay.minimum or pay.maximum, pay.maximum or pay.minimum
    if minimum is None or maximum is None or (factor is None and minimum < _SURELY_A_YEAR):
        return None, None
    return minimum * (factor or 1), maximum * (factor or 1)
