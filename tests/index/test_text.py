"""Words, codes, boilerplate and facets: the small rules that everything else counts on."""

from __future__ import annotations

import pytest

from index.content.boilerplate import find_boilerplate, is_boilerplate
from index.content.lines import IndexedLine, numbered
from index.content.text import key, stem, stems, stems_apart, words
from index.query.parser import read_query
from index.query.spelling import Speller
from index.settings import Repetition, settings
from taxonomy.basics.datafiles import read_table
from taxonomy.basics.stems import stem as english_stem
from taxonomy.model import SECTION_KINDS, Section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3-1-1 Customer Service Agent", ["311", "customer", "service", "agent"], id="number with hyphens"),
        pytest.param("CS-2154, cs2154", ["cs2154", "cs2154"], id="job code"),
        pytest.param("615-S (\\$35,124)", ["615s", "35", "124"], id="pay grade"),
        pytest.param("on-the-job 24-hour", ["on", "the", "job", "24", "hour"], id="other hyphens part words"),
        pytest.param("Integrity/Honesty", ["integrity", "honesty"], id="slash"),
        pytest.param("department's employees' Peña’s", ["department", "employees", "pena"], id="apostrophes"),
        pytest.param("Self‑Management – Sets", ["self", "management", "sets"], id="typographic dashes"),
        pytest.param("3-22-07", ["3", "22", "07"], id="a date is no code"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_stems_leave_stop_words_out() -> None:
    assert stems("the supervising of supervisors") == stems("Supervising supervisors")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("officer", "office"),
        ("parking", "parks"),
        ("engineers", "engine"),
        ("customer", "customs"),
        ("several", "severe"),
    ],
)
def test_words_that_only_look_alike_have_stems_of_their_own(one: str, other: str) -> None:
    assert english_stem(one) == english_stem(other)
    assert stem(one) != stem(other)


def test_the_table_of_stems_parts_what_the_stemmer_joins() -> None:
    """Each word stands once, under a stem that no other word of English has from the stemmer by itself."""
    forms = [word for words_ in read_table("stems.toml")["apart"].values() for word in words_]
    assert len(forms) == len(set(forms))
    for word, root in stems_apart().items():
        assert english_stem(word) != root, word
        assert stem(root) == root, root


def test_keys_are_equal_for_every_spelling_of_a_code() -> None:
    assert key("CS-2154") == key("cs 2154") == key("CS2154")


def test_every_kind_of_section_has_a_weight() -> None:
    assert set(SECTION_KINDS) <= settings().weights.keys()
    assert all(section in settings().weights for sections in settings().fields.values() for section in sections)


def _line(section: str, text: str) -> IndexedLine:
    return IndexedLine(section, text, "d", 1, 1)


def test_boilerplate_is_what_many_classes_repeat() -> None:
    said = [_line("duties", "Performs other duties as assigned."), _line("competencies", "Reading – Learns.")]
    texts = [[*said, _line("duties", f"Repairs number {n}.")] for n in range(4)]
    found = find_boilerplate(texts, Repetition(classes=3, share=0.02))
    assert is_boilerplate(_line("duties", "performs other duties, as assigned"), found)
    assert not is_boilerplate(_line("duties", "Repairs number 1."), found)
    assert not is_boilerplate(said[1], found), "statements of competencies are meant to be shared"
    assert not find_boilerplate(texts, Repetition(classes=5, share=0.02))


def test_lines_of_a_section_are_numbered_through_furniture() -> None:
    printed = ["DUTIES", "", "**Answers** calls.", "Page 2 of 5", "", "- Trains staff."]
    text = "Answers calls.\n\nTrains staff."
    section = Section(kind="duties", heading="DUTIES", first_line=1, last_line=6, text=text)
    found = {line.text: line.number for line in numbered(section, printed) if line.text}
    assert found == {"Answers calls.": 3, "Trains staff.": 6}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("servise", "service", id="one letter"),
        pytest.param("custmer", "customer", id="a letter left out"),
        pytest.param("recieves", "receives", id="two letters turned"),
        pytest.param("comunicatoin", "communication", id="two slips in a long word"),
        pytest.param("loss", None, id="too short to guess"),
        pytest.param("spanish", None, id="nothing like it"),
        pytest.param("x" * 99_000, None, id="far too long"),
    ],
)
def test_spelling(typed: str, meant: str | None) -> None:
    speller = Speller({"service": 9, "customer": 5, "receives": 3, "communication": 2, "boss": 1, "finish": 4})
    assert speller.closest(typed) == meant
    assert speller.corrections(read_query("customer"), lambda word: True) == ()
