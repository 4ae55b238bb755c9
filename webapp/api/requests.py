"""What do programs send to the API that changes something?"""

from __future__ import annotations

from msgspec import Struct

from taxonomy.model.planned import ActName, NoticeHead
from taxonomy.model.wording import DecisionKind
from taxonomy.reading.correcting import Act


class DecisionRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer to an open question, and why. `seen`: the number of the newest decision that was known."""

    question: str
    answer: DecisionKind
    why: str
    seen: int | None = None


class CorrectionRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is corrected in the reading of a document, why, and whether it holds for every document of its form."""

    acts: tuple[Act, ...]
    why: str
    form: bool = False


class RemovalRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a document is taken out, and whether its bytes are erased as well."""

    why: str
    erase: bool = False


class UndoRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a decision is taken back."""

    why: str


class NewChangeSet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new set of planned changes, and whose plan it is."""

    name: str
    authority: str


class PlanActRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done with a set. `change`: the change that is dropped or spoken of; `comment`: the one disposed of."""

    act: ActName
    effective: str | None = None
    rejected: tuple[str, ...] = ()
    change: str | None = None
    comment: str | None = None
    text: str | None = None
    head: NoticeHead | None = None
