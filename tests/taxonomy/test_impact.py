"""What is said before a decision is what happens after it."""

from __future__ import annotations

from itertools import combinations

import pytest

from taxonomy.analysis.health import vocabulary_health
from taxonomy.analysis.impact import contradiction, impacts, revision_impact, touched_by, would_be
from taxonomy.analysis.revisions import choices, chosen_texts, revisions
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import Decision, Question
from taxonomy.model.wording import DecisionKind

_WHEN = "2026-11-22T08:00:00+00:00"


def made(number: int, answer: DecisionKind, left: str, right: str, question: str | None = None) -> Decision:
    return Decision(
        id=f"d-{number}",
        sequence=number,
        answer=answer,
        question=question,
        left=left,
        right=right,
        by="Ann",
        when=_WHEN,
        why="x",
    )


def asked(atlas: Atlas) -> list[Question]:
    kinds = ("label", "wording")
    return [q for kind in kinds for q in [each for each in atlas.questions if each.kind == kind][:3]]


@pytest.mark.parametrize("answer", ["same", "different"])
def test_what_is_said_to_be_settled_is_settled(bundled_atlas: Atlas, answer: DecisionKind) -> None:
    for question in asked(bundled_atlas):
        [impact] = impacts(bundled_atlas, question, (answer,), ())
        decision = made(1, answer, question.left, question.right, question.id)
        left = {q.id for q in build_atlas(bundled_atlas.documents.values(), [decision]).questions}
        assert question.id not in left
        assert not left & set(impact.settles)
        assert impact.contradiction is None


def test_joining_settles_what_was_kept_apart_from_the_other_side(bundled_atlas: Atlas) -> None:
    """Two questions share a side: once the far ends are kept apart, joining one pair settles the other."""
    first, second, shared = next(
        (one, other, common.pop())
        for one, other in combinations(bundled_atlas.questions, 2)
        if one.kind == other.kind and len(common := {one.left, one.right} & {other.left, other.right}) == 1
    )
    [near] = {first.left, first.right} - {shared}
    [far] = {second.left, second.right} - {shared}
    older = [made(1, "different", near, far)]
    [impact] = impacts(bundled_atlas, first, ("same",), older)
    assert impact.settles == (second.id,)
    decisions = [*older, made(2, "same", first.left, first.right, first.id)]
    after = build_atlas(bundled_atlas.documents.values(), decisions)
    assert second.id not in {q.id for q in after.questions}


def test_an_older_decision_is_named(bundled_atlas: Atlas) -> None:
    question = bundled_atlas.questions[0]
    older = [made(1, "different", question.left, question.right)]
    same, different = impacts(bundled_atlas, question, ("same", "different"), older)
    assert same.contradiction
    assert "Ann" in same.contradiction
    assert different.contradiction is None
    assert contradiction(bundled_atlas, would_be("same", question.left, question.right), older)
    assert contradiction(bundled_atlas, would_be("different", question.left, question.right), older) is None


def test_every_current_printing_is_touched_once(bundled_atlas: Atlas) -> None:
    for question in asked(bundled_atlas):
        places = touched_by(bundled_atlas, question)
        assert {place.statement.class_id for place in places} == set(question.affects)
        assert len({place.statement.id for place in places}) == len(places)
        assert all(place.section for place in places)


def test_joining_what_asks_for_different_things_is_warned_about(bundled_atlas: Atlas) -> None:
    texts = [q for q in bundled_atlas.questions if q.kind == "wording" and "shared_clause" not in q.features]
    weighty = next(q for q in texts if "scope" in q.kinds)
    editorial = next(q for q in texts if q.kinds == ("punctuation",))
    assert impacts(bundled_atlas, weighty, ("same",), ())[0].notice
    assert impacts(bundled_atlas, weighty, ("different",), ())[0].notice is None
    assert impacts(bundled_atlas, editorial, ("same",), ())[0].notice is None


def test_a_chosen_text_revises_what_prints_another(bundled_atlas: Atlas) -> None:
    competency = bundled_atlas.competencies["reasoning"]
    first, second = competency.variants[:2]
    whole = choices(bundled_atlas, competency, [made(1, "canonical", "reasoning", first.id)])
    assert [(c.variant, c.text) for c in whole] == [(None, first.definition)]
    changes = revisions(competency, chosen_texts(competency, whole))
    assert {c.statement.class_id for c in changes} >= {s.class_id for s in second.statements if s.current}
    assert revision_impact(changes).notice
    # A meaning's own choice goes before that for the whole.
    own = choices(
        bundled_atlas,
        competency,
        [made(1, "canonical", "reasoning", first.id), made(2, "canonical", second.id, "A text of its own.")],
    )
    texts = chosen_texts(competency, own)
    assert {texts[s.id] for s in second.statements} == {"A text of its own."}
    assert {texts[s.id] for s in first.statements} == {first.definition}


def test_a_choice_taken_back_revises_nothing(bundled_atlas: Atlas) -> None:
    chosen = made(1, "canonical", "reasoning", "Anything.")
    undone = Decision(**{**{f: getattr(chosen, f) for f in chosen.__struct_fields__}, "id": "d-2", "sequence": 2,
                         "answer": "undo", "undoes": "d-1"})  # fmt: skip
    assert choices(bundled_atlas, bundled_atlas.competencies["reasoning"], [chosen, undone]) == ()


def test_health_counts_every_current_statement_once(bundled_atlas: Atlas) -> None:
    health = vocabulary_health(bundled_atlas)
    assert health.statements == bundled_atlas.counts()["statements"] == sum(d.statements for d in health.divisions)
    assert all(d.variants <= d.wordings for d in health.divisions)
    assert all((d.disagreement > 0) == (d.variants > 1) for d in health.divisions)
    order = [d.variants * d.disagreement for d in health.divisions]
    assert order == sorted(order, reverse=True)
