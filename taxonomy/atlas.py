"""Everything that is derived from documents and decisions: the one object the other folders receive.

An Atlas is built in memory by `taxonomy.linking`, written into a generation's directory by `save` and read from there,
record by record, by `open_atlas`.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from taxonomy.basics.naming import code_key, slug
from taxonomy.generation.records import RecordFile, write_records
from taxonomy.model import (
    ClassReference,
    Competency,
    Decision,
    JobClass,
    Question,
    Statement,
    StoredDocument,
    Variant,
)
from taxonomy.paths.ladder import Ladder
from taxonomy.paths.mentioned import MentionedClass, mentioned_classes
from taxonomy.paths.readiness import AtlasReadiness
from taxonomy.paths.routes import RouteMap
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.titles import TitleIndex
from taxonomy.wording.class_pairs import PairDecisions, settle_pairs
from taxonomy.wording.harmonize import Reintroduced

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


class AtlasTables(Struct, frozen=True, kw_only=True):
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
    class_phrases: dict[str, tuple[str, ...]] = {}


# Made once: two threads that decode one recursive type for the first time together end the process (msgspec 0.22).
_INDEX = msgspec.msgpack.Decoder(AtlasTables)


class Careers(Struct, frozen=True, kw_only=True):
    """What answers about moves between classes need, all at once and nothing else."""

    ladder: Ladder
    requirements: tuple[ClassRequirement, ...]


class Atlas:
    """Classes, competencies and documents of one generation, and the questions a page or a command asks of them."""

    def __init__(
        self,
        index: AtlasTables,
        documents: Mapping[str, StoredDocument],
        classes: Mapping[str, JobClass],
        competencies: Mapping[str, Competency],
        careers: Mapping[str, Careers],
        phrases: Mapping[str, Competency] | None = None,
    ) -> None:
        self.index = index
        self.documents = documents
        self.classes = classes
        self.competencies = competencies
        self.phrases = phrases or {}  # knowledge, skills, abilities and duties that have no name
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
        """What is open for people to decide, highest impact first."""
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
        return graph(self.classes.values(), self.competencies.values(), references, self.ladder)

    @property
    def ladder(self) -> Ladder:
        """Which class leads to which, with the evidence."""
        return self._careers["all"].ladder

    @cached_property
    def mentioned(self) -> Mapping[str, MentionedClass]:
        """Classes that are named in a text and have no loaded specification, by id."""
        return mentioned_classes(self.ladder, self.classes)

    def title_of(self, class_id: str) -> str:
        """The title of a class, loaded or only named. Raises KeyError for an unknown id."""
        found = self._summary_by_id.get(class_id)
        return found.title if found else self.mentioned[class_id].title

    def find_mentioned(self, text: str) -> MentionedClass | None:
        """The class without a specification that has this id or title; None unless exactly one has."""
        found = [each for key, each in self.mentioned.items() if key == text or slug(each.title) == slug(text)]
        return found[0] if len(found) == 1 else None

    @property
    def requirements(self) -> tuple[ClassRequirement, ...]:
        """What each class asks for, by class id."""
        return self._careers["all"].requirements

    @cached_property
    def rulebook(self) -> RequirementBook:
        """The requirements of all classes, made ready to be asked."""
        return RequirementBook(self.requirements, self.titles)

    @cached_property
    def route_map(self) -> RouteMap:
        """The promotion edges, made ready to be asked for routes."""
        return RouteMap(self.ladder, AtlasReadiness(self))

    def warm(self) -> tuple[RequirementBook, RouteMap]:
        """Make ready what answers about moves need."""
        return self.rulebook, self.route_map

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
        home = self.index.variant_home.get(key, key)
        if home in self.competencies or home in self.phrases:
            return self.stated(home)
        found = self._labels.get(slug(text), set())
        return self.competencies[next(iter(found))] if len(found) == 1 else None

    def stated(self, key: str) -> Competency:
        """The competency or phrase with this id. Raises KeyError where there is none."""
        return self.competencies[key] if key in self.competencies else self.phrases[key]

    def name_behind(self, key: str) -> str | None:
        """The name that an id was made from: of two that were made one, each still says which it was."""
        competency = self.find_competency(key)
        if competency is None:
            return None
        names = (competency.pref_label, *competency.alt_labels)
        return next((name for name in names if slug(name) == key), competency.pref_label)

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
        """The competencies that the current edition of a class states, in printed order, with the variant (None for a
        bare name)."""
        return self._printed(class_id, self.index.class_competencies.get(class_id, ()))

    def everything_of(self, class_id: str) -> tuple[tuple[Statement, Variant | None, Competency], ...]:
        """The same with the knowledge, skills and abilities that have no name; duties are left out."""
        phrases = self.index.class_phrases.get(class_id, ())
        return self._printed(class_id, (*self.index.class_competencies.get(class_id, ()), *phrases))

    def _printed(self, class_id: str, keys: Iterable[str]) -> tuple[tuple[Statement, Variant | None, Competency], ...]:
        found: list[tuple[Statement, Variant | None, Competency]] = []
        for key in keys:
            competency = self.stated(key)
            printings = chain(
                ((s, v) for v in competency.variants for s in v.statements), ((s, None) for s in competency.bare)
            )
            found += [(s, v, competency) for s, v in printings if s.class_id == class_id and s.current]
        return tuple(sorted(found, key=lambda row: (row[0].first_line, row[0].label)))

    def perhaps_same(self, competency_id: str) -> frozenset[str]:
        """Competencies of which an open question asks whether they are this one under another name."""
        return self._open_names.get(competency_id, frozenset())

    @cached_property
    def _open_names(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for question in self.questions:
            if question.kind == "label":
                found[question.left].add(question.right)
                found[question.right].add(question.left)
        return {key: frozenset(others) for key, others in found.items()}

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
            "variants": sum(len(c.variants) for c in self.competencies.values()),
            "statements": len(current),
            "without_name": sum(1 for phrase in self.phrases.values() if phrase.kind != "duty"),
        }

    def save(self, directory: Path) -> None:
        """Write this Atlas into `directory` (six files)."""
        (directory / "atlas.index").write_bytes(msgspec.msgpack.encode(self.index))
        write_records(directory / "documents.records", self.documents)
        write_records(directory / "classes.records", self.classes)
        write_records(directory / "competencies.records", self.competencies)
        write_records(directory / "phrases.records", self.phrases)
        write_records(directory / "careers.records", self._careers)


def open_atlas(directory: Path) -> Atlas:
    """The Atlas that `save` wrote. Records are decoded when they are asked for."""
    return Atlas(
        _INDEX.decode((directory / "atlas.index").read_bytes()),
        RecordFile(directory / "documents.records", StoredDocument),
        RecordFile(directory / "classes.records", JobClass),
        RecordFile(directory / "competencies.records", Competency),
        RecordFile(directory / "careers.records", Careers),
        RecordFile(directory / "phrases.records", Competency),
    )
