"""Which duties does a class have, in which order, and how much of the time does each take?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Duty
from taxonomy.reading.facts.plain_facts import list_of
from taxonomy.reading.language.items import Item
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import fold_heading, is_disclaimer
from taxonomy.reading.layout.text_kinds import begins_with_verb

_PERCENT = r"(?P<percent>\d{1,3}(?:\.\d+)?)(?:\s*[-–]\s*\d{1,3})?\s*%"
_OF_TIME = r"(?:\s*of\s+(?:the\s+)?(?:time|work(?:ing)?\s*time|job))?"
_SHARE = re.compile(r"[(\[]?\d{1,3}\s*%")
# "45% Inspects scales", "(30%) Seals pumps", "20 %  Performs"
_LEADING = re.compile(rf"[(\[]?{_PERCENT}{_OF_TIME}[)\]]?\s*[:–—-]?\s*(?=\S)", re.IGNORECASE)
# "Inspects scales. (45%)", "Writes reports – 20% of time"
_TRAILING = re.compile(
    rf"\s*(?:[–—-]\s*)?(?:[(\[]\s*{_PERCENT}{_OF_TIME}\s*[)\]]"
    rf"|(?<=[\s.:–—-])(?P<bare>\d{{1,3}}(?:\.\d+)?)\s*%{_OF_TIME})\s*$",
    re.IGNORECASE,
)
_PERCENT_CELL = re.compile(rf"{_PERCENT}{_OF_TIME}|(?P<plain>\d{{1,3}})", re.IGNORECASE)
_ORDER = re.compile(r"(?:no\.?\s*)?(?P<order>\d{1,2})[.)]?", re.IGNORECASE)
_WHOLE, _MOST_WORDS_OF_A_HEADING = 100, 6
# The list speaks of itself: "These examples are not all-inclusive", "The omission of specific statements does not …"
_SUBJECT = re.compile(
    r"^\W*(?:note\W+)?(?:(?:the|these|this|those|any|an?|not\s+all|all|each|every|such|only|other)\s+)*"
    r"(?:(?:following|above|below|listed|specific|typical|representative|essential|brief|same)\s+)*(?:statements?|examples?|duties|tasks|functions?|list(?:ing)?|responsibilities|omission|"
    r"description|employees?|incumbents?|positions?|one\s+position|illustrative|class\s+specification|specification|assignments?)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_LIST = re.compile(
    r"\bnot\s+(?:be\s+)?(?:necessarily\s+)?(?:all\b|intended|meant|descriptive|exhaustive|inclusive|include\s+all|preclude|"
    r"exclude|limit|restrict|construed|(?:perform|assigned|include)\s+(?:all|every)|every|a\s+complete|an\s+exhaustive|possible)|\billustrat\w+|\brepresentative\b|\bsamples?\s+of\b|"
    r"\bexamples?\s+of\b|\b(?:may|can)\s+(?:vary|include\s+but)|\bare\s+(?:typical|common|examples|fundamental|the\s+fundamental)|"
    r"\binclude,?\s+but\s+(?:are|is)\s+not|\bnot\s+all\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"^\W*(?:the\s+)?following\s+(?:\w+\s+){0,3}(?:duties|tasks|functions|examples|list|statements|responsibilities|are|is)\b",
    re.IGNORECASE,
)


def read_duties(sections: Sequence[SectionLines]) -> tuple[Duty, ...]:
    """Paragraphs and list items of the duties; lead-ins to a list, disclaimers and heads of tables are none."""
    duties: list[Duty] = []
    waiting: float | None = None
    above: list[Item] = []
    items = [*list_of(sections, "duties", _begins_with_share)]
    for item, following in zip_longest(items, items[1:]):
        text = item.text
        if following is not None and _heads_list(item, following):
            continue
        if is_head_row(text) or is_disclaimer(text) or speaks_of_the_list(text):
            continue
        alone = _PERCENT_CELL.fullmatch(text.strip("() "))
        if alone and alone["percent"]:
            waiting = float(alone["percent"])
            continue
        above = [each for each in above if each.lines[0].indent < item.lines[0].indent]
        duty = replace(_duty(item), parent=above[-1].lines[0].number if above and item.listed else None)
        if item.listed or text.endswith(":"):
            above.append(item)
        duties.append(duty if waiting is None or duty.percent is not None else _with_percent(duty, waiting))
        waiting = None
    return tuple(duties)


def _begins_with_share(text: str) -> bool:
    """ "50% Inspects scales": no item above goes on with it."""
    return _SHARE.match(text) is not None


def _heads_list(item: Item, following: Item) -> bool:
    """ "Clinical" right over the first point of a list, without a share of the time: a heading, and no duty."""
    words = item.text.split()
    return (
        following.listed
        and not (item.listed or begins_with_verb(item.text))
        and len(words) <= _MOST_WORDS_OF_A_HEADING
        and item.text[-1] not in ".;,:%)"
        and following.lines[0].number == item.lines[-1].number + 1
    )


def speaks_of_the_list(text: str) -> bool:
    """True for a sentence about the list of duties and not about the work: "These examples are not all-inclusive"."""
    return bool(_FOLLOWING.match(text) or (_SUBJECT.match(text) and _SPEAKS_OF_LIST.search(text)))


def is_head_row(text: str) -> bool:
    """ "No.<TAB>Duty<TAB>% of time" over a table, "% OF TIME" over a list."""
    words = fold_heading(text).split()
    cells = "\t" in text or "%" in text or len(words) == 1
    known = read_table("duty_tables.toml")["head_words"]
    return cells and bool(words) and set(words) <= set(known) and not _PERCENT_CELL.fullmatch(text.strip())


def _duty(item: Item) -> Duty:
    text, percent, order = item.text, None, None
    if "\t" in text:
        text, percent, order = _row([cell.strip() for cell in text.split("\t")])
    elif "%" in text:
        text, percent = _without_percent(text)
    return Duty(
        text=text, first_line=item.lines[0].number, last_line=item.lines[-1].number, percent=percent, order=order
    )


def _row(cells: Sequence[str]) -> tuple[str, float | None, str | None]:
    """The duty in a row of a table, with its share of the time and its number."""
    percent: float | None = None
    order: str | None = None
    words: list[str] = []
    for place, cell in enumerate(filter(None, cells)):
        numbered, share = _ORDER.fullmatch(cell), _PERCENT_CELL.fullmatch(cell)
        if numbered and place == 0 and not cell.endswith("%"):
            order = numbered["order"]
        elif share and percent is None and float(share["percent"] or share["plain"]) <= _WHOLE:
            percent = float(share["percent"] or share["plain"])
        else:
            words.append(cell)
    if percent is None and order is not None and len(words) == 1 and len(cells) == 2 and int(order) > 9:
        percent, order = float(order), None
    return "\t".join(words), percent, order


def _without_percent(text: str) -> tuple[str, float | None]:
    leading, trailing = _LEADING.match(text), _TRAILING.search(text)
    if leading and float(leading["percent"]) <= _WHOLE:
        return text[leading.end() :], float(leading["percent"])
    if trailing and float(trailing["percent"] or trailing["bare"]) <= _WHOLE:
        return text[: trailing.start()], float(trailing["percent"] or trailing["bare"])
    return text, None


def _with_percent(duty: Duty, percent: float) -> Duty:
    return replace(duty, percent=percent)
