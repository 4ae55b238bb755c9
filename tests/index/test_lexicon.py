"""The lexicon: is every entry well made, and do its three kinds lead where they say, in needs, search and chips?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Engine
from index.content.text import stems, words
from index.needs.coverage import Need, cover
from index.query.lexicon import parts_of
from index.settings import settings
from taxonomy.atlas import Atlas
from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug

BLOCKS = read_table("lexicon.toml")["block"]
KINDS = ("means", "competencies", "sections")


def entries(kind: str) -> Iterator[tuple[str, list[str]]]:
    for block in BLOCKS:
        yield from block.get(kind, {}).items()


def test_every_block_says_what_it_is_about_from_what_and_by_whom() -> None:
    for block in BLOCKS:
        assert block["topic"]
        assert block["source"]
        assert block["author"]
        assert set(block) <= {"topic", "source", "author", *KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_can_be_said_and_leads_somewhere(kind: str) -> None:
    found = list(entries(kind))
    assert len(found) >= 40
    for said, targets in found:
        assert 1 <= len(list(words(said))) <= 6, said
        assert targets, said
        assert all(stems(target.rpartition(":")[2]) for target in targets), said


def test_a_competency_is_one_of_the_authority_list(atlas: Atlas) -> None:
    known = {slug(label) for c in atlas.competencies.values() for label in (c.pref_label, *c.alt_labels)}
    for each in read_table("competencies.toml")["competency"]:
        known |= {slug(label) for label in (each["pref_label"], *each.get("alt_labels", ()))}
    assert [(said, t) for said, targets in entries("competencies") for t in targets if slug(t) not in known] == []


def test_a_section_is_one_that_the_index_knows() -> None:
    for said, targets in entries("sections"):
        for target in targets:
            section, colon, _ = target.partition(":")
            assert colon, said
            assert section in settings().sections, said


@pytest.mark.parametrize(
    ("need", "label"),
    [
        pytest.param("good listener", "Listening", id="a label"),
        pytest.param("knows city hall", "Organizational Awareness", id="two words"),
        pytest.param("well spoken", "Speaking", id="another label of the same competency"),
    ],
)
def test_a_word_leads_to_the_classes_that_state_a_competency(
    engine: Engine, atlas: Atlas, need: str, label: str
) -> None:
    competency = atlas.find_competency(label)
    assert competency is not None
    stating = {statement.class_id for statement in competency.statements if statement.current}
    found = cover(engine, [Need(text=need)], 50)
    cells = {each.id: each.cells[0] for each in found.candidates}
    assert stating <= cells.keys()
    for key in stating:
        because = cells[key].because
        assert because is not None
        assert because.section == "competencies"
    assert any(each.as_.endswith("[competency]") for each in found.needs[0].understood)
    assert stating <= {hit.id for hit in engine.search(need, kind="class", limit=50).hits}


def test_the_name_of_a_competency_within_another_one_is_not_that_competency(engine: Engine, atlas: Atlas) -> None:
    """ "Knows others' reading of …" is no statement of Reading: the line must be headed by the name."""
    found = cover(engine, [Need(text="good reader")], 50)
    reading = atlas.find_competency("Reading")
    assert reading is not None
    stating = {statement.class_id for statement in reading.statements if statement.current}
    for each in found.candidates:
        because = each.cells[0].because
        if because is None or each.cells[0].strength == "near":
            continue
        if because.quote.startswith("Reading – "):
            assert each.id in stating
        else:
            assert "read" in stems(because.quote)


def test_words_within_a_section_count_only_there(engine: Engine) -> None:
    found = cover(engine, [Need(text="good eyesight")], 50)
    cells = [each.cells[0].because for each in found.candidates if each.cells[0].strength != "near"]
    assert cells
    assert {because.section for because in cells if because} == {"physical_demands"}
    hits = engine.search("good eyesight", kind="class", limit=50)
    assert {each.section for hit in hits.hits if not hit.near for each in hit.because} == {"physical_demands"}


@pytest.mark.parametrize("said", ["good listener", "good eyesight"])
def test_a_reading_of_every_kind_is_switched_off_by_its_words(engine: Engine, said: str) -> None:
    assert said in {each.text for each in cover(engine, [Need(text=said)], 50).needs[0].understood}
    off = cover(engine, [Need(text=said)], 50, {said}).needs[0].understood
    assert said not in {each.text for each in off if each.source.startswith("lexicon:")}
    read = [each for each in engine.search(said, off=[said]).understood if each.source.startswith("lexicon:")]
    assert said not in {each.text for each in read}


def test_words_in_several_tables_have_all_their_meanings() -> None:
    (part,) = [part for part in parts_of("hectic") if part.reading]
    assert part.reading is not None
    assert {bool(meaning.sections) for meaning in part.reading.means} == {True, False}
    assert len(part.reading.printed) == len(set(part.reading.printed))
