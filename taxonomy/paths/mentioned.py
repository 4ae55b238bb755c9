"""Which classes does the text name that no loaded document specifies, who names them, and where do they lead?

A class that is only named is a class all the same: people hold it, and it is a way into others. Nothing is known of it
but its title, its employer and the sentences that name it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from taxonomy.model import Citation, ClassReference
from taxonomy.paths.ladder import KINDS, Ladder, LadderEdge

_RELATION = {"requirement": "experience_as", "promotion": "mentions", "series": "mentions"}


class MentionedClass(Struct, frozen=True, kw_only=True):
    """A class without a loaded specification. `named_by` are the sentences of other classes that name it."""

    id: str
    title: str
    authority: str
    loaded: bool = False
    named_by: tuple[ClassReference, ...]


def mentioned_classes(ladder: Ladder, loaded: Collection[str]) -> Mapping[str, MentionedClass]:
    """Every class that a step of `ladder` begins or ends with and that is none of `loaded`, by id."""
    named: dict[str, list[LadderEdge]] = {}
    for edge in ladder.edges:
        for end in () if edge.at_hand else (edge.from_, edge.to):
            if end not in loaded:
                named.setdefault(end, []).append(edge)
    return {key: _mentioned(key, edges) for key, edges in sorted(named.items())}


def _mentioned(key: str, edges: list[LadderEdge]) -> MentionedClass:
    ordered = sorted(edges, key=lambda edge: (edge.stated_by or edge.to, KINDS.index(edge.kind), edge.first_line))
    return MentionedClass(
        id=key,
        title=_title(key, ordered[0]),
        authority=key.partition("/")[0],
        named_by=tuple(dict.fromkeys(_reference(key, edge) for edge in ordered)),
    )


def _title(key: str, edge: LadderEdge) -> str:
    return edge.from_title if edge.from_ == key else edge.to_title


def _reference(key: str, edge: LadderEdge) -> ClassReference:
    return ClassReference(
        source_class=edge.stated_by or edge.to,
        target=key,
        title=_title(key, edge),
        relation=_RELATION.get(edge.kind, edge.kind),
        source=Citation(
            document=edge.document, first_line=edge.first_line, last_line=edge.first_line, quote=edge.quote
        ),
    )
