"""What is still open for people to decide, and what is worth deciding first?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from taxonomy.model import Competency, Question
from taxonomy.wording.authority import Vocabulary
from taxonomy.wording.candidates import Candidate, current_sides
from taxonomy.wording.decisions import Settlement
from taxonomy.wording.label_questions import label_questions
from taxonomy.wording.phrase_questions import phrase_questions
from taxonomy.wording.wording_questions import moved_clause_questions, wording_questions


def raise_questions(
    competencies: Sequence[Competency], settlement: Settlement, vocabularies: Sequence[Vocabulary]
) -> tuple[Question, ...]:
    """Every open question about current wording, the most worthwhile (effect times ease) first."""
    skipped = {frozenset(map(settlement.groups.find, pair)) for pair in settlement.skipped}
    asked: dict[str, Question] = {}
    for question in _all_questions(current_sides(competencies), vocabularies):
        if not settlement.groups.kept_apart_by(question.left, question.right):
            put_off = frozenset((question.left, question.right)) in skipped
            asked.setdefault(question.id, _put_off(question) if put_off else question)
    return tuple(sorted(asked.values(), key=_place_in_queue))


def _all_questions(sides: Mapping[str, Candidate], vocabularies: Sequence[Vocabulary]) -> Iterator[Question]:
    named = {name: side for name, side in sides.items() if side.kind == "competency"}
    labels = list(label_questions(named, vocabularies))
    yield from labels
    for name in sorted(sides):
        if sides[name].kind != "duty":
            yield from wording_questions(sides[name])
    yield from phrase_questions(sides.values())
    yield from moved_clause_questions(named, {frozenset((q.left, q.right)) for q in labels})


def _put_off(question: Question) -> Question:
    return replace(question, features=question.features | {"skipped": 1.0})


def _place_in_queue(question: Question) -> tuple[bool, float, str]:
    """What was put off comes last; else ease (how sure the suggestion is) times effect (classes touched)."""
    confidence = question.features["confidence"]
    ease = confidence if isinstance(confidence, float) else 0.0
    worth = ease * (1 + math.log2(1 + len(question.affects)) / 10)
    return "skipped" in question.features, -round(worth, 4), question.id
