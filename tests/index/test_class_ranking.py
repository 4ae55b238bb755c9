"""Do titles that no document prints still lead to their class: by words on the same root, by level, by meaning?"""

from __future__ import annotations

import pytest

from index import Engine
from index.query.word_families import Families
from index.settings import settings

_KNOWN = {"tint", "grind", "electr", "leather", "work", "trim", "driver", "offic", "repair", "supervis"}


@pytest.mark.parametrize(
    ("word", "kin"),
    [
        pytest.param("tinter", {"tint"}, id="who does it"),
        pytest.param("trimmer", {"trim"}, id="a doubled letter"),
        pytest.param("repairman", {"repair"}, id="man"),
        pytest.param("repairwoman", {"repair"}, id="woman"),
        pytest.param("supervisor", {"supervis"}, id="an e left out"),
        pytest.param("leatherworker", {"leather", "work"}, id="a compound of who does it"),
        pytest.param("leatherwork", {"leather", "work"}, id="a compound"),
        pytest.param("driver", set(), id="its own stem is no kin"),
        pytest.param("bilingual", set(), id="nothing"),
        pytest.param("the", set(), id="a stop word"),
        pytest.param("cs2154", set(), id="a code"),
    ],
)
def test_words_on_the_same_root(word: str, kin: set[str]) -> None:
    found = set(Families(_KNOWN.__contains__, settings().endings).kin(word))
    assert found == kin


def test_a_word_built_on_a_known_root_is_near_and_not_corrected(engine: Engine) -> None:
    result = engine.search("curriculumist")
    assert (result.answer, result.corrected, result.unmatched) == ("near", None, ("curriculumist",))
    assert [(note.text, note.as_) for note in result.understood] == [("curriculumist", "curriculum")]
    assert result.hits[0].near
    assert "curriculum" in result.hits[0].because[0].quote.lower()


def test_a_slip_of_a_word_on_the_same_root_is_corrected(engine: Engine) -> None:
    assert engine.search("managor").corrected == "manager"


def test_a_level_that_no_title_has_is_left_out_and_said_so(engine: Engine) -> None:
    for typed, level in (("311 Customer Service Agent II", "II"), ("311 customer service agent 3", "3")):
        result = engine.search(typed)
        assert result.hits[0].id == "denver/311-customer-service-agent"
        assert result.answer == "near"
        assert all(hit.near for hit in result.hits)
        assert (result.understood[0].text, result.understood[0].source) == (level, "class series")
    assert engine.search("311").hits
    assert engine.search("level ii").answer != "found"


def test_a_class_that_has_all_words_stands_before_the_near_misses_that_do_not(engine: Engine) -> None:
    result = engine.search("calendar director", kind="class")
    assert [(hit.id, hit.near) for hit in result.hits[:1]] == [("denver/311-operations-assistant", False)]


def test_near_misses_cite_a_sentence_even_without_a_shared_word(engine: Engine) -> None:
    for typed in ("speaks Spanish", "graffiti curriculum", "curriculumist of calendars"):
        near = [hit for hit in engine.search(typed).hits if hit.near and hit.kind == "class"]
        assert all(hit.because for hit in near)


def test_pages_of_results_neither_repeat_nor_skip_a_hit(engine: Engine) -> None:
    whole = [hit.id for hit in engine.search("service budget", kind="class", limit=100).hits]
    parts = [
        hit.id
        for at in range(0, len(whole), 3)
        for hit in engine.search("service budget", kind="class", limit=3, offset=at).hits
    ]
    assert parts == whole
