"""Which lines belong to the page or the web site, and not to the text?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Furniture, Line
from taxonomy.reading.language.spellings import find_spellings, fold_heading, letters_apart
from taxonomy.reading.layout.questionnaires import questionnaire

_LONGEST = 120
_SHORTEST_RUNNING_TITLE, _LONGEST_RUNNING_TITLE = 4, 80
_SHORTEST_BEGINNING = 8
_SHORTEST_FULL_LINE = 45
_PAGE_HEAD, _DOCUMENT_HEAD = 8, 4
_SHORTEST_MISSPELT, _SLIPS = 24, 3
PAGE_NUMBER, PAGE_FOOTER, PAGE_HEADER, BANNER, RULE = "page_number", "page_footer", "page_header", "banner", "rule"
_OF_A_PAGE = frozenset((PAGE_NUMBER, PAGE_FOOTER, PAGE_HEADER))
_BEGINNING = frozenset(("general_statement", "distinguishing_characteristics", "duties"))

# "Page 1 of 5", "Page 2", "Page 1 of 5 pages", "- 2 -", "2 of 5"
_PAGE = re.compile(
    r"(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s+pages?)?|-\s?\d{1,4}\s?-|\d{1,3}\s+of\s+\d{1,3})", re.I
)
# "Page 1 of 5": a new document begins here
_FIRST_PAGE = re.compile(r"page\s+1\s*(?:of|/)\s*\d{1,4}", re.I)
# "Fleet Supervisor      Page 2 of 4", "Page 2 of 4   Fleet Supervisor": the running title beside the page number
_TITLE_AND_PAGE = re.compile(
    r"(?P<title>\S.{2,79}?)[\s|–-]+page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s|–-]+(?P<behind>\S.{2,79})",
    re.I,
)
# "PARKING METER TECHNICIAN SUPERVISOR\t\t2": a page number by itself, far to the right
_TITLE_AND_NUMBER = re.compile(r"\s*(?P<title>[A-Z(].{2,79}?)(?:\t| {4})\s*(?:[2-9]|1\d)")
# "Class Code 9206 . . . . . . . . . . . 04-18-14", "Class Code 2369 CONT. . . . . . . . . ."
_DOTTED_FOOTER = re.compile(r"class code\s?:?\s?\w{1,10}\s?(?:cont\s?)?(?:\.\s?){6}", re.I)
# "Home > Jobs > Class Specifications", "Home » Human Resources"
_BREADCRUMBS = re.compile(r"[^>»›|/]{1,40}(?:\s[>»›]\s[^>»›]{1,60}){1,8}")
# "Home | Jobs | Contact"
_NAVIGATION = re.compile(r"home(?:\s?\|\s?[^|.]{1,40}){1,8}", re.I)
# "© 2014 City of Lakeford. Privacy Policy"
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s.{0,3}\d{4}\b.{0,100}", re.I)
# What a browser prints around a page: "11/22/26, 8:37 AM   Traffic Signal Technician II", "https://… 1/2"
_BROWSER_HEAD = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2} [AP]M\b.{0,110}")
_BROWSER_FOOT = re.compile(r"(?:https?|(?:fi|ﬁ)le):/\S+\s+\d{1,3}/\d{1,3}", re.I)
# "----------", "________", "* * *", "====="
_RULE = re.compile(r"(?:[-_=*~•·]\s?){3,200}|\|?(?:[\s:]*-{2,60}[\s:]*[|\t]){1,20}[\s:]*(?:-{2,60}:?)?\s*")
_WHOLE_LINES = (
    (_NAVIGATION, BANNER),
    (_COPYRIGHT, PAGE_FOOTER),
    (_BROWSER_HEAD, PAGE_HEADER),
    (_BROWSER_FOOT, PAGE_FOOTER),
)


def find_furniture(lines: Sequence[Line]) -> dict[int, str]:
    """The kind of furniture by line number, for the lines that are furniture wherever they stand."""
    found = {line.number: kind for line in lines if (kind := _kind(_as_printed(line)))}
    found.update((line.number, PAGE_HEADER) for line in _titles_beside_pages(lines, found))
    found.update((line.number, PAGE_HEADER) for line in _running_titles(lines, found))
    return questionnaire(lines) | found


def is_first_page(text: str) -> bool:
    """True for "Page 1 of 5"."""
    return _FIRST_PAGE.fullmatch(text.strip()) is not None


def without_page_breaks(lines: Sequence[Line], furniture: Mapping[int, str]) -> Iterator[Line]:
    """The lines that are no furniture; where a page ends in mid-sentence, the blank lines around its foot go, too."""
    waiting: list[Line] = []
    above: Line | None = None
    broken = False
    for line in lines:
        if line.number in furniture:
            broken = broken or furniture[line.number] in _OF_A_PAGE
        elif not line.text:
            waiting.append(line)
        else:
            if not (broken and above and _goes_on(above, line)):
                yield from waiting
            yield line
            above, broken, waiting = line, False, []
    yield from waiting


def _goes_on(above: Line, below: Line) -> bool:
    """Is the sentence of the line above not over?"""
    if below.bullet or above.text[-1] in ".!?:":
        return False
    return below.text[0].islower() or (len(above.text) > _SHORTEST_FULL_LINE and above.text[-1] != ";")


def as_furniture(kinds: Mapping[int, str], lines: Sequence[Line]) -> tuple[Furniture, ...]:
    """Neighbouring lines of one kind as one record, in order; blank lines between them do not part them."""
    runs: list[Furniture] = []
    open_run = False
    for line in lines:
        kind = kinds.get(line.number)
        if kind is None:
            open_run = open_run and not line.text
            continue
        if open_run and runs[-1].kind == kind:
            runs[-1] = Furniture(kind=kind, first_line=runs[-1].first_line, last_line=line.number)
        else:
            runs.append(Furniture(kind=kind, first_line=line.number, last_line=line.number))
        open_run = True
    return tuple(runs)


def _as_printed(line: Line) -> str:
    """The text with its bullet: "- 2 -" is a page number."""
    return f"{line.bullet} {line.text}" if line.bullet else line.text


def _kind(text: str) -> str | None:
    if not text or (len(text) > _LONGEST and not text.lower().startswith("class code")):
        return None
    if _PAGE.fullmatch(text):
        return PAGE_NUMBER
    if _DOTTED_FOOTER.match(text):
        return PAGE_FOOTER
    if _RULE.fullmatch(text):
        return RULE
    if _BREADCRUMBS.fullmatch(text) and not text.endswith("."):
        return BANNER
    return next((kind for pattern, kind in _WHOLE_LINES if pattern.fullmatch(text)), None) or _listed(text)


def _listed(text: str) -> str | None:
    folded = fold_heading(text)
    for kind, whole, leads in _tables():
        if folded in whole or folded.startswith(leads):
            return kind
        if text.isupper() and _nearly(folded, whole):
            return kind
    return None


@lru_cache(maxsize=2_048)
def _nearly(folded: str, whole: frozenset[str]) -> bool:
    """ "AN EQUAL EMPLOYEMENT OPPORTUNITY EMLOYER" is printed so."""
    if len(folded) < _SHORTEST_MISSPELT:
        return False
    return any(letters_apart(folded, line, _SLIPS) <= _SLIPS for line in whole)


@cache
def _tables() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    table = read_table("furniture.toml")
    return tuple(
        (kind, frozenset(map(fold_heading, table[kind]["lines"])), tuple(table[kind]["leads"]))
        for kind in (BANNER, PAGE_FOOTER)
    )


def _titles_beside_pages(lines: Sequence[Line], found: Mapping[int, str]) -> Iterator[Line]:
    """Lines of a title and a page number, but the first, which is the title block's own."""
    seen: set[str] = set()
    for line in lines:
        if line.number in found:
            continue
        title = _title_beside_page(line)
        if title is not None and _began(fold_heading(title), seen):
            yield line
        elif len(line.text) < _LONGEST_RUNNING_TITLE:
            seen.add(fold_heading(title or line.text))


def _title_beside_page(line: Line) -> str | None:
    match = _TITLE_AND_PAGE.fullmatch(line.text) if len(line.text) <= _LONGEST else None
    if match is not None:
        return match["title"] or match["behind"]
    bare = _TITLE_AND_NUMBER.fullmatch(line.raw.rstrip()) if len(line.raw) <= _LONGEST else None
    return bare["title"] if bare else None


def _running_titles(lines: Sequence[Line], found: Mapping[int, str]) -> Iterator[Line]:
    """Short lines beside a page number of a later page that repeat a line printed before."""
    printed = [line for line in lines if line.text]
    seen: set[str] = set()
    for place, line in enumerate(printed):
        if is_first_page(line.text) and not _is_foot(printed, place):  # what other classes say is no title of this one
            seen = {
                fold_heading(above.text[:_LONGEST_RUNNING_TITLE])
                for above in (*printed[:_DOCUMENT_HEAD], *printed[max(place - 3, 0) : place])
            }
        folded = fold_heading(line.text[:_LONGEST_RUNNING_TITLE])
        if (
            line.number not in found
            and _may_run(line)
            and _beside_later_page(printed, place, found)
            and _began(folded, seen)
        ):
            yield line
        seen.add(folded)


def _began(folded: str, seen: Set[str]) -> bool:
    """Was a line printed before that says this, or begins with it ("CITY OF ELMWOOD PARK   Class Code: 2055")?"""
    return folded in seen or (len(folded) > _SHORTEST_BEGINNING and any(line.startswith(folded) for line in seen))


def _may_run(line: Line) -> bool:
    """May this line be a running title? A heading, a sentence and an item of a list are none."""
    return (
        _SHORTEST_RUNNING_TITLE < len(line.text) < _LONGEST_RUNNING_TITLE
        and not line.bullet
        and line.text[-1] not in ".;:,"
        and not find_spellings(line.text)
    )


def _beside_later_page(printed: Sequence[Line], place: int, found: Mapping[int, str]) -> bool:
    near = [*range(max(place - 2, 0), place), *range(place + 1, min(place + 3, len(printed)))]
    pages = [at for at in near if found.get(printed[at].number) == PAGE_NUMBER]
    return bool(pages) and not any(is_first_page(printed[at].text) and not _is_foot(printed, at) for at in pages)


def _is_foot(printed: Sequence[Line], place: int) -> bool:
    """Does the page's number stand below its text? Then no heading that a class begins with follows."""
    below = (
        spelling.kind for line in printed[place + 1 : place + _PAGE_HEAD] for spelling in find_spellings(line.text)
    )
    return place > _PAGE_HEAD and not _BEGINNING.intersection(below)
