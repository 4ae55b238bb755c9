"""Which open questions can be answered together: one kind of purely editorial difference, one reason, one batch?

A batch is a run of decisions whose ids begin alike (``b-punctuation-3f9a1c02-1``), so that one undo takes it back. The
kinds that somebody settled so are the recipe: what differs only in them is proposed first when new documents come.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence

from msgspec import Struct

from taxonomy.model import Decision, Question
from taxonomy.wording.decisions import standing
from taxonomy.wording.kinds import EDITORIAL

# The kind that a pair is listed under is the weightiest of those it has.
BATCH_KINDS = ("punctuation", "case", "article", "spelling")
REASONS = {
    "punctuation": "Only marks differ; no word changes.",
    "case": "Only capitals differ; no word changes.",
    "article": "Only small grammar words differ.",
    "spelling": "Only the spelling of a word differs.",
}
_BATCH_ID = re.compile(r"b-([a-z]+)-[0-9a-f]{8}")


class Batch(Struct, frozen=True, kw_only=True):
    """All sure questions of one kind; `settled` where an earlier batch of this kind stands."""

    kind: str
    questions: tuple[Question, ...]
    settled: bool


def new_batch(kind: str) -> str:
    """The name of a new batch about `kind`."""
    return f"b-{kind}-{secrets.token_hex(4)}"


def batch_id(decision_id: str) -> str | None:
    """The batch that a decision belongs to, by its id."""
    found = _BATCH_ID.match(decision_id)
    return found[0] if found else None


def sure_batches(questions: Iterable[Question], decisions: Sequence[Decision]) -> tuple[Batch, ...]:
    """The questions that evidence and kinds make sure, by kind; those put off are left out."""
    recipe = settled_kinds(decisions)
    sure = [question for question in questions if is_sure(question)]
    groups = {kind: tuple(q for q in sure if weightiest(q.kinds) == kind) for kind in BATCH_KINDS}
    return tuple(Batch(kind=k, questions=found, settled=k in recipe) for k, found in groups.items() if found)


def is_sure(question: Question) -> bool:
    """Purely editorial, proposed as the same, and not put off by anybody."""
    proposed = question.features.get("suggests") == "same" and "skipped" not in question.features
    return proposed and bool(question.kinds) and EDITORIAL.issuperset(question.kinds)


def weightiest(kinds: Iterable[str]) -> str:
    """The kind of a pair that asks most of a reader."""
    return max(kinds, key=BATCH_KINDS.index)


def settled_kinds(decisions: Sequence[Decision]) -> frozenset[str]:
    """The kinds of which a batch is in force: the recipe."""
    found = (_BATCH_ID.match(decision.id) for decision in standing(decisions))
    return frozenset(each[1] for each in found if each and each[1] in BATCH_KINDS)


def in_batch(decisions: Iterable[Decision], name: str) -> tuple[Decision, ...]:
    """The decisions of the batch `name`, oldest first."""
    return tuple(decision for decision in decisions if batch_id(decision.id) == name)
