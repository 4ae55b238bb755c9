"""What does the page of one kind of sure difference hold? Every pair with what changes, ticked, and one reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Question
from taxonomy.wording.batches import REASONS, Batch, answer_of, batch_id, is_sure, sure_batches, weightiest
from taxonomy.wording.compare import compare
from taxonomy.wording.kinds import KIND_HELP
from webapp.service.decision_log import OPEN, decided
from webapp.web.components import Link, in_words, plural, shown
from webapp.web.tracked_text import TrackedSpan, stretches
from webapp.workbench.workbench_page import Filter, question_address, question_title
from webapp.workbench.workbench_state import BenchPage, DecisionRow, bench, decision_row, variant_of


class BatchPair(Struct, frozen=True, kw_only=True):
    """One pair of a batch: what it is about, what changes, and how many classes it touches."""

    id: str
    title: str
    href: str
    stretches: tuple[TrackedSpan, ...]
    classes: str


class BatchPage(BenchPage, frozen=True, kw_only=True):
    """All sure pairs of one kind. `last` is a decision of the batch that was just saved."""

    kind: str
    help: str
    pairs: tuple[BatchPair, ...]
    reason: str
    joins: bool
    settled: bool
    others: tuple[Link, ...]
    seen: int
    last: DecisionRow | None
    saved: str | None
    conflict: str | None


def open_batches(atlas: Atlas) -> tuple[Batch, ...]:
    """The sure questions that nobody has answered yet, by kind."""
    ledger = decided()
    return sure_batches((q for q in atlas.questions if ledger.state_of(q) == OPEN), ledger.decisions)


def batch_links(batches: Iterable[Batch], chosen: str | None = None) -> tuple[Link, ...]:
    """A link to the page of each kind."""
    return tuple(
        Link(
            f"{in_words(batch.kind)} ({len(batch.questions):,}){' · settled before' if batch.settled else ''}",
            None if batch.kind == chosen else url_for("workbench.batch", kind=batch.kind),
        )
        for batch in batches
    )


def batch_page(atlas: Atlas, kind: str, *, after: str | None = None, conflict: str | None = None) -> BatchPage:
    """The page of the sure pairs whose weightiest difference is `kind`."""
    batches = open_batches(atlas)
    found = next((batch for batch in batches if batch.kind == kind), None)
    just = [d for d in decided().decisions if after and batch_id(d.id) == after]
    return BatchPage(
        title=f"Sure pairs: {in_words(kind)}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link(f"Sure pairs: {in_words(kind)}"),
        ),
        generation=atlas.generation,
        bench=bench(),
        kind=kind,
        help=KIND_HELP[kind],
        pairs=tuple(_pair(atlas, question) for question in found.questions) if found else (),
        reason=REASONS[kind],
        joins=answer_of(kind) == "same",
        settled=bool(found and found.settled),
        others=batch_links(batches, kind),
        seen=decided().head,
        last=decision_row(atlas, just[0]) if just else None,
        saved=f"{plural(len(just), 'decision')} saved as one batch" if just else None,
        conflict=conflict,
    )


def chosen_questions(atlas: Atlas, kind: str, ids: Sequence[str]) -> tuple[Question, ...]:
    """The ticked questions that are still open and sure, in their order."""
    wanted, ledger = set(ids), decided()
    open_now = (q for q in atlas.questions if q.id in wanted and ledger.state_of(q) == OPEN)
    return tuple(q for q in open_now if is_sure(q) and weightiest(q.kinds) == kind)


def _pair(atlas: Atlas, question: Question) -> BatchPair:
    a, b = _text(atlas, question.left), _text(atlas, question.right)
    return BatchPair(
        id=question.id,
        title=question_title(atlas, question),
        href=question_address(question.id, Filter()),
        stretches=stretches(compare(shown(a), shown(b)).diff),
        classes=plural(len(question.affects), "class", "classes"),
    )


def _text(atlas: Atlas, key: str) -> str:
    found = variant_of(atlas, key)
    if found is None:
        return key
    competency, variant = found
    return (variant.definition if variant else None) or competency.pref_label
