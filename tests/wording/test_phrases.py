"""Knowledge, skills, abilities and duties without a name: found, joined where equal, asked where near."""

from __future__ import annotations

import pytest

from taxonomy.model import Section, Specification, Statement, TextLines
from taxonomy.model.wording import StatementKind
from taxonomy.wording.harmonize import harmonize
from taxonomy.wording.phrase_questions import duty_questions
from taxonomy.wording.phrases import duty_phrases, stated_phrases
from tests.wording.ledgers import decision


def specification(text: str, *items: str) -> Specification:
    lines = tuple(TextLines(text=item, first_line=3, last_line=3) for item in items)
    section = Section(kind="knowledge", heading="Qualifications", first_line=1, last_line=9, text=text)
    return Specification(title="Clerk", first_line=1, last_line=9, sections=(section,), knowledge=lines, duties=lines)


@pytest.mark.parametrize(
    ("above", "item", "kind", "text"),
    [
        ("", "Knowledge of payroll rules.", "knowledge", "Knowledge of payroll rules"),
        ("Knowledge of:\n", "Payroll rules; and", "knowledge", "Knowledge of payroll rules"),
        (
            "Knowledge of:\nPayroll rules\nAbility to:\n",
            "Sort mail quickly;",
            "ability",
            "Ability to sort mail quickly",
        ),
        ("Skill in:\n", "Typing letters", "skill", "Skill in typing letters"),
        ("", "Working knowledge of GIS", "knowledge", "Working knowledge of GIS"),
        ("", "Demonstrated ability to stay calm", "ability", "Demonstrated ability to stay calm"),
        ("Ability to:\n", "Willingness to work nights", "ability", "Willingness to work nights"),
    ],
)
def test_a_line_is_a_statement_of_a_kind(above: str, item: str, kind: str, text: str) -> None:
    (found,) = stated_phrases(specification(above + item, item))
    assert (found.kind, found.text) == (kind, text)


def test_a_line_that_lists_several_is_several() -> None:
    line = "Thorough knowledge of budgets; skill in typing; and ability to lift boxes. Knowledge of maps."
    assert [phrase.kind for phrase in stated_phrases(specification(line, line))] == [
        "knowledge",
        "skill",
        "ability",
        "knowledge",
    ]


def test_headings_alone_state_nothing() -> None:
    assert not list(stated_phrases(specification("Skills\nAbility to", "Skills", "Ability to")))


def phrase(kind: StatementKind, text: str, number: int) -> Statement:
    return Statement(
        id=f"p{number}",
        class_id=f"town/{number}",
        class_title="",
        document=f"d{number}",
        first_line=1,
        last_line=1,
        label=text,
        definition=text,
        kind=kind,
    )


NEAR = [
    phrase("knowledge", "Knowledge of office practices and procedures", 1),
    phrase("knowledge", "Knowledge of modern office procedures and practices", 2),
    phrase("knowledge", "Knowledge of office practices and procedures.", 3),
    phrase("knowledge", "Working knowledge of zoning law", 4),
    phrase("knowledge", "Thorough knowledge of zoning law", 5),
    phrase("skill", "Skill in operating trucks", 6),
    phrase("ability", "Ability to operate trucks", 7),
    phrase("skill", "Skill in operating heavy trucks without supervision", 8),
]


def test_equal_phrases_are_one_and_near_ones_a_question_with_the_right_suggestion() -> None:
    found = harmonize(NEAR, [])
    by_text = {v.definition: c for c in found.competencies for v in c.variants}
    assert len(found.competencies) == 7
    assert {s.class_id for s in by_text["Knowledge of office practices and procedures"].statements} == {
        "town/1",
        "town/3",
    }
    assert {c.kind for c in found.competencies} == {"knowledge", "skill", "ability"}
    assert sorted(str(q.features["suggests"]) for q in found.questions) == ["level_of", "same"]


def test_an_answer_makes_two_phrases_one_that_can_be_given_a_name() -> None:
    question = next(q for q in harmonize(NEAR, []).questions if q.features["suggests"] == "same")
    merged = [decision(1, "same", question.left, question.right)]
    found = harmonize(NEAR, merged)
    assert len(found.competencies) == 6
    whole = next(c for c in found.competencies if len(c.statements) == 3)
    named = harmonize(NEAR, [*merged, decision(2, "renamed", whole.id, "Office practices")])
    assert "Office practices" in {c.pref_label for c in named.competencies}


def test_duties_are_asked_about_only_on_demand() -> None:
    duties = [phrase("duty", "Answers telephone calls from the public", 1)]
    duties.append(phrase("duty", "Answers telephone calls from the general public", 2))
    found = harmonize(duties, [])
    assert not found.questions
    assert len(duty_questions(found.competencies, [])) == 1
    assert [p.kind for p in duty_phrases(specification("", "Answers telephones"))] == ["duty"]


def test_a_word_written_apart_is_proposed_as_the_same() -> None:
    one, other = (
        phrase("knowledge", text, n)
        for n, text in enumerate(("Knowledge of recordkeeping methods", "Knowledge of record-keeping methods"))
    )
    (asked,) = harmonize([one, other], []).questions
    assert asked.features["suggests"] == "same"
