"""What does the queue of questions hold? Those that a filter leaves, with counts for every other choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct, structs

from taxonomy.atlas import Atlas
from taxonomy.model import Decision, Question
from taxonomy.wording.kinds import KINDS
from webapp.service.decision_log import DECIDED, OPEN, SKIPPED, STATES, decided
from webapp.web.addresses import class_address
from webapp.web.components import Cite, Link, Pagination, cite, in_words, paginate, plural
from webapp.workbench.workbench_state import (
    BenchPage,
    DecisionRow,
    bench,
    brief_apart,
    competencies_of,
    decision_row,
    mapped,
    variant_of,
)

KINDS_OF_QUESTION = {"label": "Names", "wording": "Texts"}
SUGGESTIONS = {
    "same": "looks the same",
    "level_of": "looks like two levels",
    "moved": "a clause stands in both",
    "look": "look closely",
}


class Filter(Struct, frozen=True, kw_only=True):
    """Which questions are asked for; nothing chosen: all open ones."""

    kind: str | None = None
    difference: str | None = None
    suggests: str | None = None
    competency: str | None = None
    state: str = OPEN

    def query(self) -> dict[str, Any]:
        """What stands in the address."""
        given = {name: value for name, value in structs.asdict(self).items() if value}
        return {name: value for name, value in given.items() if (name, value) != ("state", OPEN)}


class QuestionRow(Struct, frozen=True, kw_only=True):
    """One question of the queue."""

    id: str
    title: str
    left: str
    right: str
    href: str
    kind: str
    kinds: tuple[str, ...]
    suggests: str
    classes: str
    state: str


class ReintroducedRow(Struct, frozen=True, kw_only=True):
    """A current printing of a text that must not come back."""

    competency: str
    title: str
    href: str
    cite: Cite
    decision: DecisionRow


class Queue(BenchPage, frozen=True, kw_only=True):
    """The queue."""

    open: int
    skipped: int
    decided: int
    states: tuple[Link, ...]
    kinds: tuple[Link, ...]
    differences: tuple[Link, ...]
    suggestions: tuple[Link, ...]
    competency: str | None
    anything: str | None
    found: Pagination[QuestionRow]
    answers: Pagination[DecisionRow] | None
    begin: str | None
    batches: tuple[Link, ...]
    reintroduced: tuple[ReintroducedRow, ...]
    stale: tuple[DecisionRow, ...]
    contradictions: tuple[str, ...]


def chosen_filter(given: dict[str, str]) -> Filter:
    """The filter that an address asks for; what makes no sense is left out."""
    state = given.get("state", OPEN)
    return Filter(
        kind=given.get("kind") if given.get("kind") in KINDS_OF_QUESTION else None,
        difference=given.get("difference") if given.get("difference") in KINDS else None,
        suggests=given.get("suggests") if given.get("suggests") in SUGGESTIONS else None,
        competency=given.get("competency") or None,
        state=state if state in STATES else OPEN,
    )


def matching(atlas: Atlas, wanted: Filter) -> list[Question]:
    """The questions of the generation that `wanted` asks for, in their order of worth."""
    ledger = decided()
    return [q for q in atlas.questions if _fits(atlas, q, wanted) and ledger.state_of(q) == wanted.state]


def next_question(atlas: Atlas, wanted: Filter, after: str | None = None) -> Question | None:
    """The next open question behind `after`, or from the top."""
    listed = matching(atlas, structs.replace(wanted, state=OPEN))
    order = {question.id: place for place, question in enumerate(atlas.questions)}
    behind = [q for q in listed if order[q.id] > order.get(after or "", -1)]
    rest = behind or [q for q in listed if q.id != after]
    return rest[0] if rest else None


def queue_page(atlas: Atlas, wanted: Filter, *, page: int, size: int, batches: tuple[Link, ...] = ()) -> Queue:
    """The queue under a filter."""
    states = Counter(map(decided().state_of, atlas.questions))
    answered = [d for d in reversed(decided().in_force) if d.question and d.answer != "skip"]
    first = next_question(atlas, wanted)

    def address(number: int) -> str:
        return url_for("workbench.index", **wanted.query(), page=number)

    found = paginate(matching(atlas, wanted) if wanted.state != DECIDED else [], page, size, address)
    return Queue(
        title="Workbench",
        crumbs=(Link("Home", url_for("site.home")), Link("Workbench")),
        generation=atlas.generation,
        bench=bench(),
        open=states[OPEN],
        skipped=states[SKIPPED],
        decided=len(answered),
        states=_states(wanted, {OPEN: states[OPEN], SKIPPED: states[SKIPPED], DECIDED: len(answered)}),
        kinds=_choices(atlas, wanted, "kind", KINDS_OF_QUESTION.items(), lambda q: (q.kind,)),
        differences=_choices(atlas, wanted, "difference", ((k, in_words(k)) for k in KINDS), lambda q: q.kinds),
        suggestions=_choices(atlas, wanted, "suggests", SUGGESTIONS.items(), _suggested),
        competency=_label(atlas, wanted.competency),
        anything=url_for("workbench.index") if wanted.query() else None,
        found=mapped(found, lambda question: _row(atlas, question, wanted)),
        answers=_answers(atlas, answered, page, size, address) if wanted.state == DECIDED else None,
        begin=question_address(first.id, wanted) if first else None,
        batches=batches,
        reintroduced=tuple(_reintroduced(atlas)),
        stale=tuple(decision_row(atlas, decision) for decision in atlas.index.stale),
        contradictions=atlas.index.contradictions,
    )


def question_address(question: str, wanted: Filter) -> str:
    """The page of one question, with the filter it was found by."""
    return url_for("workbench.question", question_id=question, **wanted.query())


def question_title(atlas: Atlas, question: Question) -> str:
    """What a question is about, in a few words."""
    left, right = variant_of(atlas, question.left), variant_of(atlas, question.right)
    names = [found[0].pref_label if found else key for found, key in ((left, question.left), (right, question.right))]
    different = list(dict.fromkeys(names))
    return different[0] if len(different) == 1 else " and ".join(f"“{name}”" for name in different)


def _answers(
    atlas: Atlas, answered: Sequence[Decision], page: int, size: int, address: Callable[[int], str]
) -> Pagination[DecisionRow]:
    return mapped(paginate(answered, page, size, address), lambda decision: decision_row(atlas, decision))


def _fits(atlas: Atlas, question: Question, wanted: Filter) -> bool:
    return (
        wanted.kind in (None, question.kind)
        and (wanted.difference is None or wanted.difference in question.kinds)
        and (wanted.suggests is None or wanted.suggests in _suggested(question))
        and (wanted.competency is None or wanted.competency in competencies_of(atlas, question))
    )


def _suggested(question: Question) -> tuple[str, ...]:
    return (str(question.features.get("suggests")),)


def _states(wanted: Filter, counts: dict[str, int]) -> tuple[Link, ...]:
    names = {OPEN: "Open", SKIPPED: "Put off", DECIDED: "Decided"}
    return tuple(_link(wanted, "state", state, f"{names[state]} ({counts[state]:,})") for state in STATES)


def _choices(
    atlas: Atlas,
    wanted: Filter,
    field: str,
    names: Iterable[tuple[str, str]],
    values: Callable[[Question], Sequence[str]],
) -> tuple[Link, ...]:
    """A link for each value of a field that some question has, counted under the other filters."""
    others = structs.replace(wanted, **{field: None})
    counts = Counter(value for question in matching(atlas, others) for value in values(question))
    each = (_link(wanted, field, key, f"{name} ({counts[key]:,})") for key, name in names if counts[key])
    return (_link(wanted, field, None, "All"), *each)


def _link(wanted: Filter, field: str, value: str | None, words: str) -> Link:
    if getattr(wanted, field) == value:
        return Link(words)
    return Link(words, url_for("workbench.index", **structs.replace(wanted, **{field: value}).query()))


def _reintroduced(atlas: Atlas) -> Iterator[ReintroducedRow]:
    standing = {decision.id: decision for decision in decided().in_force}
    for each in atlas.index.reintroduced:
        if each.decision in standing:
            statement = each.statement
            yield ReintroducedRow(
                competency=statement.label,
                title=statement.class_title,
                href=class_address(statement.class_id),
                cite=cite(atlas, statement.document, statement.first_line, statement.last_line),
                decision=decision_row(atlas, standing[each.decision]),
            )


def _label(atlas: Atlas, key: str | None) -> str | None:
    found = atlas.find_competency(key) if key else None
    return found.pref_label if found else key


def _row(atlas: Atlas, question: Question, wanted: Filter) -> QuestionRow:
    left, right = _texts(atlas, question)
    return QuestionRow(
        id=question.id,
        title=question_title(atlas, question),
        left=left,
        right=right,
        href=question_address(question.id, wanted),
        kind=KINDS_OF_QUESTION[question.kind],
        kinds=tuple(in_words(kind) for kind in question.kinds),
        suggests=SUGGESTIONS.get(str(question.features.get("suggests")), "look closely"),
        classes=plural(len(question.affects), "class", "classes"),
        state={OPEN: "open", SKIPPED: "put off", DECIDED: "decided"}[decided().state_of(question)],
    )


def _texts(atlas: Atlas, question: Question) -> tuple[str, str]:
    """The two texts where they begin to differ, or the two names."""
    left, right = variant_of(atlas, question.left), variant_of(atlas, question.right)
    if left and right and left[1] and right[1]:
        return brief_apart(left[1].definition, right[1].definition)
    return left[0].pref_label if left else question.left, right[0].pref_label if right else question.right
