"""Which lines are titles of one series: "Librarian I:", "Librarian II:", "Level I: Customer Service Assistant"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.lettering import is_title_case
from taxonomy.reading.language.spellings import find_spellings, fold_heading
from taxonomy.reading.layout.titles import CODE_ALONE, is_title_like, title_and_code
from taxonomy.reading.layout.titles_in_text import is_class_like

_LONGEST = 90
_WIDE = re.compile(r"\s{3,}|\t")  # "Grounds Worker 1         62111     03/20/1994"
FAMILY = "family"
_LISTED, _HEAD_LINES, _LONGEST_ROW = "listed", 15, 250
_DIGIT = re.compile(r"\d")
_WIDE_CELLS = re.compile(r"\s{2,}|\t|\s?\|\s?")
# "CLASS SERIES: ACCOUNT CLERK I (1201), ACCOUNT CLERK II (1202)"
_SERIES_LABEL = re.compile(r"^(?:class(?:es)?|job)?\s*(?:series|titles?|class(?:es)?)\s*:\s*", re.IGNORECASE)
# Between pairs: columns, commas, semicolons and slashes behind a code
_BETWEEN_PAIRS = re.compile(r"\s{3,}|\t|(?<=[\d)])\s*[,;/]\s*(?:and\s+)?(?=[A-Z])|(?<=[\d)])\s+and\s+(?=[A-Z])")
# "Level I: Customer Service Assistant", "LEVEL 2 - Senior Clerk"
_NAMED_LEVEL = re.compile(r"level\s+(?:[IVX]{1,4}|\d)\s*[:–—-]\s*(?P<title>[A-Z].{2,70})", re.IGNORECASE)
# "Librarian II:", "ACCOUNTANT III", "Engineer (II)", and as scanners read it: "Accountant Ill", "Dispatcher H"
_NUMBERED = re.compile(
    r"(?P<stem>[A-Z][A-Za-z/&,.'’ ()-]{2,60}?)[\s,-]+\(?(?P<numeral>[IVX]{1,4}|[A-Z]?\d{1,2}|Ill|ll|Il|H)\)?"
)
# "Assistant / Associate Dune Surveyor (Series Specification)"
_SHARED_TITLE = re.compile(r"/|\bseries\b", re.IGNORECASE)
# Whatever does not begin like this is no such title; most lines are put aside here.
_NUMERAL_NEAR = re.compile(
    r"[A-Z][^.;:\t]{2,70}[\s(,-](?:[IVX]{1,4}|[A-Z]?\d{1,2}|Ill|ll|Il|H)\)?(?:\s*(?:$|[:–—\t(,#-])|\s[A-Z]?\d)"
    r"|(?i:level)\s"
)
# "Librarian I: This is the entry level class"
_TEXT_BEHIND = re.compile(r"(?P<title>[A-Z][^:–—]{3,70}?)\s*(?::|\s[–—-])\s+(?=\S)")


class LevelLine(Struct, frozen=True, kw_only=True):
    """A line (or the beginning of one) that is the title of one class of a series; `listing`: it only lists them."""

    place: int
    end: int
    title: str
    code: str | None
    stem: str
    listing: bool = False

    @property
    def key(self) -> str:
        """The title without case and punctuation: "ACCOUNTANT II" and "Accountant II:" are one class."""
        return fold_heading(self.title)


def find_level_lines(lines: Sequence[Line], furniture: Mapping[int, str]) -> tuple[LevelLine, ...]:
    """Titles of one series that stand on lines of their own: at least two different ones with one stem."""
    found = [
        level
        for place, line in enumerate(lines)
        if line.text and not line.bullet and line.number not in furniture
        if _NUMERAL_NEAR.match(line.text) and (level := _level_line(place, line))
    ]
    found += _by_shared_words(lines)
    if listed := _listed_titles(lines):
        return tuple(_of_listed(lines, listed, furniture))
    titles: dict[str, set[str]] = {}
    for level in found:
        titles.setdefault(level.stem, set()).add(level.key)
    return tuple(level for level in found if len(titles[level.stem]) > 1)


def _listed_titles(lines: Sequence[Line]) -> dict[str, LevelLine]:
    """The classes that the head lists with codes of their own, by folded title; fewer than two are none.

    "Clerk I (1201), Clerk II (1202)", "1201  Clerk I" over "1202  Clerk II", a row for each below "TITLE  CODE  GRADE".
    """
    found: dict[str, LevelLine] = {}
    for place, line in [(place, line) for place, line in enumerate(lines) if line.text][:_HEAD_LINES]:
        pairs = _pairs(line)
        if len(found) == 1 and not pairs:  # a title with its code, and not a list of them
            found = {}
        levels = [
            LevelLine(place=place, end=len(line.text), title=title, code=code, stem=_LISTED, listing=True)
            for title, code in pairs
        ]
        found.update((level.key, level) for level in levels if level.key not in found)
    return found if len({level.code for level in found.values()}) == len(found) > 1 else {}


def _pairs(line: Line) -> list[tuple[str, str]]:
    """The titles with codes that a line of a head table prints: one or several."""
    if len(line.text) > _LONGEST_ROW or not _DIGIT.search(line.text):
        return []
    text = _SERIES_LABEL.sub("", line.raw.strip())
    cells = [cell.strip() for cell in _WIDE_CELLS.split(text) if cell.strip()]
    if len(cells) > 1 and len(codes := [cell for cell in cells[:3] if CODE_ALONE.fullmatch(cell)]) == 1:
        title = next((cell for cell in cells if cell[0].isalpha() and cell not in codes), "")
        return [(title, codes[0])] if _is_class_title(title) else []
    parts = [title_and_code(part.strip()) for part in _BETWEEN_PAIRS.split(text) if part.strip()]
    whole = all(code and _is_class_title(title) for title, code in parts)
    return [(title, code) for title, code in parts if code] if whole else []


def _is_class_title(title: str) -> bool:
    return is_title_like(title) and is_class_like(title)


def _of_listed(
    lines: Sequence[Line], listed: Mapping[str, LevelLine], furniture: Mapping[int, str]
) -> Iterator[LevelLine]:
    """The lines of the list, and below it each line that is one of its titles or begins with one and a colon."""
    yield from listed.values()
    first = max(level.place for level in listed.values()) + 1
    for place in range(first, len(lines)):
        line = lines[place]
        if not line.text or line.bullet or line.number in furniture:
            continue
        head = _TEXT_BEHIND.match(line.text[: _LONGEST + 10])
        text, end = (head["title"], head.end()) if head else (line.text.rstrip(" :"), len(line.text))
        if level := listed.get(fold_heading(text)):
            yield replace(level, place=place, end=end, listing=False)


def find_family_lines(lines: Sequence[Line], headings: Mapping[int, str]) -> tuple[LevelLine, ...]:
    """Titles that stand alone, each over the same `headings` (by place): the classes of one family in one text."""
    first = min(headings, default=len(lines))
    titles = [place for place in range(first, len(lines)) if place not in headings and _stands_alone(lines, place)]
    below = {
        start: {words for place, words in headings.items() if start < place < stop}
        for start, stop in pairwise([*titles, len(lines)])
    }
    shared = [words for words in set(headings.values()) if sum(words in own for own in below.values()) > 1]
    return tuple(
        LevelLine(place=place, end=len(lines[place].text), title=lines[place].text.strip(), code=None, stem=FAMILY)
        for place, own in below.items()
        if own.intersection(shared)
    )


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    above = lines[place - 1].text if place else ""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    if not line.text or above or below or line.bullet or not is_title_like(line.text):
        return False
    return is_title_case(line.text) and is_class_like(line.text)


def _by_shared_words(lines: Sequence[Line]) -> list[LevelLine]:
    """ "Assistant Surveyor:" and "Associate Surveyor:" under the title "Assistant / Associate Surveyor"."""
    head = next((line for line in lines if line.text), None)
    if head is None or not _SHARED_TITLE.search(head.text) or len(head.text) > _LONGEST:
        return []
    title = fold_heading(title_and_code(head.text)[0])
    words = set(title.split()) - {"series"}
    last = title.removesuffix(" series").split()[-1:]
    found = []
    for place, line in enumerate(lines):
        own = fold_heading(line.text) if 0 < len(line.text) < _LONGEST else ""
        if own and own != title and own.split()[-1:] == last and set(own.split()) < words and is_title_like(line.text):
            found.append(
                LevelLine(place=place, end=len(line.text), title=line.text.rstrip(" :"), code=None, stem=title)
            )
    return found


def _level_line(place: int, line: Line) -> LevelLine | None:
    text, end = line.text, len(line.text)
    first, *cells = _WIDE.split(line.raw.strip())
    if cells and CODE_ALONE.fullmatch(cells[0]) and (row := _numbered(place, first, end)):
        return replace(row, code=cells[0])
    if match := _NAMED_LEVEL.fullmatch(text.rstrip(":")):
        title, code = title_and_code(match["title"])
        return LevelLine(place=place, end=end, title=title, code=code, stem="level")
    if len(text) > _LONGEST and (behind := _TEXT_BEHIND.match(text[: _LONGEST + 10])):
        text, end = behind["title"], behind.end()
    elif (behind := _TEXT_BEHIND.match(text)) and not CODE_ALONE.fullmatch(text[behind.end() :]):
        text, end = (behind["title"], behind.end()) if _NUMBERED.fullmatch(behind["title"]) else (text, end)
    return _numbered(place, text, end)


def _behind_for(text: str) -> str:
    """ "JOB REQUIREMENTS for Forestry Technician I": the title behind a heading of ours."""
    heading, joint, title = text.partition(" for ")
    return title if joint and find_spellings(heading) else text


def _numbered(place: int, text: str, end: int) -> LevelLine | None:
    title, code = title_and_code(_behind_for(text.split("\t")[0]))
    match = _NUMBERED.fullmatch(title)
    if (
        match is None
        or not is_title_like(title)
        or fold_heading(match["stem"]) in read_table("titles.toml")["no_series"]["stems"]
    ):
        return None
    if not all(word[0].isupper() for word in match["stem"].split() if word[0].isalpha() and len(word) > 3):
        return None
    return LevelLine(place=place, end=end, title=title, code=code, stem=fold_heading(match["stem"]))
