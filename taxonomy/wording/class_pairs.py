"""What did people decide about two classes: pinned to each other, suppressed beside each other, or looked at and kept
apart?

The decisions stand in the same ledger as those about wording; both sides are ids of classes. In the ledger's order:

* **pin**: each of the two stands first among the related classes of the other;
* **suppress**: neither is listed among the related classes of the other;
* **different**: the two were looked at as near-duplicates and are kept apart on purpose;
* **undo** takes a decision out of force, as everywhere.

A pair has no order. Pin and suppress of one pair contradict each other: the older stands, the younger is set aside and
reported in words. A class that was retitled is found by its former title; what matches nothing goes on the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from taxonomy.basics.naming import slug
from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.decisions import is_about_classes, standing

PAIR_ANSWERS: tuple[DecisionKind, ...] = ("pin", "suppress", "different")
_AGAINST: Mapping[str, DecisionKind] = {"pin": "suppress", "suppress": "pin"}
_NEXT = 2**62
FormerTitles = Mapping[str, Sequence[str]]  # the id of every class, and its former titles


class PairRefused(ValueError):
    """A decision about two classes that would be set aside."""


class PairDecisions(Struct, kw_only=True):
    """The decisions about pairs of classes that are in force. `of` leads from an answer to a class to its others."""

    of: dict[str, dict[str, dict[str, Decision]]] = field(default_factory=lambda: {a: {} for a in PAIR_ANSWERS})
    stale: list[Decision] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    def others(self, answer: DecisionKind, class_id: str) -> Mapping[str, Decision]:
        """The classes that `answer` was given about with `class_id`, the oldest decision first."""
        return self.of[answer].get(class_id, {})

    def between(self, answer: DecisionKind, one: str, other: str) -> Decision | None:
        """The oldest decision in force that gives `answer` about these two."""
        return self.others(answer, one).get(other)

    def about(self, class_id: str | None = None) -> list[Decision]:
        """The decisions in force, oldest first; of one class where `class_id` names it."""
        found = {
            d.id: d
            for of in self.of.values()
            for id_, others in of.items()
            if class_id in (None, id_)
            for d in others.values()
        }
        return sorted(found.values(), key=lambda decision: decision.sequence)


def settle_pairs(decisions: Sequence[Decision], classes: FormerTitles) -> PairDecisions:
    """Replay the decisions about pairs of `classes`, oldest first."""
    result = PairDecisions()
    about = [decision for decision in standing(decisions) if is_about_classes(decision)]
    aliases = _former_ids(classes) if about else {}
    for decision in about:
        left, right = (_known(side, classes, aliases) for side in (decision.left, decision.right))
        problem = _problem(result, decision, left, right)
        if problem:
            result.contradictions.append(_set_aside(decision, problem))
        elif left is None or right is None:
            result.stale.append(decision)
        else:
            for one, other in ((left, right), (right, left)):
                result.of[decision.answer].setdefault(one, {}).setdefault(other, decision)
    return result


def refuse_against(
    answer: DecisionKind, left: str, right: str, decisions: Sequence[Decision], classes: FormerTitles
) -> None:
    """Raise PairRefused, in words, where `answer` about these two, given now, would be set aside."""
    settled = settle_pairs(decisions, classes)
    wanted = Decision(
        id="-", sequence=_NEXT, answer=answer, question=None, left=left, right=right, by="", when="", why=""
    )
    problem = _problem(settled, wanted, left, right)
    made = settled.between(answer, left, right)
    if made is not None:
        problem = f"{_named(made)} says so already: “{made.why}”"
    if problem:
        raise PairRefused(problem[0].upper() + problem[1:])


def _known(name: str, classes: FormerTitles, aliases: Mapping[str, str]) -> str | None:
    return name if name in classes else aliases.get(name)


def _former_ids(classes: FormerTitles) -> dict[str, str]:
    """The ids that classes had under their former titles, where exactly one class had it."""
    found: dict[str, set[str]] = defaultdict(set)
    for class_id, former in classes.items():
        for title in former:
            found[f"{class_id.partition('/')[0]}/{slug(title)}"].add(class_id)
    return {old: ids.pop() for old, ids in found.items() if len(ids) == 1}


def _problem(settled: PairDecisions, decision: Decision, left: str | None, right: str | None) -> str | None:
    """What `decision` contradicts, in words."""
    if decision.answer not in PAIR_ANSWERS:
        return f"about two classes only {', '.join(PAIR_ANSWERS)} can be decided."
    if left is None or right is None:
        return None
    if left == right:
        return "both sides are one class."
    contrary = _AGAINST.get(decision.answer)
    older = settled.between(contrary, left, right) if contrary else None
    if older is None:
        return None
    way = "An earlier decision says otherwise. Undo it first."
    return f"{_named(older)} says {older.answer}: “{older.why}” {way}"


def _set_aside(decision: Decision, reason: str) -> str:
    answer, sides = decision.answer.replace("_", " "), f"“{decision.left}” and “{decision.right}”"
    return f"{_named(decision)}, {answer} for {sides}, is set aside: {reason}"


def _named(decision: Decision) -> str:
    return f"decision {decision.sequence} ({decision.who}, {decision.when[:10]})"
