"""The answer of `atlas harmonize`: the open questions, and every competency with its variants and wordings."""

from __future__ import annotations

from itertools import chain

from msgspec import Struct, field

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Decision, Question, Statement, Variant
from taxonomy.wording.phrase_questions import duty_questions


class PrintedStatement(Struct, frozen=True, kw_only=True):
    """Which class prints it, where, and under which label; `current` is false in an edition that is not in force."""

    class_id: str = field(name="class")
    document: str
    first_line: int
    label: str
    current: bool


class HarmonizedVariant(Struct, frozen=True, kw_only=True):
    """One meaning: its wordings as texts, and who prints it."""

    id: str
    definition: str | None
    level: int | None
    wordings: tuple[str, ...]
    statements: tuple[PrintedStatement, ...]


class HarmonizedCompetency(Struct, frozen=True, kw_only=True):
    """One concept; `statements` are those that give only the name."""

    id: str
    kind: str
    pref_label: str
    alt_labels: tuple[str, ...]
    variants: tuple[HarmonizedVariant, ...]
    statements: tuple[PrintedStatement, ...]


class Harmonized(Struct, frozen=True, kw_only=True):
    """Questions (highest impact first), competencies, decisions that match nothing, and contradictions."""

    questions: tuple[Question, ...]
    competencies: tuple[HarmonizedCompetency, ...]
    stale: tuple[Decision, ...]
    contradictions: tuple[str, ...]
    generation: int


def harmonized(atlas: Atlas) -> Harmonized:
    """How wording stands in `atlas`: competencies, and knowledge, skills and abilities that have no name."""
    phrases = (phrase for phrase in atlas.phrases.values() if phrase.kind != "duty")
    return Harmonized(
        questions=atlas.questions,
        competencies=tuple(_competency(competency) for competency in chain(atlas.competencies.values(), phrases)),
        stale=atlas.index.stale,
        contradictions=atlas.index.contradictions,
        generation=atlas.generation,
    )


def harmonized_duties(atlas: Atlas) -> Harmonized:
    """How the wording of duties stands: joined only where equal, and asked about only here."""
    duties = tuple(phrase for phrase in atlas.phrases.values() if phrase.kind == "duty")
    return Harmonized(
        questions=duty_questions(duties, atlas.index.decisions),
        competencies=tuple(map(_competency, duties)),
        stale=(),
        contradictions=(),
        generation=atlas.generation,
    )


def _competency(competency: Competency) -> HarmonizedCompetency:
    return HarmonizedCompetency(
        id=competency.id,
        kind=competency.kind,
        pref_label=competency.pref_label,
        alt_labels=competency.alt_labels,
        variants=tuple(_variant(variant) for variant in competency.variants),
        statements=tuple(_statement(statement) for statement in competency.bare),
    )


def _variant(variant: Variant) -> HarmonizedVariant:
    return HarmonizedVariant(
        id=variant.id,
        definition=variant.definition,
        level=variant.level,
        wordings=tuple(wording.text for wording in variant.wordings),
        statements=tuple(_statement(statement) for statement in variant.statements),
    )


def _statement(statement: Statement) -> PrintedStatement:
    return PrintedStatement(
        class_id=statement.class_id,
        document=statement.document,
        first_line=statement.first_line,
        label=statement.label,
        current=statement.current,
    )
