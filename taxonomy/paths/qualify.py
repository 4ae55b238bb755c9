"""Does a person meet the requirements of a class? Met, not met, or ask HR, leaf by leaf with its sentence.

Three-valued and humble: what only a person can judge is "ask HR", and years count twice only where the text counts one
inside the other.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from taxonomy.model import Experience, Group, Leaf, Requirement
from taxonomy.paths.answers import Answer, LeafAnswer, Qualification, Substitution, TreeAnswer
from taxonomy.paths.leaf_answers import Person, answer_leaf
from taxonomy.paths.profile import MOST_YEARS, Profile
from taxonomy.paths.rulebook import ClassRequirement, Rulebook
from taxonomy.paths.substitutes import replace_by_rules

_DAYS_A_YEAR = 365.25
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
        joined = _all_of(parts) if node.op == "and" else _one_of(parts)
        if node.op == "and" and joined.answer == "met" and not self._years_suffice(node):
            self.notes.append(_SHARED_YEARS)
            joined = structs.replace(joined, answer="ask_hr", short=None)
        tree = TreeAnswer(answer=joined.answer, op=node.op, of=tuple(part.tree for part in parts))
        assumed = node.assumed or any(part.assumed for part in parts)
        return structs.replace(joined, tree=tree, assumed=assumed)

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
        useful = sum(
            claim.held.years
            for claim in self.person.claims
            if any(claim.against(part, self.asked.authority).verdict == "counts" for part in wanted)
        )
        return useful >= sum(part.years or 0.0 for part in wanted)


def _all_of(parts: Sequence[_Outcome]) -> _Outcome:
    failed = [part for part in parts if part.answer == "not_met"]
    if failed:
        shorts = [part.short for part in failed if part.short is not None]
        only_years = all(part.only_years for part in failed)
        return _joined("not_met", round(sum(shorts), 2) if shorts else None, only_years=only_years)
    asking = any(part.answer == "ask_hr" for part in parts)
    return _joined("ask_hr") if asking else _joined("met", 0.0)


def _one_of(parts: Sequence[_Outcome]) -> _Outcome:
    if any(part.answer == "met" for part in parts):
        return _joined("met", 0.0)
    if any(part.answer == "ask_hr" for part in parts):
        return _joined("ask_hr")
    nearest = min(parts, key=lambda part: (not part.only_years, math.inf if part.short is None else part.short))
    return _joined("not_met", nearest.short, only_years=nearest.only_years)


def _joined(answer: Answer, short: float | None = None, *, only_years: bool = True) -> _Outcome:
    return _Outcome(answer=answer, short=short, only_years=only_years, tree=TreeAnswer(answer=answer))


def _earliest(outcome: _Outcome, today: date) -> str | None:
    """The first day on which the years that lack may be there, if she goes on working; null where years do not help."""
    if outcome.answer == "met":
        return today.isoformat()
    years = outcome.short
    if outcome.answer == "ask_hr" or not outcome.only_years or not years or years > MOST_YEARS:
        return None
    return (today + timedelta(days=math.ceil(years * _DAYS_A_YEAR))).isoformat()
