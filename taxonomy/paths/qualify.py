"""Does a person meet the requirements of a class? Met, not met, or ask HR, leaf by leaf with its sentence.

Three-valued and humble: what only a person can judge is "ask HR", and years count twice only where the text counts one
inside the other.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct, structs

from taxonomy.model import Experience, Group, Leaf, Requirement
from taxonomy.paths.answers import (
    LeafAnswer,
    Qualification,
    QualificationAnswer,
    ShortBy,
    Strength,
    Substitution,
    TreeAnswer,
    Unknown,
    strongest,
    weakest,
)
from taxonomy.paths.beside import WEIGHED, Beside, conditions_beside, unknown_words
from taxonomy.paths.leaf_answers import PreparedProfile, answer_leaf
from taxonomy.paths.profile import MOST_YEARS, Profile
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.substitutes import replace_by_rules
from taxonomy.paths.timetable import years_after

_ANSWERS: dict[Strength, QualificationAnswer] = {
    "certain": "met",
    "kind_to_confirm": "ask_hr",
    "level_to_confirm": "ask_hr",
    "field_unknown": "ask_hr",
    "unread": "ask_hr",
    "no": "not_met",
}
_NO_TREE = TreeAnswer(answer="ask_hr")  # replaced at once by the shape of the group
_SHARED_YEARS = "Each part of the requirement is there, but the same years would serve two of them: ask HR."
_NOTHING_STATED = "No requirement was found in the text of this class."


class _Outcome(Struct, frozen=True, kw_only=True, gc=False):
    answer: QualificationAnswer
    strength: Strength
    short: float | None  # years that lack, as far as years are what lacks
    least: float | None = None  # the same if HR counts all that may count
    only_years: bool = True  # whether nothing but years lacks
    tree: TreeAnswer
    assumed: bool = False


def qualify(
    profile: Profile, rulebook: RequirementBook, today: date, *, only: Collection[str] | None = None
) -> tuple[Qualification, ...]:
    """The answer for each class of `rulebook`, or those of `only`; `today` is the day that `earliest` counts from."""
    person = PreparedProfile(profile, rulebook)
    asked = rulebook.requirements if only is None else [each for each in rulebook.requirements if each.id in only]
    unknown = unknown_words(profile, rulebook)
    return tuple(_Reader(person, each).answer(today, unknown) for each in asked)


class _Reader:
    """One person held against one class."""

    def __init__(self, person: PreparedProfile, asked: ClassRequirement) -> None:
        self.person = person
        self.asked = asked
        self.leaves: list[LeafAnswer] = []
        self.substitutions: dict[Substitution, None] = {}
        self.notes: list[str] = []

    def answer(self, today: date, unknown: tuple[Unknown, ...]) -> Qualification:
        outcome = self._read(self.asked.requirement) if self.asked.requirement else self._nothing()
        beside = conditions_beside(self.asked, self.person)
        may_file = self._may_file(outcome, beside)
        outcome = self._with_what_is_beside(outcome, beside)
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
            strength=outcome.strength,
            short_by=_short_by(outcome),
            unknown=unknown,
            conditions=tuple([each.answer for each in beside]),
            may_file_now=may_file,
            notes=tuple(self.notes),
            tree=outcome.tree if self.leaves else None,
        )

    def _nothing(self) -> _Outcome:
        self.notes.append(_NOTHING_STATED)
        return _Outcome(answer="ask_hr", strength="unread", short=None, tree=TreeAnswer(answer="ask_hr"))

    def _may_file(self, outcome: _Outcome, beside: Sequence[Beside]) -> bool | None:
        """Whether the text lets the person file today: what is needed only by appointment may still be missing."""
        grace = self.asked.filing_grace_months
        soon = outcome.only_years and outcome.short and grace and outcome.short * 12 <= grace
        if outcome.answer == "not_met" and not soon:
            return False
        if outcome.answer == "ask_hr" or self.asked.residue:
            return None
        if any(each.lacks and each.answer.needed != "appointment" for each in beside):
            return None
        if soon:
            self.notes.append(f"You may file now: the text lets people file who lack {grace:g} months or less.")
        elif any(each.lacks for each in beside):
            self.notes.append("You may file now. What is listed here is needed by appointment.")
        return True

    def _with_what_is_beside(self, outcome: _Outcome, beside: Sequence[Beside]) -> _Outcome:
        """The answer of the tree, where something is unread or a condition stands beside it: never more."""
        if self.asked.residue and outcome.answer != "not_met":
            self.notes.extend(f"Not read, so HR must say: “{each.text}”" for each in self.asked.residue)
            outcome = structs.replace(outcome, answer="ask_hr", strength="unread", short=None, least=None)
        told = [each for each in beside if each.answer.answer != "met" and each.answer.type in WEIGHED]
        self.notes.extend(dict.fromkeys(each.answer.why for each in told))
        if outcome.answer == "met" and any(each.lacks for each in beside):
            outcome = structs.replace(outcome, answer="ask_hr", strength="kind_to_confirm", short=None)
        return outcome

    def _read(self, node: Requirement) -> _Outcome:
        if not isinstance(node, Group):
            return self._leaf(node)
        parts = [self._read(part) for part in node.of]
        found = _all_of(parts) if node.op == "and" else _one_of(parts)
        if node.op == "and" and found.answer == "met" and not self._years_suffice(node):
            self.notes.append(_SHARED_YEARS)
            found = structs.replace(found, answer="ask_hr", strength="kind_to_confirm", short=None)
        return structs.replace(
            found,
            tree=TreeAnswer(answer=found.answer, op=node.op, of=tuple([part.tree for part in parts])),
            assumed=node.assumed or any(part.assumed for part in parts),
        )

    def _leaf(self, node: Leaf) -> _Outcome:
        own = answer_leaf(node, self.asked, self.person)
        found, substitutions = replace_by_rules(own, node, self.asked, self.person)
        self.leaves.append(found)
        self.substitutions |= dict.fromkeys(substitutions)
        return _Outcome(
            answer=found.answer,
            strength=found.strength,
            short=found.short_by_years,
            least=found.least_short if found.least_short is not None else found.short_by_years,
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


def _all_of(parts: Sequence[_Outcome]) -> _Outcome:
    """The weakest of the parts; years that lack add up, and help only where nothing else lacks."""
    strength = weakest(part.strength for part in parts)
    failed = [part for part in parts if part.answer == "not_met"]
    only_years = all(part.only_years for part in failed)
    return _Outcome(
        answer=_ANSWERS[strength],
        strength=strength,
        short=_sum([part.short for part in failed]) if failed else _none_short(strength),
        least=_sum([part.least for part in failed]),
        only_years=only_years,
        tree=_NO_TREE,
    )


def _one_of(parts: Sequence[_Outcome]) -> _Outcome:
    """The alternative that is surest, of those that are not met the nearest."""
    strength = strongest(part.strength for part in parts)
    nearest = min(parts, key=lambda part: (not part.only_years, math.inf if part.short is None else part.short))
    if strength != "no":
        return _Outcome(answer=_ANSWERS[strength], strength=strength, short=_none_short(strength), tree=_NO_TREE)
    return structs.replace(nearest, strength=strength, tree=_NO_TREE)


def _sum(shorts: Sequence[float | None]) -> float | None:
    known = [short for short in shorts if short is not None]
    return round(sum(known), 2) if known else None


def _none_short(strength: Strength) -> float | None:
    return 0.0 if strength == "certain" else None


def _short_by(outcome: _Outcome) -> ShortBy | None:
    """How much lacks at least and at most, where years are what lacks."""
    if outcome.answer != "not_met" or not outcome.short:
        return None
    least = outcome.short if outcome.least is None else min(outcome.least, outcome.short)
    return ShortBy(least=least, most=outcome.short)


def _earliest(outcome: _Outcome, today: date) -> str | None:
    """The first day on which the years that lack may be there, if she goes on working; null where years do not help."""
    if outcome.answer == "met":
        return today.isoformat()
    years = outcome.short
    if outcome.answer == "ask_hr" or not outcome.only_years or not years or years > MOST_YEARS:
        return None
    return years_after(today, years).isoformat()
