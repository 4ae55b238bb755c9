"""Reference vocabularies from SKOS and tables: what is read, what is refused, and that nothing is fetched."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import xlsxwriter

from taxonomy.exchange.reference import (
    AlreadyLoaded,
    load_vocabularies,
    loaded_as,
    remove_vocabulary,
    save_vocabulary,
    version_changes,
    vocabulary_problems,
)
from taxonomy.exchange.vocabulary import VocabularyError, VocabularyFacts, read_and_report, read_vocabulary
from taxonomy.wording.authority import Vocabulary

TURTLE = b"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
<urn:x:list> a skos:ConceptScheme ; dct:title "A city's list"@en .
<urn:x:1> a skos:Concept ; skos:prefLabel "Reasoning"@en, "Denken"@de ; skos:altLabel "Logic"@en ;
  skos:definition "Draws conclusions that follow."@en ; skos:notation "R1" .
<urn:x:2> a skos:Concept ; skos:prefLabel "Writing" ; skos:broader <urn:x:1> .
"""


def test_skos_is_read() -> None:
    found = read_vocabulary(TURTLE, "list.ttl")
    assert found.title == "A city's list"
    first, second = found.concepts
    assert (first.id, first.pref_label, first.alt_labels) == ("R1", "Reasoning", ("Logic",))
    assert first.definition == "Draws conclusions that follow."
    assert (second.pref_label, second.definition, second.broader) == ("Writing", None, "R1")


@pytest.mark.parametrize(
    "text",
    [
        "Label,Definition,Alt labels\r\nReasoning,Draws conclusions.,Logic; Deduction\r\n,no name,\r\n",
        "\ufefflabel\tdefinition\talt_labels\nReasoning\tDraws conclusions.\tLogic; Deduction\n",
        'Competency;Description;Also\nReasoning;"Draws conclusions.";"Logic; Deduction"\n',
        'Skill Name,Skill Description,Awareness,Also\nReasoning,Draws conclusions.,Knows.,"Logic; Deduction"\n',
    ],
    ids=["commas", "tabs with a mark", "semicolons", "skills with levels"],
)
def test_a_table_is_read(text: str) -> None:
    [concept] = read_vocabulary(text.encode(), "list.csv").concepts
    assert (concept.pref_label, concept.definition) == ("Reasoning", "Draws conclusions.")
    assert concept.alt_labels == ("Logic", "Deduction")


def test_a_workbook_is_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "list.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "label", "definition"])
        sheet.write_row(1, 0, ["R1", "Reasoning", "Draws conclusions."])
    [concept] = read_vocabulary((tmp_path / "list.xlsx").read_bytes(), "list.xlsx").concepts
    assert (concept.id, concept.pref_label) == ("R1", "Reasoning")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "list.ttl"),
        (b"this is no turtle", "list.ttl"),
        (b"PK\x03\x04 broken", "list.xlsx"),
        (b"a,b\n1,2\n", "list.csv"),
        (b"", "list.csv"),
        (b"{", "list.jsonld"),
        (json.dumps({"@context": "http://192.0.2.1/c", "@id": "urn:x"}).encode(), "list.jsonld"),
        (json.dumps([{"a": {"@context": ["http://192.0.2.1/c"]}}]).encode(), "list.jsonld"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "list.rdf"),
        (b"label\nReasoning\n", "list.exe"),
    ],
    ids=[
        "empty",
        "no turtle",
        "no workbook",
        "no label",
        "no rows",
        "no JSON",
        "remote",
        "remote inside",
        "DTD",
        "exe",
    ],
)
def test_what_is_no_vocabulary_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(VocabularyError, match="list"):
        read_vocabulary(data, name)


def test_it_is_kept_in_the_workspace(tmp_path: Path) -> None:
    assert load_vocabularies(tmp_path) == ()
    found = read_vocabulary(TURTLE, "list.ttl")
    assert save_vocabulary(tmp_path, found)
    assert load_vocabularies(tmp_path) == (found,)
    assert vocabulary_problems(tmp_path) == []
    for torn in (b"torn", b'{"title": "\xff"}', b""):
        (tmp_path / "vocabulary.json").write_bytes(torn)
        assert load_vocabularies(tmp_path) == ()
        assert vocabulary_problems(tmp_path)


def test_the_one_list_of_an_older_version_is_still_read(tmp_path: Path) -> None:
    found = read_vocabulary(TURTLE, "list.ttl")
    (tmp_path / "vocabulary.json").write_bytes(msgspec.json.encode(found))
    assert load_vocabularies(tmp_path) == (found,)


def test_a_vocabulary_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    first = read_vocabulary(b"label,definition\nReasoning,Draws conclusions.\n", "list.csv")
    other = read_vocabulary(b"label,definition\nReasoning,Thinks.\nWriting,Writes.\n", "list.csv")
    beside = read_vocabulary(b"label\nPatience\n", "second.csv")
    assert save_vocabulary(tmp_path, first)
    assert not save_vocabulary(tmp_path, first)
    with pytest.raises(AlreadyLoaded, match=r"1 concepts; this file differs in 2"):
        save_vocabulary(tmp_path, other)
    assert load_vocabularies(tmp_path) == (first,)
    assert save_vocabulary(tmp_path, beside)
    assert save_vocabulary(tmp_path, other, replace=True)
    assert load_vocabularies(tmp_path) == (other, beside)


ROLES = """Role,Skill Name,Skill Description,Skill Level,Role
Clerk,Filing,Files what comes.,Working,a
Clerk,Patience,Waits.,Expert,b
Baker,Filing,Files what comes.,Expert,c
Baker,Patience,Waits long.,Expert,d
Baker,,nothing,Expert,e
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_every_column_row_and_doubled_id_is_reported(encoding: str) -> None:
    found, taken = read_and_report(ROLES.encode(encoding), "roles.csv", title="Roles")
    assert found.title == "Roles"
    assert [concept.pref_label for concept in found.concepts] == ["Filing", "Patience"]
    assert {(column.name, column.taken_as) for column in taken.columns} == {
        ("Role", None),
        ("Skill Name", "pref_label"),
        ("Skill Description", "definition"),
        ("Skill Level", None),
    }
    assert (taken.rows, taken.without_label, taken.is_whole) == (5, (6,), False)
    assert [(each.id, each.rows, each.differ) for each in taken.doubled] == [
        ("filing", (2, 4), False),
        ("patience", (3, 5), True),
    ]


def test_a_table_that_was_taken_whole_says_so() -> None:
    _, taken = read_and_report(b"id,label,definition\nR1,Reasoning,Thinks.\n", "list.csv")
    assert taken.is_whole


def test_notations_that_stand_twice_are_reported() -> None:
    twice = TURTLE + b'<urn:x:3> a skos:Concept ; skos:prefLabel "Logic" ; skos:notation "R1" .'
    _, taken = read_and_report(twice, "list.ttl")
    assert [(each.id, each.times, each.differ) for each in taken.doubled] == [("R1", 2, True)]


WHOLE = b"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<urn:x:list> a skos:ConceptScheme ; skos:prefLabel "The list"@en, "Die Liste"@de ; owl:versionInfo "1.2" ;
  dct:license <https://example.org/cc-by> ; dct:publisher "The institute" .
<urn:x:second> a skos:ConceptScheme ; skos:prefLabel "A second list" .
<urn:x:group> a skos:Collection ; skos:prefLabel "Thinking" ; skos:member <urn:x:1>, <urn:x:2> .
<urn:x:1> a skos:Concept ; skos:inScheme <urn:x:list> ; skos:prefLabel "Reasoning"@en, "Denken"@de ;
  skos:altLabel "Logic"@en, "Logik"@de ; skos:notation "R1" ; skos:narrower <urn:x:2> .
<urn:x:2> a skos:Concept ; skos:inScheme <urn:x:list> ; skos:prefLabel "Deduction"@en ; skos:broader <urn:x:9> .
<urn:x:3> a skos:Concept ; skos:prefLabel "Ratio"@en ; owl:deprecated true ; dct:isReplacedBy <urn:x:1> .
<urn:x:4> a skos:Concept ; skos:prefLabel "Hen"@en ; skos:notation "TWICE" ; skos:broader <urn:x:5> .
<urn:x:5> a skos:Concept ; skos:prefLabel "Egg"@en ; skos:notation "TWICE" ; skos:broader <urn:x:4> .
"""


def test_skos_as_it_is_found_in_the_wild() -> None:
    found, report = read_and_report(WHOLE, "list.ttl")
    assert (found.title, found.version, found.license) == ("The list", "1.2", "https://example.org/cc-by")
    assert (found.source, found.language) == ("The institute", "en")
    by_label = {concept.pref_label: concept for concept in found.concepts}
    assert by_label.keys() == {"Reasoning", "Deduction", "Ratio", "Hen", "Egg"}
    assert by_label["Reasoning"].alt_labels == ("Logic",)
    assert {by_label["Deduction"].broader, *by_label["Deduction"].also_broader} == {"R1", "urn:x:9"}
    assert (by_label["Ratio"].deprecated, by_label["Ratio"].replaced_by) == (True, "R1")
    assert {by_label["Hen"].id, by_label["Egg"].id} == {"urn:x:4", "urn:x:5"}
    assert [(group.label, group.members) for group in found.collections] == [("Thinking", ("R1", "urn:x:2"))]
    assert [(each.id, each.times) for each in report.doubled] == [("TWICE", 2)]
    assert report.dangling == ("Deduction → urn:x:9",)
    assert set(report.circular) == {"Hen", "Egg"}
    assert not report.is_whole


def test_the_language_can_be_chosen() -> None:
    found, _ = read_and_report(WHOLE, "list.ttl", facts=VocabularyFacts(language="de", license="own"))
    assert (found.title, found.license) == ("Die Liste", "own")
    denken = next(concept for concept in found.concepts if concept.id == "R1")
    assert (denken.pref_label, denken.alt_labels) == ("Denken", ("Logik",))


def test_a_deprecated_name_leads_to_its_successor() -> None:
    asked = Vocabulary(read_vocabulary(WHOLE, "list.ttl").concepts).find(["Ratio"])
    assert asked is not None
    assert asked.pref_label == "Reasoning"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_is_read(encoding: str) -> None:
    text = "id\tlabel\tbroader\nR1\tReasoning\t\nR2\tDeduction\tReasoning\n"
    found, report = read_and_report(text.encode(encoding), "list.txt")
    assert {concept.id: concept.broader for concept in found.concepts} == {"R1": None, "R2": "R1"}
    assert report.is_whole


def test_a_new_version_is_compared_with_the_old(tmp_path: Path) -> None:
    old = read_vocabulary(b"id,label,definition\n1,Reasoning,Thinks.\n2,Writing,Writes.\n3,Patience,Waits.\n", "a.csv")
    new = read_vocabulary(b"id,label,definition\n1,Logic,Thinks.\n2,Writing,Drafts.\n4,Tact,Is kind.\n", "a.csv")
    changes = version_changes(old, new)
    assert (changes.added, changes.removed) == (("Tact",), ("Patience",))
    assert (changes.renamed, changes.redefined) == (("Reasoning → Logic",), ("Writing",))
    save_vocabulary(tmp_path, old)
    assert loaded_as(tmp_path, "A") == old
    assert remove_vocabulary(tmp_path, "a") == old
    assert remove_vocabulary(tmp_path, "a") is None
    assert load_vocabularies(tmp_path) == ()
