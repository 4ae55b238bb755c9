"""SSSOM: decisions about labels and wordings as mappings (Simple Standard for Sharing Ontological Mappings), TSV.

What the standard has no column for stands in columns of our own, declared in the head of the file as the standard asks:
which of our answers it was, to the second when, to which question, and who brought it into this ledger and when (the
author of an imported decision is only a claim). `taxonomy.exchange.mappings` reads it back.
"""

from __future__ import annotations

import csv
import io
import re

from taxonomy.atlas import Atlas
from taxonomy.exchange.addresses import base, uri
from taxonomy.model import Decision
from taxonomy.wording.decisions import is_about_classes, standing
from taxonomy.wording.vocabulary_mapping import vocabulary_in

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label", "object_type",
    "object_source",
    "mapping_justification", "author_label", "mapping_date", "comment", "record_id",
    "atlas_answer", "atlas_decided", "atlas_question", "atlas_recorded_by", "atlas_recorded", "atlas_account",
)  # fmt: skip
MAPPINGS = "mappings"
OWN_PREFIX = "atlas"
LITERAL = "rdfs literal"
# Answer -> predicate, and whether the mapping says that it does NOT hold.
PREDICATES = {
    "same": ("skos:exactMatch", ""),
    "canonical": ("skos:exactMatch", ""),
    "renamed": ("skos:exactMatch", ""),
    "different": ("skos:exactMatch", "Not"),
    "level_of": ("skos:broadMatch", ""),
    "moved": ("skos:relatedMatch", ""),
    "exact_match": ("skos:exactMatch", ""),
    "close_match": ("skos:closeMatch", ""),
    "broad_match": ("skos:broadMatch", ""),
    "narrow_match": ("skos:narrowMatch", ""),
    "no_match": ("skos:exactMatch", ""),
}
# The standard's own way to say that a vocabulary has nothing of the kind.
NO_TERM = "sssom:NoTermFound"
_HEADER = """#curie_map:
#  atlas: "{base}"
#  urn: "urn:"
#  sssom: https://w3id.org/sssom/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#mapping_set_id: {set_id}
#license: https://w3id.org/sssom/license/unspecified
#extension_definitions:
#  - slot_name: atlas_answer
#    property: {answer}
#  - slot_name: atlas_decided
#    property: {decided}
#  - slot_name: atlas_question
#    property: {question}
#  - slot_name: atlas_recorded_by
#    property: {recorded_by}
#  - slot_name: atlas_recorded
#    property: {recorded}
#  - slot_name: atlas_account
#    property: {account}
"""
_VARIANT = re.compile(r"-[0-9a-f]{8}$")
_MAY_BE_TEXT = frozenset({"canonical", "renamed"})


def sssom_bytes(atlas: Atlas) -> bytes:
    """Every decision in force that says how two things stand to each other."""
    text = io.StringIO(newline="")
    slots = {
        slot: _curie("sssom", slot) for slot in ("answer", "decided", "question", "recorded_by", "recorded", "account")
    }
    text.write(_HEADER.format(base=base(), set_id=uri(MAPPINGS), **slots))
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for decision in standing(atlas.index.decisions):
        if decision.answer in PREDICATES and not is_about_classes(decision):
            writer.writerow(_row(atlas, decision))
    return text.getvalue().encode()


def _row(atlas: Atlas, decision: Decision) -> tuple[str, ...]:
    predicate, modifier = PREDICATES[decision.answer]
    decided = (decision.claimed_at or "") if decision.claimed_by else decision.when
    literal = decision.answer in _MAY_BE_TEXT and _kind(atlas, decision.right) is None
    return (
        _subject(atlas, decision.left),
        _label(atlas, decision.left),
        predicate,
        modifier,
        "" if literal else _subject(atlas, decision.right),
        decision.right if literal else _label(atlas, decision.right),
        LITERAL if literal else "",
        _source(decision.right),
        "semapv:ManualMappingCuration",
        decision.claimed_by or decision.by,
        decided[:10],
        decision.why,
        _curie("decision", decision.id),
        decision.answer,
        decided,
        decision.question or "",
        decision.by,
        decision.when,
        decision.account or "",
    )


def _subject(atlas: Atlas, key: str) -> str:
    named = vocabulary_in(key)
    if named is not None:
        vocabulary, concept = named
        return NO_TERM if not concept else concept if ":" in concept else _curie("reference", f"{vocabulary}/{concept}")
    kind = _kind(atlas, key) or ("variant" if _VARIANT.search(key) else "competency")
    return _curie(kind, key)


def _curie(kind: str, key: str) -> str:
    """The address as the standard wants ids: a declared prefix, and the rest."""
    return f"{OWN_PREFIX}:{uri(kind, key).removeprefix(base())}"


def _kind(atlas: Atlas, key: str) -> str | None:
    """What `key` is the id of in this generation, under whatever id it goes today."""
    now = atlas.redirects.get(key, key)
    if now in atlas.index.variant_home:
        return "variant"
    if now in atlas.competencies:
        return "competency"
    return "class" if key in atlas.classes else None


def _source(key: str) -> str:
    """The vocabulary that the object stands in, as an address of ours; empty for what is our own."""
    named = vocabulary_in(key)
    return _curie("reference", named[0]) if named else ""


def _label(atlas: Atlas, key: str) -> str:
    if vocabulary_in(key) is not None:
        return ""
    return atlas.name_behind(key) or key
