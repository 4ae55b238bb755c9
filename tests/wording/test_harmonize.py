"""From statements and decisions to competencies and open questions."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from taxonomy.basics.naming import slug
from taxonomy.model import Competency, Decision, Question, Statement
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.authority import Concept, Vocabulary
from taxonomy.wording.features import FEATURE_HELP
from taxonomy.wording.fold import fold, fold_label
from taxonomy.wording.harmonize import Harmony, harmonize
from tests.wording.corpus import bundled_statements
from tests.wording.ledgers import decision


def statement(label: str, definition: str | None, in_class: int, line: int = 1) -> Statement:
    return Statement(
        id=f"doc-{in_class}:{line}:{slug(label)}", class_id=f"town/{in_class}", class_title=str(in_class),
        document=f"doc-{in_class}", first_line=line, last_line=line, label=label, definition=definition,
    )  # fmt: skip


def competency(harmony: Harmony, name: str) -> Competency:
    return next(c for c in harmony.competencies if c.id == name)


def pairs(questions: Sequence[Question], kind: str) -> set[frozenset[str]]:
    return {frozenset((q.left, q.right)) for q in questions if q.kind == kind}


@pytest.fixture(scope="module")
def bundled() -> Harmony:
    return harmonize(bundled_statements(), [])


def variant_of(harmony: Harmony, document: str, line: int) -> str:
    return next(
        v.id for c in harmony.competencies for v in c.variants for s in v.statements
        if (s.document, s.first_line) == (document, line)
    )  # fmt: skip


def test_the_storeys_of_the_bundled_documents(bundled: Harmony) -> None:
    current = [s for c in bundled.competencies for s in c.statements if s.current]
    texts = {
        w.id
        for c in bundled.competencies
        for v in c.variants
        for w in v.wordings
        if any(s.current for s in w.statements)
    }
    assert (len(current), len(bundled.competencies), len(texts)) == (151, 41, 95)
    assert competency(bundled, "self-management").alt_labels == ("Self-Management",)


def test_nothing_is_joined_without_a_person_but_equal_folds(bundled: Harmony) -> None:
    for found in bundled.competencies:
        assert len({fold_label(s.label) for s in found.statements}) == 1
        for variant in found.variants:
            assert len({fold(s.definition or "") for s in variant.statements}) == 1


def test_names_to_decide_about_are_asked_and_co_listed_names_are_not(bundled: Harmony) -> None:
    asked = pairs(bundled.questions, "label")
    for one, other in (
        ("writing", "written-communication"),
        ("speaking", "oral-communication"),
        ("customer-service", "client-orientation"),
    ):
        assert frozenset((one, other)) in asked
    together = {
        frozenset((a.label, b.label))
        for a in bundled_statements()
        for b in bundled_statements()
        if a.class_id == b.class_id
    }
    labels = {c.id: c.pref_label for c in bundled.competencies}
    assert not {frozenset(map(labels.__getitem__, pair)) for pair in asked} & together


def test_a_changed_verb_of_authority_is_asked_as_a_level_the_lower_on_the_left(bundled: Harmony) -> None:
    low, high = variant_of(bundled, "004", 984), variant_of(bundled, "004", 804)
    question = next(q for q in bundled.questions if {q.left, q.right} == {low, high})
    assert (question.left, question.features["suggests"]) == (low, "level_of")
    assert question.features["level_words"] == ["authority: recommends, reallocates / plans"]


def test_only_editorial_differences_are_proposed_as_the_same_wording(bundled: Harmony) -> None:
    for question in bundled.questions:
        if question.kind == "wording" and question.features["suggests"] == "same":
            assert set(question.kinds) <= {"punctuation", "case", "spelling", "article"}


def test_a_clause_that_stands_under_two_competencies_is_asked_about(bundled: Harmony) -> None:
    moved = {frozenset((q.left, q.right)) for q in bundled.questions if q.features["suggests"] == "moved"}
    assert frozenset((variant_of(bundled, "003", 68), variant_of(bundled, "004", 1354))) in moved


def test_every_feature_is_explained(bundled: Harmony) -> None:
    assert {name for q in bundled.questions for name in q.features} <= FEATURE_HELP.keys()


LISTED = Vocabulary(
    [
        Concept(id="1", pref_label="Composure", alt_labels=("Self-Control",)),
        Concept(id="2", pref_label="Stress Tolerance"),
        Concept(id="3", pref_label="Calm", alt_labels=("Coolness", "Serenity")),
    ],
    "The State's list",
)


@pytest.mark.parametrize(
    ("left", "right", "words", "least", "most"),
    [
        ("Composure", "Self-Control", "has one as another name of “Composure”", 0.4, 0.5),
        ("Coolness", "Serenity", "has both as other names of “Calm”", 0.3, 0.39),
    ],
)
def test_what_an_authority_list_says_is_evidence_and_joins_nothing(
    left: str, right: str, words: str, least: float, most: float
) -> None:
    statements = [statement(left, "Stays calm.", 1), statement(right, "Keeps quiet under fire.", 2)]
    found = harmonize(statements, [], [LISTED])
    [asked] = found.questions
    assert asked.features["reference"] == f"The State's list {words}"
    assert least <= float(str(asked.features["confidence"])) <= most
    assert len(found.competencies) == 2


def test_two_entries_of_an_authority_list_speak_against_one_competency() -> None:
    text = "Remains calm, polite and effective in stressful moments."
    statements = [statement("Composure", text, 1), statement("Stress Tolerance", text, 2)]
    [alone], [heard] = harmonize(statements, [], []).questions, harmonize(statements, [], [LISTED]).questions
    assert float(str(heard.features["confidence"])) < 0.5 < float(str(alone.features["confidence"]))
    assert "two entries" in str(heard.features["reference"])


def test_of_two_lists_the_first_that_knows_both_names_is_heard() -> None:
    other = Vocabulary([Concept(id="x", pref_label="Composure", alt_labels=("Stress Tolerance",))], "Ours")
    statements = [statement(name, "Stays calm.", n) for n, name in enumerate(("Composure", "Stress Tolerance"))]
    for lists, title in (([LISTED, other], "The State's list"), ([Vocabulary([]), other, LISTED], "Ours")):
        [asked] = harmonize(statements, [], lists).questions
        assert str(asked.features["reference"]).startswith(title)


def test_a_name_is_shown_as_a_name_where_any_document_prints_it_so() -> None:
    labels = ["self-management", "self-management", "Self-Management", "Self Management", "fact finding"]
    found = harmonize([statement(label, None, number) for number, label in enumerate(labels)], [])
    assert [c.pref_label for c in found.competencies] == ["fact finding", "Self-Management"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Follow Written Directions", "Following Written Directions"),
        ("Follow Written Directions", "ability to follow written directions"),
        ("Written Communication", "written communication skills"),
        ("Information Management", "Managing Information"),
    ],
)
def test_names_made_of_the_same_words_are_proposed(left: str, right: str) -> None:
    [asked] = harmonize([statement(left, None, 1), statement(right, None, 2)], [], []).questions
    assert asked.features["suggests"] == "same"
    assert asked.features["same_words"] or asked.features["label_difference"]


def test_middling_evidence_never_adds_up_to_certainty(bundled: Harmony) -> None:
    [asked] = [q for q in bundled.questions if {q.left, q.right} == {"diversity", "managing-diverse-workforce"}]
    assert 0.5 < float(str(asked.features["confidence"])) < 0.8


@settings(max_examples=8, deadline=None)
@given(st.integers())
def test_any_order_of_statements_gives_the_same(bundled: Harmony, seed: int) -> None:
    shuffled = list(bundled_statements())
    random.Random(seed).shuffle(shuffled)
    assert harmonize(shuffled, []) == bundled


def answer(question: Question, sequence: int) -> Decision:
    answers: dict[object, DecisionKind] = {
        "same": "same",
        "level_of": "level_of",
        "moved": "different",
        "look": "different",
    }
    return decision(sequence, answers[question.features["suggests"]], question.left, question.right)


def test_an_answered_question_never_comes_back_and_replay_is_the_same(bundled: Harmony) -> None:
    decisions: list[Decision] = []
    seen: set[frozenset[str]] = set()
    questions = bundled.questions
    while questions:
        assert frozenset((questions[0].left, questions[0].right)) not in seen
        seen.add(frozenset((questions[0].left, questions[0].right)))
        decisions.append(answer(questions[0], len(decisions) + 1))
        after = harmonize(bundled_statements(), decisions)
        assert not after.contradictions
        questions = after.questions
    assert harmonize(bundled_statements(), decisions[::-1]).questions == ()


def test_new_documents_raise_only_new_questions(bundled: Harmony) -> None:
    decisions = [
        answer(question, n)
        for n, question in enumerate(bundled.questions, 1)
        if question.features["suggests"] != "same"
    ]
    before = harmonize(bundled_statements(), decisions)
    new = [
        statement(
            "Writing",
            "Recognises or uses correct English grammar, punctuation and spelling, and writes clear letters.",
            1,
        ),
        statement("Pottery", "Turns clay into bowls.", 1, 2),
    ]
    after = harmonize([*bundled_statements(), *new], decisions)
    fresh = {s.id for s in new}
    new_sides = {v.id for c in after.competencies for v in c.variants if {s.id for s in v.statements} <= fresh}
    raised = {q.id: q for q in after.questions if q.id not in {q.id for q in before.questions}}
    assert raised
    assert all(q.kind == "wording" and {q.left, q.right} & new_sides for q in raised.values())
    assert not {q.id for q in after.questions} & {d.question for d in decisions}
    assert after.stale == ()


ASKED = "Shows courtesy to customers and answers their questions."
OTHER = "Serves clients politely, and replies to what they ask."


def small(decisions: Sequence[Decision], extra: Sequence[Statement] = ()) -> Harmony:
    statements = [
        statement("Customer Service", ASKED, 1),
        statement("Customer Service", OTHER, 2),
        statement("Client Orientation", ASKED, 3),
        statement("Client Orientation", None, 4),
    ]
    return harmonize([*statements, *extra], decisions)


def test_merged_competencies_share_their_identical_texts_and_redirect() -> None:
    found = small([decision(1, "same", "customer-service", "client-orientation")])
    (whole,) = found.competencies
    assert (whole.id, whole.pref_label, whole.alt_labels) == (
        "customer-service",
        "Client Orientation",
        ("Customer Service",),
    )
    assert [len(v.statements) for v in whole.variants] == [2, 1]
    assert len(whole.bare) == 1
    assert found.redirects["client-orientation"] == "customer-service"
    assert all(target.startswith("customer-service") for target in found.redirects.values())


def test_renamed_takes_the_second_name() -> None:
    (whole,) = small([decision(1, "renamed", "client-orientation", "customer-service")]).competencies
    assert (whole.id, whole.pref_label) == ("client-orientation", "Customer Service")
    named = small([decision(1, "renamed", "client-orientation", "Serving People")])
    assert competency(named, "client-orientation").pref_label == "Serving People"


def test_a_moved_variant_takes_its_statements_along_and_an_empty_competency_leads_to_them() -> None:
    lone = statement("Helpfulness", "Helps whoever needs help.", 5)
    variant = small([], [lone]).redirects | {c.id: c.variants[0].id for c in small([], [lone]).competencies}
    found = small([decision(1, "moved", variant["helpfulness"], "customer-service")], [lone])
    assert lone in competency(found, "customer-service").statements
    assert found.redirects["helpfulness"] == "customer-service"


def test_canonical_text_and_adopted_text() -> None:
    first = competency(small([]), "customer-service").variants[0]
    adopted = small([decision(1, "canonical", first.id, "Helps customers well.")])
    assert "Helps customers well." in {v.definition for v in competency(adopted, "customer-service").variants}
    chosen = small([decision(1, "canonical", "customer-service", first.id)])
    assert competency(chosen, "customer-service").definition == first.definition


def test_suppressed_wording_that_a_current_document_prints_is_reported() -> None:
    first = competency(small([]), "customer-service").variants[0]
    found = small([decision(1, "suppress", first.id, "")])
    assert {r.statement.class_id for r in found.reintroduced} == {s.class_id for s in first.statements}


def test_skipped_questions_come_last() -> None:
    (first, *_) = harmonize(bundled_statements(), []).questions
    found = harmonize(bundled_statements(), [decision(1, "skip", first.left, first.right)])
    assert found.questions[-1].id == first.id


def test_superseded_statements_keep_their_place_but_raise_no_question() -> None:
    old = [replace(s, current=False) for s in bundled_statements()]
    found = harmonize(old, [])
    assert found.questions == ()
    assert len(found.competencies) == 41


def test_ids_and_questions_stay_when_a_new_spelling_of_a_label_comes() -> None:
    merged = [decision(1, "same", "team-work", "crew-spirit")]
    base = [statement("Team-Work", "Works with others.", 1), statement("Crew Spirit", "Pulls together.", 2)]
    found = harmonize([*base, statement("TEAM WORK", "Works with others!", 3)], merged)
    assert len(found.competencies) == 1
    assert found.stale == ()
    assert found.competencies[0].id == "team-work"


def test_two_labels_of_one_slug_get_two_ids() -> None:
    found = harmonize([statement("Integrity/Honesty", None, 1), statement("Integrity Honesty", None, 2)], [])
    assert len({c.id for c in found.competencies}) == 2
