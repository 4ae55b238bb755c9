"""A class is not its specification: dated editions, former titles, codes and pay, each with where it is stated."""

from __future__ import annotations

from msgspec import Struct

from taxonomy.model.specifications import Specification


class Citation(Struct, frozen=True, kw_only=True):
    """Where a fact stands: document id, lines, and the words there."""

    document: str
    first_line: int
    last_line: int
    quote: str


class Edition(Struct, frozen=True, kw_only=True):
    """One specification of a class in one document. `status`: proposed, adopted, superseded, unknown."""

    document: str
    status: str
    date: str | None
    specification: Specification


class FormerTitle(Struct, frozen=True, kw_only=True):
    """A title the class had before, from a notice or a class history."""

    title: str
    source: Citation


class PayFact(Struct, frozen=True, kw_only=True):
    """Pay of a class in dollars, with the document that states it; `note` says for whom or how it is paid."""

    grade: str | None
    minimum: float | None
    maximum: float | None
    period: str | None
    source: Citation
    step: str | None = None
    note: str | None = None


class ClassReference(Struct, frozen=True, kw_only=True):
    """An edge from class to class. `target` is the class id, or null where `title` names no class at hand."""

    source_class: str
    target: str | None
    title: str
    relation: str
    source: Citation


class JobClass(Struct, frozen=True, kw_only=True):
    """One class of one authority. `id` = ``<authority slug>/<title slug>``; `editions` newest first."""

    id: str
    title: str
    authority: str
    codes: tuple[str, ...] = ()
    former_titles: tuple[FormerTitle, ...] = ()
    editions: tuple[Edition, ...] = ()
    pay: tuple[PayFact, ...] = ()
    references: tuple[ClassReference, ...] = ()
    abolished: Citation | None = None

    @property
    def current(self) -> Edition | None:
        """The edition in force, or null for a class that is only named in a notice."""
        return self.editions[0] if self.editions else None
