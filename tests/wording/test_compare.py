"""Every difference between two wordings is named, mirrored when the sides are exchanged, and never waved through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.wording.compare import compare, redline
from taxonomy.wording.kinds import EDITORIAL, KIND_HELP, KINDS
from taxonomy.wording.lexicon import content_stems
from taxonomy.wording.spelling import word_relation
from tests.wording.corpus import bundled_statements, definition

KIND_TABLE = [
    pytest.param("replies by e-mail each day", "replies by email each day", {"spelling"}, True, id="one-word-or-two"),
    pytest.param("applies tools & skills", "applies tools and skills", {"spelling"}, True, id="ampersand"),
    pytest.param("serves staff and customers", "serves staff, customers", {"conjunction"}, False, id="and-for-comma"),
    pytest.param("keeps the program(s) going", "keeps the programs going", {"number"}, False, id="s-in-brackets"),
    pytest.param("trains employees daily", "trains employers daily", {"scope", "different"}, False, id="employers"),
    pytest.param(
        "wants to lead the crew", "wants to lend the crew", {"scope", "different"}, False, id="lead-lend-verb"
    ),
    pytest.param("Reads plans.", "Reads plans", {"punctuation"}, True, id="stop"),
    pytest.param("reads plans", "Reads plans", {"case"}, True, id="case"),
    pytest.param("Reads  plans", "Reads plans", {"punctuation"}, True, id="space"),
    pytest.param(
        "fosters trust and pride; works well",
        "fosters trust and pride, and works well",
        {"punctuation"},
        True,
        id="list-and",
    ),
    pytest.param("shows managment of time", "shows management of time", {"spelling"}, True, id="slip"),
    pytest.param("organises the work of crews", "organizes the work of crews", {"spelling"}, True, id="british"),
    pytest.param("needs two years of work", "needs 2 years of work", {"spelling"}, True, id="figure-for-word"),
    pytest.param("works in the agency daily", "works in an agency daily", {"article"}, True, id="article"),
    pytest.param(
        "makes oral presentation to staff", "makes oral presentations to staff", {"number"}, False, id="plural"
    ),
    pytest.param("needs two years of work", "needs three years of work", {"number"}, False, id="figures"),
    pytest.param("lifts 10 pounds daily", "lifts 100 pounds daily", {"number"}, False, id="weights"),
    pytest.param(
        "training and experience in law", "training and/or experience in law", {"conjunction"}, False, id="and-or"
    ),
    pytest.param(
        "hostile, or distressed people", "hostile, and distressed people", {"conjunction"}, False, id="or-and"
    ),
    pytest.param("staff/customers of the city", "staff customers of the city", {"conjunction"}, False, id="slash"),
    pytest.param(
        "Plans, administers, and monitors revenue",
        "Recommends, administers, and monitors revenue",
        {"authority_verb"},
        False,
        id="plans-recommends",
    ),
    pytest.param(
        "guides the work of a supervisor", "guides the work of a manager", {"scope"}, False, id="supervisor-manager"
    ),
    pytest.param(
        "serves the functional area well", "serves the department well", {"scope"}, False, id="area-department"
    ),
    pytest.param(
        "deals with pressure and ambiguity calmly",
        "deals with ambiguity calmly",
        {"clause_removed"},
        False,
        id="adds-pressure",
    ),
    pytest.param(
        "deals with ambiguity calmly",
        "deals with pressure and ambiguity calmly",
        {"clause_added"},
        False,
        id="drops-pressure",
    ),
    pytest.param(
        "Sets goals for crews; keeps careful records",
        "Keeps careful records; sets goals for crews",
        {"case", "order"},
        False,
        id="clauses-moved",
    ),
    pytest.param(
        "keeps political, social factors in mind",
        "keeps social, political factors in mind",
        {"order"},
        False,
        id="items-moved",
    ),
    pytest.param("leads the crew at work", "lends the crew at work", {"different"}, False, id="lead-lend"),
    pytest.param("advises the council daily", "advises the counsel daily", {"different"}, False, id="council-counsel"),
    pytest.param("may approve leave requests", "may not approve leave requests", {"negation"}, False, id="not"),
    pytest.param(
        "Adapts quickly to changes.",
        "Recalls information presented before.",
        {"different"},
        False,
        id="nothing-in-common",
    ),
]
PRINTED = [
    pytest.param(("004", 153), ("004", 1356), {"punctuation", "conjunction"}, id="and-to-and-or"),
    pytest.param(("004", 804), ("004", 984), {"authority_verb"}, id="plans-to-recommends"),
    pytest.param(("004", 169), ("004", 1346), {"clause_removed"}, id="pressure-dropped"),
    pytest.param(("001", 89), ("004", 1354), {"punctuation"}, id="editorial"),
    pytest.param(("000", 85), ("001", 87), {"number"}, id="presentation-s"),
    pytest.param(("004", 806), ("004", 986), {"scope", "clause_added"}, id="director-manager"),
]
WORD_PAIRS = [
    pytest.param("analysis", "analyses", "number", id="is-es"),
    pytest.param("résumé", "resume", "spelling", id="accents"),
    pytest.param("recieve", "receive", "spelling", id="swapped-letters"),
    pytest.param("occured", "occurred", "spelling", id="doubled-letter"),
    pytest.param("distresses", "distressed", "spelling", id="form-of-verb"),
    pytest.param("advisor", "adviser", "spelling", id="two-spellings"),
    pytest.param("policy", "policies", "number", id="ies"),
    pytest.param("program", "program(s)", "number", id="s-in-brackets"),
    pytest.param("complaint", "compliant", None, id="two-real-words"),
    pytest.param("planning", "planting", None, id="known-by-stem"),
    pytest.param("director", "directed", None, id="two-derivations"),
    pytest.param("personal", "personnel", None, id="personal-personnel"),
    pytest.param("within", "with", None, id="short"),
]


@pytest.mark.parametrize(("a", "b", "kinds", "editorial"), KIND_TABLE)
def test_each_kind_is_named(a: str, b: str, kinds: set[str], editorial: bool) -> None:
    found = compare(a, b)
    assert set(found.kinds) == kinds
    assert found.editorial is editorial


@pytest.mark.parametrize(("a", "b", "kinds"), PRINTED)
def test_printed_wordings(a: tuple[str, int], b: tuple[str, int], kinds: set[str]) -> None:
    found = compare(definition(*a), definition(*b))
    assert kinds <= set(found.kinds)
    assert found.editorial is (kinds <= EDITORIAL)


@pytest.mark.parametrize(("one", "other", "relation"), WORD_PAIRS)
def test_word_relations(one: str, other: str, relation: str | None) -> None:
    assert word_relation(one, other) == word_relation(other, one) == relation


def test_the_words_to_show() -> None:
    found = compare("deals with pressure and ambiguity calmly", "deals with ambiguity very calmly")
    assert (found.removed_words, found.added_words) == (("pressure",), ("very",))


def test_a_fragmented_redline_is_joined_for_reading() -> None:
    parts = redline("assesses needs, resolves issues", "determines needs; settles issues")
    assert [(part.op, part.a, part.b) for part in parts] == [
        ("replace", "assesses needs, resolves ", "determines needs; settles "),
        ("equal", "issues", "issues"),
    ]


def test_every_kind_has_one_sentence_of_help() -> None:
    assert all(KIND_HELP[kind].endswith(".") for kind in KINDS)


def test_a_book_is_compared_in_bounded_steps() -> None:
    assert len(redline("word " * 5000, "other " * 5000)) == 1


TEXTS = st.sampled_from(sorted({s.definition or "" for s in bundled_statements()})) | st.text(
    alphabet="abcdeors,.;/-() \n’", max_size=60
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_comparison_is_a_mirror_and_the_diff_gives_both_texts_back(a: str, b: str) -> None:
    there, back = compare(a, b), compare(b, a)
    mirror = {"clause_added": "clause_removed", "clause_removed": "clause_added"}
    assert {mirror.get(kind, kind) for kind in there.kinds} == set(back.kinds)
    assert (there.similarity, there.mergeable, there.editorial) == (back.similarity, back.mergeable, back.editorial)
    assert "".join(part.a for part in there.diff) == a == "".join(part.b for part in back.diff)
    assert "".join(part.b for part in there.diff) == b == "".join(part.a for part in back.diff)
    assert all((part.op == "equal") == (part.a == part.b) for part in there.diff)
    assert bool(there.kinds) == (a != b)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    found = compare(text, text)
    assert (found.kinds, found.similarity, found.mergeable) == ((), 100.0, True)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_word_with_meaning_more_or_less_is_never_editorial(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted({s.definition or "" for s in bundled_statements()})))
    words = text.split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(
        st.sampled_from(
            [
                words[:place] + words[place + 1 :],
                [*words[:place], "only", *words[place:]],
                [*words[:place], "budget", *words[place:]],
            ]
        )
    )
    other = " ".join(changed)
    if content_stems(text) != content_stems(other):
        assert not compare(text, other).editorial
