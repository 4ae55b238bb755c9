"""Does the command line say why a line is a hit: which words were read for which, and what is only a near miss?"""

from __future__ import annotations

from msgspec.structs import replace

from index.results import Alike, Because
from tests.cli.conftest import Run
from webapp.cli.quoting import near_in_meaning, short


def test_a_long_line_ends_with_an_ellipsis_after_a_whole_word() -> None:
    assert short("keeps the calendar", 18) == "keeps the calendar"
    assert short("keeps the calendar", 12) == "keeps the …"
    assert short("x" * 9, 4) == "xxxx …"


def test_words_taken_for_others_are_named() -> None:
    line = Because(section="duties", quote="", first_line=1, document="d")
    named = replace(line, alike=(Alike("cops", "police"), Alike("books", "accounts")), nearness=0.6)
    assert near_in_meaning(named) == "near in meaning: cops – police, books – accounts"
    assert near_in_meaning(replace(line, nearness=0.6)) == "near in meaning: the sentence as a whole"
    assert near_in_meaning(line) == ""


def test_how_everyday_words_were_read_is_said_and_can_be_switched_off(filled: Run) -> None:
    assert "Read: angry → " in filled("search", "angry callers").err
    assert "Read: angry → " not in filled("search", "angry callers", "--off", "angry").err
    assert "Read: angry → " in filled("find", "calms angry callers").err


def test_without_an_answer_every_hit_is_called_a_near_miss(filled: Run) -> None:
    ran = filled("search", "zeppelin calendar")
    assert ran.err.splitlines()[-1].startswith("No ")
    hits = [line for line in ran.out.splitlines() if not line.startswith(" ")]
    assert hits
    assert all(line.endswith("(near miss)") for line in hits)
