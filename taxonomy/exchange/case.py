"""CASE: the vocabulary as a competency framework for learning systems (1EdTech Competencies and Academic Standards
Exchange, version 1.1, CFPackage)."""

from __future__ import annotations

import json
from typing import Any

from taxonomy.atlas import Atlas
from taxonomy.contacts import mask_contacts
from taxonomy.exchange.addresses import identifier, uri
from taxonomy.model import Competency, Variant

# CASE wants a moment of change on everything. What is derived has none, and a clock would make every export differ.
_UNCHANGED = "2000-01-01T00:00:00+00:00"
_TITLE = "Competencies of class specifications"


def case_bytes(atlas: Atlas) -> bytes:
    """A CFPackage: competencies as items, their variants as children."""
    items: list[dict[str, Any]] = []
    associations: list[dict[str, Any]] = []
    for competency in atlas.competencies.values():
        items.append(_competency_item(competency))
        associations.append(_child_of("competency", competency.id, "scheme", ""))
        for variant in competency.variants:
            items.append(_variant_item(competency, variant))
            associations.append(_child_of("variant", variant.id, "competency", competency.id))
    package = {"CFDocument": _document(), "CFItems": items, "CFAssociations": associations}
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _document() -> dict[str, Any]:
    return {
        "identifier": identifier("scheme"),
        "uri": uri("scheme"),
        "creator": "Competency Atlas",
        "title": _TITLE,
        "lastChangeDateTime": _UNCHANGED,
        "CFPackageURI": _link("scheme", "", _TITLE),
    }


def _competency_item(competency: Competency) -> dict[str, Any]:
    return _item("competency", competency.id, competency.definition or competency.pref_label) | {
        "abbreviatedStatement": competency.pref_label,
        "alternativeLabel": "; ".join(competency.alt_labels) or competency.pref_label,
        "CFItemType": "Competency",
    }


def _variant_item(competency: Competency, variant: Variant) -> dict[str, Any]:
    return _item("variant", variant.id, variant.definition or competency.pref_label) | {
        "abbreviatedStatement": competency.pref_label,
        "CFItemType": "Variant",
    }


def _item(kind: str, key: str, statement: str) -> dict[str, Any]:
    return {
        "identifier": identifier(kind, key),
        "uri": uri(kind, key),
        "humanCodingScheme": key,
        "fullStatement": mask_contacts(statement),
        "lastChangeDateTime": _UNCHANGED,
        "CFDocumentURI": _link("scheme", "", _TITLE),
    }


def _child_of(kind: str, key: str, parent_kind: str, parent: str) -> dict[str, Any]:
    return {
        "identifier": identifier("association", f"{key}/{parent}"),
        "uri": uri("association", f"{key}/{parent}"),
        "associationType": "isChildOf",
        "originNodeURI": _link(kind, key, key),
        "destinationNodeURI": _link(parent_kind, parent, parent or _TITLE),
        "lastChangeDateTime": _UNCHANGED,
    }


def _link(kind: str, key: str, title: str) -> dict[str, str]:
    return {"title": title, "identifier": identifier(kind, key), "uri": uri(kind, key)}
