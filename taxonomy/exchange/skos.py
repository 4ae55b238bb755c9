"""SKOS: the vocabulary as linked data (W3C Simple Knowledge Organization System), Turtle, JSON-LD and RDF/XML.

A competency is a skos:Concept; each variant is a narrower concept with its own definition, and so is each written
level; wordings that people or folding joined beyond the first stand in ``skos:note``. An id that was merged away stays
as a deprecated concept whose ``dcterms:isReplacedBy`` is the one that took its place.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

from rdflib import DCTERMS, OWL, RDF, SKOS, XSD, Graph, Literal, URIRef

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.basics.naming import slug
from taxonomy.exchange.addresses import uri
from taxonomy.model import Competency, Variant
from taxonomy.wording.written_levels import scale_of

_LANGUAGE = "en"


def skos_graph(atlas: Atlas) -> Graph:
    """The whole vocabulary as an RDF graph."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    scheme = URIRef(uri("scheme"))
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, _text("Competencies of class specifications")))
    graph.add((scheme, DCTERMS.language, Literal(_LANGUAGE)))
    phrases = (phrase for phrase in atlas.phrases.values() if phrase.kind != "duty")
    for competency in chain(atlas.competencies.values(), phrases):
        concept = URIRef(uri("competency", competency.id))
        graph.add((scheme, SKOS.hasTopConcept, concept))
        graph.add((concept, SKOS.topConceptOf, scheme))
        _describe(graph, scheme, concept, competency)
        for variant in competency.variants:
            _add_variant(graph, scheme, concept, variant, competency.pref_label)
        _add_levels(graph, scheme, concept, competency)
    for former, now in atlas.redirects.items():
        _add_replaced(graph, scheme, former, now, atlas)
    return graph


def _describe(graph: Graph, scheme: URIRef, concept: URIRef, competency: Competency) -> None:
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.prefLabel, _text(competency.pref_label)))
    graph.add((concept, SKOS.notation, Literal(competency.id)))
    if competency.kind != "competency":
        graph.add((concept, DCTERMS.type, _text(competency.kind)))
    for label in competency.alt_labels:
        graph.add((concept, SKOS.altLabel, _text(label)))
    if competency.definition:
        graph.add((concept, SKOS.definition, _text(competency.definition)))
    if competency.scope_note:
        graph.add((concept, SKOS.scopeNote, _text(competency.scope_note)))


def _add_variant(graph: Graph, scheme: URIRef, concept: URIRef, variant: Variant, label: str) -> None:
    node = URIRef(uri("variant", variant.id))
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.prefLabel, _text(f"{label} ({variant.id.rsplit('-', 1)[-1]})")))
    graph.add((node, SKOS.notation, Literal(variant.id)))
    graph.add((node, SKOS.broader, concept))
    graph.add((concept, SKOS.narrower, node))
    for number, wording in enumerate(variant.wordings):
        graph.add((node, SKOS.definition if number == 0 else SKOS.note, _text(wording.text)))
    for statement in variant.statements:
        if statement.current:
            graph.add((node, DCTERMS.source, URIRef(uri("class", statement.class_id))))


def _add_levels(graph: Graph, scheme: URIRef, concept: URIRef, competency: Competency) -> None:
    """Each text of a level, in the order of the scale; a level that is printed in several texts is numbered."""
    for number, level in enumerate(scale_of(competency), start=1):
        key = f"{competency.id}/{number}-{slug(level.name)}"
        node = URIRef(uri("level", key))
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, scheme))
        graph.add((node, SKOS.prefLabel, _text(f"{competency.pref_label}: {level.name}")))
        graph.add((node, SKOS.notation, Literal(key)))
        graph.add((node, SKOS.definition, _text(level.text)))
        graph.add((node, SKOS.broader, concept))
        graph.add((concept, SKOS.narrower, node))


def _add_replaced(graph: Graph, scheme: URIRef, former: str, now: str, atlas: Atlas) -> None:
    kind = "variant" if now in atlas.index.variant_home else "competency" if now in atlas.competencies else None
    if kind is None:
        return
    node = URIRef(uri(kind, former))
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.prefLabel, _text(atlas.name_behind(former) or former)))
    graph.add((node, SKOS.notation, Literal(former)))
    graph.add((node, OWL.deprecated, Literal("true", datatype=XSD.boolean)))
    graph.add((node, DCTERMS.isReplacedBy, URIRef(uri(kind, now))))


def turtle_bytes(atlas: Atlas) -> bytes:
    """SKOS as Turtle; rdflib sorts subjects and predicates, so the same Atlas gives the same text."""
    return skos_graph(atlas).serialize(format="turtle", encoding="utf-8")


def jsonld_bytes(atlas: Atlas) -> bytes:
    """SKOS as JSON-LD, nodes and values sorted."""
    nodes: list[dict[str, Any]] = json.loads(skos_graph(atlas).serialize(format="json-ld"))
    for node in nodes:
        for values in node.values():
            if isinstance(values, list):
                values.sort(key=lambda value: json.dumps(value, sort_keys=True))
    nodes.sort(key=lambda node: str(node["@id"]))
    return json.dumps(nodes, ensure_ascii=False, indent=1, sort_keys=True).encode()


def rdfxml_bytes(atlas: Atlas) -> bytes:
    """SKOS as RDF/XML, for tools that read nothing else."""
    return skos_graph(atlas).serialize(format="pretty-xml", encoding="utf-8")


def _text(text: str) -> Literal:
    return Literal(mask_contacts(text), lang=_LANGUAGE)
