"""CASE: the vocabulary as a competency framework for learning systems (1EdTech Competencies and Academic Standards
Exchange, version 1.1, CFPackage), and such a framework as a reference vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.basics.naming import slug
from taxonomy.exchange.addresses import identifier, uri
from taxonomy.model import Competency, Variant
from taxonomy.wording.authority import Concept
from taxonomy.wording.written_levels import scale_of

_WHOLE_DAY = len("2024-12-31")
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


class _AssociationRow(
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
    associations: list[_AssociationRow] = []


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
    """A CFPackage: competencies as items; their variants and written levels as children, in order.

    `lastChangeDateTime` is the date of the newest edition that states the item, and is left out where none is known.
    """
    items: list[dict[str, Any]] = []
    associations: list[dict[str, Any]] = []
    dates = _edition_dates(atlas)
    for number, competency in enumerate(atlas.competencies.values(), start=1):
        changed = _newest(dates.get(s.document) for s in competency.statements)
        items.append(_competency_item(competency) | changed)
        associations.append(_child_of("competency", competency.id, "scheme", "", number) | changed)
        for kind, child, when in _children(competency, dates):
            items.append(child | when)
            place = len(associations)
            associations.append(_child_of(kind, child["humanCodingScheme"], "competency", competency.id, place) | when)
    associations += [_replaced(former, now) for former, now in atlas.redirects.items() if now in atlas.competencies]
    document = _document() | _newest(dates.values())
    package = {"CFDocument": document, "CFItems": items, "CFAssociations": associations}
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _edition_dates(atlas: Atlas) -> dict[str, str]:
    """The date of the edition in each document, where a whole day is known."""
    return {
        edition.document: edition.date
        for job_class in atlas.classes.values()
        for edition in job_class.editions
        if edition.date and len(edition.date) == _WHOLE_DAY
    }


def _newest(dates: Iterable[str | None]) -> dict[str, str]:
    newest = max(filter(None, dates), default=None)
    return {"lastChangeDateTime": f"{newest}T00:00:00+00:00"} if newest else {}


def _children(competency: Competency, dates: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Variants, then levels: kind, item, and when it last changed."""
    for variant in competency.variants:
        yield "variant", _variant_item(competency, variant), _newest(dates.get(s.document) for s in variant.statements)
    for number, level in enumerate(scale_of(competency), start=1):
        key = f"{competency.id}/{number}-{slug(level.name)}"
        words = {"abbreviatedStatement": f"{competency.pref_label}: {level.name}", "CFItemType": "Level"}
        yield "level", _item("level", key, level.text) | words, {}


def _document() -> dict[str, Any]:
    return {
        "identifier": identifier("scheme"),
        "uri": uri("scheme"),
        "creator": "Competency Atlas",
        "title": _TITLE,
        "language": "en",
        "CFPackageURI": _link("scheme", "", _TITLE),
    }


def _competency_item(competency: Competency) -> dict[str, Any]:
    others = {"alternativeLabel": "; ".join(competency.alt_labels)} if competency.alt_labels else {}
    return _item("competency", competency.id, competency.definition or competency.pref_label) | {
        "abbreviatedStatement": competency.pref_label,
        "CFItemType": "Competency",
        **others,
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
        "language": "en",
        "CFDocumentURI": _link("scheme", "", _TITLE),
    }


def _child_of(kind: str, key: str, parent_kind: str, parent: str, number: int) -> dict[str, Any]:
    ends = _link(kind, key, key), _link(parent_kind, parent, parent or _TITLE)
    return _association("isChildOf", *ends, f"{key}/{parent}") | {"sequenceNumber": number}


def _replaced(former: str, now: str) -> dict[str, Any]:
    ends = _link("competency", former, former), _link("competency", now, now)
    return _association("replacedBy", *ends, f"{former}/replaced/{now}")


def _association(kind: str, origin: dict[str, str], destination: dict[str, str], key: str) -> dict[str, Any]:
    return {
        "identifier": identifier("association", key),
        "uri": uri("association", key),
        "associationType": kind,
        "originNodeURI": origin,
        "destinationNodeURI": destination,
    }


def _link(kind: str, key: str, title: str) -> dict[str, str]:
    return {"title": title, "identifier": identifier(kind, key), "uri": uri(kind, key)}
