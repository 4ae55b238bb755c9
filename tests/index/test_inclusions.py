"""Is a class found by the duties that it includes by naming another class, and does the hit say by which sentence?"""

from __future__ import annotations

import pytest

from index import Engine
from index.content.inclusions import said_by, with_inclusions
from index.content.lines import IndexedLine, specification_lines
from index.content.text import stem, words
from index.needs.coverage import Need, cover
from index.settings import settings
from taxonomy.atlas import Atlas

SPECIALIST, AGENT = "denver/311-customer-service-specialist", "denver/311-customer-service-agent"
NAMED_IN = "as described in the 311 Customer Service Agent class specification"


def lines_of(atlas: Atlas, class_id: str) -> list[IndexedLine]:
    current = atlas.classes[class_id].current
    assert current is not None
    printed = atlas.documents[current.document].lines
    return list(specification_lines(current.specification, current.document, printed))


@pytest.fixture(scope="module")
def only_there(atlas: Atlas) -> dict[str, IndexedLine]:
    """Words that stand in a duty of the agent and nowhere in the specialist's own specification, with that duty."""
    own = {stem(word) for line in lines_of(atlas, SPECIALIST) for word in words(line.text)}
    said = [{line.text for line in lines_of(atlas, key)} for key in atlas.classes if atlas.classes[key].current]
    repeated = settings().boilerplate.classes
    duties = [line for line in lines_of(atlas, AGENT) if line.section == "duties"]
    duties = [line for line in duties if sum(line.text in texts for texts in said) < repeated]
    return {word: line for line in duties for word in words(line.text) if stem(word) and stem(word) not in own}


def test_a_word_that_stands_only_in_an_included_duty_finds_the_class(
    engine: Engine, atlas: Atlas, only_there: dict[str, IndexedLine]
) -> None:
    assert len(only_there) > 10
    for word, duty in only_there.items():
        hits = with_inclusions(atlas.classes, engine.search(word, kind="class", limit=50).hits)
        [hit] = [hit for hit in hits if hit.id == SPECIALIST]
        assert not hit.near
        reasons = [each for each in hit.because if each.document == duty.document]
        assert {each.section for each in hit.because} == {"included"}, word
        assert reasons
        for each in hit.because:
            assert each.included_by is not None
            assert NAMED_IN in each.included_by.quote
            assert (each.included_by.class_id, each.included_by.title) == (AGENT, "311 Customer Service Agent")
            document = atlas.documents[each.included_by.document]
            assert NAMED_IN in " ".join(document.lines[each.included_by.first_line - 1 :][:3])


def test_an_included_duty_meets_a_need_as_if_it_were_its_own(
    engine: Engine, atlas: Atlas, only_there: dict[str, IndexedLine]
) -> None:
    duty = next(iter(only_there.values()))
    found = cover(engine, [Need(text=duty.text[:120])], 50)
    cells = {each.id: each.cells[0] for each in found.candidates}
    assert cells[SPECIALIST].because is not None
    said = said_by(atlas.classes, SPECIALIST, cells[SPECIALIST].because)
    assert said.section == "included"
    assert said.included_by is not None
    own = cells[AGENT].because
    assert own is not None
    assert said_by(atlas.classes, AGENT, own).included_by is None


def test_only_duties_are_included(engine: Engine, atlas: Atlas) -> None:
    """The specification says that the duties are as described there; it takes over no competency."""
    own = {stem(word) for line in lines_of(atlas, SPECIALIST) for word in words(line.text)}
    duties = {
        stem(word)
        for line in lines_of(atlas, AGENT)
        if line.section in ("duties", "general_statement")
        for word in words(line.text)
    }
    stated = [line for line in lines_of(atlas, AGENT) if line.section in ("competencies", "minimum_qualifications")]
    foreign = {word for line in stated for word in words(line.text) if stem(word) and stem(word) not in own | duties}
    assert foreign
    for word in foreign:
        found = engine.search(word, kind="class", limit=50, correct=False)
        assert SPECIALIST not in {hit.id for hit in found.hits if not hit.near}, word
