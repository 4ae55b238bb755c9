"""A class is not its specification: dated editions, former titles, codes and pay, each with where it is stated."""

from __future__ import annotations

from typing import Literal, TypeAlias

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
    """Pay of a class, with the document that states it; `note` says for whom or how it is paid.

    In dollars where `currency` is null, else in the money of that sign.
    """

    grade: str | None
    minimum: float | None
    maximum: float | None
    period: str | None
    source: Citation
    step: str | None = None
    note: str | None = None
    currency: str | None = None


FactField: TypeAlias = Literal["title", "code", "grade", "range", "status", "edition"]
Standing: TypeAlias = Literal["in_force", "proposed"]


class DatedFact(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One fact about a class, and from when to when it holds; each date as precise as it is known, else null.

    A `proposed` fact is what a notice asks for and no adopted text bears out; its `from` is the day of the notice.
    """

    field: FactField
    value: str
    from_: str | None
    to: str | None
    standing: Standing
    source: Citation


class PlanEvent(Struct, frozen=True, kw_only=True):
    """Something that happened to a class, or shall happen: what, when, by which notice, and where it went.

    `date` is when it took effect; of a proposal it is the day of the notice, and `expected` when its own rule would put
    it in force.
    """

    kind: Literal["established", "retitled", "recoded", "regraded", "revised", "abolished", "history"]
    date: str | None
    standing: Standing
    text: str
    source: Citation
    notice: str | None = None
    expected: str | None = None
    leads_to: tuple[str, ...] = ()


class ClassReference(Struct, frozen=True, kw_only=True):
    """An edge from class to class. `target` is the class id, or null where `title` names no class at hand."""

    source_class: str
    target: str | None
    title: str
    relation: str
    source: Citation


class JobClass(Struct, frozen=True, kw_only=True):
    """One class of one authority. `id` = ``<authority slug>/<title slug>``; `editions` newest first.

    `abolished` is where the end of the class is adopted, `abolition_proposed` where it is only asked for.
    """

    id: str
    title: str
    authority: str
    codes: tuple[str, ...] = ()
    former_titles: tuple[FormerTitle, ...] = ()
    editions: tuple[Edition, ...] = ()
    pay: tuple[PayFact, ...] = ()
    references: tuple[ClassReference, ...] = ()
    abolished: Citation | None = None
    abolition_proposed: Citation | None = None
    facts: tuple[DatedFact, ...] = ()
    events: tuple[PlanEvent, ...] = ()

    @property
    def current(self) -> Edition | None:
        """The edition in force, or null for a class that is only named in a notice."""
        return self.editions[0] if self.editions else None

    @property
    def end(self) -> Citation | None:
        """Where the end of the class is stated, adopted or only proposed."""
        return self.abolished or self.abolition_proposed

    @property
    def status(self) -> str | None:
        """How the class stands today: ended, about to end, or what its edition in force is; null where it has none."""
        if self.abolished is not None:
            return "abolished"
        if self.abolition_proposed is not None:
            return "abolition_proposed"
        return self.current.status if self.current else None
