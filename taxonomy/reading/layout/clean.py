"""What does each line say once its marks are taken off, and which marks were they?

Text never moves between lines, so line 7 of the cleaned document is line 7 of the file. Words stay as printed, slips
and mojibake included; only what is not words goes: emphasis, escapes, tags, bullets, invisible characters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from taxonomy.model import Document, Line

_TAB = 8
_FEWEST_BREAKS = 2

# Soft hyphens, zero-width spaces, byte order marks, form feeds and other control characters (a tab parts table cells).
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0a-\x1f\x7f\x80-\x9f]")
# "Associate   Analyst": any run of spaces, no-break spaces included, but not tabs
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# "Room 4.F.6<br />Webb Municipal Building"
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
# "<u>Job Code:</u>\t<u>Current Classification Title:</u>", '<span class="x">', "</p>"
_TAG = re.compile(
    r"</?(?:a|b|big|center|code|div|em|font|h[1-6]|i|li|ol|p|s|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|u|ul)"
    r"(?:\s[^<>]{0,300})?>",
    re.IGNORECASE,
)
# "Human Resources &amp; Payroll"
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
# "614-S (\$33,597 to \$49,038)", "over\-the\-counter", "volunteers\; schedules"
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# "***Level of Supervision Exercised:***", "**Reasoning** – Organizes", "__Note__"
_STRONG = re.compile(r"\*{2,3}|(?<!\w)__(?=[^\W_])|(?<=[A-Za-z0-9.:;,)])__(?!\w)")
# "distinguished from the *Operations Assistant*, which"
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{0,400}[^\s*])\*(?![\w*])")
# "_Knowledge of:_"
_UNDERLINED = re.compile(r"(?<![\w_])_(?=[^\W_])([^_]{0,400}[^\s_])_(?![\w_])")
# "### GENERAL STATEMENT OF CLASS DUTIES"
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
# "2.1 Opens the bridge", "2.1Opens" ·
# "- Monitors and responds", "-Makes home visits", "* Cleaning methods", "• Plans", "· Plans", "o Plans", "\uf0b7 Plans"
_BULLET = re.compile(
    "(?:[-*•·●○▪▫■□◦‣⁃∙➢✓\ufffd\uf0a7\uf0b7\uf0d8\uf0fc–—]|o(?=\\s+[A-Z]))(?:\\s+(?=\\S)|$)|[•●▪■‣\uf0a7\uf0b7](?=\\S)|-(?=[A-Z][a-z])"
    r"|\d{1,2}\.\d{1,2}\.?\s*(?=[A-Z][a-z])"
)
# "| Reasoning | Organizes facts. |": a row of a table
_ROW = re.compile(r"\|\s*(?P<cells>[^|\s].{0,2000}?)\s*\|")
# A whole line in bold: "**ESSENTIAL DUTIES**", "### ***Physical Demands:***"
_BOLD = re.compile(r"(?:#{1,6}\s+)?(\*{2,3}|__)(?=[^\s*])[^*]{1,300}\1:?\s*")


def clean(document: Document) -> tuple[Line, ...]:
    """The document's lines without marks: as many, with the same numbers; cleaning them again changes nothing."""
    return tuple(clean_line(number, raw) for number, raw in enumerate(document.lines, start=1))


def with_breaks(lines: Iterable[Line]) -> tuple[Line, ...]:
    """A line in which breaks are printed ("<br />") as the lines they part, each with the number of that line."""
    parted: list[Line] = []
    for line in lines:
        pieces = [piece for piece in _BREAK.split(line.raw) if piece.strip()] if "<" in line.raw else []
        parted += [clean_line(line.number, piece) for piece in pieces] if len(pieces) > _FEWEST_BREAKS else [line]
    return tuple(parted)


def clean_line(number: int, raw: str) -> Line:
    """One line without its marks."""
    text, heading, bullet = _lead(_in_cells(_visible(raw).strip()))
    return Line(
        number=number,
        raw=raw,
        text=text,
        heading_level=heading,
        bold=_BOLD.fullmatch(raw.strip()) is not None,
        bullet=bullet,
        indent=_indent(raw),
    )


def _in_cells(text: str) -> str:
    """The cells of a row between bars, parted by tabs."""
    row = _ROW.fullmatch(text) if text.startswith("|") else None
    return "\t".join(cell.strip() for cell in row["cells"].split("|")) if row else text


def _lead(text: str) -> tuple[str, int, str]:
    """`text` without marks at its beginning and inside, its heading level, its bullet."""
    heading, bullet = 0, ""
    while True:
        before = text
        start, level, mark = _first_word(text)
        heading, bullet = heading or level, bullet or mark
        text = _without_marks(text[start:])
        if text == before:
            return text, heading, bullet


def _first_word(text: str) -> tuple[int, int, str]:
    """Where the words begin behind headings' and bullets' marks, and the first of each."""
    start, heading, bullet = 0, 0, ""
    while True:
        if match := _HEADING.match(text, start):
            heading = heading or len(match[1])
        elif (match := _BULLET.match(text, start)) and match.end() < len(text):
            bullet = bullet or match[0].strip()
        else:
            return start, heading, bullet
        start = match.end()


def _without_marks(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "_" in text:
        text = _UNDERLINED.sub(r"\1", text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub("", text))
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return _visible(text).strip()


def _visible(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        return _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text) if "  " in text else text


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _indent(raw: str) -> int:
    lead = raw[: len(raw) - len(raw.lstrip())]
    return len(lead.expandtabs(_TAB))
