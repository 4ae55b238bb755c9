"""What stands on a class page about related classes? Rows with their reasons, what people decided, and the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import url_for
from msgspec import Struct

from index.related.related_list import RelatedList
from index.related.relatedness import Reason, Related
from taxonomy.atlas import Atlas
from taxonomy.model import Decision
from webapp.accounts.identity import may_decide
from webapp.service.decision_log import decided
from webapp.web.addresses import class_address
from webapp.web.components import Link, Quote, cite, in_words, quoted, readable_date, shown

WAYS = {"pin": "pinned", "suppress": "suppressed", "different": "kept apart"}


class ReasonRow(Struct, frozen=True, kw_only=True):
    """One reason in words, its weight (null: a fact beside the score), and quotes."""

    text: str
    weight: float | None
    quotes: tuple[Quote, ...]


class PairRow(Struct, frozen=True, kw_only=True):
    """One decision about this class and another: who, when and why; `undoable` for who may take it back."""

    other: Link
    answer: str
    id: str
    sequence: int
    by: str
    when: str
    why: str
    undoable: bool
    undone: bool = False


class RelatedRow(Struct, frozen=True, kw_only=True):
    """A class that is like this one, and why; `reasons` name their part in the score. `pinned`: by a decision."""

    title: str
    href: str
    score: float
    reasons: tuple[ReasonRow, ...]
    pinned: PairRow | None = None


class PairForm(Struct, frozen=True, kw_only=True):
    """The form by which an analyst pins, suppresses or keeps apart; what was entered comes back with what is wrong."""

    action: str
    seen: int
    choices: tuple[Link, ...]
    newer: int
    other: str = ""
    why: str = ""
    answer: str = ""
    conflict: str | None = None


class RelatedPart(Struct, frozen=True, kw_only=True):
    """Everything about related classes on the page of one class. `deciding` is null for who may only read."""

    rows: tuple[RelatedRow, ...]
    suppressed: tuple[PairRow, ...]
    why_not: str
    deciding: PairForm | None


class RelatedForm(Struct, frozen=True, kw_only=True):
    """What somebody sent that was not saved, and why not."""

    other: str
    why: str
    answer: str
    conflict: str


def related_part(atlas: Atlas, class_id: str, found: RelatedList, entered: RelatedForm | None = None) -> RelatedPart:
    """The part of the page of `class_id`; `entered` is what was sent and could not be saved."""
    authority, _, slug = class_id.partition("/")
    pins = atlas.class_pairs.others("pin", class_id)
    offs = atlas.class_pairs.others("suppress", class_id)
    may = may_decide()
    return RelatedPart(
        rows=tuple(related_row(atlas, row, pins.get(row.id), may=may) for row in found.related),
        suppressed=tuple(pair_row(atlas, each.id, offs[each.id], may=may) for each in found.suppressed),
        why_not=url_for("pairs.why_not", authority=authority, slug=slug),
        deciding=_form(atlas, class_id, found.related, entered) if may else None,
    )


def related_row(atlas: Atlas, row: Related, pin: Decision | None = None, *, may: bool = False) -> RelatedRow:
    """One class of the list."""
    return RelatedRow(
        title=row.title,
        href=class_address(row.id),
        score=row.score,
        reasons=tuple(reason_rows(atlas, row.reasons)),
        pinned=pair_row(atlas, row.id, pin, may=may) if pin else None,
    )


def reason_rows(atlas: Atlas, reasons: Iterable[Reason]) -> Iterator[ReasonRow]:
    """Reasons with their quotes as pages show them."""
    for reason in reasons:
        quotes = (quoted(q.quote, cite(atlas, q.document, q.first_line), in_words(q.section)) for q in reason.quotes)
        yield ReasonRow(text=shown(reason.text), weight=reason.weight or None, quotes=tuple(quotes))


def pair_row(atlas: Atlas, other: str, decision: Decision, *, may: bool) -> PairRow:
    """One decision about a class and `other`."""
    undone = may and decision.id in decided().undone
    return PairRow(
        other=Link(atlas.summary(other).title, class_address(other)),
        answer=WAYS[decision.answer],
        id=decision.id,
        sequence=decision.sequence,
        by=decision.who,
        when=readable_date(decision.when[:10]) or decision.when,
        why=shown(decision.why),
        undoable=may and not undone,
        undone=undone,
    )


def _form(atlas: Atlas, class_id: str, listed: Iterable[Related], entered: RelatedForm | None) -> PairForm:
    ledger = decided()
    authority, _, slug = class_id.partition("/")
    newer = sum(class_id in (d.left, d.right) for d in ledger.decisions if d.sequence > ledger.seen)
    return PairForm(
        action=url_for("pairs.decide", authority=authority, slug=slug),
        seen=ledger.head,
        choices=tuple(Link(row.title, row.id) for row in listed),
        newer=newer,
        other=entered.other if entered else "",
        why=entered.why if entered else "",
        answer=entered.answer if entered else "",
        conflict=entered.conflict if entered else None,
    )
