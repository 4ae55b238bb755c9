"""How does one thing that a class asks for stand in a row of a table?"""

from __future__ import annotations

from collections.abc import Iterator

from taxonomy.exchange.cells import Cell
from taxonomy.model import Education, Experience, Group, Requirement
from taxonomy.model.requirements import Leaf


def leaves(node: Requirement | None) -> Iterator[Leaf]:
    """The leaves of a requirement in printed order."""
    if isinstance(node, Group):
        for part in node.of:
            yield from leaves(part)
    elif node is not None:
        yield node


def leaf_cells(leaf: Leaf) -> tuple[Cell, ...]:
    """Type, what is asked for, years, class, alternative and quote of a leaf."""
    kind = type(leaf).__name__.lower()
    alternative = getattr(leaf, "alternative", None)
    if isinstance(leaf, Experience):
        return kind, leaf.of, leaf.years, "; ".join(leaf.at_class) or None, alternative, leaf.quote
    if isinstance(leaf, Education):
        asked = " in ".join(filter(None, (leaf.level, leaf.field)))
        return kind, asked or None, None, None, alternative, leaf.quote
    return kind, leaf.of, None, None, alternative, leaf.quote
