"""What stands on the page of classes that read almost alike? Pairs with what they share, what differs, and the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct

from index.related.duplicate_evidence import ClassSide, DuplicatePair, SharedPoint, evidence
from index.related.near_duplicates import Duplicate
from index.results import Because
from taxonomy.atlas import Atlas
from webapp.classes.related_page import PairRow, ReasonRow, pair_row, reason_rows
from webapp.service.decision_log import decided
from webapp.web.addresses import class_address
from webapp.web.components import Link, Pagination, Quote, cite, paginate, plural, quoted, shown
from webapp.workbench.workbench_state import BenchPage, bench, mapped

LEVELS = (0.9, 0.75, 0.6, 0.5)
AMONG = {"all": "All classes", "same": "Of one authority", "different": "Of two authorities"}
STATES = {"open": "Open", "apart": "Looked at, kept apart"}
PAGE = 10


class Sought(Struct, frozen=True, kw_only=True):
    """Which pairs a person wants to see."""

    least: float = 0.75
    among: str = "all"
    state: str = "open"

    def query(self, **changed: object) -> dict[str, Any]:
        """The arguments of an address; what is usual is left out."""
        usual = Sought()
        chosen = {"least": self.least, "among": self.among, "state": self.state, **changed}
        return {name: value for name, value in chosen.items() if value != getattr(usual, name, None)}

    def wants(self, pair: Duplicate) -> bool:
        """Whether `pair` is among those sought."""
        same = pair.left.partition("/")[0] == pair.right.partition("/")[0]
        fits = self.among == "all" or same == (self.among == "same")
        return pair.likeness >= self.least and fits and (pair.kept_apart is not None) == (self.state == "apart")


class SideRow(Struct, frozen=True, kw_only=True):
    """One class of the pair: its pay as stated, and what only it says."""

    link: Link
    pay: tuple[Quote, ...]
    only: tuple[Quote, ...]


class SharedRow(Struct, frozen=True, kw_only=True):
    """What both say, with the lines of both."""

    words: str
    left: Quote
    right: Quote


class DuplicateRow(Struct, frozen=True, kw_only=True):
    """One pair. `kept_apart` by a person; else `entered` is a reason that could not be saved."""

    left: SideRow
    right: SideRow
    left_id: str
    right_id: str
    summary: str
    shared: tuple[SharedRow, ...]
    differs: tuple[str, ...]
    named: tuple[ReasonRow, ...]
    kept_apart: PairRow | None


class DuplicatesPage(BenchPage, frozen=True, kw_only=True):
    """The page. `found` is null while the pairs are being worked out."""

    found: Pagination[DuplicateRow] | None
    levels: tuple[Link, ...]
    among: tuple[Link, ...]
    states: tuple[Link, ...]
    downloads: tuple[Link, ...]
    query: dict[str, object]
    seen: int
    conflict: str | None


def duplicates_page(
    atlas: Atlas, found: Sequence[Duplicate] | None, sought: Sought, *, page: int, conflict: str | None = None
) -> DuplicatesPage:
    """One page of the pairs sought."""
    state, ledger = bench(), decided()
    wanted = [pair for pair in found or () if sought.wants(pair)]
    turned = paginate(wanted, page, PAGE, lambda number: url_for("pairs.duplicates", **sought.query(page=number)))
    return DuplicatesPage(
        title="Classes that read almost alike",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link("Classes that read almost alike"),
        ),
        generation=atlas.generation,
        bench=state,
        found=None if found is None else mapped(turned, lambda pair: _row(atlas, pair, may=state.may_decide)),
        levels=tuple(_choice(f"{level:.0%} and more", sought, "least", level) for level in LEVELS),
        among=tuple(_choice(words, sought, "among", name) for name, words in AMONG.items()),
        states=tuple(_choice(words, sought, "state", name) for name, words in STATES.items()),
        downloads=tuple(
            Link(words, url_for("pairs.duplicates_table", form=form, **sought.query()))
            for form, words in (("csv", "As CSV"), ("xlsx", "As XLSX"))
        ),
        query=sought.query(),
        seen=ledger.head,
        conflict=conflict,
    )


def _choice(words: str, sought: Sought, name: str, value: object) -> Link:
    chosen = getattr(sought, name) == value
    return Link(words, None if chosen else url_for("pairs.duplicates", **sought.query(**{name: value})))


def _row(atlas: Atlas, pair: Duplicate, *, may: bool) -> DuplicateRow:
    told = evidence(atlas, pair)
    return DuplicateRow(
        left=_side(atlas, told.left),
        right=_side(atlas, told.right),
        left_id=pair.left,
        right_id=pair.right,
        summary=_summary(told),
        shared=tuple(_shared(atlas, each) for each in told.shared),
        differs=tuple(shown(each) for each in told.differs),
        named=tuple(reason_rows(atlas, told.named)),
        kept_apart=pair_row(atlas, pair.right, pair.kept_apart, may=may) if pair.kept_apart else None,
    )


def _summary(told: DuplicatePair) -> str:
    """How much is shared, in words."""
    duties = sum(each.kind == "duty" for each in told.shared)
    only = len(told.left.only_duties) + len(told.right.only_duties)
    words = f"{told.duties:.0%} of the duties are the same: {plural(duties, 'shared clause')}, {only} in one only."
    if told.competencies is None:
        return f"{words} Neither states competencies."
    return f"{words} {told.competencies:.0%} of the competencies are stated in the same meaning."


def _shared(atlas: Atlas, each: SharedPoint) -> SharedRow:
    way = "the same words" if each.likeness == 1 else f"reworded, {each.likeness:.0%} of the words"
    return SharedRow(
        words=f"{each.kind.capitalize()}: {way}", left=_quote(atlas, each.left), right=_quote(atlas, each.right)
    )


def _side(atlas: Atlas, side: ClassSide) -> SideRow:
    return SideRow(
        link=Link(side.title, class_address(side.id)),
        pay=tuple(_quotes(atlas, side.pay)),
        only=tuple(_quotes(atlas, (*side.only_duties, *side.only_competencies))),
    )


def _quotes(atlas: Atlas, quotes: Iterable[Because]) -> Iterable[Quote]:
    return (_quote(atlas, each) for each in quotes)


def _quote(atlas: Atlas, quote: Because) -> Quote:
    return quoted(quote.quote, cite(atlas, quote.document, quote.first_line))
