"""How are the words of a need read: slips, words on the same root, verbs that no document has, and what is unknown?"""

from __future__ import annotations

import pytest

from index import Engine
from index.needs.coverage import Need, cover
from index.needs.need_terms import ConceptReader
from index.settings import settings


@pytest.fixture
def reader(engine: Engine) -> ConceptReader:
    return ConceptReader(engine, settings().needs)


def test_a_long_word_with_a_slip_is_read_as_the_closest_word(reader: ConceptReader) -> None:
    (concept,) = reader.read("proceedures", ())
    assert concept.known
    assert concept.understood is not None
    assert (concept.understood.as_, concept.understood.source[:8]) == ("procedures", "spelling")


def test_a_short_word_that_is_no_english_word_is_read_as_the_closest(reader: ConceptReader) -> None:
    (concept,) = reader.read("calender", ())
    assert concept.own == ("calendar",)
    (concept,) = reader.read("budgget", ())
    assert concept.own == ("budget",)


def test_a_short_unknown_word_stays_unknown(reader: ConceptReader) -> None:
    (concept,) = reader.read("bread", ())
    assert not concept.known
    assert concept.worth > settings().needs.most_worth


def test_a_word_on_a_known_root_is_read_by_it(reader: ConceptReader) -> None:
    (concept,) = reader.read("curriculumist", ())
    assert concept.known
    assert concept.understood is not None
    assert concept.understood.source[:11] == "word family"


def test_an_unknown_verb_at_the_head_counts_less_than_an_unknown_thing(reader: ConceptReader) -> None:
    verb, thing = reader.read("squeezes lemons", ())
    assert verb.worth < thing.worth
    (alone,) = reader.read("squeezes", ())
    assert alone.worth == thing.worth


def test_what_no_document_has_is_read_by_the_commonest_reading(reader: ConceptReader) -> None:
    calls, stamps = reader.read("phone calls, food stamps", ())
    assert stamps.worth > calls.worth


def test_a_sentence_that_tells_a_class_from_another_does_not_speak_for_it(engine: Engine) -> None:
    """The agent "is distinguished from the Emergency Communications Operator, which performs ... emergency ..."."""
    found = cover(engine, [Need(text="takes emergency calls")])
    quotes = [cell.because.quote for each in found.candidates for cell in each.cells if cell.because]
    assert not any("istinguished from" in quote for quote in quotes)


def test_who_shares_only_the_verb_meets_no_need(engine: Engine, reader: ConceptReader) -> None:
    """Who outlines changes does not outline a telephone."""
    (verb, _) = reader.read("outlines telephones", ())
    assert verb.heads
    assert not reader.read("outlines", ())[0].heads
    found = cover(engine, [Need(text="outlines telephones")])
    for candidate in found.candidates:
        assert candidate.cells[0].because is not None
        assert "telephone" in candidate.cells[0].because.quote.lower()
