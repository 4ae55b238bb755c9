"""How is a failure told to a program? RFC 9457 problem details."""

from __future__ import annotations

from msgspec import Struct


class ProblemDetails(Struct, frozen=True, kw_only=True):
    """One failure; `detail` is a sentence for the person behind the program."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
