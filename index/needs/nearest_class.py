"""Which classes come nearest to a need that no class states? Those that search would show for it, each with a line.

They are a place to look, never an answer: a class named here covers nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from index.engine import Engine
from index.results import Because

_MOST = 3


class NearClass(Struct, frozen=True, kw_only=True):
    """A class that comes near a need, and the line by which it does."""

    id: str
    title: str
    because: Because


def nearest_classes(engine: Engine, text: str, off: Collection[str] = ()) -> tuple[NearClass, ...]:
    """The classes nearest to `text`, the nearest first; readings of the words in `off` are left out."""
    hits = engine.search(text, kind="class", limit=_MOST, off=off).hits
    return tuple(NearClass(id=hit.id, title=hit.title, because=hit.because[0]) for hit in hits if hit.because)
