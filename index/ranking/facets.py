"""How many hits have which facet value, and which documents do chosen values leave?

Chosen values of one facet widen the choice (any of them), different facets narrow it (all of them). The counts of a
facet leave its own choice aside, so that the page can say what choosing another value would give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.content.facet_values import FACETS, LACKS
from index.results import FacetCount
from index.storage.document_table import Catalogue

Filters = Mapping[str, Sequence[str]]
_MOST_VALUES = 30


class Facets:
    """The bitmaps of a generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._bitmaps = {
            name: {value: int.from_bytes(bits, "little") for value, bits in values.items()}
            for name, values in catalogue.facets.items()
        }
        self._folded = {name: {value.casefold(): value for value in values} for name, values in self._bitmaps.items()}
        self._every = (1 << len(catalogue.ids)) - 1

    def allowed(self, filters: Filters, *, leaving_out: str = "") -> int:
        """The documents that pass every filter but `leaving_out`. An unknown name or value lets nothing through."""
        bits = self._every
        for name, values in filters.items():
            if values and name != leaving_out:
                bits &= self._lacking(values) if name == LACKS else self._any_of(name, values)
        return bits

    def counts(self, hits: int, filters: Filters) -> dict[str, tuple[FacetCount, ...]]:
        """Facet values with the number of `hits` that have them, the most frequent first."""
        found = {}
        for name in FACETS:
            base = hits & self.allowed(filters, leaving_out=name)
            counted = [(value, (base & bits).bit_count()) for value, bits in self._bitmaps.get(name, {}).items()]
            ranked = sorted(((v, c) for v, c in counted if c), key=lambda pair: (-pair[1], pair[0]))
            found[name] = tuple(FacetCount(value=value, count=count) for value, count in ranked[:_MOST_VALUES])
        return found

    def _any_of(self, name: str, values: Sequence[str]) -> int:
        bits = 0
        for value in values:
            known = self._folded.get(name, {}).get(value.casefold())
            bits |= self._bitmaps[name][known] if known is not None else 0
        return bits

    def _lacking(self, labels: Sequence[str]) -> int:
        """Classes that state none of these competencies."""
        return self._any_of("kind", ["class"]) & ~self._any_of("competency", labels)
