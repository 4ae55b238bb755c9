"""What has been decided by now, whether or not the generation that is read has it worked in?"""

from __future__ import annotations

from functools import cached_property

from flask import current_app, g

from taxonomy.model import Decision, Question
from taxonomy.wording.decisions import standing
from webapp.web import request_context

_KEY = "atlas-decided"
OPEN, SKIPPED, DECIDED = "open", "skipped", "decided"
_ANSWERS = frozenset({"same", "different", "level_of", "moved", "renamed", "skip"})
STATES = (OPEN, SKIPPED, DECIDED)


class Decided:
    """The ledger of this moment, beside the generation of this request."""

    def __init__(self, decisions: tuple[Decision, ...], seen: int) -> None:
        self.decisions = decisions
        self.seen = seen

    @property
    def head(self) -> int:
        """The newest decision's number: what a person who looks now has seen."""
        return self.decisions[-1].sequence if self.decisions else 0

    @property
    def newer(self) -> int:
        """How many decisions the generation does not hold yet."""
        return sum(1 for decision in self.decisions if decision.sequence > self.seen)

    @cached_property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that nobody took back, oldest first."""
        return standing(self.decisions)

    @cached_property
    def undone(self) -> frozenset[str]:
        """Ids of decisions that were taken back."""
        force = {decision.id for decision in self.in_force}
        return frozenset(d.id for d in self.decisions if d.answer != "undo" and d.id not in force)

    @cached_property
    def _answers(self) -> dict[str, Decision]:
        """The newest answer to each question that stands."""
        return {decision.question: decision for decision in self.in_force if decision.question}

    @cached_property
    def _answers_by_sides(self) -> dict[frozenset[str], Decision]:
        """The same for decisions that name no question: those of other workspaces and of whole competencies."""
        return {frozenset((d.left, d.right)): d for d in self.in_force if d.answer in _ANSWERS}

    def answer_to(self, question: Question) -> Decision | None:
        """The newest answer to `question` that stands."""
        if not self._answers_by_sides:
            return self._answers.get(question.id)
        sides = frozenset((question.left, question.right))
        found = (self._answers.get(question.id), self._answers_by_sides.get(sides))
        return max((d for d in found if d is not None), key=lambda d: d.sequence, default=None)

    def state_of(self, question: Question) -> str:
        """Whether `question` of the generation is open, put off, or decided since the generation was built."""
        answer = self.answer_to(question)
        if answer is None:
            return OPEN
        if answer.answer == "skip":
            return SKIPPED
        # An older answer that did not settle the question was set aside: it is open, and the page shows both.
        return DECIDED if answer.sequence > self.seen else OPEN

    def about(self, *keys: str) -> tuple[Decision, ...]:
        """Every decision about one of `keys` (ids of questions, competencies or variants), undone ones included."""
        wanted = set(keys)
        return tuple(d for d in self.decisions if wanted & {d.question, d.left, d.right})


def decided() -> Decided:
    """The ledger as this request sees it, read once; and read anew only when it or the generation has changed."""
    if "decided" not in g:
        opened, store = request_context.opened(), request_context.workspace().store
        key = (store.ledger_head(), opened.number)
        kept = current_app.extensions.get(_KEY)
        if kept is None or kept[0] != key:
            made = opened.atlas.index.decisions
            kept = (key, Decided(store.decisions(), made[-1].sequence if made else 0))
            current_app.extensions[_KEY] = kept
        g.decided = kept[1]
    found: Decided = g.decided
    return found


def forget() -> None:
    """Read the ledger and the generation anew: this request has just changed them."""
    g.pop("decided", None)
    g.pop("opened", None)
