"""Which documents did people take out?  A decision in the ledger (`answer` "remove"), so that it can be taken back.

The decision keeps the document's name and the SHA-256 of its bytes: the same bytes are not taken in again unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from taxonomy.model.wording import Decision, DecisionKind

REMOVE: DecisionKind = "remove"


class Removal(Struct, frozen=True, kw_only=True):
    """What was taken out. `erased`: its bytes and everything read from them were deleted, too."""

    name: str
    sha256: str
    erased: bool = False
    decision: str = ""
    by: str = ""
    when: str = ""
    why: str = ""


def removal_text(removal: Removal) -> str:
    """`removal` as the ledger keeps it."""
    return msgspec.json.encode({"name": removal.name, "sha256": removal.sha256, "erased": removal.erased}).decode()


def removals_in(decisions: Iterable[Decision]) -> dict[str, Removal]:
    """What is taken out by `decisions`, which are those in force, by SHA-256."""
    found: dict[str, Removal] = {}
    for decision in decisions:
        if decision.answer == REMOVE and (removal := _removal(decision)) is not None:
            found[removal.sha256] = removal
    return found


def _removal(decision: Decision) -> Removal | None:
    try:
        said = _REMOVAL.decode(decision.right)
    except msgspec.DecodeError:
        return None
    return msgspec.structs.replace(said, decision=decision.id, by=decision.who, when=decision.when, why=decision.why)


_REMOVAL = msgspec.json.Decoder(Removal)
