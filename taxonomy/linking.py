"""Documents and decisions -> Atlas: all that is derived, in order (classes, competencies, references, careers)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from taxonomy.atlas import Atlas, AtlasTables, Careers, ClassSummary
from taxonomy.model import (
    Citation,
    ClassReference,
    Competency,
    Decision,
    JobClass,
    Specification,
    Statement,
    StoredDocument,
)
from taxonomy.model.corrections import CORRECT
from taxonomy.paths.ladder import build_ladder
from taxonomy.paths.rulebook import requirements_of
from taxonomy.paths.titles import TitleIndex
from taxonomy.plan.editions import build_plan
from taxonomy.wording.authority import Vocabulary, bundled_vocabulary
from taxonomy.wording.class_pairs import settle_pairs
from taxonomy.wording.decisions import standing
from taxonomy.wording.harmonize import harmonize
from taxonomy.wording.phrases import duty_phrases, stated_phrases


def build_atlas(
    documents: Iterable[StoredDocument],
    decisions: Sequence[Decision] = (),
    generation: int = 1,
    version: int = 0,
    authorities: Sequence[Vocabulary] = (),
) -> Atlas:
    """The Atlas of `documents` and `decisions`: the same for the same ones, in whatever order they come.

    `authorities` are the vocabularies that were imported; they are witnesses in questions, before our own.
    """
    by_id = {document.id: document for document in sorted(documents, key=lambda d: d.id)}
    plan = build_plan(tuple(by_id.values()))
    classes = with_references(plan.classes)
    witnesses = (*authorities, bundled_vocabulary())
    harmony = harmonize(tuple(_statements(classes)), decisions, witnesses)
    pairs = settle_pairs(decisions, {c.id: [former.title for former in c.former_titles] for c in classes.values()})
    everything = {c.id: c for c in sorted(harmony.competencies, key=lambda c: c.id)}
    competencies = {key: c for key, c in everything.items() if c.kind == "competency"}
    phrases = {key: c for key, c in everything.items() if c.kind != "competency"}
    stated = _stated(competencies.values())
    phrased = _stated(c for c in phrases.values() if c.kind != "duty")
    index = AtlasTables(
        generation=generation,
        version=version,
        summaries=tuple(_summary(c, len(stated[c.id])) for c in classes.values()),
        questions=tuple(harmony.questions),
        redirects=dict(sorted((harmony.redirects | plan.former_ids).items())),
        variant_home={v.id: c.id for c in everything.values() for v in c.variants},
        class_competencies={key: tuple(sorted(ids)) for key, ids in sorted(stated.items())},
        incoming=_incoming(classes.values()),
        decisions=tuple(sorted(decisions, key=lambda d: d.sequence)),
        stale=tuple(
            sorted(
                (*harmony.stale, *pairs.stale, *_unmatched(decisions, by_id.values())),
                key=lambda decision: decision.sequence,
            )
        ),
        contradictions=(*harmony.contradictions, *pairs.contradictions),
        reintroduced=harmony.reintroduced,
        class_phrases={key: tuple(sorted(ids)) for key, ids in sorted(phrased.items())},
    )
    careers = Careers(ladder=build_ladder(classes), requirements=requirements_of(classes))
    return Atlas(index, by_id, classes, competencies, {"all": careers}, phrases)


def _unmatched(decisions: Sequence[Decision], documents: Iterable[StoredDocument]) -> Iterable[Decision]:
    """Corrections in force that hold for no document: what they speak of is not there, or not any more."""
    held = {use.decision for d in documents for use in d.parsed.corrections if use.missing is None}
    return (each for each in standing(decisions) if each.answer == CORRECT and each.id not in held)


def _stated(competencies: Iterable[Competency]) -> Mapping[str, set[str]]:
    """The competencies that the current edition of each class states."""
    stated: dict[str, set[str]] = defaultdict(set)
    for competency in competencies:
        for statement in competency.statements:
            if statement.current:
                stated[statement.class_id].add(competency.id)
    return stated


def _summary(job_class: JobClass, competencies: int) -> ClassSummary:
    current = job_class.current
    return ClassSummary(
        id=job_class.id,
        title=job_class.title,
        authority=job_class.authority,
        codes=job_class.codes,
        former_titles=tuple(former.title for former in job_class.former_titles),
        status=job_class.status,
        date=current.date if current else None,
        competencies=competencies,
    )


def _statements(classes: Mapping[str, JobClass]) -> Iterable[Statement]:
    for job_class in classes.values():
        for number, edition in enumerate(job_class.editions):
            for position, printed in enumerate(edition.specification.competencies):
                yield Statement(
                    id=f"{job_class.id}@{edition.document}:{printed.first_line}:{position}",
                    class_id=job_class.id,
                    class_title=job_class.title,
                    document=edition.document,
                    first_line=printed.first_line,
                    last_line=printed.last_line,
                    label=printed.label,
                    definition=printed.definition,
                    current=number == 0,
                    level=printed.level,
                    levels=printed.levels,
                    indicators=printed.indicators,
                )
            phrases = (*stated_phrases(edition.specification), *duty_phrases(edition.specification))
            for position, phrase in enumerate(phrases):
                yield Statement(
                    id=f"{job_class.id}@{edition.document}:{phrase.first_line}:{phrase.kind}{position}",
                    class_id=job_class.id,
                    class_title=job_class.title,
                    document=edition.document,
                    first_line=phrase.first_line,
                    last_line=phrase.last_line,
                    label=phrase.text,
                    definition=phrase.text,
                    current=number == 0,
                    kind=phrase.kind,
                )


def with_references(classes: dict[str, JobClass]) -> dict[str, JobClass]:
    """The same classes, each with the classes that its edition in force names."""
    titles = TitleIndex(classes)
    resolved = {}
    for key, job_class in classes.items():
        current = job_class.current
        found = tuple(_references(job_class, current.specification, current.document, titles)) if current else ()
        resolved[key] = msgspec.structs.replace(job_class, references=found)
    return resolved


def _references(
    job_class: JobClass, specification: Specification, document: str, titles: TitleIndex
) -> Iterable[ClassReference]:
    for reference in specification.references:
        target = titles.resolve(job_class.authority, reference.title)
        if target != job_class.id:
            yield ClassReference(
                source_class=job_class.id,
                target=target,
                title=reference.title,
                relation=reference.relation,
                source=Citation(
                    document=document,
                    first_line=reference.first_line,
                    last_line=reference.first_line,
                    quote=reference.quote,
                ),
            )


def _incoming(classes: Iterable[JobClass]) -> dict[str, tuple[ClassReference, ...]]:
    found: dict[str, list[ClassReference]] = defaultdict(list)
    for job_class in classes:
        for reference in job_class.references:
            if reference.target is not None:
                found[reference.target].append(reference)
    return {key: tuple(references) for key, references in sorted(found.items())}
