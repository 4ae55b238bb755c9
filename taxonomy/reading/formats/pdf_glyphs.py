"""Which letters and rulings does a PDF page draw, and where? (the only door to pypdfium2, with `pdf`)

pdfium is a quarter of the computing time of pypdf and knows each letter's width; coordinates count in points from the
lower left of the page as a reader sees it. Text that nobody sees (white, transparent, off the page) is left out.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec import Struct

from taxonomy.reading.formats.symbols import BULLET, as_printed

_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 650
_FILL, _STROKE, _FILL_AND_STROKE, _INVISIBLE = 0, 1, 2, 3
_LEVEL = 0.1  # radians: text at another angle is a watermark or a note along the margin
_WHITE, _DARK = 247, 235  # of 255
_THIN = 2.5  # points: a filled rectangle this thin is a line
_SHORTEST_RULING = 8.0
_SMALLEST_DISC, _LARGEST_DISC, _MOST_DISCS = 1.5, 8.0, 200
_MOST_PATHS, _MOST_POINTS = 3_000, 64
_LETTERS_AT_MOST = 200_000
# pdfium's own signs for a hyphen at a line's end, and the hyphens that programs print there
_HYPHENS = ("\x02", "\ufffe", "\u2010", "\u2011")


class Glyph(Struct, frozen=True):
    """One letter: where it begins and ends, its base line, its size, and the text object that draws it."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    order: int
    drawn_by: int


class Ruling(Struct, frozen=True):
    """A straight line along an axis: at `at`, from `start` to `stop`."""

    at: float
    start: float
    stop: float


class DrawnPage(Struct, frozen=True, kw_only=True):
    """What one page draws; `pictured` where its only text is an invisible layer over a picture (OCR of a scan).

    `columns` is 1 where a person said how many columns there are, and this is one of them; 0: they are to be found.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    aslant: tuple[Glyph, ...] = ()
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    pictured: bool = False
    columns: int = 0


class _Style(Struct, frozen=True):
    """What all letters of one text object share."""

    scale: float
    bold: bool
    invisible: bool
    white: bool
    number: int


class _Paper(Struct):
    """What the page draws beside its letters."""

    across: list[Ruling]
    down: list[Ruling]
    dark: list[tuple[float, float, float, float]]
    discs: list[tuple[float, float, float, float]]
    pictures: list[tuple[float, float, float, float]]


def page_of(page: pdfium.PdfPage, number: int) -> DrawnPage:
    """The letters and rulings of a page."""
    turned = _Turned(page)
    paper = _paper(page, turned)
    letters = list(_letters(page, turned))
    seen = [letter for letter in letters if not letter[1].invisible]
    pictured = bool(letters) and not seen and bool(paper.pictures)
    level: list[Glyph] = []
    aslant: list[Glyph] = []
    for glyph, style, angle in letters if pictured else seen:
        if _is_shown(glyph, style, turned, paper):
            (level if abs(math.remainder(angle, math.tau)) < _LEVEL else aslant).append(glyph)
    level += _drawn_bullets(paper.discs, level)
    return DrawnPage(
        number=number,
        width=turned.width,
        height=turned.height,
        glyphs=tuple(level),
        aslant=tuple(aslant),
        across=tuple(paper.across),
        down=tuple(paper.down),
        pictured=pictured,
    )


class _Turned:
    """Turns points of the file into points of the page as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._box = left, bottom, right, top
        self.angle = page.get_rotation()
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self.angle in (90, 270) else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        if self.angle == 90:
            return y - bottom, right - x
        if self.angle == 180:
            return right - x, top - y
        if self.angle == 270:
            return top - y, x - left
        return x - left, y - bottom


def _letters(page: pdfium.PdfPage, turned: _Turned) -> Iterator[tuple[Glyph, _Style, float]]:
    text = page.get_textpage()
    styles: dict[int | None, _Style] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(min(text.count_chars(), _LETTERS_AT_MOST)):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0, 10, 13):
            continue
        key = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text, index, len(styles))
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        left, low = turned.point(x.value, y.value)
        first, second = turned.point(box.left, box.bottom), turned.point(box.right, box.top)
        size = max(raw.FPDFText_GetFontSize(text, index) * style.scale, 1.0)
        glyph = Glyph(
            text=_sign(code),
            left=min(first[0], second[0]),
            right=max(first[0], second[0], left),
            y=low,
            size=size,
            bold=style.bold,
            order=index,
            drawn_by=style.number,
        )
        yield glyph, style, raw.FPDFText_GetCharAngle(text, index) - math.radians(turned.angle)


def _sign(code: int) -> str:
    letter = chr(code)
    return "-" if letter in _HYPHENS else as_printed(letter)


def _style(text: pdfium.PdfTextPage, index: int, number: int) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    drawn = raw.FPDFText_GetTextObject(text, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    weight = raw.FPDFText_GetFontWeight(text, index)
    return _Style(
        scale=math.hypot(matrix.c, matrix.d) or 1.0,
        bold=_is_bold(_font_name(text, index), weight) or mode == _FILL_AND_STROKE,
        invisible=mode >= _INVISIBLE or alpha.value == 0,
        white=mode == _FILL and min(red.value, green.value, blue.value) > _WHITE,
        number=number,
    )


def _font_name(text: pdfium.PdfTextPage, index: int) -> str:
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    return buffer.value.decode("utf-8", "replace").lower()


def _is_bold(name: str, weight: int) -> bool:
    return weight >= _BOLD_WEIGHT or any(sign in name for sign in _BOLD_NAMES)


def _is_shown(glyph: Glyph, style: _Style, turned: _Turned, paper: _Paper) -> bool:
    """Whether the letter lies on the page and is not white on white."""
    if not (-1 <= glyph.left <= turned.width + 1 and -1 <= glyph.y <= turned.height + 1):
        return False
    if not style.white:
        return True
    x, y = (glyph.left + glyph.right) / 2, glyph.y + glyph.size / 4
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in (*paper.dark, *paper.pictures))


def _paper(page: pdfium.PdfPage, turned: _Turned) -> _Paper:
    paper = _Paper([], [], [], [], [])
    wanted = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING]
    for count, drawn in enumerate(page.get_objects(filter=wanted)):
        if count >= _MOST_PATHS:
            break
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            _add_path(drawn, turned, paper)
        else:
            paper.pictures.append(_box(drawn.get_bounds(), turned))
    return paper


def _box(bounds: tuple[float, float, float, float], turned: _Turned) -> tuple[float, float, float, float]:
    first, second = turned.point(*bounds[:2]), turned.point(*bounds[2:])
    return min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])


def _add_path(path: Any, turned: _Turned, paper: _Paper) -> None:
    """A stroked line or box gives rulings, a thin filled box one ruling, a filled box four, and a dark ground."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if not (fill.value or stroke.value) or not 2 <= count <= _MOST_POINTS:
        return
    if fill.value:
        box = _box(path.get_bounds(), turned)
        if _is_disc(box):
            paper.discs.append(box)
            return
        shade = _shade(path)
        if shade < _DARK:
            paper.dark.append(box)
        if shade > _WHITE and not stroke.value:
            return
        if count <= 6:
            _add_box(box, paper)
            return
    points = list(_points(path, count, turned))
    for (x1, y1), (x2, y2) in pairwise(points):
        _add_line(x1, y1, x2, y2, paper)


def _is_disc(box: tuple[float, float, float, float]) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return _SMALLEST_DISC <= width <= _LARGEST_DISC and abs(width - height) < 1


def _drawn_bullets(discs: Sequence[tuple[float, float, float, float]], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The bullets that a browser paints instead of printing them: small discs and squares just left of a text."""
    bullets = []
    for left, bottom, right, top in discs[:_MOST_DISCS]:
        middle = (bottom + top) / 2
        beside = (g for g in glyphs if right < g.left < right + 3 * g.size and g.y < middle < g.y + 0.7 * g.size)
        text = min(beside, key=lambda glyph: glyph.left, default=None)
        if text is not None and right - left < 0.7 * text.size:
            bullets.append(Glyph(BULLET, left, right, text.y, text.size, False, text.order, -1))
    return bullets


def _add_box(box: tuple[float, float, float, float], paper: _Paper) -> None:
    left, bottom, right, top = box
    if right - left <= _THIN:
        _add_line((left + right) / 2, bottom, (left + right) / 2, top, paper)
    elif top - bottom <= _THIN:
        _add_line(left, (bottom + top) / 2, right, (bottom + top) / 2, paper)
    else:
        for x1, y1, x2, y2 in ((left, bottom, right, bottom), (left, top, right, top)):
            _add_line(x1, y1, x2, y2, paper)
        for x1, y1, x2, y2 in ((left, bottom, left, top), (right, bottom, right, top)):
            _add_line(x1, y1, x2, y2, paper)


def _add_line(x1: float, y1: float, x2: float, y2: float, paper: _Paper) -> None:
    if abs(y1 - y2) <= 1 and abs(x1 - x2) >= _SHORTEST_RULING:
        paper.across.append(Ruling((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
    elif abs(x1 - x2) <= 1 and abs(y1 - y2) >= _SHORTEST_RULING:
        paper.down.append(Ruling((x1 + x2) / 2, min(y1, y2), max(y1, y2)))


def _shade(path: Any) -> int:
    """How light the fill is, from 0 to 255."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha) or alpha.value == 0:
        return 255
    return max(red.value, green.value, blue.value)


def _points(path: Any, count: int, turned: _Turned) -> Iterator[tuple[float, float]]:
    """The corners of a path on the page; where it closes, the first once more."""
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turned.point(*matrix.on_point(x.value, y.value))
        first = point if first is None or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO else first
        yield point
        if raw.FPDFPathSegment_GetClose(segment):
            yield first
