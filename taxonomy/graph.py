"""The competency graph: classes, competencies, variants, wordings and statements, classes that name each other, and the
career ladder.

The only door to networkx. Nodes are ``(kind, id)`` pairs with a `title`; every edge has a `kind` that reads from its
tail to its head, and `INVERSE` names it the other way round. Edges that a text states carry `quote`, `document` and
`first_line`. A step of the ladder is an edge `leads_to` from the lower class, with its `evidence` (the kind of the
step) and `years`; a class that is only named in a requirement is a node whose `loaded` is false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import networkx as nx

from taxonomy.model import ClassReference, Competency, JobClass
from taxonomy.paths.ladder import Ladder, LadderEdge

Node: TypeAlias = tuple[str, str]

INVERSE = {
    "states": "stated_by",
    "is_variant_of": "has_variant",
    "is_wording_of": "has_wording",
    "prints": "printed_by",
    "distinguished_from": "distinguishes",
    "experience_as": "counts_toward",
    "supervises": "supervised_by",
    "includes": "included_in",
    "mentions": "mentioned_by",
    "leads_to": "reached_from",
}


class CompetencyGraph:
    """Questions asked of the graph. Built from classes and competencies; never changed afterwards."""

    def __init__(
        self,
        classes: Iterable[JobClass],
        competencies: Iterable[Competency],
        references: Iterable[ClassReference],
        ladder: Ladder,
    ) -> None:
        self.graph = nx.MultiDiGraph()
        for job_class in classes:
            self.graph.add_node(("class", job_class.id), title=job_class.title, loaded=True)
        for competency in competencies:
            self._add_competency(competency)
        for reference in references:
            if reference.target is not None:
                self._add_reference(reference)
        for step in ladder.edges:
            self._add_step(step)

    def _add_competency(self, competency: Competency) -> None:
        concept = ("competency", competency.id)
        self.graph.add_node(concept, title=competency.pref_label)
        for statement in competency.bare:
            if statement.current:
                self.graph.add_edge(("class", statement.class_id), concept, kind="states", document=statement.document)
        for variant in competency.variants:
            node = ("variant", variant.id)
            self.graph.add_node(node, title=variant.definition or competency.pref_label)
            self.graph.add_edge(node, concept, kind="is_variant_of")
            for wording in variant.wordings:
                text = ("wording", f"{variant.id}/{wording.id}")
                self.graph.add_node(text, title=wording.text)
                self.graph.add_edge(text, node, kind="is_wording_of")
                for statement in wording.statements:
                    printed = ("statement", statement.id)
                    self.graph.add_node(printed, title=statement.label)
                    self.graph.add_edge(printed, text, kind="prints", document=statement.document)
                    self.graph.add_edge(("class", statement.class_id), printed, kind="states")

    def _add_reference(self, reference: ClassReference) -> None:
        self.graph.add_edge(
            ("class", reference.source_class),
            ("class", reference.target),
            kind=reference.relation,
            quote=reference.source.quote,
            document=reference.source.document,
            first_line=reference.source.first_line,
        )

    def _add_step(self, step: LadderEdge) -> None:
        lower, higher = ("class", step.from_), ("class", step.to)
        for node, title in ((lower, step.from_title), (higher, step.to_title)):
            if node not in self.graph:
                self.graph.add_node(node, title=title, loaded=False)
        self.graph.add_edge(
            lower,
            higher,
            kind="leads_to",
            evidence=step.kind,
            years=step.years,
            quote=step.quote,
            document=step.document,
            first_line=step.first_line,
        )

    def neighbours(self, node: Node) -> Iterator[tuple[str, Node]]:
        """Every node one edge away, with the edge's name as read from `node`."""
        for _, head, data in self.graph.out_edges(node, data=True):
            yield data["kind"], head
        for tail, _, data in self.graph.in_edges(node, data=True):
            yield INVERSE[data["kind"]], tail

    def title(self, node: Node) -> str:
        """What a person calls the node."""
        return str(self.graph.nodes[node].get("title", node[1]))

    def counts(self) -> dict[str, int]:
        """How many nodes there are of each kind."""
        found: dict[str, int] = {}
        for kind, _ in self.graph.nodes:
            found[kind] = found.get(kind, 0) + 1
        return found

    def graphml(self) -> str:
        """The whole graph as GraphML, nodes named ``kind:id``."""
        plain = nx.MultiDiGraph()
        for (kind, key), data in sorted(self.graph.nodes(data=True), key=lambda node: node[0]):
            plain.add_node(f"{kind}:{key}", **{"kind": kind, "title": key, **data})
        edges = sorted(
            self.graph.edges(data=True),
            key=lambda edge: (edge[0], edge[1], edge[2]["kind"], edge[2].get("evidence", "")),
        )
        for tail, head, data in edges:
            values = {name: value for name, value in data.items() if value is not None}
            plain.add_edge(":".join(tail), ":".join(head), **values)
        return "\n".join(nx.generate_graphml(plain))
