"""What is derived from the bundled documents: classes, editions, former titles, pay, and who states what."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from taxonomy.atlas import Atlas, open_atlas
from taxonomy.linking import build_atlas
from taxonomy.model import StoredDocument

TITLES = {
    "denver/311-analyst-trainer",
    "denver/311-customer-service-agent",
    "denver/311-customer-service-specialist",
    "denver/311-operations-assistant",
    "denver/contact-center-director",
    "denver/contact-center-operations-manager",
    "denver/dhs-customer-service-agent",
    "denver/lead-customer-service-agent",
    "denver/operations-coordinator",
    "los-angeles/311-director",
    "denver/3-1-1-customer-service-operations-supervisor",
}


def test_there_is_one_class_for_each_title_of_each_authority(bundled_atlas: Atlas) -> None:
    assert set(bundled_atlas.classes) == TITLES


@pytest.mark.parametrize(
    ("class_id", "statuses"),
    [
        ("denver/311-operations-assistant", ["adopted", "proposed"]),
        ("denver/311-customer-service-specialist", ["adopted", "proposed"]),
        ("denver/lead-customer-service-agent", ["proposed"]),
        ("denver/3-1-1-customer-service-operations-supervisor", []),
    ],
)
def test_the_adopted_edition_goes_before_the_proposed_one(
    bundled_atlas: Atlas, class_id: str, statuses: list[str]
) -> None:
    assert [edition.status for edition in bundled_atlas.classes[class_id].editions] == statuses


@pytest.mark.parametrize(
    ("asked", "class_id"),
    [
        ("denver/311-analyst-trainer", "denver/311-analyst-trainer"),
        ("311 Analyst/Trainer", "denver/311-analyst-trainer"),
        ("3-1-1 Operations Support Trainer/Analyst", "denver/311-analyst-trainer"),
        ("cs-2154", "denver/311-customer-service-agent"),
        ("CA2434", "denver/311-operations-assistant"),
        ("CC2158", "denver/311-operations-assistant"),
        ("9206", "los-angeles/311-director"),
    ],
)
def test_a_class_is_found_by_id_title_former_title_and_code(bundled_atlas: Atlas, asked: str, class_id: str) -> None:
    found = bundled_atlas.find_class(asked)
    assert found is not None
    assert found.id == class_id


def test_nothing_is_found_where_nothing_is_called_so(bundled_atlas: Atlas) -> None:
    assert bundled_atlas.find_class("Astronaut") is None
    assert bundled_atlas.find_competency("Levitation") is None


@pytest.mark.parametrize(
    ("class_id", "grade", "minimum", "maximum"),
    [
        ("denver/lead-customer-service-agent", "615-S", 35124, 51268),
        ("denver/311-operations-assistant", "613-A", 35912, 52419),
        ("denver/311-analyst-trainer", "809-A", 52419, 83640),
        ("denver/dhs-customer-service-agent", "613-S", 32130, 46904),
        ("denver/contact-center-director", "813-A", 68454, 109238),
    ],
)
def test_pay_comes_from_the_notice_with_its_line(
    bundled_atlas: Atlas, class_id: str, grade: str, minimum: float, maximum: float
) -> None:
    fact = bundled_atlas.classes[class_id].pay[0]
    assert (fact.grade, fact.minimum, fact.maximum, fact.period) == (grade, minimum, maximum, None)
    assert fact.source.quote in bundled_atlas.quote(fact.source.document, fact.source.first_line, fact.source.last_line)


@pytest.mark.parametrize("class_id", ["denver/311-customer-service-agent", "denver/311-customer-service-specialist"])
def test_pay_that_stands_nowhere_stays_unknown(bundled_atlas: Atlas, class_id: str) -> None:
    assert bundled_atlas.classes[class_id].pay == ()


def test_every_citation_quotes_words_of_its_lines(bundled_atlas: Atlas) -> None:
    for job_class in bundled_atlas.classes.values():
        for reference in job_class.references:
            line = bundled_atlas.quote(
                reference.source.document, reference.source.first_line, reference.source.first_line
            )
            assert reference.source.quote.split()[0].strip("*_") in line


@pytest.mark.parametrize(
    ("tail", "relation", "head"),
    [
        ("denver/contact-center-operations-manager", "supervises", "denver/lead-customer-service-agent"),
        ("denver/contact-center-director", "supervises", "denver/contact-center-operations-manager"),
        ("denver/lead-customer-service-agent", "experience_as", "denver/dhs-customer-service-agent"),
        ("denver/311-customer-service-specialist", "distinguished_from", "denver/311-customer-service-agent"),
        ("denver/311-customer-service-specialist", "includes", "denver/311-customer-service-agent"),
    ],
)
def test_classes_that_name_each_other_are_linked(bundled_atlas: Atlas, tail: str, relation: str, head: str) -> None:
    assert (tail, relation) in {(r.source_class, r.relation) for r in bundled_atlas.references_to(head)}


def test_a_title_never_links_across_authorities(bundled_atlas: Atlas) -> None:
    for job_class in bundled_atlas.classes.values():
        for reference in job_class.references:
            assert reference.target is None or reference.target.split("/")[0] == job_class.authority


def test_labels_are_joined_only_by_spelling(bundled_atlas: Atlas) -> None:
    management = bundled_atlas.find_competency("Self-Management")
    assert management is not None
    assert management is bundled_atlas.find_competency("Self Management")
    writing, written = bundled_atlas.find_competency("Writing"), bundled_atlas.find_competency("Written Communication")
    assert writing is not None
    assert written is not None
    assert writing.id != written.id


def test_statements_of_a_class_are_those_of_its_current_edition(bundled_atlas: Atlas) -> None:
    rows = bundled_atlas.statements_of("denver/311-operations-assistant")
    current = bundled_atlas.classes["denver/311-operations-assistant"].current
    assert current is not None
    assert [(s.label, s.first_line) for s, _, _ in rows] == [
        (c.label, c.first_line) for c in current.specification.competencies
    ]
    assert {s.document for s, _, _ in rows} == {current.document}


def test_any_order_of_documents_gives_the_same_atlas(
    bundled_atlas: Atlas, bundled_documents: tuple[StoredDocument, ...], tmp_path: Path
) -> None:
    shuffled = list(bundled_documents)
    random.Random(3).shuffle(shuffled)
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, atlas in ((first, bundled_atlas), (second, build_atlas(shuffled))):
        folder.mkdir()
        atlas.save(folder)
    assert {p.name: p.read_bytes() for p in first.iterdir()} == {p.name: p.read_bytes() for p in second.iterdir()}


def test_what_is_saved_is_what_is_opened(bundled_atlas: Atlas, tmp_path: Path) -> None:
    bundled_atlas.save(tmp_path)
    opened = open_atlas(tmp_path)
    assert opened.index == bundled_atlas.index
    assert dict(opened.classes) == dict(bundled_atlas.classes)
    assert dict(opened.documents) == dict(bundled_atlas.documents)
    assert dict(opened.competencies) == dict(bundled_atlas.competencies)
    assert opened.requirements == bundled_atlas.requirements


def test_the_graph_has_every_storey(bundled_atlas: Atlas) -> None:
    counts = bundled_atlas.graph.counts()
    stored = bundled_atlas.counts()
    unloaded = {edge.from_ for edge in bundled_atlas.ladder.edges if not edge.at_hand}
    assert counts["class"] == stored["classes"] + len(unloaded)
    assert counts["competency"] == stored["competencies"]
    assert counts["variant"] == stored["variants"]
    assert counts["wording"] >= counts["variant"]


def test_every_edge_has_a_name_in_both_directions(bundled_atlas: Atlas) -> None:
    node = ("class", "denver/lead-customer-service-agent")
    kinds = {kind for kind, _ in bundled_atlas.graph.neighbours(node)}
    assert {"states", "supervised_by", "experience_as", "distinguished_from"} <= kinds


def test_graphml_is_written(bundled_atlas: Atlas) -> None:
    text = bundled_atlas.graph.graphml()
    assert "class:denver/lead-customer-service-agent" in text
    assert text.startswith(("<graphml", "<?xml"))


def test_what_first_questions_wait_for_is_made_ready(bundled_atlas: Atlas) -> None:
    rulebook, ways = bundled_atlas.warm()
    assert rulebook is bundled_atlas.rulebook
    assert ways is bundled_atlas.route_map
