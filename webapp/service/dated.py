"""What do lists, searches and tables show of a plan as of one day?"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from index.results import SearchResult
from taxonomy.atlas import Atlas, Careers, ClassSummary
from taxonomy.dated import classes_on, ladder_on, states_on

MOST_LOOKED_AT = 1_000


def summaries_on(atlas: Atlas, day: str | None) -> tuple[ClassSummary, ...]:
    """One row for each class that existed on `day` or was proposed then; today all of them, as they are."""
    if day is None:
        return atlas.summaries
    states, then = states_on(atlas, day), classes_on(atlas, day)
    rows = []
    for row in atlas.summaries:
        state = states[row.id]
        if state.status == "not_established":
            continue
        job_class = then.get(row.id)
        current = job_class.current if job_class else None
        rows.append(
            replace(
                row,
                title=state.title or row.title,
                codes=(state.code,) if state.code else (),
                status=state.status,
                date=current.date if current else None,
                competencies=len(current.specification.competencies) if current else 0,
            )
        )
    return tuple(rows)


def atlas_on(atlas: Atlas, day: str | None) -> Atlas:
    """The plan of `day` for exports; what another edition than today's stated is left out, never put in its place."""
    if day is None:
        return atlas
    then = classes_on(atlas, day)
    kept = {key for key, each in then.items() if each.current and each.current == atlas.classes[key].current}
    index = replace(
        atlas.index,
        summaries=tuple(row for row in summaries_on(atlas, day) if row.id in then),
        class_competencies={key: ids for key, ids in atlas.index.class_competencies.items() if key in kept},
        class_phrases={key: ids for key, ids in atlas.index.class_phrases.items() if key in kept},
    )
    requirements = tuple(each for each in atlas.requirements if each.id in kept)
    careers = Careers(ladder=ladder_on(atlas, day), requirements=requirements)
    return Atlas(index, atlas.documents, then, atlas.competencies, {"all": careers}, atlas.phrases)


def search_on(
    atlas: Atlas, day: str | None, search: Callable[[int, int], SearchResult], limit: int, offset: int = 0
) -> SearchResult:
    """What `search` finds (given limit and offset), only classes and texts that were in force on `day`."""
    if day is None:
        return search(limit, offset)
    found, then = search(MOST_LOOKED_AT, 0), classes_on(atlas, day)
    texts = {each.current.document for each in then.values() if each.current}
    kept = [hit for hit in found.hits if _held(hit.kind, hit.id, then.keys(), texts)]
    kept = [
        replace(
            hit,
            title=then[hit.id].title if hit.id in then else hit.title,
            because=tuple(each for each in hit.because if each.document in texts),
        )
        for hit in kept
    ]
    answer = found.answer if any(not hit.near for hit in kept) else ("near" if kept else "nothing")
    return replace(found, hits=tuple(kept[offset : offset + limit]), total=len(kept), answer=answer, facets={})


def _held(kind: str, key: str, classes: object, texts: set[str]) -> bool:
    if kind == "class":
        return key in classes  # type: ignore[operator]
    return kind != "passage" or key.partition(":")[0] in texts
