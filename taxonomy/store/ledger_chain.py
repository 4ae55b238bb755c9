"""What ties the decisions of a ledger together, and is a line of a file a decision as it was written?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind
from taxonomy.store.errors import StoreConflict


def decision_hash(decision: Decision) -> str:
    """SHA-256 over the decision as JSON with sorted keys, the hash of the one before it included.

    What is null is left out, so that a field that decisions get one day does not change the hash of those before.
    """
    fields = {name: value for name, value in msgspec.structs.asdict(decision).items() if value is not None}
    del fields["hash"]
    return hashlib.sha256(msgspec.json.encode(fields, order="sorted")).hexdigest()


def broken_links(chain: Iterable[Decision], head: tuple[int, str]) -> Iterator[str]:
    """What is wrong with a chain of decisions that ought to end in `head`."""
    sequence, previous = 0, ""
    for decision in chain:
        if decision.sequence != sequence + 1:
            yield f"Decisions {sequence + 1} to {decision.sequence - 1} are missing from the ledger."
        elif decision.previous_hash != previous:
            yield f"Decision {decision.sequence} does not follow from the one before it."
        if decision.hash != decision_hash(decision):
            yield f"Decision {decision.sequence} ({decision.id}) was changed after it was written."
        sequence, previous = decision.sequence, decision.hash
    if head != (sequence, previous):
        yield f"The ledger ends at decision {sequence}, but decision {head[0]} was the last one written."


class _Line(Struct, kw_only=True):
    """One line of an imported ledger; people may write such lines themselves."""

    id: str
    answer: DecisionKind
    left: str
    right: str
    by: str
    when: str
    why: str
    question: str | None = None
    undoes: str | None = None
    sequence: int = 0
    previous_hash: str = ""
    hash: str = ""
    account: str | None = None
    claimed_by: str | None = None
    claimed_at: str | None = None


_LINE = msgspec.json.Decoder(_Line)


def read_line(number: int, line: str) -> Decision:
    """The decision in line `number` of a file; raises `StoreConflict` where it is none, or was changed."""
    try:
        decision = Decision(**msgspec.structs.asdict(_LINE.decode(line)))
    except (msgspec.DecodeError, UnicodeError) as error:
        raise StoreConflict(f"Line {number} is not a decision: {error}.") from error
    if decision.hash and decision.hash != decision_hash(decision):
        raise StoreConflict(f"Line {number} (decision {decision.id}) was changed after it was written.")
    return decision
