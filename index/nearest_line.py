"""Which sentence of a near miss comes closest to the question, where it holds none of the question's words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.lines import IndexedLine
from index.meaning import LatentSpace
from index.text import stems

_SAYS_WHAT_IS_DONE = frozenset({"general_statement", "duties", "included"})


def nearest_line(lines: Sequence[IndexedLine], asked: Mapping[str, float], space: LatentSpace) -> IndexedLine | None:
    """The duty or general statement nearest to the stems `asked` in the latent space; none where none is near."""
    point = space.question(asked)
    best, nearness = None, 0.0
    for line in lines:
        if line.section in _SAYS_WHAT_IS_DONE and line.weight:
            near = float(space.question(dict.fromkeys(stems(line.text), 1.0)) @ point)
            if near > nearness:
                best, nearness = line, near
    return best
