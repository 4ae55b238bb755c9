"""What follows from a decision about wording, before anybody makes it?

Classes and sections that it touches, questions that it settles along the way, older decisions that it would contradict,
and whether what a class asks of people would change, so that a notice has to be thought of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from taxonomy.analysis.revisions import Revision
from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Decision, Question, Statement, Variant
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.decisions import KnownIds, Settlement, settle

JOINS = frozenset({"same", "renamed", "moved"})
_NEXT = 2**62


class Touched(Struct, frozen=True, kw_only=True):
    """One place that a decision speaks about: the printing, its class, and the section it stands in."""

    statement: Statement
    section: str | None
    is_requirement: bool
    side: Literal["left", "right", "both"] = "both"


class Impact(Struct, frozen=True, kw_only=True):
    """What one answer brings. `settles` are other open questions that need no answer any more; `contradiction` says
    in words which older decision stands against it; `notice` is null where no document and no requirement changes."""

    answer: DecisionKind
    effect: str
    settles: tuple[str, ...]
    contradiction: str | None
    requirement: str
    notice: str | None


def touched_by(atlas: Atlas, question: Question) -> tuple[Touched, ...]:
    """Every current printing that `question` is about, by class."""
    sides: tuple[tuple[Literal["left", "right"], str], ...] = (("left", question.left), ("right", question.right))
    found = [touched(atlas, s, side) for side, key in sides for s in statements_behind(atlas, key) if s.current]
    return tuple(sorted(found, key=lambda t: (t.statement.class_title, t.statement.class_id, t.statement.first_line)))


def touched(atlas: Atlas, statement: Statement, side: Literal["left", "right", "both"] = "both") -> Touched:
    """The place of one printing. Competencies printed among the minimum qualifications are required of everybody."""
    job_class = atlas.classes[statement.class_id]
    edition = next((e for e in job_class.editions if e.document == statement.document), job_class.current)
    sections = edition.specification.sections if edition else ()
    section = next((s for s in sections if s.first_line <= statement.first_line <= s.last_line), None)
    asked = section is not None and section.kind in ("competencies", "minimum_qualifications", "knowledge")
    heading = section.heading or section.kind.replace("_", " ") if section else None
    return Touched(statement=statement, section=heading, is_requirement=asked, side=side)


def statements_behind(atlas: Atlas, key: str) -> tuple[Statement, ...]:
    """The printings of the competency or variant `key`; none for an id that leads nowhere."""
    competency = atlas.find_competency(key)
    if competency is None:
        return ()
    variant = find_variant(competency, atlas.redirects.get(key, key))
    return variant.statements if variant else competency.statements


def find_variant(competency: Competency, key: str) -> Variant | None:
    """The variant of `competency` with this id."""
    return next((variant for variant in competency.variants if variant.id == key), None)


def impacts(
    atlas: Atlas, question: Question, answers: Sequence[DecisionKind], decisions: Sequence[Decision]
) -> tuple[Impact, ...]:
    """What each of `answers` to `question` would bring, over all `decisions` made so far."""
    known = known_of(atlas)
    before = settle(decisions, known)
    waiting = tuple(q for q in atlas.questions if q.id != question.id and not _is_settled(q, before))
    contradictions = set(before.contradictions)
    return tuple(
        _impact(question, answer, settle([*decisions, _given(question, answer)], known), waiting, contradictions)
        for answer in answers
    )


def _given(question: Question, answer: DecisionKind) -> Decision:
    return would_be(answer, question.left, question.right, question.id)


def contradiction(atlas: Atlas, decision: Decision, decisions: Sequence[Decision]) -> str | None:
    """Why `decision`, made now, would be set aside; None where it would hold."""
    known = known_of(atlas)
    before = set(settle(decisions, known).contradictions)
    return _against(before, settle([*decisions, decision], known))


def known_of(atlas: Atlas) -> KnownIds:
    """Every id of this generation that a decision may speak of, those that were merged away included."""
    homes = atlas.index.variant_home
    merged = atlas.redirects.items()
    return KnownIds(
        competencies=frozenset(
            [*atlas.competencies, *atlas.phrases, *(old for old, new in merged if new not in homes)]
        ),
        variants=homes | {old: homes[new] for old, new in merged if new in homes},
    )


def would_be(answer: DecisionKind, left: str, right: str, question: str | None = None) -> Decision:
    """A decision that nobody has made yet, younger than all others."""
    return Decision(
        id="-",
        sequence=_NEXT,
        answer=answer,
        question=question,
        left=left,
        right=right,
        by="this decision",
        when="",
        why="",
    )


def _impact(
    question: Question,
    answer: DecisionKind,
    after: Settlement,
    waiting: Iterable[Question],
    contradictions: set[str],
) -> Impact:
    return Impact(
        answer=answer,
        effect=_EFFECTS[question.kind, answer],
        # Other questions whose two sides are one, or kept apart, once the answer is given.
        settles=tuple(other.id for other in waiting if _is_settled(other, after)),
        contradiction=_against(contradictions, after),
        requirement="Nothing that a class asks of people changes: no specification is rewritten by this answer.",
        notice=_notice_later(question, answer),
    )


_EFFECTS: dict[tuple[str, str], str] = {
    ("label", "same"): "One competency with both names. The older id stays and the other leads to it for ever.",
    ("label", "renamed"): "One competency with both names, called by the right one from now on.",
    ("label", "different"): "Two competencies, never proposed as one again.",
    ("label", "level_of"): "Two competencies, the first on a lower level than the second.",
    ("label", "skip"): "The question moves to the end of the queue.",
    ("wording", "same"): "One meaning with both texts as its wordings. Both stay as printed.",
    ("wording", "different"): "Two meanings, never proposed as one again.",
    ("wording", "level_of"): "Two meanings of one competency, the first on a lower level than the second.",
    ("wording", "moved"): "The left text moves under the competency of the right one, as one meaning with it.",
    ("wording", "skip"): "The question moves to the end of the queue.",
}


def _is_settled(question: Question, settlement: Settlement) -> bool:
    groups = settlement.groups
    one = groups.find(question.left) == groups.find(question.right)
    return one or groups.kept_apart_by(question.left, question.right) is not None


def _against(before: set[str], after: Settlement) -> str | None:
    new = [sentence for sentence in after.contradictions if sentence not in before]
    return new[-1].partition("is set aside: ")[2] or new[-1] if new else None


def _notice_later(question: Question, answer: DecisionKind) -> str | None:
    """Joining texts that ask for different things prepares a revision: say so before it is done."""
    if answer not in JOINS or question.kind == "label" or question.features.get("suggests") == "same":
        return None
    return (
        "Joining them says that the difference does not matter. Choosing one of the two texts later would change what "
        "some classes ask for, and then a notice has to be thought of."
    )


_NOTICE = (
    "A notice may be needed: the civil service rules say whether changed qualifications are announced and heard before "
    "they take effect. Titles, codes and pay stay as they are."
)


def revision_impact(changes: Iterable[Revision], bare: Iterable[Statement] = ()) -> Impact:
    """What choosing a text brings, when the specifications are reissued with it; `bare` print only the name so far."""
    listed = tuple(changes)
    defined = {s.class_id for s in bare if s.current}
    weighty = [r for r in listed if not r.editorial]
    classes = {r.statement.class_id for r in listed}
    asks = {r.statement.class_id for r in weighty}
    notice: str | None
    if defined:
        requirement = (
            f"{_classes(len(defined))} would define what only a name stands for now: a new text, which asks more of "
            "people than the name said."
        )
        notice = _NOTICE
    elif weighty:
        requirement = f"What is asked of people changes in {_classes(len(asks))}: more than marks and spelling differs."
        notice = _NOTICE
    else:
        requirement, notice = "Nothing that a class asks of people changes: only marks, capitals or spelling.", None
    return Impact(
        answer="canonical",
        effect=f"{_classes(len(classes | defined))} to be reissued with the chosen text; nothing changes until then.",
        settles=(),
        contradiction=None,
        requirement=requirement,
        notice=notice,
    )


def _classes(count: int) -> str:
    return f"{count:,} specification{'' if count == 1 else 's'}"
