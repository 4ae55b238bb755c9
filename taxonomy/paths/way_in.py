"""What does a step ask for in all? The way through the requirement on which the lower class is named, and its licenses.

A sentence may ask for one year in a class within four years in all, beside a degree: the step takes all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taxonomy.model import Condition, Experience, Group, Leaf, Requirement
from taxonomy.paths.ladder import LadderEdge
from taxonomy.paths.plain_words import AskedPart, leaf_words, plain


def way_in(requirement: Requirement, edge: LadderEdge) -> tuple[AskedPart, ...]:
    """All parts of the alternative of `requirement` that the sentence of `edge` stands in; empty if it is in none."""
    return tuple(_parts(requirement, edge)) if _holds(requirement, edge) else ()


def licences_beside(conditions: Iterable[Condition]) -> Iterator[AskedPart]:
    """Licenses and registrations that notes ask for beside the requirement."""
    for each in conditions:
        if each.type in ("licence", "registration"):
            yield AskedPart(text=f"{each.of}{_when(each)}", quote=each.quote, first_line=each.first_line)


def _when(condition: Condition) -> str:
    if condition.needed == "within":
        months = f"{condition.months:g} months" if condition.months else "a stated time"
        return f" (within {months} of appointment)"
    return {"filing": " (when you file)", "appointment": " (by appointment)"}.get(condition.needed or "", "")


def _parts(node: Requirement, edge: LadderEdge) -> Iterator[AskedPart]:
    if not isinstance(node, Group):
        yield from _leaf_parts(node)
        return
    for part in node.of:
        if _holds(part, edge):
            yield from _parts(part, edge)
        elif node.op == "and":
            yield from _beside(part)


def _beside(part: Requirement) -> Iterator[AskedPart]:
    """A part that is asked for too; a choice within it stays one line."""
    if not isinstance(part, Group):
        yield from _leaf_parts(part)
        return
    first = _first(part)
    yield AskedPart(text=plain(part), quote=first.quote, first_line=first.first_line)


def _leaf_parts(leaf: Leaf) -> Iterator[AskedPart]:
    words = _with_kind(leaf)
    if isinstance(leaf, Experience) and leaf.includes:
        words += f"; of which {' and '.join(_with_kind(part) for part in leaf.includes)}"
    yield AskedPart(text=words, quote=leaf.quote, first_line=leaf.first_line)


def _with_kind(leaf: Leaf) -> str:
    """With the kind of work, where no class says it."""
    words = leaf_words(leaf)
    return f"{words}: {leaf.of}" if isinstance(leaf, Experience) and leaf.of and not leaf.at_class else words


def _holds(node: Requirement, edge: LadderEdge) -> bool:
    if isinstance(node, Group):
        return any(_holds(part, edge) for part in node.of)
    if not isinstance(node, Experience):
        return False
    here = node.quote == edge.quote and node.first_line == edge.first_line and node.alternative == edge.alternative
    return here or any(_holds(part, edge) for part in node.includes)


def _first(node: Requirement) -> Leaf:
    return _first(node.of[0]) if isinstance(node, Group) else node
