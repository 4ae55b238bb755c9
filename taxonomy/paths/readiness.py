"""How ready does one class make for another? Counted by the same comparison as the gap between the two.

A competency is there if a class on the way states it in some form (the same, reworded, renamed, or a clause of it); a
requirement of experience is met if years served in classes on the way meet it without anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from taxonomy.paths.gap import GapSource, new_statements
from taxonomy.paths.ladder import LadderEdge
from taxonomy.paths.leaf_answers import PreparedProfile, answer_leaf
from taxonomy.paths.plain_words import AskedPart
from taxonomy.paths.profile import ExperienceEntry, Profile
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook, experiences
from taxonomy.paths.way_in import licences_beside, way_in

_PAIRS_KEPT = 20_000


class ReadinessSource(GapSource, Protocol):
    """What is needed beyond a comparison: what the classes ask for."""

    @property
    def rulebook(self) -> RequirementBook:
        """The requirements of all classes."""

    def title_of(self, class_id: str) -> str:
        """The title of a class, loaded or only named."""


class AtlasReadiness:
    """The readiness of the classes of one generation, remembered for the pairs asked for last."""

    def __init__(self, atlas: ReadinessSource) -> None:
        self._atlas = atlas
        self._to_add = lru_cache(maxsize=_PAIRS_KEPT)(self._compared)

    def to_add(self, start: str, goal: str) -> frozenset[int] | None:
        """The statements of `goal`, by place, that are new for a holder of `start`; None where that is not known."""
        is_known = start in self._atlas.classes and goal in self._atlas.classes and self.stated(goal)
        return self._to_add(start, goal) if is_known else None

    def stated(self, class_id: str) -> int:
        """How many competencies a class states."""
        return len(self._atlas.everything_of(class_id))

    def experience_met(self, served: Sequence[tuple[str, float]], goal: str) -> tuple[int, int]:
        """How many requirements of experience of `goal` the years served meet, and of how many."""
        asked = self._requirements.get(goal)
        wanted = tuple(experiences(asked.requirement)) if asked is not None else ()
        if asked is None or not wanted:
            return 0, 0
        person = PreparedProfile(Profile(experience=tuple(self._held(*each) for each in served)), self._atlas.rulebook)
        return sum(answer_leaf(leaf, asked, person).answer == "met" for leaf in wanted), len(wanted)

    def asked(self, edges: Sequence[LadderEdge]) -> tuple[AskedPart, ...]:
        """All that the step of these edges asks for, by the first of them that a requirement states."""
        for edge in edges:
            wanted = self._requirements.get(edge.to)
            if edge.kind == "requirement" and wanted is not None and wanted.requirement is not None:
                found = way_in(wanted.requirement, edge)
                return (*found, *licences_beside(wanted.conditions)) if found else ()
        return ()

    def _held(self, class_id: str, years: float) -> ExperienceEntry:
        title, authority = self._atlas.title_of(class_id), class_id.partition("/")[0]
        return ExperienceEntry(class_=title, years=years, authority=authority)

    def _compared(self, start: str, goal: str) -> frozenset[int]:
        return new_statements(self._atlas, start, goal)

    @cached_property
    def _requirements(self) -> dict[str, ClassRequirement]:
        return {each.id: each for each in self._atlas.rulebook.requirements}
