"""Is every export read by a reader that is not ours, and does it hold what the Atlas holds?"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import networkx as nx
import pytest
from rdflib import DCTERMS, OWL, SKOS, Graph
from rdflib.compare import isomorphic

from taxonomy.atlas import Atlas
from taxonomy.exchange import export_atlas
from taxonomy.exchange.vocabulary import read_and_report, read_vocabulary

NICE = {
    "response": {
        "elements": {
            "documents": [{"doc_identifier": "N", "name": "A Framework", "version": "2.0"}],
            "elements": [
                {
                    "element_type": "category",
                    "element_identifier": "OG",
                    "title": "Oversight",
                    "text": "Leads the work.",
                },
                {"element_type": "work_role", "element_identifier": "OG-1", "title": "Planner", "text": "Plans it."},
                {"element_type": "task", "element_identifier": "T1", "title": "", "text": "Write the plan"},
                {"element_type": "withdraw_reason", "element_identifier": "W1", "title": "", "text": "Withdrawn"},
            ],
            "relationships": [
                {"source_element_identifier": "OG", "dest_element_identifier": "OG-1"},
                {"source_element_identifier": "OG-1", "dest_element_identifier": "T1"},
            ],
        }
    }
}
DESCRIPTOR = {
    "@context": "https://rsd.openskillsnetwork.org/context-v1.json",
    "type": "RichSkillDescriptor",
    "id": "https://skills.example/1",
    "skillName": "Active Listening",
    "skillStatement": "Listens to what people say.",
    "keywords": ["Hearing", {"name": "Service"}],
}


@pytest.fixture(scope="module")
def graphs(bundled_atlas: Atlas) -> dict[str, Graph]:
    formats = {"skos-ttl": "turtle", "skos-jsonld": "json-ld", "skos-rdfxml": "xml"}
    return {name: Graph().parse(export_atlas(bundled_atlas, name), format=kind) for name, kind in formats.items()}


def test_the_three_kinds_of_skos_say_the_same(graphs: dict[str, Graph]) -> None:
    turtle, jsonld, rdfxml = graphs.values()
    assert isomorphic(turtle, jsonld)
    assert isomorphic(turtle, rdfxml)


def test_every_competency_is_a_concept_and_every_merged_id_says_what_replaced_it(
    bundled_atlas: Atlas, graphs: dict[str, Graph]
) -> None:
    graph = graphs["skos-ttl"]
    notations = {str(each) for each in graph.objects(None, SKOS.notation)}
    variants = {variant.id for each in bundled_atlas.competencies.values() for variant in each.variants}
    assert set(bundled_atlas.competencies) | variants <= notations
    replaced = [key for key, now in bundled_atlas.redirects.items() if now in bundled_atlas.competencies]
    deprecated = set(graph.subjects(OWL.deprecated, None))
    assert len(deprecated) >= len(replaced)
    assert all(graph.value(each, DCTERMS.isReplacedBy) for each in deprecated)


def test_a_graph_reader_finds_classes_competencies_and_the_ladder(bundled_atlas: Atlas) -> None:
    graph: Any = nx.read_graphml(io.BytesIO(export_atlas(bundled_atlas, "graphml")))
    steps = [data for _, _, data in graph.edges(data=True) if data["kind"] == "leads_to"]
    assert len(steps) == len(bundled_atlas.ladder.edges)
    assert {step["evidence"] for step in steps} == {edge.kind for edge in bundled_atlas.ladder.edges}
    assert all(step["quote"] and step["first_line"] > 0 for step in steps)
    loaded = {node for node, data in graph.nodes(data=True) if data["kind"] == "class" and data["loaded"]}
    assert loaded == {f"class:{key}" for key in bundled_atlas.classes}


def test_a_case_package_has_no_invented_date_and_keeps_its_order(bundled_atlas: Atlas) -> None:
    package = json.loads(export_atlas(bundled_atlas, "case"))
    days = {edition.date for each in bundled_atlas.classes.values() for edition in each.editions}
    changed = [each["lastChangeDateTime"][:10] for each in package["CFItems"] if "lastChangeDateTime" in each]
    assert changed
    assert set(changed) <= days
    tops = [
        each["sequenceNumber"] for each in package["CFAssociations"] if "scheme" in each["destinationNodeURI"]["uri"]
    ]
    assert tops == sorted(tops)


def test_ctdl_has_what_a_registry_requires(bundled_atlas: Atlas) -> None:
    framework = json.loads(export_atlas(bundled_atlas, "ctdl"))["@graph"][0]
    required = ("@id", "ceterms:ctid", "ceasn:name", "ceasn:description", "ceasn:publisherName", "ceasn:inLanguage")
    assert all(framework[each] for each in required)


def test_rich_skill_descriptors_come_back(bundled_atlas: Atlas) -> None:
    rows = list(csv.DictReader(io.StringIO(export_atlas(bundled_atlas, "rsd").decode("utf-8-sig"))))
    assert {row["RSD Name"] for row in rows} == {each.pref_label for each in bundled_atlas.competencies.values()}
    table = read_vocabulary(export_atlas(bundled_atlas, "rsd"), "skills.csv")
    linked = read_vocabulary(export_atlas(bundled_atlas, "rsd-jsonld"), "skills.jsonld")
    assert {each.id for each in table.concepts} == {each.id for each in linked.concepts}
    assert {each.definition for each in linked.concepts if each.definition} >= {
        variant.definition for each in bundled_atlas.competencies.values() for variant in each.variants
    } - {None}


def test_the_components_of_nice_are_concepts_and_what_has_no_place_is_counted() -> None:
    vocabulary, taken = read_and_report(json.dumps(NICE).encode(), "components.json")
    assert vocabulary.title == "A Framework 2.0"
    found = {each.id: (each.pref_label, each.definition, each.broader, each.scope_note) for each in vocabulary.concepts}
    assert found == {
        "OG": ("Oversight", "Leads the work.", None, "Category"),
        "OG-1": ("Planner", "Plans it.", "OG", "Work role"),
        "T1": ("Write the plan", None, None, "Task"),
    }
    assert {each.what: each.count for each in taken.not_taken} == {
        "elements without a text, or withdrawn": 1,
        "links from work role to task": 1,
    }
    assert not taken.is_whole


@pytest.mark.parametrize("given", [DESCRIPTOR, [DESCRIPTOR], {"name": "Library", "skills": [DESCRIPTOR]}], ids=repr)
@pytest.mark.parametrize("name", ["skills.json", "skills.jsonld"])
def test_a_rich_skill_descriptor_is_a_concept(given: object, name: str) -> None:
    [concept] = read_vocabulary(json.dumps(given).encode(), name).concepts
    assert (concept.id, concept.pref_label) == ("https://skills.example/1", "Active Listening")
    assert concept.definition == "Listens to what people say."
    assert concept.alt_labels == ()
    assert concept.scope_note == "Keywords: Hearing; Service"
