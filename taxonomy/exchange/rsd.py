"""Rich Skill Descriptors (Open Skills Network): competencies for skill libraries, as the table that OSMT imports and as
JSON-LD; and such files as a reference vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.exchange.addresses import identifier, uri
from taxonomy.exchange.tables import rows_to_csv
from taxonomy.model import Competency
from taxonomy.wording.authority import Concept

COLUMNS = (
    "Canonical URL", "RSD Name", "Authors", "Skill Statement", "Categories", "Keywords", "Standards", "Certifications",
    "Occupation Major Groups", "Occupation Minor Groups", "Broad Occupations", "Detailed Occupations",
    "O*Net Job Codes", "Employers", "Alignment Name", "Alignment URL", "Alignment Framework",
)  # fmt: skip
_CONTEXT = "https://rsd.openskillsnetwork.org/context-v1.json"


def csv_bytes(atlas: Atlas) -> bytes:
    """One row a competency and meaning: OSMT takes one statement a row."""
    return rows_to_csv(COLUMNS, (_row(atlas, *each) for each in _statements(atlas)))


def jsonld_bytes(atlas: Atlas) -> bytes:
    """A list of RichSkillDescriptors."""
    return json.dumps([_descriptor(atlas, *each) for each in _statements(atlas)], ensure_ascii=False, indent=1).encode()


def read_rsd(plain: Any) -> tuple[str | None, list[Concept]] | None:
    """The concepts of one descriptor, a list or a collection of them; None where `plain` JSON holds none."""
    title = plain.get("name") if isinstance(plain, Mapping) else None
    found = plain.get("skills", plain.get("rsds", [plain])) if isinstance(plain, Mapping) else plain
    if not isinstance(found, Sequence) or isinstance(found, str):
        return None
    concepts = [_concept(each) for each in found if isinstance(each, Mapping) and each.get("skillName")]
    return (str(title) if title else None, concepts) if concepts else None


def _statements(atlas: Atlas) -> Iterator[tuple[Competency, str, str, str]]:
    """Competency, kind and id of what is stated, and the statement; the name itself where no document defines it."""
    for competency in atlas.competencies.values():
        for variant in competency.variants:
            yield competency, "variant", variant.id, variant.definition or competency.pref_label
        if not competency.variants:
            yield competency, "competency", competency.id, competency.definition or competency.pref_label


def _row(atlas: Atlas, competency: Competency, kind: str, key: str, statement: str) -> tuple[str, ...]:
    known = {
        "Canonical URL": uri(kind, key),
        "RSD Name": competency.pref_label,
        "Authors": "; ".join(_employers(atlas, competency)),
        "Skill Statement": statement,
        "Keywords": "; ".join(competency.alt_labels),
        "Employers": "; ".join(_employers(atlas, competency)),
    }
    return tuple(known.get(column, "") for column in COLUMNS)


def _descriptor(atlas: Atlas, competency: Competency, kind: str, key: str, statement: str) -> dict[str, Any]:
    employers = _employers(atlas, competency)
    return {
        "@context": _CONTEXT,
        "type": "RichSkillDescriptor",
        "id": uri(kind, key),
        "uuid": identifier(kind, key),
        "skillName": competency.pref_label,
        "skillStatement": mask_contacts(statement),
        "authors": employers,
        "keywords": list(competency.alt_labels),
        "employers": [{"name": each} for each in employers],
    }


def _employers(atlas: Atlas, competency: Competency) -> list[str]:
    """Whose current specifications state it."""
    return sorted({atlas.summary(s.class_id).authority for s in competency.statements if s.current})


def _concept(given: Mapping[str, Any]) -> Concept:
    """Keywords are no other names of a skill, so they stand in the note."""
    name = _line(given["skillName"])
    statement = _line(given.get("skillStatement") or "")
    keywords = sorted({_line(each) for each in _names(given.get("keywords") or given.get("keyword"))} - {""})
    return Concept(
        id=str(given.get("id") or given.get("uuid") or name),
        pref_label=name,
        definition=statement if statement and statement != name else None,
        scope_note="Keywords: " + "; ".join(keywords) if keywords else None,
    )


def _names(given: Any) -> Iterable[str]:
    """Words given as one text, as texts, or as records with a name."""
    for each in [given] if isinstance(given, str | Mapping) else given or ():
        yield str(each.get("name") or each.get("skillName") or "") if isinstance(each, Mapping) else str(each)


def _line(text: Any) -> str:
    return " ".join(str(text).split())
