"""Which classes does the text name that no loaded document specifies, who names them, and where do they lead?

A class that is only named is a class all the same: people hold it, and it is a way into others. Nothing is known of it
but its title, its employer and the sentences that name it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from taxonomy.model import Citation, ClassReference
from taxonomy.paths.ladder import KINDS, Ladder, LadderEdge

_RELATION = {"requirement": "experience_as"}


class MentionedClass(Struct, frozen=True, kw_only=True):
    """A class without a loaded specification. `named_by` are the sentences of other classes that name it."""

    id: str
    title: str
    authority: str
    loaded: bool = False
    named_by: tuple[ClassReference, ...]


def mentioned_classes(ladder: Ladder) -> Mapping[str, MentionedClass]:
    """Every class that a step of `ladder` begins with and no document specifies, by id."""
    named: dict[str, list[LadderEdge]] = {}
    for edge in ladder.edges:
        if not edge.at_hand:
            named.setdefault(edge.from_, []).append(edge)
    return {key: _mentioned(key, edges) for key, edges in sorted(named.items())}


def _mentioned(key: str, edges: list[LadderEdge]) -> MentionedClass:
    ordered = sorted(edges, key=lambda edge: (edge.to, KINDS.index(edge.kind), edge.first_line))
    return MentionedClass(
        id=key,
        title=ordered[0].from_title,
        authority=key.partition("/")[0],
        named_by=tuple(dict.fromkeys(_reference(edge) for edge in ordered)),
    )


def _reference(edge: LadderEdge) -> ClassReference:
    return ClassReference(
        source_class=edge.to,
        target=edge.from_,
        title=edge.from_title,
        relation=_RELATION.get(edge.kind, edge.kind),
        source=Citation(
            document=edge.document, first_line=edge.first_line, last_line=edge.first_line, quote=edge.quote
        ),
    )
