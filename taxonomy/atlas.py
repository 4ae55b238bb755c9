"""Everything that is derived from documents and decisions, built in order: the one object the other folders receive.

The same documents and decisions give the same Atlas, in whatever order they come. An Atlas is built in memory by
`build_atlas`, written into a generation's directory by `save` and read from there, record by record, by `open_atlas`.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from taxonomy.class_pairs import PairDecisions, settle_pairs
from taxonomy.model import (
    Citation,
    ClassReference,
    Competency,
    Decision,
    JobClass,
    Question,
    Specification,
    Statement,
    StoredDocument,
    Variant,
)
from taxonomy.naming import code_key, slug
from taxonomy.paths.ladder import Ladder, build_ladder
from taxonomy.paths.routes import RouteMap
from taxonomy.paths.rulebook import ClassRequirement, Rulebook, requirements_of
from taxonomy.paths.titles import TitleIndex
from taxonomy.plan.editions import build_classes
from taxonomy.readiness import AtlasReadiness
from taxonomy.records import RecordFile, write_records
from taxonomy.wording.authority import Vocabulary, bundled_vocabulary
from taxonomy.wording.harmonize import Reintroduced, harmonize

if TYPE_CHECKING:
    from taxonomy.graph import CompetencyGraph


class ClassSummary(Struct, frozen=True, kw_only=True):
    """One row of the list of classes, and what a class may be found by."""

    id: str
    title: str
    authority: str
    codes: tuple[str, ...]
    former_titles: tuple[str, ...]
    status: str | None
    date: str | None
    competencies: int


class Index(Struct, frozen=True, kw_only=True):
    """The small tables of an Atlas that are always in memory."""

    generation: int
    version: int
    summaries: tuple[ClassSummary, ...]
    questions: tuple[Question, ...]
    redirects: dict[str, str]
    variant_home: dict[str, str]
    class_competencies: dict[str, tuple[str, ...]]
    incoming: dict[str, tuple[ClassReference, ...]]
    decisions: tuple[Decision, ...] = ()
    stale: tuple[Decision, ...] = ()
    contradictions: tuple[str, ...] = ()
    reintroduced: tuple[Reintroduced, ...] = ()


# Made once: two threads that decode one recursive type for the first time together end the process (msgspec 0.22).
_INDEX = msgspec.msgpack.Decoder(Index)


class Careers(Struct, frozen=True, kw_only=True):
    """What answers about moves between classes need, all at once and nothing else."""

    ladder: Ladder
    requirements: tuple[ClassRequirement, ...]


class Atlas:
    """Classes, competencies and documents of one generation, and the questions a page or a command asks of them."""

    def __init__(
        self,
        index: Index,
        documents: Mapping[str, StoredDocument],
        classes: Mapping[str, JobClass],
        competencies: Mapping[str, Competency],
        careers: Mapping[str, Careers],
    ) -> None:
        self.index = index
        self.documents = documents
        self.classes = classes
        self.competencies = competencies
        self._careers = careers

    @property
    def generation(self) -> int:
        """The number that everything derived in one go carries."""
        return self.index.generation

    @property
    def summaries(self) -> tuple[ClassSummary, ...]:
        """One row for each class, by id."""
        return self.index.summaries

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is open for people to decide, the most worthwhile first."""
        return self.index.questions

    @property
    def redirects(self) -> dict[str, str]:
        """Ids that were merged away, and where they lead now."""
        return self.index.redirects

    @cached_property
    def graph(self) -> CompetencyGraph:
        """The competency graph of the whole generation."""
        references = chain.from_iterable(self.index.incoming.values())
        # networkx costs half a second to import, and few questions need the whole graph.
        graph: type[CompetencyGraph] = importlib.import_module("taxonomy.graph").CompetencyGraph
        return graph(self.classes.values(), self.competencies.values(), references)

    @property
    def ladder(self) -> Ladder:
        """Which class leads to which, with the evidence."""
        return self._careers["all"].ladder

    @property
    def requirements(self) -> tuple[ClassRequirement, ...]:
        """What each class asks for, by class id."""
        return self._careers["all"].requirements

    @cached_property
    def rulebook(self) -> Rulebook:
        """The requirements of all classes, made ready to be asked."""
        return Rulebook(self.requirements, self.titles)

    @cached_property
    def route_map(self) -> RouteMap:
        """The promotion edges, made ready to be asked for routes."""
        return RouteMap(self.ladder, AtlasReadiness(self))

    @cached_property
    def class_pairs(self) -> PairDecisions:
        """What people decided about two classes, as this generation has it worked in."""
        return settle_pairs(self.index.decisions, self.former_titles)

    @property
    def former_titles(self) -> dict[str, tuple[str, ...]]:
        """The id of every class, and its former titles."""
        return {row.id: row.former_titles for row in self.summaries}

    @cached_property
    def titles(self) -> TitleIndex:
        """Which class a printed title means, authority by authority."""
        return TitleIndex.of_names((row.id, row.authority, row.title, row.former_titles) for row in self.summaries)

    def find_class(self, text: str) -> JobClass | None:
        """The class with this id, title, code or former title (tried in this order); None unless exactly one has it."""
        if text in self.classes:
            return self.classes[text]
        for table in self._class_names:
            found = table.get(slug(text)) or table.get(code_key(text)) or set()
            if len(found) == 1:
                return self.classes[next(iter(found))]
        return None

    def classes_named(self, text: str) -> tuple[str, ...]:
        """Ids of every class that `text` may mean by title, code or former title."""
        keys = (slug(text), code_key(text))
        return tuple(sorted({c for table in self._class_names for key in keys for c in table.get(key, ())}))

    @cached_property
    def _class_names(self) -> tuple[dict[str, set[str]], ...]:
        titles: dict[str, set[str]] = defaultdict(set)
        codes: dict[str, set[str]] = defaultdict(set)
        former: dict[str, set[str]] = defaultdict(set)
        for row in self.summaries:
            titles[slug(row.title)].add(row.id)
            for code in row.codes:
                codes[code_key(code)].add(row.id)
            for title in row.former_titles:
                former[slug(title)].add(row.id)
        return titles, codes, former

    def find_competency(self, text: str) -> Competency | None:
        """The competency with this id, label or variant id (merged ids lead on); None unless exactly one has it."""
        key = self.redirects.get(text, text)
        if key in self.competencies:
            return self.competencies[key]
        if key in self.index.variant_home:
            return self.competencies[self.index.variant_home[key]]
        found = self._labels.get(slug(text), set())
        return self.competencies[next(iter(found))] if len(found) == 1 else None

    def find_id(self, text: str) -> str | None:
        """The id of the variant or competency that has this id or, of competencies, this label; else None."""
        now = self.redirects.get(text, text)
        if now in self.index.variant_home:
            return now
        found = self.find_competency(text)
        return found.id if found else None

    @cached_property
    def _labels(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for competency in self.competencies.values():
            for label in (competency.pref_label, *competency.alt_labels):
                found[slug(label)].add(competency.id)
        return found

    def statements_of(self, class_id: str) -> tuple[tuple[Statement, Variant | None, Competency], ...]:
        """What the current edition of a class states, in printed order, with the variant (None for a bare name)."""
        found: list[tuple[Statement, Variant | None, Competency]] = []
        for key in self.index.class_competencies.get(class_id, ()):
            competency = self.competencies[key]
            printed = [(s, v) for v in competency.variants for s in v.statements]
            bare: list[tuple[Statement, Variant | None]] = [(s, None) for s in competency.bare]
            found += [(s, v, competency) for s, v in [*printed, *bare] if s.class_id == class_id and s.current]
        return tuple(sorted(found, key=lambda row: (row[0].first_line, row[0].label)))

    def classes_with(self, key: str) -> tuple[ClassSummary, ...]:
        """Classes whose current edition states the competency or variant `key`, by id."""
        competency = self.find_competency(key)
        if competency is None:
            return ()
        variant = next((v for v in competency.variants if v.id == key), None)
        statements = variant.statements if variant else competency.statements
        ids = {s.class_id for s in statements if s.current}
        return tuple(self.summary(class_id) for class_id in sorted(ids))

    def summary(self, class_id: str) -> ClassSummary:
        """The list row of a class. Raises KeyError for an unknown id."""
        return self._summary_by_id[class_id]

    @cached_property
    def _summary_by_id(self) -> dict[str, ClassSummary]:
        return {row.id: row for row in self.summaries}

    def references_to(self, class_id: str) -> tuple[ClassReference, ...]:
        """Where other classes name this one."""
        return self.index.incoming.get(class_id, ())

    def quote(self, document: str, first_line: int, last_line: int) -> str:
        """The lines of a document, as decoded. Raises KeyError for an unknown document."""
        return "\n".join(self.documents[document].lines[first_line - 1 : last_line])

    def counts(self) -> dict[str, int]:
        """How many classes, competencies, variants and statements there are."""
        current = [s for c in self.competencies.values() for s in c.statements if s.current]
        return {
            "documents": len(self.documents),
            "classes": len(self.classes),
            "competencies": len(self.competencies),
            "variants": len(self.index.variant_home),
            "statements": len(current),
        }

    def save(self, directory: Path) -> None:
        """Write this Atlas into `directory` (five files)."""
        (directory / "atlas.index").write_bytes(msgspec.msgpack.encode(self.index))
        write_records(directory / "documents.records", self.documents)
        write_records(directory / "classes.records", self.classes)
        write_records(directory / "competencies.records", self.competencies)
        write_records(directory / "careers.records", self._careers)


def open_atlas(directory: Path) -> Atlas:
    """The Atlas that `save` wrote. Records are decoded when they are asked for."""
    return Atlas(
        _INDEX.decode((directory / "atlas.index").read_bytes()),
        RecordFile(directory / "documents.records", StoredDocument),
        RecordFile(directory / "classes.records", JobClass),
        RecordFile(directory / "competencies.records", Competency),
        RecordFile(directory / "careers.records", Careers),
    )


def build_atlas(
    documents: Iterable[StoredDocument],
    decisions: Sequence[Decision] = (),
    generation: int = 1,
    version: int = 0,
    authority: Vocabulary | None = None,
) -> Atlas:
    """Derive everything from `documents` and `decisions`, in whatever order the documents come.

    `authority` is the vocabulary that was imported; it is a witness in questions, before our own.
    """
    by_id = {document.id: document for document in sorted(documents, key=lambda d: d.id)}
    classes = _with_references(build_classes(tuple(by_id.values())))
    witnesses = (authority, bundled_vocabulary()) if authority else (bundled_vocabulary(),)
    harmony = harmonize(tuple(_statements(classes)), decisions, witnesses)
    pairs = settle_pairs(decisions, {c.id: [former.title for former in c.former_titles] for c in classes.values()})
    competencies = {c.id: c for c in sorted(harmony.competencies, key=lambda c: c.id)}
    stated: dict[str, set[str]] = defaultdict(set)
    for competency in competencies.values():
        for statement in competency.statements:
            if statement.current:
                stated[statement.class_id].add(competency.id)
    index = Index(
        generation=generation,
        version=version,
        summaries=tuple(_summary(c, len(stated[c.id])) for c in classes.values()),
        questions=tuple(harmony.questions),
        redirects=dict(sorted(harmony.redirects.items())),
        variant_home={v.id: c.id for c in competencies.values() for v in c.variants},
        class_competencies={key: tuple(sorted(ids)) for key, ids in sorted(stated.items())},
        incoming=_incoming(classes.values()),
        decisions=tuple(sorted(decisions, key=lambda d: d.sequence)),
        stale=tuple(sorted((*harmony.stale, *pairs.stale), key=lambda decision: decision.sequence)),
        contradictions=(*harmony.contradictions, *pairs.contradictions),
        reintroduced=harmony.reintroduced,
    )
    careers = Careers(ladder=build_ladder(classes), requirements=requirements_of(classes))
    return Atlas(index, by_id, classes, competencies, {"all": careers})


def _summary(job_class: JobClass, competencies: int) -> ClassSummary:
    current = job_class.current
    return ClassSummary(
        id=job_class.id,
        title=job_class.title,
        authority=job_class.authority,
        codes=job_class.codes,
        former_titles=tuple(former.title for former in job_class.former_titles),
        status=current.status if current else None,
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
                )


def _with_references(classes: dict[str, JobClass]) -> dict[str, JobClass]:
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
