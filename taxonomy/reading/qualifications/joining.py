"""How do requirements hang together where "and" and "or" are mixed? Which joiner binds tighter.

From loose to tight: OR in capitals; "; or"; ", or"; ", and"; plain "and" and "or"; "plus", "with", "supplemented by".
So "A and B, or C" is (A and B) or C. Where joiners of the same strength are mixed, the reading is an assumption.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from taxonomy.model import Education, Experience, Group, Licence, Other, Requirement
from taxonomy.reading.qualifications.education import rank_of
from taxonomy.reading.qualifications.leaves import COMBINATION

Joiner = Literal["and", "or"]


class Joined(Struct, frozen=True, kw_only=True):
    """A requirement and the joiner that leads from it to the next, null where none is printed.

    `strength`: how loosely that joiner binds; `either`: the requirement opens a choice ("and either A or B").
    """

    node: Requirement
    joiner: Joiner | None = None
    strength: float = 0
    either: bool = False


def join(parts: Sequence[Joined], *, default: Joiner = "and") -> Requirement | None:
    """One tree over `parts`; the loosest joiner parts first."""
    parts = _chosen(_one_schooling_each(parts))
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0].node
    loosest = max(part.strength for part in parts[:-1])
    runs: list[list[Joined]] = [[]]
    joiners: list[Joiner | None] = []
    for part in parts[:-1]:
        runs[-1].append(part)
        if part.strength == loosest:
            joiners.append(part.joiner)
            runs.append([])
    runs[-1].append(parts[-1])
    nodes = [node for run in runs if (node := join(run, default=default)) is not None]
    filled = _filled(joiners, default, nodes)
    if len(set(filled)) == 1:
        return one_schooling(group(filled[0], nodes))
    return _mixed(nodes, filled, in_sentence=loosest > 0)


def _chosen(parts: Sequence[Joined]) -> list[Joined]:
    """ "A and either B or C": the choice is one part, with what is joined within it more closely than by its "or"."""
    place = next((place for place, part in enumerate(parts) if part.either and place), None)
    if place is None:
        return list(parts)
    loosest = max((part.strength for part in parts[place:-1] if part.joiner == "or"), default=0.0)
    end = place + 1
    while end < len(parts) and (parts[end - 1].joiner != "and" or parts[end - 1].strength < loosest):
        end += 1
    inner = join([_plain(part) for part in parts[place:end]])
    assert inner is not None  # it holds at least the part that opens the choice
    last = parts[end - 1]
    return _chosen([*parts[:place], Joined(node=inner, joiner=last.joiner, strength=last.strength), *parts[end:]])


def _plain(part: Joined) -> Joined:
    return Joined(node=part.node, joiner=part.joiner, strength=part.strength)


def _one_schooling_each(parts: Sequence[Joined]) -> list[Joined]:
    """ "high school diploma or GED plus two years": the two ways to one level are one part before anything else."""
    found: list[Joined] = []
    for part in parts:
        before = found[-1] if found else None
        if before is not None and before.joiner != "and" and _same_schooling(before.node, part.node):
            found[-1] = Joined(node=before.node, joiner=part.joiner, strength=part.strength, either=before.either)
        else:
            found.append(part)
    return found


def _same_schooling(one: Requirement, other: Requirement) -> bool:
    both = isinstance(one, Education) and isinstance(other, Education)
    return both and one.level is not None and (one.level, one.field) == (other.level, other.field)  # type: ignore[union-attr]


def _filled(joiners: Sequence[Joiner | None], default: Joiner, nodes: Sequence[Requirement]) -> list[Joiner]:
    """A joiner that was not printed is the one behind it or before it, or `default`.

    Before "or an equivalent combination" the parts of a list are all asked for."""
    if joiners[-1] == "or" and is_combination(nodes[-1]) and None in joiners:
        return [*(joiner or "and" for joiner in joiners[:-1]), "or"]
    current = next((joiner for joiner in joiners if joiner), default)
    filled: list[Joiner] = []
    for joiner in joiners:
        current = joiner or current
        filled.append(current)
    return filled


def _mixed(nodes: list[Requirement], joiners: list[Joiner], *, in_sentence: bool) -> Requirement:
    """One change of joiner: ``1 and (2 or 3)``, ``1 or (2 and 3)``; more changes: "and" binds tighter."""
    changes = [place for place in range(1, len(joiners)) if joiners[place] != joiners[place - 1]]
    if len(changes) > 1 or (joiners[-1] == "or" and is_combination(nodes[-1])):
        return _tighter_and(nodes, joiners)
    place = changes[0]
    if joiners[0] == "or" and _ways_before(nodes, place, in_sentence=in_sentence):
        # "1. a degree; or 2. a certificate; and 3. two years of experience"
        inner = one_schooling(group("or", nodes[: place + 1], assumed=True))
        return group("and", [inner, *nodes[place + 1 :]], assumed=True)
    inner = one_schooling(group(joiners[place], nodes[place:], assumed=True))
    return group(joiners[0], [*nodes[:place], inner], assumed=True)


def _tighter_and(nodes: list[Requirement], joiners: list[Joiner]) -> Group:
    runs: list[list[Requirement]] = [[nodes[0]]]
    for node, joiner in zip(nodes[1:], joiners, strict=True):
        if joiner == "and":
            runs[-1].append(node)
        else:
            runs.append([node])
    return group("or", [run[0] if len(run) == 1 else group("and", run, assumed=True) for run in runs], assumed=True)


def _ways_before(nodes: Sequence[Requirement], place: int, *, in_sentence: bool) -> bool:
    """Are the nodes up to `place` ways to one thing, to which what follows is asked for as well?"""
    ways, behind = nodes[: place + 1], nodes[place + 1]
    if in_sentence and all(isinstance(node, Experience) for node in ways):
        return False
    if all(isinstance(node, Education) for node in ways) and isinstance(behind, Licence):
        return True
    lead_down = _goes_down(ways) and isinstance(behind, Experience)
    return not lead_down and _alike(ways) and not _alike((ways[-1], behind))


def _alike(nodes: Sequence[Requirement]) -> bool:
    """All experience, or none of it."""
    return len({isinstance(node, Experience) for node in nodes}) == 1


def _goes_down(nodes: Sequence[Requirement]) -> bool:
    """ "A doctorate or a master's degree and two years": the lower degree needs the years."""
    ranks = [rank_of(node.level) for node in nodes if isinstance(node, Education)]
    known = [rank for rank in ranks if rank is not None]
    return len(known) == len(nodes) > 1 and all(left > right for left, right in pairwise(known))


def group(op: Joiner, nodes: Sequence[Requirement], *, assumed: bool = False) -> Group:
    """`op` over `nodes`; a group of the same kind within is laid flat."""
    flat: list[Requirement] = []
    for node in nodes:
        flat.extend(node.of if isinstance(node, Group) and node.op == op and not node.assumed else [node])
    return Group(op=op, of=tuple(flat), assumed=assumed)


def one_schooling(node: Requirement) -> Requirement:
    """``"Graduation from high school or possession of a GED Certificate"`` is one level, not a choice of two."""
    if not isinstance(node, Group) or node.op != "or":
        return node
    levels = {(one.level, one.field) for one in node.of if isinstance(one, Education)}
    one_level = len(levels) == 1 and all(isinstance(one, Education) for one in node.of) and levels != {(None, None)}
    return node.of[0] if one_level else node


def is_combination(node: Requirement) -> bool:
    """Is it "an equivalent combination of education and experience"?"""
    return isinstance(node, Other) and COMBINATION.match(node.of) is not None
