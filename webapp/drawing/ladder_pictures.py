"""How is a stretch of the ladder drawn? Boxes in columns from left to right, each kind of step in its own line style.

What leads up has an arrow; what is only told apart or similar is a line without one, and moves no box to the right.
A picture has at most `MOST_BOXES` boxes, each a link, and says nothing that the list beside it does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from taxonomy.paths.ladder import KINDS, PROMOTION_KINDS, SIDEWAYS_KINDS, EdgeKind, LadderEdge
from webapp.drawing.graph_layout import Edge, Layout, Node, layered
from webapp.drawing.pictures import MOST_BOXES, Box

STEP_WORDS: dict[EdgeKind, str] = {
    "requirement": "named in the requirement",
    "promotion": "promotion or transfer stated in the specification",
    "supervises": "supervises",
    "series": "next number of the series",
    "distinguished_from": "distinguished in the specification; not a promotion",
    "similar": "similar work; no specification says one leads to the other",
}
_WIDTH, _HEIGHT = 196, 64
_ACROSS, _DOWN, _LINE = 84, 18, 22
_MARGIN = 6
_LETTERS, _ROWS = 25, 3
_CAPITAL = 1.38  # letters that a capital is as wide as: whole plans are printed in capitals
_ARROW = 7
_BULGE, _DEEPEST = 26, 70  # how far a line beside a column reaches to its right
ZOOMS = (0.6, 1.0, 1.5, 2.0)


class Stroke(Struct, frozen=True, kw_only=True):
    """A line from box to box and its arrow head; `kind` gives its style, `words` say what it means."""

    kind: str
    path: str
    arrow: str | None
    words: str


class LegendRow(Struct, frozen=True):
    """A line style and what it means."""

    kind: str
    words: str


class LadderPicture(Struct, frozen=True, kw_only=True):
    """A drawing in its own coordinates, shown `zoom` times as large; `left_out` counts classes it has no room for."""

    width: int
    height: int
    shown_width: int
    shown_height: int
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    legend: tuple[LegendRow, ...]
    words: str
    left_out: int = 0


def ladder_picture(
    class_ids: Sequence[str],
    edges: Iterable[LadderEdge],
    *,
    title: Callable[[str], str],
    href: Callable[[str], str],
    kinds: Mapping[str, str],
    words: str,
    zoom: float = 1.0,
) -> LadderPicture | None:
    """The classes (the most important first) with the steps between them; None where there are no steps.

    `kinds` names the boxes that look different: ``here``, ``goal``.
    """
    kept = class_ids[:MOST_BOXES]
    steps = _steps(edges, set(kept))
    if not steps:
        return None
    up = [pair for pair, edge in steps.items() if edge.kind in PROMOTION_KINDS]
    beside = [pair for pair in steps if pair not in up]
    layout = layered(kept, up, box=_HEIGHT + _DOWN, line=_LINE, beside=beside)
    boxes = {node: _box(node, layout, number, title, href, kinds) for number, node in _boxes(layout)}
    strokes = (*_strokes(layout, steps, boxes, title), *_level_strokes(layout, steps, boxes, title))
    last = {node[0] for node in layout.columns[-1]}
    room = _DEEPEST if any(pair[0] in last for pair in layout.level) else 0
    width = len(layout.columns) * (_WIDTH + _ACROSS) - _ACROSS + 2 * _MARGIN + room
    height = round(max(_bottom(node, layout) for node in layout.y)) + _MARGIN
    return LadderPicture(
        width=width,
        height=height,
        shown_width=round(width * zoom),
        shown_height=round(height * zoom),
        boxes=tuple(boxes.values()),
        strokes=strokes,
        legend=tuple(LegendRow(k, w) for k, w in STEP_WORDS.items() if any(s.kind == k for s in strokes)),
        words=words,
        left_out=len(class_ids) - len(kept),
    )


def _steps(edges: Iterable[LadderEdge], kept: Collection[str]) -> dict[Edge, LadderEdge]:
    """Each step once, by its strongest evidence; a pair that a step joins is not joined sideways as well."""
    steps: dict[Edge, LadderEdge] = {}
    for edge in sorted(edges, key=lambda each: KINDS.index(each.kind)):
        if edge.from_ in kept and edge.to in kept and edge.from_ != edge.to:
            if edge.kind in SIDEWAYS_KINDS and (edge.to, edge.from_) in steps:
                continue
            steps.setdefault((edge.from_, edge.to), edge)
    return steps


def _boxes(layout: Layout) -> Iterable[tuple[int, Node]]:
    return ((number, node) for number, column in enumerate(layout.columns) for node in column if len(node) == 1)


def _box(
    node: Node,
    layout: Layout,
    column: int,
    title: Callable[[str], str],
    href: Callable[[str], str],
    kinds: Mapping[str, str],
) -> Box:
    (key,) = node
    return Box(
        kind=kinds.get(key, "class"),
        x=_left(column),
        y=round(_middle(node, layout) - _HEIGHT / 2),
        width=_WIDTH,
        height=_HEIGHT,
        lines=_wrapped(title(key)),
        title=title(key),
        href=href(key),
    )


def _left(column: int) -> int:
    return _MARGIN + column * (_WIDTH + _ACROSS)


def _wrapped(text: str) -> tuple[str, ...]:
    """`text` in at most three lines; a longer one ends with an ellipsis, its whole title is the box's label."""
    rows: list[str] = [""]
    for word in text.replace("/", "/\u200b").replace("\u200b", " \u200b").split(" "):
        glued = word.startswith("\u200b")
        longer = (rows[-1] + ("" if glued or not rows[-1] else " ") + word.lstrip("\u200b")).strip()
        if _letters(longer) <= _LETTERS or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word.lstrip("\u200b"))
    cut = [row if _letters(row) <= _LETTERS else _cut(row) for row in rows[:_ROWS]]
    if len(rows) > _ROWS:
        cut[-1] = _cut(cut[-1])
    return tuple(cut)


def _letters(text: str) -> float:
    """How wide a text is, in small letters."""
    return sum(_CAPITAL if letter.isupper() else 1 for letter in text)


def _cut(row: str) -> str:
    while _letters(row) > _LETTERS - 1:
        row = row[:-1]
    return row.rstrip(" ,;.…") + "…"


def _strokes(
    layout: Layout, steps: Mapping[Edge, LadderEdge], boxes: Mapping[Node, Box], title: Callable[[str], str]
) -> tuple[Stroke, ...]:
    leaving, arriving = _ports(layout, 0), _ports(layout, -1)
    found = []
    for edge, chain in layout.chains.items():
        start, end = boxes[chain[0]], boxes[chain[-1]]
        x, y = start.x + start.width, start.y + leaving[edge] * start.height
        path = f"M{x} {y:.0f}"
        for node in chain[1:-1]:
            x, y, path = _bend(x, y, x + _ACROSS, _middle(node, layout), path)
            x += _WIDTH
            path += f"H{x}"
        goal = end.y + arriving[edge] * end.height
        step = _step(steps, edge)
        leads = step.kind in PROMOTION_KINDS
        x, y, path = _bend(x, y, x + _ACROSS - (_ARROW if leads else 0), goal, path)
        arrow = f"M{x} {y - 4:.0f}l{_ARROW} 4l-{_ARROW} 4z" if leads else None
        found.append(Stroke(kind=step.kind, path=path, arrow=arrow, words=_words(step, title)))
    return tuple(found)


def _level_strokes(
    layout: Layout, steps: Mapping[Edge, LadderEdge], boxes: Mapping[Node, Box], title: Callable[[str], str]
) -> Iterable[Stroke]:
    """Lines between boxes of one column run right beside it."""
    for upper, lower in layout.level:
        step, above, below = _step(steps, (upper, lower)), boxes[upper,], boxes[lower,]
        x, start, end = above.x + above.width, above.y + round(above.height * 0.8), below.y + round(below.height * 0.2)
        out = x + min(_BULGE + (end - start) // 12, _DEEPEST) * 4 // 3
        path = f"M{x} {start}C{out} {start} {out} {end} {x} {end}"
        yield Stroke(kind=step.kind, path=path, arrow=None, words=_words(step, title))


def _step(steps: Mapping[Edge, LadderEdge], pair: Edge) -> LadderEdge:
    return steps[pair] if pair in steps else steps[pair[1], pair[0]]


def _words(step: LadderEdge, title: Callable[[str], str]) -> str:
    joint = "→" if step.kind in PROMOTION_KINDS else "–"
    return f"{title(step.from_)} {joint} {title(step.to)}: {STEP_WORDS[step.kind]}"


def _middle(node: Node, layout: Layout) -> float:
    return layout.y[node] + _MARGIN - _DOWN / 2


def _bottom(node: Node, layout: Layout) -> float:
    return _middle(node, layout) + (_HEIGHT if len(node) == 1 else _LINE) / 2


def _bend(x1: int, y1: float, x2: int, y2: float, path: str) -> tuple[int, float, str]:
    middle = (x1 + x2) // 2
    return x2, y2, f"{path}C{middle} {y1:.0f} {middle} {y2:.0f} {x2} {y2:.0f}"


def _ports(layout: Layout, end: int) -> dict[Edge, float]:
    """Where on its box each line begins (`end` 0) or ends (-1), as a share of the height, in order of their ways."""
    lines: dict[Node, list[tuple[float, Edge]]] = {}
    for edge, chain in layout.chains.items():
        beside = chain[1] if end == 0 else chain[-2]
        lines.setdefault(chain[end], []).append((layout.y[beside], edge))
    return {
        edge: (place + 1) / (len(each) + 1) for each in lines.values() for place, (_, edge) in enumerate(sorted(each))
    }
