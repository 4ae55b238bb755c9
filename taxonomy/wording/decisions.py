"""What do all the decisions that people made come to, taken together?

The algebra, in the order of the ledger's numbers (the order of the list does not matter):

* an **undo** takes its decision out of force; an undo of an undo puts it back, as if neither had been made;
* **same** joins two sides and everything already joined to either; the side named first in the oldest decision keeps
  its id, the others redirect to it; **renamed** is *same* that also gives the second side's label to the whole;
* **different** keeps two sides apart, and everything joined to either;
* **level_of** keeps them apart too, and says that the left stands below the right;
* **moved** brings a variant (left) under the competency of the right, and joins it to the right if that is a variant;
* **canonical** chooses the text (right) that stands for the left;
* **suppress** puts a variant or a wording on the list of what must not come back; **skip** only puts a question off.

A decision that contradicts what older ones say is set aside and reported in words: the older stand. Who has changed
their mind undoes the older decision first. What was joined is split by undoing, then deciding *different*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from taxonomy.model import Decision
from taxonomy.wording.groups import Groups

# How a competency stands to a concept of a reference vocabulary: joins and parts nothing of ours.
MAPPING_ANSWERS = frozenset({"exact_match", "close_match", "broad_match", "narrow_match", "no_match"})


class KnownIds(Struct, frozen=True, kw_only=True):
    """The ids that decisions may speak of: competencies, variants with their competency, wordings, and other names."""

    competencies: frozenset[str]
    variants: dict[str, str]
    wordings: frozenset[str] = frozenset()
    aliases: dict[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> str | None:
        """The id that `name` stands for, or None where nothing has it any more."""
        known = name in self.competencies or name in self.variants
        return name if known else self.aliases.get(name)


class Settlement(Struct, kw_only=True):
    """What the decisions in force come to. All ids are ids of `KnownIds`; `groups` says what each was joined to."""

    groups: Groups = field(default_factory=Groups)
    homes: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)
    suppressed: dict[str, str] = field(default_factory=dict)
    skipped: set[frozenset[str]] = field(default_factory=set)
    below: dict[str, set[str]] = field(default_factory=dict)
    in_force: list[Decision] = field(default_factory=list)
    stale: list[Decision] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    def stands_below(self, low: str, high: str) -> bool:
        """Does a chain of levels lead from `low` up to `high`?"""
        if not self.below:
            return False
        find, goal = self.groups.find, self.groups.find(high)
        edges: dict[str, set[str]] = {}
        for lower, uppers in self.below.items():
            edges.setdefault(find(lower), set()).update(map(find, uppers))
        seen, waiting = set[str](), [find(low)]
        while waiting:
            for upper in edges.get(waiting.pop(), set()) - seen:
                if upper == goal:
                    return True
                seen.add(upper)
                waiting.append(upper)
        return False


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no undo took back, oldest first; the undos themselves are left out."""
    ordered = sorted(set_of(decisions).values(), key=_age)
    undone: set[str] = set()
    for decision in reversed(ordered):
        if decision.answer == "undo" and decision.id not in undone and decision.undoes:
            undone.add(decision.undoes)
    return tuple(d for d in ordered if d.answer != "undo" and d.id not in undone)


def set_of(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decisions by id: one that was handed in twice counts once."""
    return {decision.id: decision for decision in decisions}


def _age(decision: Decision) -> tuple[int, str]:
    return decision.sequence, decision.id


def settle(decisions: Sequence[Decision], known: KnownIds) -> Settlement:
    """Replay `decisions` over what is `known`: what is joined, apart, moved, levelled, stale or contradictory."""
    result = Settlement()
    result.stale += _idle_undos(decisions)
    for decision in standing(decisions):
        if is_about_classes(decision) or is_about_documents(decision) or decision.answer in MAPPING_ANSWERS:
            continue
        problem = _Replay(result, known, decision).apply()
        if problem:
            result.contradictions.append(problem)
    result.stale.sort(key=_age)
    return result


def is_about_classes(decision: Decision) -> bool:
    """Whether it is about classes ("denver/311-director"), which `taxonomy.wording.class_pairs` settles."""
    apart = is_about_documents(decision) or decision.answer in MAPPING_ANSWERS
    return not apart and (decision.answer == "pin" or "/" in decision.left)


def is_about_documents(decision: Decision) -> bool:
    """Whether it is about a document, how it is read, or what was found in it: nothing that joins or parts wording."""
    return decision.answer in ("correct", "remove", "accept", "dismiss")


def _idle_undos(decisions: Sequence[Decision]) -> list[Decision]:
    made = set_of(decisions)
    undos = [d for d in made.values() if d.answer == "undo"]
    return [d for d in undos if d.undoes not in made or made[d.undoes].sequence >= d.sequence]


class _Replay:
    """One decision laid upon what the older ones have settled."""

    def __init__(self, result: Settlement, known: KnownIds, decision: Decision) -> None:
        self.result, self.known, self.decision = result, known, decision
        self.left, self.right = known.resolve(decision.left), known.resolve(decision.right)

    def apply(self) -> str | None:
        """Put the decision in force, or say in words what it contradicts; what matches nothing goes on the list."""
        if self.decision.answer in {"canonical", "suppress", "renamed"}:
            done = self._apply_text()
        else:
            done = self._apply_pair()
        if done is True:
            self.result.in_force.append(self.decision)
        elif done is False:
            self.result.stale.append(self.decision)
        return done if isinstance(done, str) else None

    def _apply_text(self) -> str | bool:
        """Decisions whose right side may be a text instead of an id."""
        answer, right = self.decision.answer, self.decision.right
        if answer == "suppress":
            return self._suppress()
        if self.left is None or not right:
            return False
        if answer == "canonical":
            self.result.canonical.setdefault(self.left, self.right or right)
            return self._unless_taken(self.result.canonical, self.right or right)
        problem = self._same() if self.right else None
        if problem:
            return problem
        self.result.labels.setdefault(self.left, self.right or right)
        return self._unless_taken(self.result.labels, self.right or right)

    def _unless_taken(self, chosen: dict[str, str], value: str) -> str | bool:
        if chosen.get(self.left or "") == value:
            return True
        return self._set_aside(f"“{chosen[self.left or '']}” was chosen before")

    def _suppress(self) -> bool:
        name = self.left or self.decision.left
        if name not in self.known.wordings and self.left is None:
            return False
        self.result.suppressed.setdefault(name, self.decision.id)
        return True

    def _apply_pair(self) -> str | bool:
        if self.left is None or self.right is None:
            return False
        answer = self.decision.answer
        if answer == "skip":
            self.result.skipped.add(frozenset((self.left, self.right)))
            return True
        if answer == "moved":
            return self._moved() or True
        if self._is_variant(self.left) != self._is_variant(self.right):
            return self._set_aside("one side is a competency, the other a single wording of one")
        if answer == "same":
            return self._same() or True
        return self._apart() or True

    def _is_variant(self, name: str | None) -> bool:
        return name in self.known.variants

    def _same(self) -> str | None:
        return self._join(self.left or "", self.right or "")

    def _join(self, keeps: str, gives: str) -> str | None:
        apart = self.result.groups.kept_apart_by(keeps, gives)
        if apart:
            return self._set_aside(f"{_named(apart)} keeps them apart")
        if self.result.stands_below(keeps, gives) or self.result.stands_below(gives, keeps):
            return self._set_aside("older decisions put one above the other")
        self.result.groups.join(keeps, gives, self.decision)
        return None

    def _apart(self) -> str | None:
        left, right = self.left or "", self.right or ""
        if self.result.groups.find(left) == self.result.groups.find(right):
            chain = ", ".join(map(_named, self.result.groups.chain(left, right))) or "their texts are the same words"
            return self._set_aside(f"they are one already ({chain})")
        if self.decision.answer == "level_of":
            if self.result.stands_below(right, left):
                return self._set_aside("older decisions put them in the opposite order")
            self.result.below.setdefault(left, set()).add(right)
        self.result.groups.keep_apart(left, right, self.decision)
        return None

    def _moved(self) -> str | None:
        left, right = self.left or "", self.right or ""
        if not self._is_variant(left):
            return self._set_aside("only a variant can move from one competency to another")
        home = self.known.variants.get(right, right)
        if self.result.homes.get(left, home) != home:
            return self._set_aside(f"it was moved to “{self.result.homes[left]}” before")
        problem = self._join(right, left) if self._is_variant(right) else None
        if not problem:
            self.result.homes[left] = home
        return problem

    def _set_aside(self, reason: str) -> str:
        decision = self.decision
        answer = decision.answer.replace("_", " ")
        sides = f"“{decision.left}” and “{decision.right}”"
        return f"{_named(decision)}, {answer} for {sides}, is set aside: {reason}. The older stands."


def _named(decision: Decision) -> str:
    return f"decision {decision.sequence} ({decision.who}, {decision.when[:10]})"
