"""Reference vocabularies from SKOS and tables: what is read, what is refused, and that nothing is fetched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from taxonomy.exchange.reference import load_vocabulary, save_vocabulary
from taxonomy.exchange.vocabulary import VocabularyError, read_vocabulary

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
    assert (second.pref_label, second.definition, second.broader) == ("Writing", None, "urn:x:1")


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
    assert load_vocabulary(tmp_path) is None
    found = read_vocabulary(TURTLE, "list.ttl")
    save_vocabulary(tmp_path, found)
    assert load_vocabulary(tmp_path) == found
    (tmp_path / "vocabulary.json").write_bytes(b"torn")
    assert load_vocabulary(tmp_path) is None
