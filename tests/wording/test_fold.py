"""Only what is the same words is ever joined without a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.wording.fold import fold, fold_label

SAME_TEXTS = [
    pytest.param("Adapts quickly to changes.", "adapts  quickly to\nchanges", id="case-space-stop"),
    pytest.param("high-quality services", "high–quality services", id="dashes"),
    pytest.param("the City’s Code", "the city's code", id="quotes"),
    pytest.param("drafts, edits, and issues", "drafts, edits and issues", id="serial-comma"),
    pytest.param("sets goals; works alone", "sets goals, works alone", id="semicolon"),
    pytest.param("mul\u00adtiple units", "multiple units", id="soft-hyphen"),
    pytest.param("the “core” staff", "the 'core' staff", id="quoted-word"),
]
OTHER_TEXTS = [
    pytest.param("plans and directs", "plans and/or directs", id="and-or"),
    pytest.param("plans or directs", "plans / directs", id="slash"),
    pytest.param("lifts 1.5 tons", "lifts 15 tons", id="decimal"),
    pytest.param("works 8-5", "works 8 5", id="range"),
    pytest.param("area(s)", "areas", id="plural-in-brackets"),
    pytest.param("customers' needs", "customers needs", id="possessive"),
    pytest.param("re-creation", "recreation", id="prefix"),
    pytest.param("uses C++", "uses C", id="sign"),
    pytest.param("may not approve", "may approve", id="not"),
]
LABELS = [
    pytest.param("Self Management", "Self-Management", True, id="hyphen"),
    pytest.param("Teamwork", "TEAM WORK", True, id="space-and-case"),
    pytest.param("Integrity / Honesty", "Integrity/Honesty", True, id="space-at-slash"),
    pytest.param("Integrity/Honesty", "Integrity Honesty", False, id="slash"),
    pytest.param("Interpersonal Skill", "Interpersonal Skills", False, id="plural"),
    pytest.param("Planning & Evaluating", "Planning and Evaluating", False, id="ampersand"),
    pytest.param("Re-creation", "Recreation", False, id="telling-hyphen"),
    pytest.param("Level 1-1", "Level 11", False, id="figures"),
    pytest.param("Writing", "Written Communication", False, id="synonym"),
]


@pytest.mark.parametrize(("one", "other"), SAME_TEXTS)
def test_texts_of_the_same_words_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), OTHER_TEXTS)
def test_texts_that_may_mean_two_things_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("one", "other", "joined"), LABELS)
def test_labels_are_joined_by_case_space_and_hyphen_only(one: str, other: str, joined: bool) -> None:
    assert (fold_label(one) == fold_label(other)) is joined


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF) | st.sampled_from("–—‘’“”\u00ad")))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
