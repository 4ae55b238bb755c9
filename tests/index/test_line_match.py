"""How a line is held against a question: same words, near words, words on one root, denials, amounts, process text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import Engine
from index.content.lines import IndexedLine
from index.needs.coverage import Need, cover
from index.query.negation import denied
from index.query.quantities import fits, quantities
from index.ranking.line_match import match_lines, read_asked
from tests.index.line_tables import table_of

Covers = Callable[[str, str], float]


@pytest.fixture
def covers(tmp_path: Path) -> Covers:
    """Which share of a question a line of duties covers."""

    def held(asked: str, text: str) -> float:
        lines, known = table_of(IndexedLine("duties", text, "d", 1, 1), tmp_path)
        read = read_asked(asked, {}, np.zeros(192, dtype=np.float32), lambda _: ())
        return float(match_lines(read, lines, known, known.alike([word.text for word in read.words])).covers[0])

    return held


def test_a_line_with_the_words_covers_more_than_one_with_words_of_like_meaning(covers: Covers) -> None:
    same = covers("trims trees", "Trims trees along streets.")
    like = covers("trims trees", "Prunes shrubs along streets.")
    other = covers("trims trees", "Writes reports for the board.")
    assert same > like > other


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Does not supervise employees", {"supervis", "employe"}),
        ("No degree is required", {"degre"}),
        ("not a supervisor, just the machinist", {"supervisor"}),
        ("works without a license", {"licens"}),
        ("not only repairs but builds engines", set()),
        ("no later than Friday", set()),
        ("no fewer than two years", set()),
    ],
)
def test_what_a_text_denies(text: str, stems: set[str]) -> None:
    assert set(denied(text)) == stems


def test_a_line_that_denies_it_does_not_say_it(covers: Covers) -> None:
    assert covers("supervises employees", "Does not supervise employees.") == 0
    assert covers("supervises employees", "Supervises employees.") > 0.9


@pytest.mark.parametrize(
    ("asked", "line", "is_fitting"),
    [
        ("lift 50 pounds", "Lifts up to 15 pounds.", False),
        ("lift 50 pounds", "Lifts 50 pounds or more.", True),
        ("lift 50 lbs", "Lifts at least 40 pounds.", True),
        ("types 60 wpm", "Types 40 words per minute.", False),
        ("types 60 wpm", "Answers the telephone.", True),
    ],
)
def test_amounts_are_compared_with_their_units(asked: str, line: str, is_fitting: bool) -> None:
    assert fits(list(quantities(asked)), line) is is_fitting


def test_process_text_says_nothing_of_a_class(tmp_path: Path) -> None:
    lines, _ = table_of(IndexedLine("selection_process", "The test is given online.", "d", 1, 1), tmp_path)
    assert not lines.words.any()
    assert not lines.facts["tells"].any()


def test_a_sentence_that_tells_a_class_from_another_does_not_speak_for_it(engine: Engine) -> None:
    """The agent "is distinguished from the Emergency Communications Operator, which performs ... emergency ..."."""
    found = cover(engine, [Need(text="takes emergency calls")])
    quotes = [cell.because.quote for each in found.candidates for cell in each.cells if cell.because]
    assert not any("istinguished from" in quote for quote in quotes)


@pytest.mark.parametrize("text", ["keeps the director's calendar", "calms angry callers", "training budget"])
def test_one_need_has_the_first_class_of_search(engine: Engine, text: str) -> None:
    assert cover(engine, [Need(text=text)]).candidates[0].id == engine.search(text, kind="class").hits[0].id
