"""CTDL-ASN: the vocabulary for credential registries (Credential Transparency Description Language, JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.exchange.addresses import identifier, uri

_CONTEXT = "https://credreg.net/ctdlasn/schema/context/json"


def ctdl_bytes(atlas: Atlas) -> bytes:
    """A ceasn:CompetencyFramework; competencies at the top, variants as their children."""
    employers = sorted({summary.authority for summary in atlas.summaries})
    framework = {
        "@id": uri("scheme"),
        "@type": "ceasn:CompetencyFramework",
        "ceterms:ctid": _ctid("scheme", ""),
        "ceasn:name": _text("Competencies of class specifications"),
        "ceasn:description": _text(f"Competencies that the class specifications of {', '.join(employers)} state."),
        "ceasn:publisherName": {"en": employers},
        "ceasn:publicationStatusType": "ceasn:publicationStatus/published",
        "ceasn:inLanguage": ["en"],
        "ceasn:hasTopChild": [uri("competency", key) for key in atlas.competencies],
    }
    graph: list[dict[str, Any]] = [framework]
    for competency in atlas.competencies.values():
        text = competency.definition or competency.pref_label
        top = _competency("competency", competency.id, competency.pref_label, text)
        children = [uri("variant", variant.id) for variant in competency.variants]
        graph.append(top | {"ceasn:hasChild": children, "ceasn:isTopChildOf": uri("scheme")})
        for variant in competency.variants:
            child = _competency("variant", variant.id, competency.pref_label, variant.definition or text)
            graph.append(child | {"ceasn:isChildOf": [top["@id"]]})
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode()


def _competency(kind: str, key: str, label: str, text: str) -> dict[str, Any]:
    return {
        "@id": uri(kind, key),
        "@type": "ceasn:Competency",
        "ceterms:ctid": _ctid(kind, key),
        "ceasn:competencyLabel": _text(label),
        "ceasn:competencyText": _text(mask_contacts(text)),
        "ceasn:codedNotation": key,
        "ceasn:inLanguage": ["en"],
        "ceasn:isPartOf": uri("scheme"),
    }


def _ctid(kind: str, key: str) -> str:
    return f"ce-{identifier(kind, key)}"


def _text(text: str) -> dict[str, str]:
    return {"en": text}
