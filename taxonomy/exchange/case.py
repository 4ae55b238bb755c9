"""CASE: the vocabulary as a competency framework for learning systems (1EdTech Competencies and Academic Standards
Exchange, version 1.1, CFPackage), and such a framework as a reference vocabulary."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.exchange.addresses import identifier, uri
from taxonomy.model import Competency, Variant
from taxonomy.wording.authority import Concept

# CASE wants a moment of change on everything. What is derived has none, and a clock would make every export differ.
_UNCHANGED = "2000-01-01T00:00:00+00:00"
_TITLE = "Competencies of class specifications"


class _Link(Struct):
    identifier: str


class _Item(Struct, rename="camel"):
    identifier: str
    full_statement: str
    abbreviated_statement: str | None = None
    alternative_label: str | None = None
    human_coding_scheme: str | None = None
    notes: str | None = None


class _Association(
    Struct, rename={"kind": "associationType", "origin": "originNodeURI", "destination": "destinationNodeURI"}
):
    kind: str
    origin: _Link
    destination: _Link


class _Framework(Struct):
    title: str | None = None


class _Package(Struct, rename={"items": "CFItems", "framework": "CFDocument", "associations": "CFAssociations"}):
    items: list[_Item]
    framework: _Framework | None = None
    associations: list[_Association] = []


_PACKAGE = msgspec.json.Decoder(_Package)


def read_case(data: bytes) -> tuple[str | None, list[Concept]]:
    """Title and concepts of a CFPackage; an item with a short form is labelled by it. Raises ValueError."""
    try:
        package = _PACKAGE.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
    names = {item.identifier: item.human_coding_scheme or item.identifier for item in package.items}
    parents = {
        each.origin.identifier: each.destination.identifier for each in package.associations if each.kind == "isChildOf"
    }
    title = package.framework.title if package.framework else None
    return title, [_concept(item, names, parents) for item in package.items]


def _concept(item: _Item, names: dict[str, str], parents: dict[str, str]) -> Concept:
    full = " ".join(item.full_statement.split())
    label = " ".join((item.abbreviated_statement or full).split())
    others = (" ".join(each.split()) for each in (item.alternative_label or "").split(";"))
    return Concept(
        id=names[item.identifier],
        pref_label=label,
        alt_labels=tuple(sorted({each for each in others if each} - {label})),
        definition=full if full != label else None,
        scope_note=item.notes,
        broader=names.get(parents.get(item.identifier, "")),
    )


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
