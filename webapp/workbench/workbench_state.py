"""What do all pages of the workbench say first? Who works here, and how far the generation is behind the ledger."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import TypeVar

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Decision, Question, Variant
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.decisions import is_about_classes
from taxonomy.wording.vocabulary_mapping import vocabulary_in
from webapp.accounts.identity import person
from webapp.service.correction_words import about_document
from webapp.service.decision_log import decided
from webapp.service.rebuilding import rebuilder
from webapp.web.addresses import class_address, competency_address, document_address
from webapp.web.components import Link, Page, Pagination, document_title, readable_date, shown

_WORDS_BEFORE = 4
Before = TypeVar("Before")
After = TypeVar("After")

ANSWERS: dict[DecisionKind, str] = {
    "same": "the same",
    "different": "different",
    "level_of": "left is a lower level of right",
    "moved": "the left text belongs to the competency of the right",
    "renamed": "the same, and called by the right name",
    "canonical": "this text stands for it",
    "skip": "put off",
    "suppress": "must not come back",
    "pin": "pinned to each other",
    "exact_match": "is exactly",
    "close_match": "is close to",
    "broad_match": "is narrower than",
    "narrow_match": "is wider than",
    "no_match": "has no concept in",
    "undo": "taken back",
}


_ABOUT_CLASSES: dict[DecisionKind, str] = {
    **ANSWERS,
    "suppress": "not to be shown beside",
    "different": "looked at and kept apart from",
}


# The answer as the verb between its two sides, in the ledger.
_BETWEEN: dict[DecisionKind, str] = {
    **ANSWERS,
    "same": "is the same as",
    "different": "is not",
    "level_of": "is a lower level of",
    "moved": "belongs to the competency of",
    "renamed": "is the same as, and now called,",
    "canonical": "is to read",
    "skip": "and, put off for now,",
    "suppress": "must not come back:",
    "correct": "is read with a correction:",
    "remove": "is taken out:",
    "accept": "is known and accepted:",
    "dismiss": "is not looked for at",
}


class Bench(Struct, frozen=True, kw_only=True):
    """Who works here (`local`: somebody at this machine, without an account), and how fresh the page is."""

    who: str | None
    local: bool
    may_decide: bool
    newer: int
    running: bool
    problem: str | None


class BenchPage(Page, frozen=True, kw_only=True):
    """A page of the workbench."""

    bench: Bench


class DecisionRow(Struct, frozen=True, kw_only=True):
    """One decision in words; `undoable` while it stands. `takes_back` is the number of the one that it undoes."""

    id: str
    sequence: int
    answer: str
    left: Link
    right: Link
    by: str
    when: str
    why: str
    undone: bool
    undoable: bool
    newer: bool
    undoes: str | None
    takes_back: int | None


def bench() -> Bench:
    """The state of the workbench for this request."""
    who, progress = person(), rebuilder().progress()
    return Bench(
        who=who.name if who else None,
        local=who is not None and who.account is None,
        may_decide=who is not None and who.may("analyst"),
        newer=decided().newer,
        running=progress is not None and progress.running,
        problem=progress.problem if progress else None,
    )


def decision_row(atlas: Atlas, decision: Decision) -> DecisionRow:
    """One row of the ledger."""
    ledger = decided()
    undone = decision.id in ledger.undone
    taken = next((d for d in ledger.decisions if d.id == decision.undoes), None) if decision.undoes else None
    return DecisionRow(
        id=decision.id,
        sequence=decision.sequence,
        answer=in_answer(taken or decision, atlas),
        left=side_link(atlas, decision.left),
        right=Link(words) if (words := about_document(taken or decision)) else side_link(atlas, decision.right),
        by=decision.who,
        when=f"{readable_date(decision.when[:10])} {decision.when[11:16]}",
        why=decision.why,
        undone=undone,
        undoable=not undone and decision.answer != "undo",
        newer=decision.sequence > ledger.seen,
        undoes=decision.undoes,
        takes_back=taken.sequence if taken else None,
    )


def history_of(atlas: Atlas, competency: Competency) -> tuple[DecisionRow, ...]:
    """Every decision about a competency, its meanings and its wordings, oldest first, what was taken back included."""
    return tuple(decision_row(atlas, decision) for decision in decided().about(*_keys(atlas, competency)))


def _keys(atlas: Atlas, competency: Competency) -> set[str]:
    """Every id that the competency and its variants have or had."""
    now = {competency.id, *(variant.id for variant in competency.variants)}
    now |= {wording.id for variant in competency.variants for wording in variant.wordings}
    return now | set(competency.former_ids) | {old for old, new in atlas.redirects.items() if new in now}


def in_answer(decision: Decision, atlas: Atlas) -> str:
    """The answer in the words that stand between its two sides."""
    if decision.answer == "renamed" and decision.right not in atlas.competencies.keys() | atlas.redirects.keys():
        return "is to be called"
    words = _ABOUT_CLASSES if is_about_classes(decision) else _BETWEEN
    return words.get(decision.answer, decision.answer)


def side_link(atlas: Atlas, key: str) -> Link:
    """What an id of the ledger means today, in words; the id itself (or the text) where it means nothing any more."""
    if key in atlas.documents:
        return Link(document_title(atlas.documents[key]), document_address(key))
    if key in atlas.classes:
        return Link(atlas.summary(key).title, class_address(key, _anchor="related"))
    named = vocabulary_in(key)
    if named is not None:
        return Link(f"{named[1]} ({named[0]})" if named[1] else named[0])
    competency = atlas.find_competency(key)
    if competency is None:
        return Link(key)
    now = atlas.redirects.get(key, key)
    variant = next((v for v in competency.variants if v.id == now), None)
    if variant is None:
        return Link(atlas.name_behind(key) or key, competency_address(competency.id))
    text = next((wording.text for wording in variant.wordings if key.endswith(wording.id)), variant.definition)
    return Link(f"{competency.pref_label}: {brief(text)}", competency_address(competency.id, variant=now))


def mapped(found: Pagination[Before], make: Callable[[Before], After]) -> Pagination[After]:
    """The same page of a list with a row made of each of its records: only the records shown are looked at."""
    return Pagination(
        rows=tuple(map(make, found.rows)),
        first=found.first,
        last=found.last,
        total=found.total,
        page=found.page,
        pages=found.pages,
        previous=found.previous,
        next=found.next,
    )


def brief(text: str | None, letters: int = 70) -> str:
    """The beginning of a text."""
    whole = shown(text or "")
    return whole if len(whole) <= letters else whole[:letters].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def brief_apart(one: str | None, other: str | None, letters: int = 90) -> tuple[str, str]:
    """Two texts from a few words before they begin to differ: two beginnings that are alike tell nothing."""
    words, others = shown(one or "").split(), shown(other or "").split()
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False)))
    start = max(alike - _WORDS_BEFORE, 0)
    lead = "… " if start else ""
    return lead + brief(" ".join(words[start:]), letters), lead + brief(" ".join(others[start:]), letters)


def variant_of(atlas: Atlas, key: str) -> tuple[Competency, Variant | None] | None:
    """The competency behind `key`, and the variant where `key` is one's."""
    competency = atlas.find_competency(key)
    if competency is None:
        return None
    now = atlas.redirects.get(key, key)
    return competency, next((v for v in competency.variants if v.id == now), None)


def competencies_of(atlas: Atlas, question: Question) -> tuple[str, ...]:
    """Ids of the competencies that a question is about."""
    homes = atlas.index.variant_home
    return tuple(dict.fromkeys(homes.get(side, side) for side in (question.left, question.right)))
