"""Do words that mean alike point alike, and do lines found by their meaning say by which words?"""

from __future__ import annotations

import threading

import numpy as np
import pytest

from index import Engine
from index.content.lines import IndexedLine
from index.content.text import words
from index.meaning.line_vectors import line_vectors
from index.meaning.near_words import alike
from index.meaning.word_vectors import WordVectors, packed, word_vectors


def _near(one: str, other: str) -> float:
    vectors = word_vectors()
    return float(vectors.sentence(words(one)) @ vectors.sentence(words(other)))


@pytest.mark.parametrize(
    ("asked", "means", "does_not"),
    [
        ("garbage man", "collects refuse from residences", "prepares the annual budget"),
        ("fixes busted pipes", "repairs plumbing fixtures", "repairs fire hoses in the library"),
        ("calms down furious callers", "assists upset customers by telephone", "calibrates telephone equipment"),
        ("counts the cash at closing time", "balances the cash drawer", "maintains the calendar of the director"),
        ("cop", "police officer", "carpenter"),
    ],
)
def test_a_saying_points_to_what_it_means(asked: str, means: str, does_not: str) -> None:
    assert _near(asked, means) > _near(asked, does_not) + 0.1


def test_words_that_are_not_known_point_nowhere() -> None:
    vectors = word_vectors()
    assert not vectors.sentence(["xqzzt", "4711"]).any()
    assert not vectors.sentence([]).any()
    assert not vectors.knows(["xqzzt"])
    assert vectors.knows(["police", "officer"])
    assert vectors.sentences([]).shape == (0, vectors.dimensions)


def test_every_word_has_a_direction_of_its_own() -> None:
    own = WordVectors(["up", "right"], np.array([[0, 100], [50, 0]], dtype=np.int8))
    assert own.sentence(["up"]).tolist() == [0.0, 1.0]
    assert own.likeness(["up"], ["up", "right", "unknown"]).tolist() == [[1.0, 0.0, 0.0]]
    assert packed(own.sentence(["right"])).tolist() == [127, 0]


def test_the_words_that_come_near_are_named() -> None:
    pairs = {(pair.asked, pair.said) for pair in alike("cops who write tickets", "police officers issue citations")}
    assert ("cops", "police") in pairs or ("cops", "officers") in pairs
    assert ("tickets", "citations") in pairs


def test_the_same_word_is_no_likeness() -> None:
    assert all(pair.asked != "budget" for pair in alike("budget boss", "prepares budgets"))
    assert alike("", "prepares budgets") == ()


def test_boilerplate_and_job_codes_have_no_meaning_of_their_own() -> None:
    lines = [
        IndexedLine("duties", "Repairs pumps.", "d", 1, 1),
        IndexedLine("notes", "The City is an equal opportunity employer.", "d", 2, 2, 0.0),
        IndexedLine("job_code", "CC1234", "d", 3, 3),
    ]
    found = line_vectors(lines, [list(words(line.text)) for line in lines])
    assert found.lines.tolist() == [0]
    assert np.linalg.norm(found.vectors[0].astype(float)) == pytest.approx(127, rel=0.05)


def test_a_hit_by_meaning_cites_its_line_and_names_the_words(engine: Engine) -> None:
    found = engine.search("handles gripes about spray paint on walls", kind="class")
    assert found.hits[0].id == "denver/311-operations-assistant"
    first = found.hits[0].because[0]
    assert "raffiti" in first.quote
    assert first.document
    assert first.first_line > 0
    assert first.alike


def test_what_is_switched_off_does_not_count_by_its_meaning_either(engine: Engine) -> None:
    assert engine.search("boss").answer != "nothing"
    assert engine.search("boss", off=["boss"]).answer == "nothing"


def test_what_no_class_says_is_never_found(engine: Engine) -> None:
    for asked in ("speaks Spanish", "reads horoscopes", "prescribes medication", "milks cows"):
        found = engine.search(asked, kind="class")
        assert found.answer != "found", (asked, found.hits[:1])
    assert engine.search("speaks Spanish", kind="class").answer == "nothing"


def test_many_may_ask_at_once(engine: Engine) -> None:
    asked = ["garbage collector", "upset callers on the phone", "plans the budget", "trains the new agents"]
    engine.forget_results()
    alone = [engine.search(text, kind="class").hits for text in asked]
    engine.forget_results()
    together: dict[str, object] = {}
    threads = [
        threading.Thread(target=lambda text=text: together.update({text: engine.search(text, kind="class").hits}))
        for text in asked
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[text] for text in asked] == alone
