"""Which related classes does a person see, after what people have pinned and suppressed?

The score proposes, people decide: pinned classes stand first with who pinned them and why, suppressed ones are left out
of the list and said beside it. Without decisions the list is that of `index.related.relatedness`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from index.meaning.class_vectors import Neighbours
from index.related.relatedness import FACT_KINDS, Reason, Related, RelatedSource, related
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import Decision
from taxonomy.wording.class_pairs import PairDecisions

PINNED = "pin"


class Suppressed(Struct, frozen=True, kw_only=True):
    """A class that a person took off the list: who, when and why."""

    id: str
    title: str
    by: str
    when: str
    why: str
    decision: str


class RelatedList(Struct, frozen=True, kw_only=True):
    """The related classes of one class as people see them."""

    related: tuple[Related, ...]
    suppressed: tuple[Suppressed, ...]


class DecidedSource(RelatedSource, Protocol):
    """What the list needs of an Atlas beyond what relates classes."""

    @property
    def class_pairs(self) -> PairDecisions:
        """What people decided about two classes."""


def related_list(
    atlas: DecidedSource, class_id: str, limit: int = 10, neighbours: Neighbours | None = None
) -> RelatedList:
    """The classes related to `class_id`: the pinned first, then the most alike up to `limit`, then those that a text
    links to it; and what was suppressed. Raises KeyError for an unknown class."""
    pinned, suppressed = (atlas.class_pairs.others(answer, class_id) for answer in ("pin", "suppress"))
    if not (pinned or suppressed):
        return RelatedList(related=related(atlas, class_id, limit, neighbours), suppressed=())
    enough = limit + len(suppressed) + len(pinned)
    found = {each.id: each for each in related(atlas, class_id, enough, neighbours, also=pinned)}
    first = [_pinned(found[other], decision) for other, decision in pinned.items() if other in found]
    others = [each for each in found.values() if each.id not in pinned and each.id not in suppressed]
    most = max(limit - len(first), 0)
    named = [each for each in others[most:] if any(reason.kind in FACT_KINDS for reason in each.reasons)]
    return RelatedList(related=(*first, *others[:most], *named), suppressed=tuple(_suppressed(atlas, suppressed)))


def decided_by(decision: Decision) -> str:
    """ "by Ann Lee, 2026-11-22: why"."""
    return f"by {decision.who}, {decision.when[:10]}: {mask_contacts(decision.why)}"


def _pinned(found: Related, decision: Decision) -> Related:
    reason = Reason(kind=PINNED, text=f"Pinned {decided_by(decision)}", weight=0.0)
    return replace(found, reasons=(reason, *found.reasons))


def _suppressed(atlas: DecidedSource, decisions: Mapping[str, Decision]) -> Iterator[Suppressed]:
    for other, decision in decisions.items():
        yield Suppressed(
            id=other,
            title=atlas.classes[other].title,
            by=decision.who,
            when=decision.when,
            why=mask_contacts(decision.why),
            decision=decision.id,
        )
