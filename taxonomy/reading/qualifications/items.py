"""How do the lines of a requirement hang together: which alternatives, joined by which words, with what below them?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.line_ends import full_lines, joined_with_starts
from taxonomy.reading.language.sentences import Passage
from taxonomy.reading.qualifications.heads import any_of, starts_paper, starts_requirement, starts_work
from taxonomy.reading.qualifications.joining import Joiner
from taxonomy.reading.qualifications.sayings import stands_beside
from taxonomy.reading.qualifications.stretches import PassageSpan, whole

MarkKind = Literal["number", "letter", "bullet", "plain", "route"]

# "1. Two years …" · "2) Graduation …" · "(3) …" · "#1 Two years …" · "Option 2: …" · "Pattern II – …"; not "Thirty
# (30) semester units"
_NUMBERED = re.compile(
    r"^\s*(?:\(?(?P<mark>\d{1,2})[.)](?:\s+(?=\S)(?!(?:semester|quarter|credit|unit|year|month|week|hour|day)s?\b)|(?=[A-Z]))|#(?P<sign>\d{1,2})[.):]?\s+(?=\S)"
    r"|(?:[Oo]ption|OPTION|[Pp]attern|PATTERN|[Aa]lternative|ALTERNATIVE)\s(?:#|[Nn]o\.\s)?(?P<word>\d|I{1,3}|IV|V)\s?[:.–—-]\s*(?=\S))"
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
# "a. A major in accounting" · "b) Four years" · "(c) …" · "A. Graduation …"
_LETTERED = re.compile(r"^\s*(?:\((?P<in>[A-Za-z])\)|(?P<mark>[A-Za-z])[.)])\s+(?=\S)")
# "* Benefits administration" · "- Coordinating …" · "• …"
# "Either I" · "Or II" · "Pattern III": a way of its own on the lines below · "OPEN COMPETITIVE: …" · "Promotional:"
_ROUTE = re.compile(
    r"^\W*(?:(?:(?P<before>either|or|and)\s)?(?P<mark>I{1,3}|IV|V|\d)|(?:[Oo]ption|OPTION|[Pp]attern|PATTERN|[Aa]lternative|ALTERNATIVE)\s"
    r"(?P<word>[A-D]|\d|I{1,3}|IV|V))\W*$|^\W*(?P<route>"
    + any_of(read_table("requirement_words.toml")["routes"])
    + r")(?:\s(?:qualifications|requirements|candidates|applicants))?\s?(?:[:.–—-]+\s*|\W*$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*[-•·▪●*–o]\s+(?=\S)")
_MARKS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("number", _NUMBERED),
    ("letter", _LETTERED),
    ("bullet", _BULLET),
)
# "OR" · "-OR-" · "and" · "– or –": a joiner on a line of its own
_JOINER_LINE = re.compile(r"^\W*(?P<joiner>and/or|and|or)\W*$", re.IGNORECASE)
# "…; or" · "… equipment: or" · "…, or" · "… 2019 and" · "… supervisors; and/or"
_JOINER_END = re.compile(
    r"(?<![\s;:,.])[\s;:,.]+(?P<joiner>and/or|and|or)(?P<either>\s(?:either|one\sof\sthe\sfollowing))?[\s;:,.]*$",
    re.IGNORECASE,
)
# "… experience; or": the line ends its item, even where the next line bears no number · "The following may be
# substituted:"
_ENDS_ITEM = re.compile(r"[;:.]\s?(?:and/or|and|or)\W*$|:$", re.IGNORECASE)
# "Education: …", "License or Certificate: …": a label of its own begins a paragraph
_LABEL_WORDS = (
    r"^(?:(?:minimum|required|general|special|specialized)\s)?(?:education|experience|training|licen[sc]es?|certificat(?:es?|ions?)|licensure|other)"
    r"(?:(?:\s?/\s?|\s(?:and|or|and/or)\s)(?:education|experience|training|licen[sc]es?|certificat(?:es?|ions?)|registration))?"
    r"(?:\srequirements?)?"
)
LABEL = re.compile(rf"{_LABEL_WORDS}(?:\s?:\s*|\W*$)", re.IGNORECASE)
# "OR Two years of …" · "AND a valid licence": a joiner in capitals before the item
_JOINER_START = re.compile(r"^\W*(?P<joiner>AND|OR|(?<=[-–—])Or|(?<=[-–—]\s)Or)\b[\s,:–—-]*(?=\S)")
_WAY_BEHIND_BULLET = re.compile(r"^(?:or|Or|OR)\b[\s,:–—-]*")
# "In addition, …" below the last item of a list: a paragraph of its own
_OWN_PARAGRAPH = re.compile(
    r"^(?:In\saddition|All\s(?:applicants|candidates)|Note|Notes|NOTE|NOTES|Candidates|Applicants|You\s(?:must|should|will)|Some\spositions)\b"
)
# "Either:" · "One of the following:" · "Candidates must meet all of the following requirements:" · "with either:"
_EITHER = re.compile(r"\b(?:either|(?:any\s)?one(?:\sor\smore)?\sof|any\sof)\b", re.IGNORECASE)
# "a) Graduation …; and b) Four years …": letters within one line
_INLINE = re.compile(
    r"(?:^|(?<=[;,:.]\s)|(?<=\sand\s)|(?<=\sor\s)|(?<=\sOR\s))(?:\(?(?P<mark>[a-h])[).]|\((?P<capital>[A-H])\))\s+"
)
# "1. Two years …; or 2. Three years …": numbers within one line
_INLINE_NUMBER = re.compile(r"(?:(?<=[;,.:]\s)|(?<=\sand\s)|(?<=\sor\s)|(?<=\sOR\s))\(?(?P<mark>\d)[).]\s+(?=[A-Z])")


_ONLY_EITHER = re.compile(r"(?:either|both|(?:any\s)?one\sof\sthe\sfollowing)", re.IGNORECASE)
_LONGEST_JOINER = 60  # how far from the end a joiner may begin
_SHORTEST_LIST = 3
_NARROW = 50  # in a narrower body the lines are a list
_LEADS_OVER = re.compile(
    r"(?:[,:(/&-]|\b(?:and|or|of|the|an?|in|to|for|with|by|as|from|at|on|valid|current))$", re.IGNORECASE
)


class RequirementItem(Struct, frozen=True, kw_only=True):
    """One item: its number or letter (empty for a plain paragraph), its words, how it joins the next, what is below."""

    mark: str
    kind: MarkKind
    words: PassageSpan
    joiner: Joiner | None = None
    below: tuple[RequirementItem, ...] = ()

    @property
    def number(self) -> int | None:
        """The printed number, null for other items."""
        return int(self.mark) if self.kind == "number" else None

    @property
    def leads(self) -> bool:
        """Do its words break off and lead to what stands below them ("…with either:", "…at that level,")?"""
        return self.words.text.endswith((":", ",")) or _ONLY_EITHER.fullmatch(self.words.text) is not None


def read_items(body: Sequence[Line]) -> tuple[RequirementItem, ...]:
    """The items of `body`, lettered and dotted ones below the item they belong to."""
    return _read_items(tuple(body))


@lru_cache(maxsize=64)
def _read_items(body: tuple[Line, ...]) -> tuple[RequirementItem, ...]:
    """Requirements, rules, wishes and conditions all ask for the items of the same few sections of one document."""
    items = (each for item in _joined(_rows(body)) for each in _with_inline_numbers(item))
    return tuple(_nested([each for item in items for each in _lettered_at_once(_with_inline_letters(item))]))


def is_way(text: str) -> bool:
    """Does the line name a way in ("Either I", "OPEN COMPETITIVE:") or only join ("-OR-")?"""
    route = _ROUTE.match(text)
    named = route is not None and bool(route["route"] or route["before"] or route["word"])
    return named or _JOINER_LINE.match(text) is not None


def asks_for_one(words: str) -> bool:
    """Does this introduction ask for one of what follows?"""
    return _EITHER.search(words) is not None


class _Row(Struct, kw_only=True):
    kind: MarkKind | Literal["joiner"]
    mark: str
    lines: list[tuple[int, str]]
    before: Joiner | None = None


def _rows(body: Sequence[Line]) -> Iterator[_Row]:
    """Runs of lines that make one item, and joiners that stand alone."""
    row: _Row | None = None
    full = full_lines(body)
    widest = max((len(line.text) for line in body), default=0)
    listed = _lines_of_lists(body)
    for line in body:
        text = line.text.strip()
        begun = _begun(line, text) if text else None
        anew = (
            row is not None
            and bool(text)
            and (_begins_anew(row, text) or _is_own_line(row, text, widest, in_list=line.number in listed))
        )
        if row is not None and (not text or begun is not None or _JOINER_LINE.match(text) or anew):
            yield row
            row = None
        if begun is not None:
            row = begun
        elif text and _JOINER_LINE.match(text):
            yield _Row(kind="joiner", mark=text, lines=[(line.number, text)])
        elif text:
            row = row or _Row(kind="plain", mark="", lines=[])
            row.lines.append((line.number, text))
        if row is not None and line.number not in full and _ENDS_ITEM.search(text):
            yield row
            row = None
    if row is not None:
        yield row


def _lines_of_lists(body: Sequence[Line]) -> frozenset[int]:
    """The lines of paragraphs of which each line begins with a capital: lists without marks, no running text."""
    found: set[int] = set()
    for _, run in groupby(body, key=lambda line: bool(line.text.strip())):
        lines = [line for line in run if line.text.strip()]
        capitals = all(line.text.strip()[0].isupper() for line in lines)
        if lines and capitals and (len(lines) >= _SHORTEST_LIST or starts_requirement(lines[0].text.strip())):
            found.update(line.number for line in lines)
    return frozenset(found)


def _is_own_line(row: _Row, text: str, widest: int, *, in_list: bool) -> bool:
    """Does a requirement of its own stand on this line: the line above was not full, and did not lead on?"""
    begins = starts_requirement(text) or starts_paper(text) or (in_list and starts_work(text))
    if row.kind != "plain" or not text[0].isupper() or not row.lines or not begins:
        return False
    above = row.lines[-1][1]
    fits = in_list or widest < _NARROW or len(above) + 1 + len(text.split()[0]) <= widest
    return fits and _LEADS_OVER.search(above) is None


def _begins_anew(row: _Row, text: str) -> bool:
    """Does `text` leave the row: another way in ("-Or …"), or a paragraph behind the last item of a list?"""
    if _JOINER_START.match(text) or (text[0].isupper() and (LABEL.match(text) or stands_beside(text))):
        return True
    above = row.lines[-1][1] if row.lines else ","
    ended = above.endswith((".", ":")) or (row.kind == "bullet" and _LEADS_OVER.search(above) is None)
    return row.kind not in ("plain", "route") and ended and _OWN_PARAGRAPH.match(text) is not None


def _begun(line: Line, text: str) -> _Row | None:
    """A new item where the line begins with a number, a letter, a bullet or the name of a way in."""
    route = _ROUTE.match(text)
    if route is not None and (route["route"] or route["before"] or route["word"]):
        before: Joiner | None = "or" if (route["before"] or "or").lower() != "and" else "and"
        return _Row(kind="route", mark="", lines=[(line.number, text[route.end() :])], before=before)
    way = _WAY_BEHIND_BULLET.match(text) if line.bullet else None
    if way is not None:
        return _Row(kind="plain", mark="", lines=[(line.number, text[way.end() :])], before="or")
    for kind, pattern in _MARKS:
        match = pattern.match(text)
        if match is not None:
            mark = next((one for one in match.groups() if one), "")
            mark = _ROMAN.get(mark, mark) if kind == "number" else mark
            is_way_in = kind == "number" and match["word"] is not None  # "Option 2: …"
            lines = [(line.number, text[match.end() :])]
            return _Row(kind=kind, mark=mark, lines=lines, before="or" if is_way_in else None)
    return _Row(kind="bullet", mark="", lines=[(line.number, text)]) if line.bullet else None


def _joined(rows: Iterator[_Row]) -> Iterator[RequirementItem]:
    """Items with the joiner that leads from each to the next, wherever it is printed."""
    items: list[RequirementItem] = []
    for row in rows:
        if row.kind == "joiner":
            if items:
                items[-1] = replace(items[-1], joiner=_joiner(row.mark))
            continue
        if row.before and items and (row.kind != "number" or items[-1].kind == "number"):
            items[-1] = replace(items[-1], joiner=row.before)
        item = _item(row)
        before = _JOINER_START.match(item.words.text)
        if before is not None and items:
            items[-1] = replace(items[-1], joiner=_joiner(before["joiner"]))
            item = replace(item, words=item.words.part(before.end(), len(item.words.text)))
        items.append(item)
    yield from items


def _item(row: _Row) -> RequirementItem:
    assert row.kind != "joiner"
    words, joiner = _without_joiner(whole(_passage(row.lines)))
    return RequirementItem(mark=row.mark, kind=row.kind, words=words, joiner=joiner)


def _without_joiner(words: PassageSpan) -> tuple[PassageSpan, Joiner | None]:
    text = words.text
    end = _JOINER_END.search(text, max(len(text) - _LONGEST_JOINER, 0))
    if end is None:
        return words, None
    return words.part(0, end.start()), _joiner(end["joiner"])


def _joiner(text: str) -> Joiner:
    return "and" if text.strip("-– \t").lower() == "and" else "or"


def _passage(lines: list[tuple[int, str]]) -> Passage:
    text, starts = joined_with_starts([text for _, text in lines])
    return Passage(text=text, starts=starts, numbers=tuple(number for number, _ in lines))


def _with_inline_numbers(item: RequirementItem) -> Iterator[RequirementItem]:
    """``1. …; or 2. …`` in one line as two items; the numbers must go on from the first."""
    marks = list(_INLINE_NUMBER.finditer(item.words.text)) if item.kind == "number" else []
    if not marks or [int(mark["mark"]) for mark in marks] != [int(item.mark) + n for n in range(1, len(marks) + 1)]:
        yield item
        return
    starts = [(item.mark, 0), *((mark["mark"], mark.end()) for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(item.words.text)]
    for (mark, start), end in zip(starts, ends, strict=True):
        words, joiner = _without_joiner(item.words.part(start, end))
        last = end == len(item.words.text)
        yield RequirementItem(mark=mark, kind="number", words=words, joiner=item.joiner if last else joiner)


def _with_inline_letters(item: RequirementItem) -> RequirementItem:
    marks = list(_INLINE.finditer(item.words.text))
    letters = [(mark["mark"] or mark["capital"]).lower() for mark in marks]
    if len(marks) < 2 or letters != list("abcdefgh")[: len(marks)]:
        return item
    ends = [*(mark.start() for mark in marks[1:]), len(item.words.text)]
    below = []
    for letter, mark, end in zip(letters, marks, ends, strict=True):
        words, joiner = _without_joiner(item.words.part(mark.end(), end))
        below.append(RequirementItem(mark=letter, kind="letter", words=words, joiner=joiner))
    return replace(item, words=item.words.part(0, marks[0].start()), below=tuple(below))


def _lettered_at_once(item: RequirementItem) -> Iterator[RequirementItem]:
    """``2. a. Certification …`` is a number without words and its first letter, which others follow."""
    words = item.words
    letter = _LETTERED.match(words.text) if item.kind == "number" and not item.below else None
    if letter is None or (letter["in"] or letter["mark"]) != "a":
        yield item
        return
    yield replace(item, words=words.part(0, 0), joiner=None)
    yield replace(item, mark="a", kind="letter", words=words.part(letter.end(), len(words.text)))


def _nested(items: Sequence[RequirementItem]) -> Iterator[RequirementItem]:
    """Letters and bullets below the number or paragraph before them, numbers below a paragraph that leads to them."""
    place = 0
    while place < len(items):
        top = items[place]
        end = place + 1
        outer = _outer_mark(items, place)
        while end < len(items) and _belongs_below(top, items[end], outer):
            end += 1
        below = tuple(_nested(items[place + 1 : end])) if end > place + 1 else top.below
        # the joiner behind the last item below leads from the whole to the next: "… (PALS) Provider; and"
        joiner = top.joiner if end == place + 1 else items[end - 1].joiner
        yield replace(top, below=below, joiner=joiner)
        place = end


def _outer_mark(items: Sequence[RequirementItem], place: int) -> MarkKind | None:
    """Which mark the list around `place` begins with: numbers with letters below them, or letters with numbers."""
    start = next((back for back in range(place, -1, -1) if items[back].kind in ("plain", "route")), 0)
    return next((each.kind for each in items[start:] if each.kind in ("number", "letter")), None)


def _belongs_below(top: RequirementItem, item: RequirementItem, outer: MarkKind | None) -> bool:
    """Bullets go below whatever stands before them, numbers and letters below a lead, the inner below the outer."""
    if top.kind == "route":
        return item.kind != "route"
    if item.kind in ("plain", "route") or item.kind == top.kind:
        return False
    if item.kind == "bullet":
        return True
    return top.leads if top.kind == "plain" else top.kind == outer and item.kind in ("number", "letter")
