"""What do programs send to the API that changes something?"""

from __future__ import annotations

from msgspec import Struct

from taxonomy.model.wording import DecisionKind


class DecisionRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer to an open question, and why. `seen`: the number of the newest decision that was known."""

    question: str
    answer: DecisionKind
    why: str
    seen: int | None = None


class UndoRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a decision is taken back."""

    why: str
