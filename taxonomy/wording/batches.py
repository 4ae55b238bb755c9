"""Which open questions can be answered together: one kind of difference, one reason, one batch?

Pairs that differ only in marks, capitals, small words or spelling are one wording. Pairs that a negation, an "or" for
an "and" or another verb of authority tells apart are two, and so are names with little in common. A batch is a run of
decisions whose ids begin alike (``b-punctuation-3f9a1c02-1``), so that one undo takes it back. The kinds that somebody
settled so are the recipe: what differs only in them is proposed first when new documents come.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence

from msgspec import Struct

from taxonomy.model import Decision, Question
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.decisions import standing
from taxonomy.wording.kinds import EDITORIAL

# The kind that a pair is listed under is the weightiest of those it has.
JOINED_KINDS = ("punctuation", "case", "article", "spelling")
PARTED_KINDS = ("different", "authority_verb", "conjunction", "negation")
_LITTLE_EVIDENCE = 0.4
BATCH_KINDS = (*JOINED_KINDS, *PARTED_KINDS)
REASONS = {
    "punctuation": "Only marks differ; no word changes.",
    "case": "Only capitals differ; no word changes.",
    "article": "Only small grammar words differ.",
    "spelling": "Only the spelling of a word differs.",
    "different": "Words were exchanged for others.",
    "authority_verb": "Another verb of authority: another level.",
    "conjunction": "“and” and “or” ask for different things.",
    "negation": "One says the contrary of the other, or makes an exception.",
}
_BATCH_ID = re.compile(r"b-([a-z-]+)-[0-9a-f]{8}")


class Batch(Struct, frozen=True, kw_only=True):
    """All sure questions of one kind and their answer; `settled` where an earlier batch of this kind stands."""

    kind: str
    answer: DecisionKind
    questions: tuple[Question, ...]
    settled: bool


def new_batch(kind: str) -> str:
    """The name of a new batch about `kind`."""
    return f"b-{kind.replace('_', '-')}-{secrets.token_hex(4)}"


def batch_id(decision_id: str) -> str | None:
    """The batch that a decision belongs to, by its id."""
    found = _BATCH_ID.match(decision_id)
    return found[0] if found else None


def sure_batches(questions: Iterable[Question], decisions: Sequence[Decision]) -> tuple[Batch, ...]:
    """The questions that evidence and kinds make sure, by kind; those put off are left out."""
    recipe = settled_kinds(decisions)
    sure = [question for question in questions if is_sure(question)]
    groups = {kind: tuple(q for q in sure if weightiest(q.kinds) == kind) for kind in BATCH_KINDS}
    return tuple(
        Batch(kind=kind, answer=answer_of(kind), questions=found, settled=kind in recipe)
        for kind, found in groups.items()
        if found
    )


def answer_of(kind: str) -> DecisionKind:
    """What the pairs of a kind are."""
    return "same" if kind in JOINED_KINDS else "different"


def is_sure(question: Question) -> bool:
    """Purely editorial, or told apart by a word that decides; and not put off by anybody."""
    suggests = question.features.get("suggests")
    if "skipped" in question.features or not question.kinds:
        return False
    if EDITORIAL.issuperset(question.kinds):
        return suggests == "same"
    if suggests != "look":
        return False
    if question.kind == "label":
        return _each_has_its_own(question.kinds)
    if not set(PARTED_KINDS[1:]).isdisjoint(question.kinds):
        return True
    confidence = question.features.get("confidence")
    return isinstance(confidence, float) and confidence < _LITTLE_EVIDENCE and "different" in question.kinds


def _each_has_its_own(kinds: Iterable[str]) -> bool:
    """Does each of two names have a word that the other lacks, so that neither is the other and a word more?"""
    return "different" in kinds or {"clause_added", "clause_removed"} <= set(kinds)


def weightiest(kinds: Sequence[str]) -> str:
    """The kind of a pair that asks most of a reader; words on each side alone are other words."""
    if set(PARTED_KINDS).isdisjoint(kinds) and _each_has_its_own(kinds):
        return "different"
    return max((kind for kind in kinds if kind in BATCH_KINDS), key=BATCH_KINDS.index)


def settled_kinds(decisions: Sequence[Decision]) -> frozenset[str]:
    """The kinds of which a batch is in force: the recipe."""
    found = (_BATCH_ID.match(decision.id) for decision in standing(decisions))
    names = (each[1].replace("-", "_") for each in found if each)
    return frozenset(name for name in names if name in BATCH_KINDS)


def in_batch(decisions: Iterable[Decision], name: str) -> tuple[Decision, ...]:
    """The decisions of the batch `name`, oldest first."""
    return tuple(decision for decision in decisions if batch_id(decision.id) == name)
