"""Which reading problems and findings are still open, and which did a person accept or switch off?

An item is known by its rule, its words and the words of its lines: what was accepted stays away until these change, in
a later edition too. A rule may be switched off for one employer. Both are decisions, and can be taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding
from taxonomy.model import Decision, Problem, StoredDocument
from taxonomy.model.wording import DecisionKind
from taxonomy.plan.noticed_changes import UNKNOWN_AUTHORITY, authority_of
from webapp.service.overview import overview

ACCEPT: DecisionKind = "accept"
DISMISS: DecisionKind = "dismiss"
State = Literal["open", "accepted", "dismissed"]
STATES: tuple[State, ...] = ("open", "accepted", "dismissed")


class WorkItem(Struct, frozen=True, kw_only=True):
    """What is to be looked at: its key in the ledger, its rule, whose document it is about, and its words."""

    key: str
    rule: str
    employer: str
    message: str


class Settled(Struct, frozen=True, kw_only=True):
    """The decisions in force about such items."""

    accepted: Mapping[str, Decision]
    dismissed: Mapping[tuple[str, str], Decision]

    def state(self, item: WorkItem) -> State:
        """Whether `item` is open."""
        if item.key in self.accepted:
            return "accepted"
        return "dismissed" if (item.rule, item.employer) in self.dismissed else "open"

    def decision(self, item: WorkItem) -> Decision | None:
        """The decision that closed `item`."""
        return self.accepted.get(item.key) or self.dismissed.get((item.rule, item.employer))


def settled(in_force: Iterable[Decision]) -> Settled:
    """What `in_force` closes."""
    made = tuple(in_force)
    return Settled(
        accepted={each.left: each for each in made if each.answer == ACCEPT},
        dismissed={(each.left, each.right): each for each in made if each.answer == DISMISS},
    )


@lru_cache(maxsize=2)
def problem_items(atlas: Atlas) -> tuple[tuple[WorkItem, str, Problem], ...]:
    """Every reading problem and every doubt as an item, with its document and itself."""
    doubts = ((key, each) for key, document in atlas.documents.items() for each in _doubts(document))
    found = (*overview(atlas).problems, *doubts)
    return tuple((_problem_item(atlas.documents[key], problem), key, problem) for key, problem in found)


def _doubts(document: StoredDocument) -> Iterator[Problem]:
    """What was read with doubt, as something to look at; a document that was superseded asks nothing."""
    for specification in () if document.superseded else document.parsed.specifications:
        for doubt in specification.doubts:
            name = {"authority": "employer"}.get(doubt.field, doubt.field.replace("_", " "))
            values = ", ".join(f"“{each.value}”" for each in doubt.candidates)
            line = next((each.first_line for each in doubt.candidates if each.first_line), specification.first_line)
            yield Problem(
                code=f"doubtful_{name.replace(' ', '_')}",
                message=f"{name.capitalize()}: {doubt.why}{f' It may be {values}.' if values else ''}",
                first_line=line,
                last_line=line,
            )


def finding_items(findings: Sequence[Finding]) -> tuple[tuple[WorkItem, Finding], ...]:
    """Every finding of the checks as an item, with itself."""
    return tuple((_finding_item(each), each) for each in findings)


def sides(items: Iterable[WorkItem], answer: DecisionKind) -> list[tuple[str, str]]:
    """Both sides of the decisions that close `items`: each of them, or their rules for their employers."""
    if answer == ACCEPT:
        return [(item.key, item.message[:300]) for item in items]
    return sorted({(item.rule, item.employer) for item in items})


def _problem_item(document: StoredDocument, problem: Problem) -> WorkItem:
    if problem.first_line is None:
        words = document.parsed.source.sha256
    else:
        words = "\n".join(document.lines[problem.first_line - 1 : problem.last_line or problem.first_line])
    stated = next((one.authority for one in document.parsed.specifications if one.authority), None)
    return WorkItem(
        key=_key(problem.code, problem.message, words, document.name),
        rule=problem.code,
        employer=authority_of(document, stated),
        message=problem.message,
    )


def _finding_item(finding: Finding) -> WorkItem:
    words = "\n".join([finding.quote or "", *(place.text for place in finding.items)])
    employer = finding.classes[0].partition("/")[0] if finding.classes else UNKNOWN_AUTHORITY
    return WorkItem(
        key=_key(finding.rule, finding.message, words, ""),
        rule=finding.rule,
        employer=employer,
        message=finding.message,
    )


def _key(*parts: str) -> str:
    digest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
    return f"{parts[0].replace('_', '-')}-{digest}"
