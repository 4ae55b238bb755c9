"""One workspace for all faces: the store, the newest whole generation, and the way from files to the next generation.

Reading never waits for writing: a generation is opened once and used until the pointer names another. The database is
imported and opened only when something is written: SQLAlchemy costs a second, and a question needs no database.
"""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from index import Engine, SearchResult, Suggestion, open_engine, write_engine
from index.related.related_list import RelatedList, related_list
from index.related.why_not import WhyNot, why_not
from taxonomy.atlas import Atlas, open_atlas
from taxonomy.exchange.reference import ReferenceVocabulary, load_vocabularies
from taxonomy.generation.generations import (
    GenerationInfo,
    GenerationWriter,
    built_from,
    current_generation,
    suspicious,
    verify,
)
from taxonomy.generation.versions import builder_version
from taxonomy.generation.writer_lock import WriterLock
from taxonomy.linking import build_atlas
from taxonomy.model import Decision, Question, StoredDocument
from taxonomy.model.corrections import CORRECT
from taxonomy.model.removals import REMOVE, Removal, removal_text, removals_in
from taxonomy.model.wording import DecisionKind
from taxonomy.reading.correcting import Act
from taxonomy.wording.batches import answer_of, in_batch, new_batch
from taxonomy.wording.class_pairs import refuse_against
from taxonomy.wording.decisions import standing
from taxonomy.wording.harmonize import Reintroduced
from webapp.service.corrected import left_in, sides_of
from webapp.service.employers import EmployerQuestion
from webapp.service.ledger_peek import is_lost, newest_decision
from webapp.service.reading_report import FailedFile, LittleRead, WithoutClass, little_read, without_class

if TYPE_CHECKING:
    from taxonomy.store import Store
    from webapp.service.intake import Incoming, IntakeReport, Progress
    from webapp.service.review import Reviewed

INDEX = "index"  # the engine's own folder inside a generation
_REST = 60.0  # seconds before the same generation is proved again: a failing page must not cost more and more
_PREVIOUS_WRITER = 60.0  # seconds an ingest waits for the one before it


class IngestReport(Struct, frozen=True, kw_only=True):
    """The answer of `atlas ingest`. `without_name`: knowledge, skills and abilities that are listed without a name."""

    generation: int
    added: int
    updated: int
    unchanged: int
    failed: tuple[FailedFile, ...]
    without_class: tuple[WithoutClass, ...]
    little_read: tuple[LittleRead, ...]
    classes: int
    competencies: int
    variants: int
    statements: int
    without_name: int = 0
    reintroduced: tuple[Reintroduced, ...] = ()
    passed_over: tuple[str, ...] = ()
    employer_questions: tuple[EmployerQuestion, ...] = ()


class Opened(Struct, frozen=True, kw_only=True):
    """One generation, open for reading."""

    number: int
    version: int
    atlas: Atlas
    engine: Engine
    is_fallback: bool = False

    @property
    def newest_decision(self) -> int:
        """The number of the last decision that is in force; 0 where none is."""
        made = self.atlas.index.decisions
        return made[-1].sequence if made else 0

    def warm(self) -> None:
        """Make ready what first questions would wait for; meant for a background thread."""
        self.engine.warm()
        self.atlas.warm()


def _nothing() -> None:
    """What a command does about damage at once: it says so, and answers from the generation before."""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class Workspace:
    """The folder `home`: database, generations, and what is open of them."""

    def __init__(self, home: Path, url: str | None = None) -> None:
        self.home = home
        self._url = url
        self._opened: Opened | None = None
        self._opening = threading.Lock()
        self._store: Store | None = None
        self._opening_store = threading.Lock()
        self._damaged: frozenset[int] = frozenset()
        self._examining = threading.Lock()
        self._examined: int | None = None
        self._examine_again = 0.0
        self.damage: tuple[str, ...] = ()  # a sentence for every generation that was found damaged since the start
        self.on_damage: Callable[[], None] = _nothing  # what a server does then: it builds anew
        self.warms = False  # whether first questions are prepared for ahead of them, as a server wants it

    @classmethod
    def open(cls, home: Path, url: str | None = None) -> Self:
        """The workspace in `home`, made if there is none. `url`, or ATLAS_DATABASE_URL, names a PostgreSQL database."""
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(home, url or os.environ.get("ATLAS_DATABASE_URL"))

    @property
    def store(self) -> Store:
        """Documents, decisions and accounts. Raises StoreLost where it is not what the generations were built from."""
        with self._opening_store:
            if self._store is None:
                store: type[Store] = importlib.import_module("taxonomy.store").Store
                opened = store.open(self.home, self._url)
                try:
                    opened.refuse_unless_of(built_from(self.home))
                except BaseException:
                    opened.close()
                    raise
                self._store = opened
            return self._store

    @property
    def database_is_lost(self) -> bool:
        """Whether generations were built here, and the database that they were built from is gone."""
        return self._url is None and is_lost(self.home)

    def accept_database(self) -> None:
        """Take the database for the truth although a generation was built from a newer one, or from another."""
        store: type[Store] = importlib.import_module("taxonomy.store").Store
        with store.open(self.home, self._url) as opened:
            opened.accept(built_from(self.home))

    @cached_property
    def _intake(self) -> Any:
        return importlib.import_module("webapp.service.intake")

    def close(self) -> None:
        """Give the database's connections back."""
        with self._opening_store:
            if self._store is not None:
                self._store.close()
                self._store = None

    @property
    def opened(self) -> Opened | None:
        """The newest whole generation, opened anew when the pointer has moved; None before the first.

        One that turns out to be damaged is passed over for the one before it, and `damage` says so.
        """
        info = self._usable()
        while info is not None:
            with self._opening:
                here = self._opened
                if here is not None and (here.number, here.is_fallback) == (info.number, info.is_fallback):
                    return here
                problems = suspicious(info)
                opened = None if problems else self._open(info, problems)
                if opened is not None:
                    self._opened = opened
                    return opened
            self._set_aside(info, problems)
            info = self._usable()
        return None

    def _open(self, info: GenerationInfo, problems: list[str]) -> Opened | None:
        try:
            opened = Opened(
                number=info.number,
                version=info.manifest.version,
                atlas=open_atlas(info.path),
                engine=open_engine(info.path / INDEX),
                is_fallback=info.is_fallback,
            )
        except Exception:
            # Damaged bytes make the readers of a dozen formats raise what they like; whole ones are our own fault.
            problems += verify(info)
            if problems:
                return None
            raise
        if self.warms:
            threading.Thread(target=self._look_after, args=(opened,), name="warm", daemon=True).start()
        return opened

    def _look_after(self, opened: Opened) -> None:
        """Behind the first answers: prepare for the next ones, then prove every byte that they will come from."""
        opened.warm()
        self.examine()

    def examine(self) -> list[str]:
        """What is wrong with the generation that is read; then it is read no longer, and built anew by a server."""
        with self._examining:
            info = self._usable()
            if info is not None and self._examined == info.number and time.monotonic() < self._examine_again:
                return []
            problems = verify(info) if info is not None else []
            if info is not None and problems:
                self._set_aside(info, problems)
            self._examined, self._examine_again = info.number if info else None, time.monotonic() + _REST
            return problems

    def _set_aside(self, info: GenerationInfo, problems: list[str]) -> None:
        now = self._usable()
        if now is None or now.number != info.number:  # replaced and removed while it was looked at
            return
        self._damaged |= {info.number}
        self.damage = (*self.damage, f"Generation {info.number} is damaged and is read no longer. {problems[0]}")
        self.on_damage()

    def _usable(self) -> GenerationInfo | None:
        """The generation in force, if this version of the software built it."""
        info = current_generation(self.home, self._damaged)
        return info if info is not None and info.manifest.details.get("builder") == builder_version() else None

    @property
    def generation(self) -> int | None:
        """The number of the generation that is read; None before the first, and until an upgrade has rebuilt it."""
        info = self._usable()
        return info.number if info else None

    @property
    def made(self) -> str | None:
        """When the generation that is read was built, ISO, UTC."""
        info = self._usable()
        return info.manifest.made if info else None

    @property
    def atlas(self) -> Atlas:
        """Everything derived. Raises LookupError before the first generation."""
        return self._reading.atlas

    @property
    def _reading(self) -> Opened:
        opened = self.opened
        if opened is None:
            raise LookupError("The workspace holds no documents yet.")
        return opened

    def search(self, text: str, **options: Any) -> SearchResult:
        """The answer of `atlas search`; see `index.Engine.search` for the options."""
        return self._reading.engine.search(text, **options)

    def suggest(self, prefix: str, limit: int = 10) -> Sequence[Suggestion]:
        """The answer of `atlas suggest`."""
        return self._reading.engine.suggest(prefix, limit=limit)

    def related(self, class_id: str, limit: int = 10) -> RelatedList:
        """Classes related to one, each with its reasons, and those that a person suppressed."""
        reading = self._reading
        return related_list(reading.atlas, class_id, limit, reading.engine.neighbours)

    def why_not(self, class_id: str, other: str, limit: int = 10) -> WhyNot:
        """Where `other` stands among the classes related to one, and what it lacks."""
        reading = self._reading
        return why_not(reading.atlas, class_id, other, limit, reading.engine.neighbours)

    def ingest(
        self, paths: Sequence[Path], *, authority: str | None = None, progress: Progress = silent
    ) -> IngestReport:
        """Take files and folders in and build a new generation of everything derived.

        Other files are still read. What was stored before an interruption stays, and the next ingest
        finishes the work. Raises WriterBusy where another process goes on writing for a minute.
        """
        files = list(self._intake.find_files(paths, authority))
        return self.take_in(files, self._intake.passed_over(paths), progress)

    def take_in(
        self, files: Sequence[Incoming], passed_over: tuple[str, ...] = (), progress: Progress = silent
    ) -> IngestReport:
        """Take these files in and build a new generation, as `ingest` does."""
        with WriterLock(self.home, purpose="ingesting documents", wait=_PREVIOUS_WRITER) as lock:
            taken: IntakeReport = self._intake.take_in(self.store, files, progress)
            read = self.store.readings(taken.sha256s)
            asked = self._intake.name_employers(self.store, files, taken.sha256s, read)
            atlas = self._build(lock, progress, force=False)
        counts = atlas.counts()
        return IngestReport(
            generation=atlas.generation,
            added=taken.outcomes.count("added"),
            updated=taken.outcomes.count("updated"),
            unchanged=taken.outcomes.count("unchanged"),
            failed=taken.failed,
            without_class=tuple(without_class(read)),
            little_read=tuple(little_read(read)),
            classes=counts["classes"],
            competencies=counts["competencies"],
            variants=counts["variants"],
            statements=counts["statements"],
            without_name=counts["without_name"],
            reintroduced=atlas.index.reintroduced,
            passed_over=passed_over,
            employer_questions=asked,
        )

    def review(self, paths: Sequence[Path], *, authority: str | None = None, progress: Progress = silent) -> Reviewed:
        """What an ingest of these files would read, beside what is loaded under their names. Nothing is stored."""
        found: Reviewed = importlib.import_module("webapp.service.review").review_files(
            self.store, list(self._intake.find_files(paths, authority)), progress
        )
        return found

    def rebuild(self, progress: Progress = silent, *, force: bool = True) -> Atlas:
        """Build everything derived anew from documents and decisions; documents of an older reader are read again."""
        with WriterLock(self.home, purpose="rebuilding", wait=_PREVIOUS_WRITER) as lock:
            return self._build(lock, progress, force=force)

    def decide(
        self, question: Question, answer: DecisionKind, *, by: str, why: str, seen: int | None = None
    ) -> Decision:
        """Answer an open question. `seen` is the newest decision the person knew of.

        It is kept when this returns, and in force from the next generation on (`catch_up`).
        """
        return self.store.append_decision(
            answer, question.id, question.left, question.right, by=by, why=why, expected_sequence=seen
        )

    def decide_pair(
        self, answer: DecisionKind, left: str, right: str, *, by: str, why: str, seen: int | None = None
    ) -> Decision:
        """Decide about two classes. Raises PairRefused for what would be set aside."""
        refuse_against(answer, left, right, self.store.decisions(), self.atlas.former_titles)
        return self.store.append_decision(answer, None, left, right, by=by, why=why, expected_sequence=seen)

    def correct(
        self,
        document: StoredDocument,
        acts: Sequence[Act],
        *,
        of_form: bool,
        by: str,
        why: str,
        account: str | None = None,
    ) -> tuple[Decision, ...]:
        """Correct the reading of a document, or of every document of its form. Raises CorrectionRefused."""
        sides = sides_of(document, acts, of_form=of_form)
        return self.store.add_together(CORRECT, sides, batch=new_batch("correction"), by=by, why=why, account=account)

    def remove(
        self, document: StoredDocument, *, erase: bool, by: str, why: str, account: str | None = None
    ) -> Decision:
        """Take a document out; with `erase`, its bytes and what was read from them are deleted as well."""
        removal = Removal(name=document.name, sha256=document.parsed.source.sha256, erased=erase)
        sides = (document.id, removal_text(removal))
        made = self.store.append_decision(REMOVE, None, *sides, by=by, why=why, account=account)
        if erase:
            self.store.erase_document(document.id)
        return made

    def undo(self, decision: str, *, by: str, why: str, seen: int | None = None) -> Decision:
        """Take a decision back."""
        return self.store.undo_decision(decision, by=by, why=why, expected_sequence=seen)

    def decide_batch(self, kind: str, questions: Sequence[Question], *, by: str, why: str) -> tuple[Decision, ...]:
        """Answer sure questions of one kind as one batch."""
        return self.store.add_batch(new_batch(kind), answer_of(kind), questions, by=by, why=why)

    def undo_batch(self, name: str, *, by: str, why: str) -> tuple[Decision, ...]:
        """Take back what is in force of a batch."""
        made = in_batch(standing(self.store.decisions()), name)
        return self.store.undo_all(made, new_batch("undo"), by=by, why=why)

    def catch_up(self, *, wait: float) -> None:
        """Put decisions in force that the generation does not hold yet, waiting `wait` seconds for another writer.

        Asking costs a millisecond where there are none: SQLAlchemy is not imported for it.
        """
        newest = newest_decision(self.home) if self._url is None else None
        opened = self.opened
        if newest is None or opened is None or newest <= opened.newest_decision:
            return
        with WriterLock(self.home, purpose="putting decisions in force", wait=wait) as lock:
            self._build(lock, silent, force=False)

    def differences_from_rebuild(self) -> list[str]:
        """Where the generation in force is not what documents and decisions give today; empty: it is the same."""
        opened = self._reading
        fresh = self._derive(opened.number, opened.version, load_vocabularies(self.home))
        pairs = (
            ("documents", fresh.documents, opened.atlas.documents),
            ("classes", fresh.classes, opened.atlas.classes),
            ("competencies", fresh.competencies, opened.atlas.competencies),
            ("statements without a name", fresh.phrases, opened.atlas.phrases),
        )
        found = [f"The {name} are not what a rebuild gives." for name, new, kept in pairs if dict(new) != dict(kept)]
        return found + (["The small tables are not what a rebuild gives."] if fresh.index != opened.atlas.index else [])

    def _build(self, lock: WriterLock, progress: Progress, *, force: bool) -> Atlas:
        self._intake.read_again(self.store, progress)
        version = self.store.version
        info, authorities = self._usable(), load_vocabularies(self.home)
        details: dict[str, str | int | float] = {"builder": builder_version()}
        if authorities:
            details["vocabulary"] = " ".join(authority.digest for authority in authorities)
        same = info is not None and info.is_current_for(version) and info.manifest.details == details
        if info is not None and same and not (force or info.is_fallback):
            return open_atlas(info.path)
        with GenerationWriter(self.home, version=version, lock=lock, details=details, damaged=self._damaged) as writer:
            progress("Linking", 0, 3)
            atlas = self._derive(writer.number, version, authorities)
            progress("Linking", 1, 3)
            atlas.save(writer.path)
            progress("Indexing", 2, 3)
            (writer.path / INDEX).mkdir()
            write_engine(writer.path / INDEX, atlas)
            progress("Indexing", 3, 3)
        return atlas

    def _derive(self, number: int, version: int, authorities: Sequence[ReferenceVocabulary]) -> Atlas:
        witnesses = [authority.witness() for authority in authorities]
        decisions = self.store.decisions()
        removed = removals_in(standing(decisions))
        documents = left_in(self.store.documents(), removed, self.store.same_name() if removed else {})
        return build_atlas(documents, decisions, number, version, witnesses)
