"""What do `atlas find` and /api/v1/find answer? Needs × classes with the finalists, and classes by competencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import asdict, replace

from index.content.inclusions import said_by
from index.needs.coverage import ClassCoverage, NeedCoverage
from index.needs.finalists import Finalists, finalists
from taxonomy.analysis.competency_sets import MOST_PICKS, Pick, SetCoverage, cover_set, read_pick
from taxonomy.atlas import Atlas


class FindAnswer(NeedCoverage, frozen=True, kw_only=True):
    """Needs × classes, and why the first and not the second; null where there are fewer than two."""

    finalists: Finalists | None


class SetAnswer(SetCoverage, frozen=True, kw_only=True):
    """Classes by how many of the picked competencies they state; `total` counts those beyond the limit, too."""

    total: int


class UnknownCompetency(LookupError):
    """What was picked is not exactly one competency; the message says which."""


def found_answer(atlas: Atlas, coverage: NeedCoverage) -> FindAnswer:
    """`coverage` with its finalists; an included duty with the sentence that includes it."""
    candidates = tuple(_with_inclusions(atlas, each) for each in coverage.candidates)
    return FindAnswer(**asdict(replace(coverage, candidates=candidates)), finalists=finalists(atlas, coverage))


def _with_inclusions(atlas: Atlas, candidate: ClassCoverage) -> ClassCoverage:
    cells = [
        replace(cell, because=said_by(atlas.classes, candidate.id, cell.because)) if cell.because else cell
        for cell in candidate.cells
    ]
    return replace(candidate, cells=tuple(cells))


def set_answer(atlas: Atlas, texts: Sequence[str], limit: int) -> SetAnswer:
    """The classes for the competencies in `texts`. Raises UnknownCompetency."""
    found = cover_set(atlas, _picks(atlas, texts[:MOST_PICKS]))
    return SetAnswer(**asdict(replace(found, classes=found.classes[:limit])), total=len(found.classes))


def _picks(atlas: Atlas, texts: Iterable[str]) -> list[Pick]:
    found = {text: read_pick(atlas, text) for text in texts}
    unknown = [repr(text) for text, pick in found.items() if pick is None]
    if unknown:
        raise UnknownCompetency(f"Not the name of exactly one competency: {', '.join(unknown)}.")
    return [pick for pick in found.values() if pick is not None]
