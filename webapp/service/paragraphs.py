"""What answers a search that is a whole paragraph? Its needs, each held against every class; see `atlas find`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from index.content.inclusions import with_inclusions
from index.engine import Engine
from index.needs.coverage import ClassCoverage, NeedCoverage, cover, read_needs
from index.ranking.question import is_reduced
from index.results import Hit, SearchResult, Understood
from taxonomy.atlas import Atlas

_AS_NEED = "a need, compared with every class separately"
_SOURCE = "a paragraph, split into needs; atlas find shows them one by one"


def search_or_needs(atlas: Atlas, engine: Engine, text: str, **options: Any) -> SearchResult:
    """The search for `text`; where that is too long for one question, the classes that cover its needs."""
    found = _search(engine, text, **options)
    return replace(found, hits=with_inclusions(atlas.classes, found.hits))


def _search(engine: Engine, text: str, **options: Any) -> SearchResult:
    found = engine.search(text, **options)
    narrowed = options.get("filters") or options.get("kind") not in (None, "class") or options.get("offset")
    if narrowed or not is_reduced(found.understood):
        return found
    began = time.perf_counter()
    needs = read_needs(text)
    if not needs:
        return found
    coverage = cover(engine, needs, options.get("limit", 20), options.get("off", ()))
    return _as_result(text, coverage, began)


def _as_result(text: str, coverage: NeedCoverage, began: float) -> SearchResult:
    unmatched = dict.fromkeys(word for row in coverage.needs for word in row.unmatched)
    return SearchResult(
        query=text,
        answer=coverage.answer,
        understood=tuple(_understood(coverage)),
        unmatched=tuple(unmatched),
        total=len(coverage.candidates),
        totals={"class": len(coverage.candidates), "competency": 0, "passage": 0},
        hits=tuple(_hit(each) for each in coverage.candidates),
        generation=coverage.generation,
        took_ms=round((time.perf_counter() - began) * 1000, 2),
    )


def _understood(coverage: NeedCoverage) -> Iterator[Understood]:
    for row in coverage.needs:
        yield Understood(text=row.need.text, as_=_AS_NEED, source=_SOURCE)
        yield from row.understood


def _hit(candidate: ClassCoverage) -> Hit:
    said = dict.fromkeys(cell.because for cell in candidate.cells if cell.because)
    return Hit(
        kind="class",
        id=candidate.id,
        title=candidate.title,
        score=candidate.score,
        because=tuple(said),
        near=not candidate.stated,
    )
