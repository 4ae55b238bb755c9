"""Which classes are so alike that a dotted line may join them, though no text says that one leads to the other?

The lines come from `index.related.related_list`, carry its strongest reason in words and the line it rests on, and
stand in no ladder unless somebody asks for them. What people pinned is joined first, what they suppressed is not
joined. Classes that texts join, by any kind of step or by several steps, need none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from index.meaning.class_vectors import Neighbours
from index.related.related_list import PINNED, related_list
from index.related.relatedness import Related, neighbours_of
from taxonomy.atlas import Atlas
from taxonomy.model import JobClass
from taxonomy.paths.ladder import LadderEdge

MOST_SIMILAR = 3  # lines that begin at one class
LEAST_SCORE = 0.1  # below this nothing but common words is alike
LOOKED_AT = 15  # related classes that are looked at: a page that lists as many lists every class that a line leads to


def similar_edges(
    atlas: Atlas, class_ids: Iterable[str], neighbours: Neighbours | None = None
) -> tuple[LadderEdge, ...]:
    """From each of `class_ids` to the few classes most like it; each pair once, from the id that sorts first."""
    near = neighbours if neighbours is not None else neighbours_of(atlas)
    named: dict[str, set[str]] = defaultdict(set)
    for edge in atlas.ladder.edges:
        named[edge.from_].add(edge.to)
        named[edge.to].add(edge.from_)
    found: dict[frozenset[str], LadderEdge] = {}
    for class_id in class_ids:
        ways = (*atlas.route_map.leads_to(class_id), *atlas.route_map.leads_from(class_id))
        joined = {each.class_ for each in ways} | named[class_id]
        for other in _alike(atlas, class_id, joined, near):
            line = _edge(atlas.classes[class_id], atlas.classes[other.id], other)
            if line is not None:
                found.setdefault(frozenset((class_id, other.id)), line)
    return tuple(found.values())


def _alike(atlas: Atlas, class_id: str, joined: Collection[str], neighbours: Neighbours) -> Iterator[Related]:
    """The most similar classes of the same authority that no text joins to this one."""
    authority = atlas.classes[class_id].authority
    listed = related_list(atlas, class_id, LOOKED_AT, neighbours).related
    near = (each for each in listed if each.score >= LEAST_SCORE or _pin(each) is not None)
    own = (each for each in near if each.id not in joined and atlas.classes[each.id].authority == authority)
    return islice(own, MOST_SIMILAR)


def _pin(found: Related) -> str | None:
    """Who pinned it and why, where somebody did."""
    return next((reason.text for reason in found.reasons if reason.kind == PINNED), None)


def _edge(one: JobClass, other: JobClass, found: Related) -> LadderEdge | None:
    """The line between two classes; None where no reason has a line to show."""
    reasons = sorted(found.reasons, key=lambda reason: -reason.weight)
    reason = next((each for each in reasons if each.quotes), None)
    if reason is None:
        return None
    shown = reason.quotes[-1]
    lower, higher = sorted((one, other), key=lambda each: each.id)
    return LadderEdge(
        from_=lower.id,
        to=higher.id,
        kind="similar",
        years=None,
        alternative=None,
        quote=shown.quote,
        document=shown.document,
        first_line=shown.first_line,
        from_title=lower.title,
        to_title=higher.title,
        why=_pin(found) or reason.text,
    )
