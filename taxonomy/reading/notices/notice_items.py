"""Which change does one item of a list state? "Deputy Clerk: moved from Grade 10 to Grade 12", "Abolish: Meter Reader".

An item names its class and says itself what is done, or stands under a lead line that says it ("Delete the following
classes:", "ADDITIONS"). The words are tables (``data/notices.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import structs

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Change, ClassEntry, Line
from taxonomy.reading.language.money import AMOUNT, dollars
from taxonomy.reading.language.sentences import without_marks
from taxonomy.reading.notices.notice_acts import act_of, participle_act
from taxonomy.reading.notices.notice_captions import names_operation, operation_in
from taxonomy.reading.notices.notice_changes import Changes
from taxonomy.reading.notices.notice_phrases import (
    LABELLED_CODE,
    NOUN,
    change_in,
    code_in,
    kind_of,
    side_of,
    stated,
    title_in,
)

# "1." · "(a)" · "b)" · "•" · "*"
_MARK = re.compile(r"^\s*(?:[-–—•·▪*]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)+", re.IGNORECASE)
# "Class Code 31452   Wildland Fire Dispatcher"
_CODE_FIRST = re.compile(rf"^(?P<label>{LABELLED_CODE.pattern})[\s,:–-]+(?=[A-Z])", re.IGNORECASE)
_FROM_TO = re.compile(r"^(?:(?P<head>.*?)\s+)?From:?\s+(?P<old>.+?)\s+To:?\s+(?P<new>.+)$", re.IGNORECASE)
_IS_NOW = re.compile(
    r"\s+(?:(?:becomes?|will become|changed? to|renamed|retitled(?: to)?|→|->|=>)\s+"
    r"|(?:is|are|will be)(?: now| called| titled| known as)*\s+(?=[A-Z\"“]))"
)
_FOUR = re.compile(rf"(?P<a>{AMOUNT})\s*[-–—]\s*(?P<b>{AMOUNT})\s+to\s+(?P<c>{AMOUNT})\s*[-–—]\s*(?P<d>{AMOUNT})")
_NOUN = re.compile(rf"\b(?:{NOUN}|grade|range|band|level|pay|salary)s?\b", re.IGNORECASE)
_CLASS_NUMBER = re.compile(r"\bclass\s+(?P<code>(?=\S*\d)[A-Z0-9-]{2,8})\b", re.IGNORECASE)
# "4477 Data Privacy Officer": a title may begin with a number, too ("311 Agent"), but not with a long one.
_NUMBER_FIRST = re.compile(r"^(?P<code>(?=\S*\d\S*\d\S*\d)[A-Z0-9-]{4,8})[\s,:–-]+(?=[A-Z])")
_MOST_WORDS_OF_LABEL = 5
_MOST_SMALL_WORDS = 8  # behind a title; more of them make a sentence
_NAMES_CLASS = re.compile(rf"(?:(?:the|a|an|new)\s+)*{NOUN}\b\s*(?:of\s+)?", re.IGNORECASE)
# "from Grade 10 to Grade 12", "… to Technician": a pair makes and ends no class
_PAIR = re.compile(r"\bfrom\b.+\bto\b|(?<!\d)\s+to\s+[A-Z][a-z]", re.DOTALL)
_VERB = re.compile(r"\b(?:is|are|was|were|shall|will|has|have|may|must)\b")
_SHORT = 260


def read_items(lines: Sequence[Line], operations: dict[int, str]) -> tuple[Changes, set[int]]:
    """The changes of single lines, and the lines they are on. `operations`: what the lead above each line says."""
    found, used = Changes(), set[int]()
    carried: str | None = None  # what "Created:" says also of the indented lines below it
    running = _running(lines)
    above: Line | None = None
    for line in lines:
        text = without_marks(line.text).strip()
        if not text or len(text) > _SHORT:
            continue
        marked = _is_marked(line) or _is_clause(line, above)
        above = line
        item = _MARK.sub("", text)
        label = _label(item)
        carried = label[0] if label else carried if line.raw[:4].isspace() else None
        operation = None if line.number in running else operations.get(line.number) or carried
        rows = _done(*label, line.number) if label else _of_item(item, line, marked=marked, operation=operation)
        for name, each in rows.items():
            found = structs.replace(found, **{name: (*getattr(found, name), *each)})
            used.add(line.number)
    return found, used


def _running(lines: Sequence[Line]) -> set[int]:
    """The lines of paragraphs: of lines one below the other, one that goes on in small letters; they are no items."""
    found, block = set[int](), list[Line]()
    for line in (*lines, None):
        if line is None or not line.text.strip() or _is_marked(line) or (block and line.number != block[-1].number + 1):
            if any(without_marks(each.text).strip()[:1].islower() for each in block):
                found |= {each.number for each in block}
            block = []
        if line is not None and line.text.strip() and not _is_marked(line):
            block.append(line)
    return found


def _is_marked(line: Line) -> bool:
    return bool(_MARK.match(line.raw) or line.bullet)


def _is_clause(line: Line, above: Line | None) -> bool:
    """A line of its own that ends with a semicolon, or stands below one: the acts of a vote, one a line."""
    ends = (without_marks(each.text).rstrip() for each in (line, above) if each is not None)
    return any(re.search(r";(?:\s+and)?$", end) for end in ends)


_Rows = dict[str, tuple[Change, ...] | tuple[ClassEntry, ...]]


def _of_item(text: str, line: Line, *, marked: bool, operation: str | None) -> _Rows:
    verb, rest = _verb_first(text)
    if verb and rest:
        labelled = text[: len(text) - len(rest)].rstrip().endswith(":")
        if labelled or marked:
            return _done(verb, rest.strip(), line.number)
    title, said = _title_first(text)
    if title and said:
        return _done(*said, line.number, title=title)
    if marked and (act := act_of(text)) and (rows := stated(*act, line.number)):
        return rows
    return _under_lead(operation, text, line) if operation else {}


@cache
def _verbs() -> re.Pattern[str]:
    acts = read_table("notices.toml")["acts"]
    forms = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in acts.items() if name != "change")
    return re.compile(rf"^(?:{forms})\b\s*:?\s+(?=\S)", re.IGNORECASE)


def _verb_first(text: str) -> tuple[str | None, str]:
    """ "Abolish: Meter Reader", "Abolish Meter Reader": what is done, and the words from the class on."""
    found = _verbs().match(text)
    verb, rest = (str(found.lastgroup), text[found.end() :]) if found else participle_act(text) or (None, "")
    return verb, rest.rstrip(" ;,.")


@cache
def _saids() -> re.Pattern[str]:
    words = read_table("notices.toml")["items"]
    forms = "|".join(f"(?P<{name}>{'|'.join(map(re.escape, said))})" for name, said in words.items())
    return re.compile(
        rf"^(?:is\s+|are\s+|to be\s+|will be\s+|shall be\s+)?(?:{forms})\b\s*:?\s*(?P<rest>.*)$", re.IGNORECASE
    )


def _label(text: str) -> tuple[str, str] | None:
    """ "Title change: Planner to Senior Planner", "New position classification: Clerk": what is done, and with what."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head.split()) > _MOST_WORDS_OF_LABEL or any(map(str.isdigit, head)):
        return None
    found = operation_in(head) if names_operation(head) or _NOUN.search(head) else None
    return (found, rest.strip()) if found and found != "revised" else None


def _title_first(text: str) -> tuple[str | None, tuple[str, str] | None]:
    """ "Deputy Clerk: moved from Grade 10 to Grade 12": the class, and what is done with what."""
    head, colon, tail = text.partition(": ")
    found = _saids().match(tail) if colon else None
    if found is None:
        return None, None
    name = next(name for name in read_table("notices.toml")["items"] if found[name])
    return (head, (name, found["rest"])) if title_in(head)[0] else (None, None)


def _done(operation: str, rest: str, line: int, title: str | None = None) -> _Rows:
    if operation in ("new", "abolished"):
        named = f"class {title}, {rest}" if title else rest if _NAMES_CLASS.match(rest) else f"class {rest}"
        return stated(operation, named, line)
    if title is None:
        rest = _NAMES_CLASS.sub("", rest, count=1) if _NAMES_CLASS.match(rest) else rest
        parted = re.sub(r"^([^,]+),\s+(?=(?:pay |salary )?(?:grade|range)\b)", r"\1 from ", rest, flags=re.IGNORECASE)
        joined = parted
    else:
        joined = f"{title} to {rest}" if operation == "retitled" else f"{title} {rest}"
    change = change_in(operation, joined.strip(" ."), line)
    if change is None:
        return {}
    return {kind_of(operation, change): (_with_four(change, rest, line),)}


def _with_four(change: Change, text: str, line: int) -> Change:
    """ "($3,480 - $4,229 to $3,657 - $4,445)": the ranges of both sides in one bracket."""
    four = _FOUR.search(text)
    if four is None:
        return change
    low, high, new_low, new_high = (dollars(four[name]) for name in "abcd")
    return structs.replace(
        change,
        minimum_from=low,
        maximum_from=high,
        minimum_to=new_low,
        maximum_to=new_high,
        pay_line_from=line,
        pay_line_to=line,
    )


def _under_lead(operation: str, text: str, line: Line) -> _Rows:
    raw = _MARK.sub("", without_marks(line.raw)).strip()
    code, named = None, raw
    if first := _CODE_FIRST.match(raw) or _NUMBER_FIRST.match(raw):
        code, named = first["code"], raw[first.end() :].strip()
    cells = re.split(r"\s{2,}|\t", named)
    if operation in ("new", "abolished"):
        return _entry(operation, code, ", ".join(cells), line.number)
    row = _pair(operation, " ".join(cells), line.number)
    if row is None:
        return {}
    row = structs.replace(row, code_from=code or row.code_from, code_to=code or row.code_to)
    return {kind_of(operation, row): (row,)}


def _entry(operation: str, code: str | None, text: str, line: int) -> _Rows:
    title, after = title_in(text)
    is_sentence = (
        bool(_VERB.search(after or text))
        or sum(word.isalpha() and word.islower() for word in after.split()) > _MOST_SMALL_WORDS
    )
    if title is None or is_sentence or text.rstrip().endswith((".", ":")) or _PAIR.search(after):
        return {}
    side = side_of(after)
    entry = ClassEntry(
        title=title,
        code=code or code_in(after) or _class_number(after),
        grade=side.grade,
        minimum=side.minimum,
        maximum=side.maximum,
        pay_line=line if side.minimum is not None else None,
        first_line=line,
    )
    return {operation: (entry,)}


def _class_number(text: str) -> str | None:
    """ "…, Class 4310, Range 57": a class by its number alone."""
    found = _CLASS_NUMBER.search(text)
    return found["code"] if found else None


def _pair(operation: str, text: str, line: int) -> Change | None:
    """ "Health Educator to Community Health Educator", "… From: Pay Grade 60 To: Pay Grade 62"."""
    if text.rstrip().endswith((".", ":")):
        return None
    if labelled := _FROM_TO.match(text):
        head = (labelled["head"] or "").strip()
        if operation == "retitled" and not head:
            return change_in("retitled", f"{labelled['old']} to {labelled['new']}", line)
        return change_in(operation, f"{head} from {labelled['old']} to {labelled['new']}", line)
    joined = _IS_NOW.sub(" to ", text, count=1)
    return change_in(operation, joined, line) if " to " in joined else None


def _is_next_heading(line: Line, lines: Sequence[Line]) -> bool:
    """ "DISCUSSION" alone, in capitals, below items that are in small letters: another part begins."""
    above = next((each for each in reversed(lines) if each.number < line.number and each.text.strip()), None)
    printed = without_marks(line.text).strip()
    return (
        above is not None
        and printed.isupper()
        and not any(map(str.isdigit, printed))
        and line.number > above.number + 1
        and not above.text.isupper()
    )


def item_leads(lines: Sequence[Line], lead_of: dict[int, str]) -> dict[int, str]:
    """For each line the operation of the lead above it; a sentence in running text ends its reach."""
    found: dict[int, str] = {}
    operation: str | None = None
    for line in lines:
        text = line.text.strip()
        if line.number in lead_of:
            operation = lead_of[line.number]
        elif not text:
            continue
        elif (text.endswith(".") and len(text.split()) > 12) or len(text) > _SHORT or _is_next_heading(line, lines):
            operation = None
        elif operation:
            found[line.number] = operation
    return found
