"""CONTRACT's answer of `atlas harmonize`: the open questions, and every competency with its variants and wordings."""

from __future__ import annotations

from typing import Any

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Statement, Variant


def harmonized(atlas: Atlas) -> dict[str, Any]:
    """Questions (the most worthwhile first), competencies, decisions that match nothing, and contradictions."""
    return {
        "questions": list(atlas.questions),
        "competencies": [_competency(competency) for competency in atlas.competencies.values()],
        "stale": list(atlas.index.stale),
        "contradictions": list(atlas.index.contradictions),
        "generation": atlas.generation,
    }


def _competency(competency: Competency) -> dict[str, Any]:
    return {
        "id": competency.id,
        "pref_label": competency.pref_label,
        "alt_labels": list(competency.alt_labels),
        "variants": [_variant(variant) for variant in competency.variants],
        "statements": [_statement(statement) for statement in competency.bare],
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "id": variant.id,
        "definition": variant.definition,
        "level": variant.level,
        "wordings": [wording.text for wording in variant.wordings],
        "statements": [_statement(statement) for statement in variant.statements],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "class": statement.class_id,
        "document": statement.document,
        "first_line": statement.first_line,
        "label": statement.label,
        "current": statement.current,
    }
