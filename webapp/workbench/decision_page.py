"""What does the page of a question hold that is not open any more? Its decisions, and the way back."""

from __future__ import annotations

from typing import Any

from flask import url_for

from taxonomy.atlas import Atlas
from webapp.service.decision_log import decided
from webapp.web.components import Link
from webapp.workbench.workbench_page import Filter, next_question, question_address
from webapp.workbench.workbench_state import ANSWERS, BenchPage, DecisionRow, bench, decision_row, side_link


class AnsweredPage(BenchPage, frozen=True, kw_only=True):
    """A question that is not open in this generation: what was decided about it."""

    id: str
    sides: tuple[Link, ...]
    history: tuple[DecisionRow, ...]
    seen: int
    next: str | None
    query: dict[str, Any]
    lost: str | None


def answered_page(
    atlas: Atlas, question_id: str, wanted: Filter, lost: tuple[str, str] | None = None
) -> AnsweredPage | None:
    """The page of a question that was answered before this generation; None for one that nobody ever answered.

    `lost` is the answer and the reason that came too late.
    """
    history = decided().about(question_id)
    if not history:
        return None
    sides = tuple(side_link(atlas, key) for key in (history[-1].left, history[-1].right))
    following = next_question(atlas, wanted)
    return AnsweredPage(
        title="A decided question",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index", **wanted.query())),
            Link("A decided question"),
        ),
        generation=atlas.generation,
        bench=bench(),
        id=question_id,
        sides=sides,
        history=tuple(decision_row(atlas, decision) for decision in history),
        seen=decided().head,
        next=question_address(following.id, wanted) if following else None,
        query=wanted.query(),
        lost=_too_late(*lost) if lost else None,
    )


def _too_late(given: str, why: str) -> str:
    answer = "right is a lower level of left" if given == "upper" else dict[str, str](ANSWERS.items()).get(given, given)
    return (
        f"Your answer was not saved: somebody has decided this in the meantime. You said: {answer}. “{why}” "
        "If you do not agree, take the decision below back and answer again."
    )
