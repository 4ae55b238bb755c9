"""How is a neighbourhood drawn? Boxes in columns and the lines between them, as plain numbers for an SVG template.

A picture never says what the list beside it does not say; past `MOST_BOXES` it shows the commonest and counts the rest.
"""

from __future__ import annotations

from msgspec import Struct

MOST_BOXES = 40
_WIDTHS = (200, 400, 320)
_GAP_ACROSS = 90
_GAP_DOWN = 12
_HEIGHT = 46
_MARGIN = 2
_LETTERS_PER_LINE = 0.145  # of a box's width in pixels, at the picture's type size


class Box(Struct, frozen=True, kw_only=True):
    """One box: its place, its words in lines, and where it leads."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    title: str
    href: str | None


class Curve(Struct, frozen=True, kw_only=True):
    """A curve from the right side of one box to the left side of another."""

    path: str


class Picture(Struct, frozen=True, kw_only=True):
    """A drawing in its own coordinates, with a sentence for those who do not see it."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Curve, ...]
    words: str


class Knot(Struct, frozen=True, kw_only=True):
    """Something to draw: `children` stand in the next column."""

    kind: str
    title: str
    href: str | None = None
    children: tuple[Knot, ...] = ()


def tree_picture(root: Knot, words: str) -> Picture:
    """`root` on the left, its children right of it, theirs at the right edge; rows never overlap."""
    boxes: list[Box] = []
    lines: list[Curve] = []
    _place(trimmed(root), 0, _MARGIN, boxes, lines)
    height = max(box.y + box.height for box in boxes) + _MARGIN
    return Picture(
        width=sum(_WIDTHS) + 2 * _GAP_ACROSS + 2 * _MARGIN,
        height=height,
        boxes=tuple(boxes),
        lines=tuple(lines),
        words=words,
    )


def trimmed(root: Knot) -> Knot:
    """`root` with at most `MOST_BOXES` boxes: every child keeps its share of grandchildren, the rest are counted."""
    children = root.children[: (MOST_BOXES - 1) // 2]
    left_out = len(root.children) - len(children)
    share = (MOST_BOXES - 1 - len(children)) // max(1, len(children))
    kept = [_shortened(child, share) for child in children]
    if left_out:
        kept.append(Knot(kind="more", title=f"and {left_out} more, in the list"))
    return Knot(kind=root.kind, title=root.title, href=root.href, children=tuple(kept))


def _shortened(child: Knot, most: int) -> Knot:
    if len(child.children) <= most:
        return child
    rest = Knot(kind="more", title=f"and {len(child.children) - most} more, in the list")
    return Knot(kind=child.kind, title=child.title, href=child.href, children=(*child.children[:most], rest))


def _place(knot: Knot, column: int, top: int, boxes: list[Box], lines: list[Curve]) -> tuple[int, Box]:
    """Place `knot` and all below it from `top` down; gives the row below it and its box."""
    bottom = top
    below: list[Box] = []
    for child in knot.children:
        bottom, box = _place(child, column + 1, bottom, boxes, lines)
        below.append(box)
    y = (below[0].y + below[-1].y) // 2 if below else top
    box = _box(knot, column, y)
    boxes.append(box)
    lines.extend(Curve(path=_curve(box, child)) for child in below)
    return max(bottom, top + _HEIGHT + _GAP_DOWN), box


def _box(knot: Knot, column: int, y: int) -> Box:
    width = _WIDTHS[column]
    return Box(
        kind=knot.kind,
        x=_MARGIN + sum(_WIDTHS[:column]) + column * _GAP_ACROSS,
        y=y,
        width=width,
        height=_HEIGHT,
        lines=wrapped(knot.title, int(width * _LETTERS_PER_LINE)),
        title=knot.title,
        href=knot.href,
    )


def _curve(start: Box, end: Box) -> str:
    x1, y1 = start.x + start.width, start.y + start.height // 2
    x2, y2 = end.x, end.y + end.height // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def wrapped(text: str, letters: int) -> tuple[str, ...]:
    """`text` in at most two lines of about so many letters; what does not fit is cut with an ellipsis."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(_cut(line, letters, more=len(lines) > 2 and place == 1) for place, line in enumerate(lines[:2]))


def _cut(line: str, letters: int, *, more: bool) -> str:
    if len(line) > letters or more:
        return line[: letters - 1].rstrip(" ,;.") + "…"
    return line
