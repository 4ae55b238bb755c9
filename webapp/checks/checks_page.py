"""What does the page of checks show? The findings of `taxonomy.analysis.lint`, by rule, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import url_for
from msgspec import Struct, structs

from taxonomy.analysis.lint import RULES
from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding, FindingPlace
from webapp.service.work_list import STATES, Settled, State, WorkItem
from webapp.web.addresses import career_address
from webapp.web.components import (
    Cite,
    Link,
    Page,
    Pagination,
    Quote,
    cite,
    in_words,
    paginate,
    quoted,
    shown,
    with_rows,
)


class PlaceRow(Struct, frozen=True, kw_only=True):
    """One more line that a finding speaks of."""

    text: str
    cite: Cite


class FindingRow(Struct, frozen=True, kw_only=True):
    """One finding: what, which classes, and the sentence; its key, whether it is open, and who closed it and why."""

    rule: str
    message: str
    classes: tuple[Link, ...]
    quote: Quote | None
    items: tuple[PlaceRow, ...]
    key: str
    state: str
    correct: str | None = None
    closed_id: str | None = None
    closed_by: str | None = None
    closed_why: str | None = None


class ChecksPage(Page, frozen=True, kw_only=True):
    """The findings of one rule or of all; `rules` count them. `seen`: the newest decision, for who may decide."""

    rule: str | None
    help: str | None
    state: str
    states: tuple[Link, ...]
    rules: tuple[Link, ...]
    found: Pagination[FindingRow]
    seen: int | None = None
    deciding: bool = True


class CheckFilter(Struct, frozen=True, kw_only=True):
    """Which findings are asked for."""

    rule: str | None = None
    state: State = "open"

    def address(self, **changes: str | int | None) -> str:
        """The page with some of this changed."""
        state = None if self.state == "open" else self.state
        return url_for("checks.index", **{"rule": self.rule, "state": state, **changes})  # type: ignore[arg-type]


def checks_page(
    atlas: Atlas,
    every: Sequence[tuple[WorkItem, Finding]],
    wanted: CheckFilter,
    closed: Settled,
    *,
    page: int,
    size: int,
    seen: int | None = None,
) -> ChecksPage:
    """The findings that are asked for."""
    wanted = wanted if wanted.rule in RULES else structs.replace(wanted, rule=None)
    states = Counter(closed.state(item) for item, _ in every)
    here = [row for row in every if closed.state(row[0]) == wanted.state]
    chosen = [row for row in here if wanted.rule in (None, row[0].rule)]
    turned = paginate(chosen, page, size, lambda number: wanted.address(page=number))
    return ChecksPage(
        title="Checks",
        crumbs=(Link("Home", url_for("site.home")), Link("Checks")),
        generation=atlas.generation,
        rule=wanted.rule,
        help=RULES[wanted.rule] if wanted.rule else None,
        state=wanted.state,
        states=tuple(_state_link(state, states[state], wanted) for state in STATES),
        rules=_rules(here, wanted),
        found=with_rows(turned, [_row(atlas, item, finding, closed) for item, finding in turned.rows]),
        seen=seen,
    )


def _state_link(state: State, count: int, wanted: CheckFilter) -> Link:
    words = f"{in_words(state)} ({count:,})"
    return Link(words, None if state == wanted.state else wanted.address(state=None if state == "open" else state))


def _rules(here: Sequence[tuple[WorkItem, Finding]], wanted: CheckFilter) -> tuple[Link, ...]:
    links = [Link(f"All ({len(here)})", wanted.address(rule=None) if wanted.rule else None)]
    counts = Counter(item.rule for item, _ in here)
    for rule in RULES:
        if counts[rule]:
            words = f"{in_words(rule)} ({counts[rule]})"
            links.append(Link(words, None if rule == wanted.rule else wanted.address(rule=rule)))
    return tuple(links)


def _row(atlas: Atlas, item: WorkItem, finding: Finding, closed: Settled) -> FindingRow:
    cited = cite(atlas, finding.document, finding.first_line or 1) if finding.document else None
    decision, document = closed.decision(item), finding.document
    return FindingRow(
        rule=in_words(finding.rule),
        message=shown(finding.message),
        classes=tuple(Link(atlas.summary(each).title, career_address(each)) for each in finding.classes),
        quote=quoted(finding.quote, cited) if finding.quote else None,
        items=tuple(_place(atlas, each) for each in finding.items),
        key=item.key,
        state=closed.state(item),
        correct=url_for("documents.correct_form", document_id=document, line=finding.first_line) if document else None,
        closed_id=decision.id if decision else None,
        closed_by=decision.who if decision else None,
        closed_why=decision.why if decision else None,
    )


def _place(atlas: Atlas, place: FindingPlace) -> PlaceRow:
    return PlaceRow(text=shown(place.text), cite=cite(atlas, place.document, place.first_line))
