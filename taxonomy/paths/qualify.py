"""Does a person meet the requirements of a class? Met, not met, or ask HR, leaf by leaf with its sentence.

Three-valued and humble: what only a person can judge is "ask HR"; a rate that a document does not state is never
borrowed from another; years count twice only where the text counts one inside the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, TypeAlias

from msgspec import Struct, field, structs

from taxonomy.model import Education, Equivalency, Experience, Group, JobClass, Licence, Requirement
from taxonomy.paths.matching import Match, match
from taxonomy.paths.profile import Profile
from taxonomy.paths.schooling import find_level, years_of
from taxonomy.paths.titles import TitleIndex
from taxonomy.stems import stems

Answer: TypeAlias = Literal["met", "not_met", "ask_hr"]
_DAYS_A_YEAR = 365.25


class LeafAnswer(Struct, frozen=True, kw_only=True):
    """One requirement with its sentence, the answer, and why; `short_by_years` where years are what lacks."""

    quote: str
    first_line: int
    answer: Answer
    why: str
    type: str
    short_by_years: float | None = None


class Substitution(Struct, frozen=True, kw_only=True):
    """A rule that stands in the specification and bears on a requirement that is not met."""

    quote: str
    first_line: int
    substitute: str
    for_: str = field(name="for")
    answer: Literal["stated", "ask_hr", "not_available"]
    why: str
    years: float | None = None


class ClassAnswer(Struct, frozen=True, kw_only=True):
    """CONTRACT `atlas qualify`, one entry. `assumed`: the and/or structure was a reading, not stated plainly."""

    class_: str = field(name="class")
    title: str
    answer: Answer
    short_by_years: float | None
    earliest: str | None
    leaves: tuple[LeafAnswer, ...]
    substitutions: tuple[Substitution, ...]
    document: str | None
    assumed: bool = False


class ClassRequirement(Struct, frozen=True, kw_only=True):
    """What `qualify` needs of a class; small, so that ten thousand of them are at hand at once."""

    id: str
    title: str
    authority: str
    document: str
    requirement: Requirement | None
    equivalencies: tuple[Equivalency, ...]


class _Outcome(Struct, frozen=True, kw_only=True):
    answer: Answer
    short: float | None  # years that lack, as far as years are what lacks
    only_years: bool = True  # whether nothing but years lacks
    leaves: tuple[LeafAnswer, ...]
    substitutions: tuple[Substitution, ...] = ()
    assumed: bool = False


def requirements_of(classes: Mapping[str, JobClass]) -> tuple[ClassRequirement, ...]:
    """The requirement of every class that has an edition."""
    return tuple(
        ClassRequirement(
            id=key,
            title=job_class.title,
            authority=job_class.authority,
            document=job_class.current.document,
            requirement=job_class.current.specification.requirement,
            equivalencies=job_class.current.specification.equivalencies,
        )
        for key, job_class in classes.items()
        if job_class.current is not None
    )


def qualify(
    profile: Profile, requirements: Iterable[ClassRequirement], titles: TitleIndex, today: date
) -> tuple[ClassAnswer, ...]:
    """The answer for each of `requirements`, in their order. `today` is the day that `earliest` counts from."""
    return tuple(_Reader(profile, titles, asked).answer(today) for asked in requirements)


class _Reader:
    """One profile held against one class."""

    def __init__(self, profile: Profile, titles: TitleIndex, asked: ClassRequirement) -> None:
        self.profile = profile
        self.titles = titles
        self.asked = asked

    def answer(self, today: date) -> ClassAnswer:
        outcome = self._read(self.asked.requirement) if self.asked.requirement else _NOTHING_STATED
        return ClassAnswer(
            class_=self.asked.id,
            title=self.asked.title,
            answer=outcome.answer,
            short_by_years=outcome.short if outcome.answer == "not_met" else (0.0 if outcome.answer == "met" else None),
            earliest=_earliest(outcome, today),
            leaves=outcome.leaves,
            substitutions=outcome.substitutions,
            document=self.asked.document,
            assumed=outcome.assumed,
        )

    def _read(self, node: Requirement) -> _Outcome:
        if isinstance(node, Group):
            parts = [self._read(part) for part in node.of]
            joined = _all_of(parts) if node.op == "and" else _one_of(parts)
            if node.op == "and":
                joined = self._no_year_twice(node, joined)
            return structs.replace(joined, assumed=node.assumed or any(part.assumed for part in parts))
        return self._leaf(node)

    def _leaf(self, node: Requirement) -> _Outcome:
        if isinstance(node, Experience):
            return self._with_rules(self._experience(node), "experience", node.years)
        if isinstance(node, Education):
            return self._with_rules(self._education(node), "education", years_of(node.level))
        if isinstance(node, Licence):
            return _outcome(self._licence(node))
        return _outcome(_leaf(node, "ask_hr", "Only HR can judge this."))

    def _experience(self, node: Experience) -> LeafAnswer:
        matches = [(held, match(held, node, self.asked.authority, self.titles)) for held in self.profile.experience]
        sure = sum(held.years for held, found in matches if found.verdict == "counts")
        perhaps = sum(held.years for held, found in matches if found.verdict == "ask_hr")
        why = " ".join(f"{_years(held.years)}: {found.why}" for held, found in matches if held.years)
        needed = node.years if node.years is not None else 0.01  # no length stated: any at all will do
        parts = [self._experience(part) for part in node.includes if isinstance(part, Experience)]
        unread = [part for part in node.includes if not isinstance(part, Experience)]
        short = max([max(needed - sure, 0.0), *(part.short_by_years or 0.0 for part in parts)])
        why = " ".join([why, *(part.why for part in parts)]).strip()
        if short == 0 and not unread and all(part.answer == "met" for part in parts):
            return _leaf(node, "met", why, 0.0)
        if sure + perhaps >= needed and all(part.answer != "not_met" for part in parts):
            return _leaf(node, "ask_hr", why, None)
        lacking = f"{_years(short)} short." if node.years is not None else "None of this experience so far."
        return _leaf(node, "not_met", f"{lacking} {why}".strip(), short if node.years is not None else None)

    def _education(self, node: Education) -> LeafAnswer:
        wanted, own = find_level(node.level), find_level(self.profile.education)
        if wanted is None:
            return _leaf(node, "ask_hr", "The text names no level of schooling that can be compared.")
        if own is None or own.rank < wanted.rank:
            college = f", and {_years(self.profile.college_years)} of college" if self.profile.college_years else ""
            return _leaf(node, "not_met", f"You have {own.name if own else 'named no schooling'}{college}.")
        if node.field:
            return _leaf(node, "ask_hr", f"Whether your field of study is “{node.field}” is for HR to say.")
        return _leaf(node, "met", f"You have {own.name}.", 0.0)

    def _licence(self, node: Licence) -> LeafAnswer:
        asked = set(stems(node.of)) - _EMPTY
        for licence in self.profile.licences:
            told = set(stems(licence)) - _EMPTY
            if told and (told <= asked or asked <= told):
                sure = asked <= told or len(told & asked) >= 2
                return _leaf(node, "met" if sure else "ask_hr", f"You have {licence}.", 0.0)
        if _MAY.search(node.quote):
            return _leaf(node, "ask_hr", "The text says that it may be asked for, not that it is.")
        return _leaf(node, "not_met", "You named no such licence or certificate.")

    def _with_rules(self, leaf: LeafAnswer, kind: str, years: float | None) -> _Outcome:
        """`leaf` after every rule that may replace it; the answer that is best for the person stands."""
        if leaf.answer != "not_met":
            return _outcome(leaf)
        rules = [rule for rule in self.asked.equivalencies if rule.for_ == kind]
        found = [self._substitute(rule, leaf, years) for rule in rules]
        if any(substitution.answer == "stated" and not substitution.years for substitution in found):
            leaf = structs.replace(leaf, answer="met", short_by_years=0.0, why=f"{leaf.why} A rule replaces it.")
        elif any(substitution.answer == "ask_hr" for substitution in found):
            leaf = structs.replace(leaf, answer="ask_hr", why=f"{leaf.why} A rule may replace it: ask HR.")
        else:
            stated = [s.years for s in found if s.answer == "stated" and s.years]
            if stated and leaf.short_by_years is None:
                leaf = structs.replace(leaf, short_by_years=min(stated))
        return structs.replace(_outcome(leaf), substitutions=tuple(found))

    def _substitute(self, rule: Equivalency, leaf: LeafAnswer, years: float | None) -> Substitution:
        if rule.scope:
            return _substitution(rule, "ask_hr", f"Only {rule.scope}: whether that is so is for HR to say.")
        if rule.substitute == "experience" and rule.for_ == "experience":
            return self._other_experience(rule)
        if rule.substitute == "experience":
            return self._experience_for_schooling(rule, years)
        return self._schooling_for_experience(rule, leaf)

    def _other_experience(self, rule: Equivalency) -> Substitution:
        asked = Experience(years=None, of=rule.quote, quote=rule.quote, first_line=rule.first_line)
        found = [match(held, asked, self.asked.authority, self.titles) for held in self.profile.experience]
        if any(each.verdict != "does_not_count" for each in found):
            return _substitution(rule, "ask_hr", "Whether your experience is of this kind is for HR to say.")
        return _substitution(rule, "not_available", "Nothing you said is experience of this kind.")

    def _experience_for_schooling(self, rule: Equivalency, years: float | None) -> Substitution:
        sure, perhaps = self._beyond_what_is_asked()
        if rule.rate is None:
            if sure + perhaps > 0:
                return _substitution(rule, "ask_hr", "The text states no rate, so how much counts is for HR to say.")
            return _substitution(rule, "not_available", "You have no experience beyond what is asked for anyway.")
        if years is None:
            return _substitution(rule, "ask_hr", "How many years this schooling takes is not stated.")
        capped = min(years, rule.max_years) if rule.max_years else years
        needed = capped * rule.rate.experience_years / rule.rate.education_years
        missing = max(needed - sure, 0.0)
        if perhaps and missing and sure + perhaps >= needed:
            return _substitution(rule, "ask_hr", "Whether your other experience is appropriate is for HR to say.")
        return _substitution(
            rule, "stated", f"At the rate stated, {_years(needed)} of experience stand for it.", round(missing, 2)
        )

    def _schooling_for_experience(self, rule: Equivalency, leaf: LeafAnswer) -> Substitution:
        surplus = self._schooling_beyond()
        if surplus <= 0:
            return _substitution(rule, "not_available", "You have no schooling beyond what is asked for anyway.")
        short = leaf.short_by_years or 0.0
        if rule.max_years is not None and short > rule.max_years:
            return _substitution(rule, "not_available", f"It replaces at most {_years(rule.max_years)}.")
        if rule.rate is None:
            return _substitution(rule, "ask_hr", "The text states no rate, so how much counts is for HR to say.")
        gained = surplus * rule.rate.experience_years / rule.rate.education_years
        return _substitution(rule, "stated", f"It stands for {_years(gained)}.", round(max(short - gained, 0.0), 2))

    def _beyond_what_is_asked(self) -> tuple[float, float]:
        """Years of the kind asked for that are left over, and other years that HR might accept."""
        leaves = [n for n in _leaves(self.asked.requirement) if isinstance(n, Experience)]
        asked = sum(leaf.years or 0.0 for leaf in leaves)
        sure = perhaps = 0.0
        for held in self.profile.experience:
            found = [match(held, leaf, self.asked.authority, self.titles) for leaf in leaves]
            if any(each.verdict == "counts" for each in found):
                sure += held.years
            elif not found or any(each.verdict == "ask_hr" for each in found) or held.of:
                perhaps += held.years
        return max(sure - asked, 0.0), perhaps

    def _schooling_beyond(self) -> float:
        asked = [years_of(n.level) or 0.0 for n in _leaves(self.asked.requirement) if isinstance(n, Education)]
        own = max(years_of(self.profile.education) or 0.0, self.profile.college_years)
        return own - max(asked, default=0.0)

    def _no_year_twice(self, node: Group, joined: _Outcome) -> _Outcome:
        """Two requirements side by side each want their own years; whether the same years may serve both, HR says."""
        wanted = [part for part in node.of if isinstance(part, Experience) and part.years]
        if joined.answer != "met" or len(wanted) < 2:
            return joined
        useful = 0.0
        for held in self.profile.experience:
            found: list[Match] = [match(held, part, self.asked.authority, self.titles) for part in wanted]
            useful += held.years if any(each.verdict == "counts" for each in found) else 0.0
        if useful >= sum(part.years or 0.0 for part in wanted):
            return joined
        return structs.replace(joined, answer="ask_hr", short=None)


# "A valid California driver's license and a good driving record may be required prior to appointment."
_MAY = re.compile(r"\bmay be (?:required|requested|needed)\b", re.IGNORECASE)
_EMPTY = frozenset(
    stems("a an the of valid current license licence certificate certification california colorado state")
)
_NOTHING_STATED = _Outcome(answer="ask_hr", short=None, leaves=())


def _leaves(node: Requirement | None) -> Iterable[Requirement]:
    if isinstance(node, Group):
        for part in node.of:
            yield from _leaves(part)
    elif node is not None:
        yield node


def _all_of(parts: list[_Outcome]) -> _Outcome:
    failed = [part for part in parts if part.answer == "not_met"]
    if failed:
        shorts = [part.short for part in failed if part.short is not None]
        return _joined(parts, "not_met", sum(shorts) if shorts else None, all(part.only_years for part in failed))
    asked = any(part.answer == "ask_hr" for part in parts)
    return _joined(parts, "ask_hr" if asked else "met", None if asked else 0.0)


def _one_of(parts: list[_Outcome]) -> _Outcome:
    for answer in ("met", "ask_hr"):
        if any(part.answer == answer for part in parts):
            return _joined(parts, answer, 0.0 if answer == "met" else None)
    nearest = min(parts, key=lambda part: (not part.only_years, part.short if part.short is not None else math.inf))
    return _joined(parts, "not_met", nearest.short, nearest.only_years)


def _joined(parts: list[_Outcome], answer: Answer, short: float | None, only_years: bool = True) -> _Outcome:
    return _Outcome(
        answer=answer,
        short=short,
        only_years=only_years,
        leaves=tuple(leaf for part in parts for leaf in part.leaves),
        substitutions=tuple(dict.fromkeys(s for part in parts for s in part.substitutions)),
    )


def _outcome(leaf: LeafAnswer) -> _Outcome:
    only_years = leaf.answer != "not_met" or leaf.short_by_years is not None
    return _Outcome(answer=leaf.answer, short=leaf.short_by_years, only_years=only_years, leaves=(leaf,))


def _leaf(node: Requirement, answer: Answer, why: str, short: float | None = None) -> LeafAnswer:
    assert not isinstance(node, Group)
    kind = str(node.__struct_config__.tag)
    rounded = round(short, 2) if short is not None else None
    return LeafAnswer(
        quote=node.quote, first_line=node.first_line, answer=answer, why=why, type=kind, short_by_years=rounded
    )


def _substitution(
    rule: Equivalency, answer: Literal["stated", "ask_hr", "not_available"], why: str, years: float | None = None
) -> Substitution:
    return Substitution(
        quote=rule.quote,
        first_line=rule.first_line,
        substitute=rule.substitute,
        for_=rule.for_,
        answer=answer,
        why=why,
        years=years,
    )


def _earliest(outcome: _Outcome, today: date) -> str | None:
    """The first day on which the years that lack may be there, if she goes on working; null where years do not help."""
    if outcome.answer == "met":
        return today.isoformat()
    if outcome.answer == "ask_hr" or not outcome.only_years or not outcome.short:
        return None
    return (today + timedelta(days=math.ceil(outcome.short * _DAYS_A_YEAR))).isoformat()


def _years(years: float) -> str:
    """``half a year``, ``1 year``, ``2.5 years``."""
    if years == 0.5:
        return "half a year"
    return f"{years:g} year" + ("" if years == 1 else "s")
