"""Does a person meet the requirements of a class? Met, not met, or ask HR, leaf by leaf with its sentence.

Three-valued and humble: what only a person can judge is "ask HR", and years count twice only where the text counts one
inside the other.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from taxonomy.model import Experience, Group, Leaf, Requirement
from taxonomy.paths.answers import Answer, LeafAnswer, Qualification, Substitution, TreeAnswer
from taxonomy.paths.leaf_answers import Person, answer_leaf
from taxonomy.paths.profile import MOST_YEARS, Profile
from taxonomy.paths.rulebook import ClassRequirement, Rulebook
from taxonomy.paths.substitutes import replace_by_rules

_DAYS_A_MONTH = 365.25 / 12
_SHARED_YEARS = "Each part of the requirement is there, but the same years would serve two of them: ask HR."
_NOTHING_STATED = "No requirement was found in the text of this class."


class _Outcome(Struct, frozen=True, kw_only=True, gc=False):
    answer: Answer
    short: float | None  # years that lack, as far as years are what lacks
    only_years: bool = True  # whether nothing but years lacks
    tree: TreeAnswer
    assumed: bool = False


def qualify(
    profile: Profile, rulebook: Rulebook, today: date, *, only: Collection[str] | None = None
) -> tuple[Qualification, ...]:
    """The answer for each class of `rulebook`, or those of `only`; `today` is the day that `earliest` counts from."""
    person = Person(profile, rulebook)
    asked = rulebook.requirements if only is None else [each for each in rulebook.requirements if each.id in only]
    return tuple(_Reader(person, each).answer(today) for each in asked)


class _Reader:
    """One person held against one class."""

    def __init__(self, person: Person, asked: ClassRequirement) -> None:
        self.person = person
        self.asked = asked
        self.leaves: list[LeafAnswer] = []
        self.substitutions: dict[Substitution, None] = {}
        self.notes: list[str] = []

    def answer(self, today: date) -> Qualification:
        outcome = self._read(self.asked.requirement) if self.asked.requirement else self._nothing()
        return Qualification(
            class_=self.asked.id,
            title=self.asked.title,
            answer=outcome.answer,
            short_by_years=outcome.short,
            earliest=_earliest(outcome, today),
            leaves=tuple(self.leaves),
            substitutions=tuple(self.substitutions),
            document=self.asked.document,
            assumed=outcome.assumed,
            notes=tuple(self.notes),
            tree=outcome.tree if self.leaves else None,
        )

    def _nothing(self) -> _Outcome:
        self.notes.append(_NOTHING_STATED)
        return _Outcome(answer="ask_hr", short=None, tree=TreeAnswer(answer="ask_hr"))

    def _read(self, node: Requirement) -> _Outcome:
        if not isinstance(node, Group):
            return self._leaf(node)
        parts = [self._read(part) for part in node.of]
        answer, short, only_years = _all_of(parts) if node.op == "and" else _one_of(parts)
        if node.op == "and" and answer == "met" and not self._years_suffice(node):
            self.notes.append(_SHARED_YEARS)
            answer, short = "ask_hr", None
        return _Outcome(
            answer=answer,
            short=short,
            only_years=only_years,
            tree=TreeAnswer(answer=answer, op=node.op, of=tuple([part.tree for part in parts])),
            assumed=node.assumed or any(part.assumed for part in parts),
        )

    def _leaf(self, node: Leaf) -> _Outcome:
        own = answer_leaf(node, self.asked, self.person)
        found, substitutions = replace_by_rules(own, node, self.asked, self.person)
        self.leaves.append(found)
        self.substitutions |= dict.fromkeys(substitutions)
        return _Outcome(
            answer=found.answer,
            short=found.short_by_years,
            only_years=found.answer != "not_met" or found.short_by_years is not None,
            tree=TreeAnswer(answer=found.answer, leaf=len(self.leaves) - 1),
        )

    def _years_suffice(self, node: Group) -> bool:
        """Two requirements side by side each want their own years; whether the same years may serve both, HR says."""
        wanted = [part for part in node.of if isinstance(part, Experience) and part.years]
        if len(wanted) < 2:
            return True
        weighed = [self.person.weigh(part, self.asked.authority) for part in wanted]
        useful = 0.0
        for place, claim in enumerate(self.person.claims):
            if any(each[place].verdict == "counts" for each in weighed):
                useful += claim.held.years
        return useful >= sum(part.years or 0.0 for part in wanted)


def _all_of(parts: Sequence[_Outcome]) -> tuple[Answer, float | None, bool]:
    """The answer, the years that lack, and whether nothing but years does."""
    answers = {part.answer for part in parts}
    if "not_met" in answers:
        failed = [part for part in parts if part.answer == "not_met"]
        shorts = [part.short for part in failed if part.short is not None]
        return "not_met", round(sum(shorts), 2) if shorts else None, all(part.only_years for part in failed)
    return ("ask_hr", None, True) if "ask_hr" in answers else ("met", 0.0, True)


def _one_of(parts: Sequence[_Outcome]) -> tuple[Answer, float | None, bool]:
    """The same of alternatives: the one that is met, else asked about, else nearest."""
    answers = {part.answer for part in parts}
    if "met" in answers:
        return "met", 0.0, True
    if "ask_hr" in answers:
        return "ask_hr", None, True
    nearest = min(parts, key=lambda part: (not part.only_years, math.inf if part.short is None else part.short))
    return "not_met", nearest.short, nearest.only_years


def _earliest(outcome: _Outcome, today: date) -> str | None:
    """The first day on which the years that lack may be there, if she goes on working; null where years do not help."""
    if outcome.answer == "met":
        return today.isoformat()
    years = outcome.short
    if outcome.answer == "ask_hr" or not outcome.only_years or not years or years > MOST_YEARS:
        return None
    return _after(today, years).isoformat()


@lru_cache(maxsize=512)
def _after(day: date, years: float) -> date:
    """`years` later by the calendar: half a year after the first of January is the first of July."""
    rest, months = math.modf(round(years * 12, 2))
    place = day.month - 1 + int(months)
    year, month = day.year + place // 12, place % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last)) + timedelta(days=math.ceil(rest * _DAYS_A_MONTH))
