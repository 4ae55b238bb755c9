"""SSSOM: decisions about labels and wordings as mappings (Simple Standard for Sharing Ontological Mappings), TSV."""

from __future__ import annotations

import csv
import io

from taxonomy.atlas import Atlas
from taxonomy.exchange.addresses import uri
from taxonomy.model import Decision

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_label", "mapping_date", "comment", "record_id",
)  # fmt: skip
# Answer -> predicate, and whether the mapping says that it does NOT hold.
_PREDICATES = {
    "same": ("skos:exactMatch", ""),
    "canonical": ("skos:exactMatch", ""),
    "renamed": ("skos:exactMatch", ""),
    "different": ("skos:exactMatch", "Not"),
    "level_of": ("skos:broadMatch", ""),
    "moved": ("skos:relatedMatch", ""),
}
_HEADER = """#curie_map:
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#mapping_set_id: {set_id}
#license: unspecified
"""


def sssom_bytes(atlas: Atlas) -> bytes:
    """Every decision in force that says how two things stand to each other."""
    text = io.StringIO(newline="")
    text.write(_HEADER.format(set_id=uri("mappings")))
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    undone = {decision.undoes for decision in atlas.index.decisions if decision.undoes}
    for decision in atlas.index.decisions:
        if decision.id not in undone and decision.answer in _PREDICATES:
            writer.writerow(_row(atlas, decision))
    return text.getvalue().encode()


def _row(atlas: Atlas, decision: Decision) -> tuple[str, ...]:
    predicate, modifier = _PREDICATES[decision.answer]
    return (
        _subject(atlas, decision.left),
        _label(atlas, decision.left),
        predicate,
        modifier,
        _subject(atlas, decision.right),
        _label(atlas, decision.right),
        "semapv:ManualMappingCuration",
        decision.by,
        decision.when[:10],
        " ".join(decision.why.split()),
        uri("decision", decision.id),
    )


def _subject(atlas: Atlas, key: str) -> str:
    return uri("variant" if key in atlas.index.variant_home else "competency", key)


def _label(atlas: Atlas, key: str) -> str:
    competency = atlas.find_competency(key)
    return competency.pref_label if competency else key
