"""Which change does one sentence of a notice or board item state? "Change the grade of Clerk from Grade 3 to Grade 5."

The verbs and what can change are tables (``data/notices.toml``). A sentence about positions, which are budget, is no
change of a class; a sentence that speaks of a class and was not understood is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct, structs

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Change, ClassEntry, Problem, TextLines
from taxonomy.reading.language.money import AMOUNT, GRADE, dollars
from taxonomy.reading.notices.notice_changes import Changes

_NOUN = r"(?:(?:job|position|employment)\s+)?(?:classifications?|class(?:es)?|titles?)"
# "the following new classification of", "the class title", "titles of"
_LEAD_IN = re.compile(
    rf"^(?:(?:the|a|an|one|two|three|new|following|existing|vacant)\s+)*(?:{_NOUN}\b\s*)+(?:of\b|for\b|titled\b|,|:)?\s*",
    re.IGNORECASE,
)
_SPEAKS_OF_CLASS = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
_POSITIONS = re.compile(r"\b(?:positions?|FTEs?|full-time equivalents?)\b", re.IGNORECASE)
# "1." · "(a)" · "•" · "It is recommended to" · "The Department requests that the Board"
_OPENING = re.compile(r"^[\s\d.()•·▪*–-]*(?:[a-z]\)\s+)?", re.IGNORECASE)
# "It is recommended that …", "The Board shall …"
_PREAMBLE = re.compile(
    r"^.{0,160}?\b(?:recommend(?:s|ed)?|request(?:s|ed)?|propos(?:e|es|ed)|resolved|ordered|shall|will|hereby)\b,?"
    r"\s*(?:that\b|to\b|hereby\b)?\s*",
    re.IGNORECASE,
)
# Not "was" and "were": a letter tells with them what happened before.
_PASSIVE = r"(?:is|are|be|shall be|will be|to be)\s+(?:hereby\s+)?"
# "Accountant I (1513)", "Library Page, Code 01580", "Clerk [Class No. 12-3]"
_CODE = r"(?=[A-Z-]*\d)[A-Z0-9]{1,8}(?:[-/.][A-Z0-9]{1,6})?"
_LABELLED_CODE = re.compile(
    rf"\b(?:(?:job|class|classification|title|position|occupation)\s+)*(?:code|spec|number|no\.?|#)(?:\s+no\.?)?[\s:#]*(?P<code>{_CODE})\b",
    re.IGNORECASE,
)
_CODE_IN_BRACKETS = re.compile(rf"^[\s,]*[(\[](?:#|code\s*:?)?\s*(?P<code>{_CODE})\s*[)\]]", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LABELLED_GRADE = re.compile(
    r"\b(?:grade|range|band|level|group|salary schedule|schedule|pay code)\s*(?:no\.?|number|#|:|code)?\s*"
    r"(?P<grade>(?=[A-Z.-]*\d)[A-Z]{0,4}[-. ]?\d{1,4}[A-Z]?(?:-[A-Z0-9]{1,3})?)\b(?![,.]?\d)",
    re.IGNORECASE,
)
_BEGINS_WITH_GRADE = re.compile(
    rf"\s*(?:the\s+)?(?:(?:pay|salary|wage)\s+)?(?:{_LABELLED_GRADE.pattern})", re.IGNORECASE
)
_BARE_GRADE = re.compile(rf"^[\s(]*(?P<grade>{GRADE}|\d{{1,3}}(?=\s*(?:\(|$)))")
_AMOUNTS = re.compile(
    rf"(?P<low>{AMOUNT})(?:\s*(?:to|through|[-–—])\s*(?P<high>{AMOUNT}))?"
    r"(?:\s*(?:/|per|an?)?\s*(?P<period>hour(?:ly)?|annual(?:ly)?|year(?:ly)?|annum|month(?:ly)?|bi-?weekly))?",
    re.IGNORECASE,
)
# Where a title ends: a comma, a bracket, or a word that begins what is said of it.
_TITLE_END = re.compile(
    r"[,;:(\[]|\s[-–—]\s|\s+(?:at|from|to|with|in|into|as|effective|which|that|and\s+(?:allocate|assign|set|place))\s"
)
# "Lifeguard (Seasonal)": part of the title; "(NC)" is a mark and "(614-S)" a grade.
_WORDS_IN_BRACKETS = re.compile(r"\([A-Z][a-z][A-Za-z /&-]*\)")
_SMALL = frozenset({"of", "and", "the", "for", "in", "to", "or", "&", "with", "a", "on", "de"})
_ANNUAL = re.compile(r"annual|annum|year", re.IGNORECASE)
_LONGEST_SENTENCE = 2_000


class _Side(Struct, frozen=True, kw_only=True):
    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None


def read_acts(text: Iterable[TextLines]) -> tuple[Changes, tuple[Problem, ...]]:
    """The changes that single sentences state, and a problem for each that names a class and was not understood."""
    found = Changes()
    problems: list[Problem] = []
    for sentence in text:
        act = _act(sentence.text[:_LONGEST_SENTENCE])
        if act is None:
            continue
        operation, rest = act
        stated = _stated(operation, rest, sentence.first_line)
        for name, rows in stated.items():
            found = structs.replace(found, **{name: (*getattr(found, name), *rows)})
        is_said = sentence.text.rstrip().endswith((".", ";"))
        if not stated and is_said and _SPEAKS_OF_CLASS.search(sentence.text) and not _POSITIONS.search(rest):
            problems.append(_not_understood(sentence))
    return found, tuple(problems)


def has_acts(text: Iterable[TextLines]) -> bool:
    """Whether any sentence states a change of a class."""
    found, _ = read_acts(text)
    return any((found.retitled, found.regraded, found.new, found.abolished))


def speaks_of_plan(texts: Iterable[str]) -> bool:
    """Whether one of `texts` speaks of a classification or pay plan, or of the body that keeps it."""
    words = read_table("notices.toml")["plan"]["words"]
    return any(word in " ".join(text.casefold().split()) for text in texts for word in words)


@cache
def _active() -> re.Pattern[str]:
    acts = read_table("notices.toml")["acts"]
    verbs = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in acts.items())
    return re.compile(rf"^(?:{verbs})\s+", re.IGNORECASE)


@cache
def _passive() -> re.Pattern[str]:
    acts = read_table("notices.toml")["acts"]
    verbs = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in acts.items())
    return re.compile(rf"^(?P<object>.{{3,160}}?)\s+{_PASSIVE}(?:{verbs})\b[\s,]*", re.IGNORECASE)


@cache
def _changed() -> re.Pattern[str]:
    tables = read_table("notices.toml")["changed"]
    names = sorted({word for words in tables.values() for word in words}, key=len, reverse=True)
    one = "|".join(map(re.escape, names))
    return re.compile(
        rf"^(?:the\s+)?(?P<what>(?:{one})(?:\s*(?:,|and|/|&)\s*(?:the\s+)?(?:{one}))*)\s+(?:of|for)\s+", re.IGNORECASE
    )


def _act(sentence: str) -> tuple[str, str] | None:
    """What is done, and the words from the class on: "Change the grade of Clerk …" is ("regraded", "Clerk …")."""
    text = _OPENING.sub("", sentence, count=1)
    found = _active_act(text) or _passive_act(text)
    if found is None and (preamble := _PREAMBLE.match(text)):
        rest = text[preamble.end() :]
        found = _active_act(rest) or _passive_act(rest)
    return found


def _active_act(text: str) -> tuple[str, str] | None:
    active = _active().match(text)
    if active is None:
        return None
    rest, operation = text[active.end() :], str(active.lastgroup)
    what = _changed().match(rest)
    if operation == "change":
        return (_operation_of(what["what"]), rest[what.end() :]) if what else None
    if what and operation in ("retitled", "regraded"):
        rest = rest[what.end() :]
    return operation, rest


def _passive_act(text: str) -> tuple[str, str] | None:
    """ "The title of Clerk is changed to Aide": what is done, and "Clerk to Aide"."""
    passive = _passive().match(text)
    if passive is None or not _SPEAKS_OF_CLASS.search(passive["object"]):
        return None
    operation, named = str(passive.lastgroup), _PREAMBLE.sub("", passive["object"])
    if operation == "change":
        what = _changed().match(named)
        if what is None:
            return None
        operation, named = _operation_of(what["what"]), named[what.end() :]
    rest = text[passive.end() :].strip()
    joined = " to " if operation == "retitled" and not re.match(r"(?:to|as|from)\b", rest) else " "
    return operation, f"{named}{joined}{rest}"


def _operation_of(what: str) -> str:
    """ "title and pay grade" changes the grade, too: such a class stands under `regraded`."""
    pay = read_table("notices.toml")["changed"]["pay"]
    named = re.split(r"\s*(?:,|\band\b|/|&)\s*(?:the\s+)?", what.casefold())
    return "regraded" if any(word in pay for word in named) else "retitled"


def _stated(operation: str, rest: str, line: int) -> dict[str, tuple[Change, ...] | tuple[ClassEntry, ...]]:
    led = _LEAD_IN.match(rest)
    is_class = led is not None
    rest = rest[led.end() :] if led else re.sub(r"^(?:the|a|an)\s+", "", rest, flags=re.IGNORECASE)
    if operation in ("new", "abolished"):
        plural = bool(led and re.search(r"(?:classes|classifications|titles)\b", led.group(), re.IGNORECASE))
        entries = tuple(_entries(rest, line, plural)) if is_class else ()
        return {operation: entries} if entries else {}
    change = _change(operation, rest, line)
    return {operation: (change,)} if change else {}


def _entries(text: str, line: int, plural: bool) -> Iterator[ClassEntry]:
    for item in _items(text) if plural else [text]:
        title, after = _title(item)
        if title:
            side = _side(after)
            yield ClassEntry(
                title=title,
                code=_code(after),
                grade=side.grade,
                minimum=side.minimum,
                maximum=side.maximum,
                pay_line=line if side.minimum is not None else None,
                first_line=line,
            )


def _items(text: str) -> list[str]:
    """ "A (1), B (2), and C (3)" in parts; a part that is no title goes with the one before."""
    items: list[str] = []
    for piece in re.split(r"\s*[;,]\s+(?:and\s+)?|\s+and\s+", text.rstrip(" .")):
        if items and not (_title(piece)[0] and _title(items[-1])[0]):
            items[-1] = f"{items[-1]}, {piece}"
        else:
            items.append(piece)
    return items


def _change(operation: str, text: str, line: int) -> Change | None:
    before, after = _from_to(text)
    title, attributes = _title(before)
    if not title:
        return None
    title_to, after_to = (title, after)
    if operation == "retitled" or not (_BEGINS_WITH_GRADE.match(after) or _BARE_GRADE.match(after)):
        new_title, further = _title(
            re.sub(r"^(?:the\s+)?(?:class(?:ification)?\s+)?(?:title\s+)?(?:of\s+)?", "", after)
        )
        if new_title:
            title_to, after_to = new_title, further
    old, new = _side(attributes), _side(after_to)
    if (operation == "retitled" and title_to == title) or (operation == "regraded" and new == _Side()):
        return None
    code = _code(before)
    new_code = _code(after_to) or code
    if operation == "regraded" and new.grade is None:
        new = structs.replace(new, grade=old.grade)
    return Change(
        title_from=title,
        title_to=title_to,
        code_from=code,
        code_to=new_code,
        grade_from=old.grade,
        grade_to=new.grade,
        minimum_from=old.minimum,
        maximum_from=old.maximum,
        minimum_to=new.minimum,
        maximum_to=new.maximum,
        pay_line_from=line if old.minimum is not None else None,
        pay_line_to=line if new.minimum is not None else None,
        first_line=line,
    )


def _from_to(text: str) -> tuple[str, str]:
    """What stands before "to" and after it, leaving out what is in brackets and between two amounts."""
    flat = _BRACKETS.sub(lambda found: "·" * len(found.group()), text)
    flat = _AMOUNTS.sub(lambda found: "·" * len(found.group()), flat) if flat.count(" to ") > 1 else flat
    parted = re.search(r"(?:^|[\s,])(?:to|as|into)\s+", flat)
    return (text[: parted.start()], text[parted.end() :]) if parted else (text, "")


def _title(text: str) -> tuple[str | None, str]:
    """The title that `text` begins with, and what follows; None where no title stands there."""
    text = text.strip()
    quoted = re.match(r"[\"“'‘](?P<title>[^\"”’]{2,90}?),?[\"”’']", text)
    named = _WORDS_IN_BRACKETS.sub(lambda found: "·" * len(found.group()), text)
    end = _TITLE_END.search(named) if not quoted else None
    title = quoted["title"] if quoted else text[: end.start() if end else len(text)].strip(" .")
    after = text[quoted.end() :] if quoted else text[end.start() :] if end else ""
    title = re.sub(rf"^(?:{_NOUN}\s+)?(?:of\s+)?", "", title, flags=re.IGNORECASE).strip()
    words = title.split()
    if not words or len(title) > 100 or not any(letter.isalpha() for letter in title):
        return None, text
    is_title = all(word in _SMALL or word[0].isupper() or word[0].isdigit() or word[0] in "&/-(" for word in words)
    return (title, after) if is_title and words[0] not in _SMALL else (None, text)


def _code(text: str) -> str | None:
    labelled = _LABELLED_CODE.search(text)
    bracket = _CODE_IN_BRACKETS.search(text[text.find("(") :]) if "(" in text else None
    if labelled:
        return labelled["code"]
    return bracket["code"] if bracket and not re.fullmatch(GRADE, bracket["code"]) else None


def _side(text: str) -> _Side:
    """Grade and range of one side; of several ranges the annual one."""
    labelled = _LABELLED_GRADE.search(text)
    text_after = re.sub(r"^.*?\bfrom\s+", "", text, flags=re.DOTALL)
    bare = _BARE_GRADE.match(text_after) or re.search(rf"\((?P<grade>{GRADE})\)", text)
    grade = labelled["grade"] if labelled else bare["grade"] if bare else None
    without_codes = _LABELLED_CODE.sub("", _LABELLED_GRADE.sub("", text))
    ranges = [found for found in _AMOUNTS.finditer(without_codes) if "$" in found.group() or found["high"]]
    chosen = next((found for found in ranges if _ANNUAL.search(found["period"] or "")), ranges[0] if ranges else None)
    if chosen is None:
        return _Side(grade=grade)
    low = dollars(chosen["low"])
    return _Side(grade=grade, minimum=low, maximum=dollars(chosen["high"]) if chosen["high"] else low)


def _not_understood(sentence: TextLines) -> Problem:
    return Problem(
        code="notice_change_not_understood",
        message="This sentence seems to change a class, but what it changes was not understood.",
        first_line=sentence.first_line,
        last_line=sentence.last_line,
    )
