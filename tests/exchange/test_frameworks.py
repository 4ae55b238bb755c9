"""Are CASE packages and ESCO's tables read as reference vocabularies, our own export among them?"""

from __future__ import annotations

import json

import pytest

from taxonomy.atlas import Atlas
from taxonomy.exchange import export_atlas
from taxonomy.exchange.vocabulary import VocabularyError, read_vocabulary

PACKAGE = {
    "CFDocument": {"identifier": "d", "title": "Service skills"},
    "CFItems": [
        {"identifier": "a", "fullStatement": "Serves customers.", "humanCodingScheme": "S1", "CFItemType": "Skill"},
        {
            "identifier": "b",
            "fullStatement": "Listens to what customers say\nand asks back.",
            "abbreviatedStatement": "Listening",
            "alternativeLabel": "Active Listening; Listening",
            "notes": "Not hearing.",
        },
    ],
    "CFAssociations": [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "b", "uri": "urn:b"},
            "destinationNodeURI": {"identifier": "a", "uri": "urn:a"},
        }
    ],
}


def test_items_of_a_case_package_are_concepts() -> None:
    vocabulary = read_vocabulary(json.dumps(PACKAGE).encode(), "skills.json")
    assert vocabulary.title == "Service skills"
    listening, serves = vocabulary.concepts
    assert (serves.id, serves.pref_label, serves.definition) == ("S1", "Serves customers.", None)
    assert (listening.pref_label, listening.definition) == ("Listening", "Listens to what customers say and asks back.")
    assert (listening.alt_labels, listening.scope_note, listening.broader) == (
        ("Active Listening",),
        "Not hearing.",
        "S1",
    )


def test_our_own_export_comes_back(bundled_atlas: Atlas) -> None:
    read = read_vocabulary(export_atlas(bundled_atlas, "case"), "ours.json")
    labels = {concept.pref_label for concept in read.concepts}
    assert {competency.pref_label for competency in bundled_atlas.competencies.values()} == labels


@pytest.mark.parametrize(
    "content",
    [b"{}", b"[]", b"\xff", b'{"CFItems": [{"identifier": "a"}]}', b'{"CFItems": []}', b'{"CFItems": {'],
    ids=repr,
)
def test_what_is_no_package_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(VocabularyError, match=r"skills\.json"):
        read_vocabulary(content, "skills.json")


def test_a_table_of_esco_is_read_by_its_columns() -> None:
    table = (
        "conceptType,conceptUri,skillType,preferredLabel,altLabels,scopeNote,definition,description\n"
        'KnowledgeSkillCompetence,http://data.example/skill/1,skill,manage staff,"supervise staff\nlead staff",,,'
        '"Manage employees and subordinates."\n'
    )
    [skill] = read_vocabulary(table.encode(), "skills_en.csv").concepts
    assert (skill.id, skill.pref_label) == ("http://data.example/skill/1", "manage staff")
    assert skill.alt_labels == ("supervise staff", "lead staff")
    assert skill.definition == "Manage employees and subordinates."
