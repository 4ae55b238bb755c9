"""What was not understood? The work list of reading problems: by kind and employer, each with its acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Problem
from webapp.documents.document_page import ProblemRow, problem_row
from webapp.service.work_list import STATES, Settled, State, WorkItem, problem_items
from webapp.web.components import Link, Page, Pagination, authority_name, in_words, paginate, with_rows

_ENDPOINT = "site.problems"


class CodeRow(Struct, frozen=True, kw_only=True):
    """A kind of problem (or an employer) and how often it stands here; `href` is null for the chosen one."""

    name: str
    count: int
    href: str | None


class ProblemItem(ProblemRow, frozen=True, kw_only=True):
    """One problem of the work list: its key, whether it is open, who closed it and why, and what can be done."""

    key: str
    state: str
    employer: str
    correct: str
    closed_id: str | None = None
    closed_by: str | None = None
    closed_why: str | None = None


class ProblemsPage(Page, frozen=True, kw_only=True):
    """Everything the page of problems shows; `seen` is the newest decision, for who may decide."""

    total: int
    documents: int
    state: str
    states: tuple[Link, ...]
    codes: tuple[CodeRow, ...]
    employers: tuple[CodeRow, ...]
    everything: str | None
    found: Pagination[ProblemItem]
    seen: int | None = None
    deciding: bool = True


class ProblemFilter(Struct, frozen=True, kw_only=True):
    """Which problems are asked for."""

    code: str | None = None
    employer: str | None = None
    state: State = "open"

    def address(self, **changes: str | int | None) -> str:
        """The page with some of this changed."""
        state = None if self.state == "open" else self.state
        return url_for(_ENDPOINT, **{"code": self.code, "employer": self.employer, "state": state, **changes})  # type: ignore[arg-type]


def problems_page(
    atlas: Atlas, wanted: ProblemFilter, closed: Settled, *, page: int, size: int, seen: int | None = None
) -> ProblemsPage:
    """The problems that are asked for."""
    every = problem_items(atlas)
    states = Counter(closed.state(item) for item, _, _ in every)
    here = [row for row in every if closed.state(row[0]) == wanted.state]
    chosen = [row for row in here if _is_wanted(row[0], wanted)]
    found = paginate(chosen, page, size, lambda number: wanted.address(page=number))
    return ProblemsPage(
        title="Reading problems",
        crumbs=(Link("Home", url_for("site.home")), Link("Reading problems")),
        generation=atlas.generation,
        total=len(here),
        documents=len({key for _, key, _ in here}),
        state=wanted.state,
        states=tuple(_state_link(state, states[state], wanted) for state in STATES),
        codes=tuple(_codes(here, wanted)),
        employers=tuple(_employers(here, wanted)),
        everything=wanted.address(code=None, employer=None) if wanted.code or wanted.employer else None,
        found=with_rows(found, [_row(atlas, row, closed) for row in found.rows]),
        seen=seen,
    )


def _is_wanted(item: WorkItem, wanted: ProblemFilter) -> bool:
    return wanted.code in (None, item.rule) and wanted.employer in (None, item.employer)


def _state_link(state: State, count: int, wanted: ProblemFilter) -> Link:
    words = f"{in_words(state)} ({count:,})"
    return Link(words, None if state == wanted.state else wanted.address(state=None if state == "open" else state))


def _codes(here: Iterable[tuple[WorkItem, str, Problem]], wanted: ProblemFilter) -> Iterable[CodeRow]:
    counts = Counter(item.rule for item, _, _ in here if wanted.employer in (None, item.employer))
    for rule, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        href = None if rule == wanted.code else wanted.address(code=rule)
        yield CodeRow(name=in_words(rule), count=count, href=href)


def _employers(here: Iterable[tuple[WorkItem, str, Problem]], wanted: ProblemFilter) -> Iterable[CodeRow]:
    counts = Counter(item.employer for item, _, _ in here if wanted.code in (None, item.rule))
    for employer, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        href = None if employer == wanted.employer else wanted.address(employer=employer)
        yield CodeRow(name=authority_name(employer), count=count, href=href)


def _row(atlas: Atlas, row: tuple[WorkItem, str, Problem], closed: Settled) -> ProblemItem:
    item, key, problem = row
    shown, decision = problem_row(atlas.documents[key], problem), closed.decision(item)
    return ProblemItem(
        code=shown.code,
        message=shown.message,
        document=shown.document,
        lines=shown.lines,
        key=item.key,
        state=closed.state(item),
        employer=authority_name(item.employer),
        correct=url_for("documents.correct_form", document_id=key, line=problem.first_line, _anchor="lines-said"),
        closed_id=decision.id if decision else None,
        closed_by=decision.who if decision else None,
        closed_why=decision.why if decision else None,
    )
