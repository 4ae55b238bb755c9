"""What does a phrase name: a class with its code, grade and range, or such a class before and after a change?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from taxonomy.model import Change, ClassEntry
from taxonomy.reading.language.money import AMOUNT, GRADE, dollars

NOUN = (
    r"(?:(?:job|position|employment)\s+)?"
    r"(?:class(?:ification)?\s+specifications?|classifications?|class(?:es)?|titles?)"
)
# "the following new classification of", "the class title", "titles of"
_LEAD_IN = re.compile(
    rf"^(?:(?:the|a|an)\s+)?(?:(?-i:[a-z]+),?\s+){{0,4}}?(?:{NOUN}\b\s*)+(?:of\b|for\b|titled\b|,|:)?\s*",
    re.IGNORECASE,
)
# "Accountant I (1513)", "Library Page, Code 01580", "Clerk [Class No. 12-3]"
_CODE = r"(?=[A-Z-]*\d)[A-Z0-9]{1,8}(?:[-/.][A-Z0-9]{1,6})?"
LABELLED_CODE = re.compile(
    rf"\b(?:(?:job|class|classification|title|position|occupation)\s+)*(?:code|spec|item|number|no\.?|#)(?:\s+no\.?)?[\s:#]*(?P<code>{_CODE})\b",
    re.IGNORECASE,
)
_CODE_IN_BRACKETS = re.compile(rf"^[\s,]*[(\[](?:#|code\s*:?)?\s*(?P<code>{_CODE})\s*[)\]]", re.IGNORECASE)
# "Class Code 60231, Veterinary Inspector": the code before the title
_CODE_FIRST = re.compile(rf"^{LABELLED_CODE.pattern}[\s,:–-]+(?=[A-Z])", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LABELLED_GRADE = re.compile(
    r"\b(?:grade|range|band|level|group|salary schedule|schedule|pay code)\s*(?:no\.?|number|#|:|code)?\s*"
    r"(?P<grade>(?=[A-Z.-]*\d)[A-Z]{0,4}[-. ]?\d{1,4}[A-Z]?(?:-[A-Z0-9]{1,3})?)\b(?![,.]?\d)",
    re.IGNORECASE,
)
_BEGINS_WITH_GRADE = re.compile(
    rf"\s*(?:the\s+)?(?:(?:pay|salary|wage)\s+)?(?:{_LABELLED_GRADE.pattern})", re.IGNORECASE
)
_BARE_GRADE = re.compile(rf"^[\s(:,–—-]*(?P<grade>{GRADE}|\d{{1,3}}(?=\s*(?:\(|$)))")
_AMOUNTS = re.compile(
    rf"(?P<low>{AMOUNT})(?:\s*(?:to|through|[-–—])\s*(?P<high>{AMOUNT}))?"
    r"(?:\s*(?:/|per|an?)?\s*(?P<period>hour(?:ly)?|annual(?:ly)?|year(?:ly)?|annum|month(?:ly)?|bi-?weekly))?",
    re.IGNORECASE,
)
# Where a title ends: a comma, a bracket, or a word that begins what is said of it.
_TITLE_END = re.compile(
    r"[,;:(\[]|\s[-–—]\s(?=[a-z$\d(]|(?:(?:Pay|Salary|Wage)\s)?(?:Grade|Range|Band|Level|Group|Schedule|Code|Item|Class)\b)"
    r"|\s+(?:at|from|to(?!\s+the\s+[A-Z])|with|in|into|as|effective|which|that|is|are"
    r"|and\s+(?:its|the|to|allocat\w+|assign\w*|set|place\w*))\s"
)
# "… and its salary grade is changed from 108 to 111"
_AND_GRADE = re.compile(
    r"[\s,]*\band\s+(?:[a-z-]+\s+){0,8}?from\s+(?P<old>[^.;]*?\d\S*)\s+to\s+(?P<new>[^.;,]*?\d[^\s.;,]*)",
    re.IGNORECASE,
)
# "Lifeguard (Seasonal)": part of the title; "(NC)" is a mark and "(614-S)" a grade.
_WORDS_IN_BRACKETS = re.compile(r"\([A-Z][a-z][A-Za-z /&-]*\)")
_FROM = re.compile(r"\bfrom\s+", re.IGNORECASE)
_TO = re.compile(r"(?:^|[\s,])(?:to(?!\s+the\s+[A-Z])|as|into)\s+")  # not "Assistant to the Mayor"
_SMALL = frozenset({"of", "and", "the", "for", "in", "to", "or", "&", "with", "a", "on", "de"})
_ANNUAL = re.compile(r"annual|annum|year", re.IGNORECASE)


class _Side(Struct, frozen=True, kw_only=True):
    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None


def stated(operation: str, rest: str, line: int) -> dict[str, tuple[Change, ...] | tuple[ClassEntry, ...]]:
    """The rows of a notice's lists that the words behind a verb state: "the class of Clerk at grade 3"."""
    rest = re.sub(r"[\s.;,]+(?:and)?$", "", rest)
    led = _LEAD_IN.match(rest)
    is_class = led is not None
    rest = rest[led.end() :] if led else re.sub(r"^(?:the|a|an)\s+", "", rest, flags=re.IGNORECASE)
    if operation in ("new", "abolished"):
        plural = bool(led and re.search(r"(?:classes|classifications|titles)\b", led.group(), re.IGNORECASE))
        entries = tuple(entries_in(rest, line, plural)) if is_class else ()
        return {operation: entries} if entries else {}
    both = _AND_GRADE.search(rest) if operation == "retitled" else None
    change = change_in(operation, rest[: both.start()] if both else rest, line)
    if change is not None and both:
        old, new = side_of(both["old"]), side_of(both["new"])
        return {"regraded": (structs.replace(change, grade_from=old.grade, grade_to=new.grade),)}
    return {kind_of(operation, change): (change,)} if change else {}


def kind_of(operation: str, change: Change) -> str:
    """Two grades that differ are a change of grade, whatever else is changed."""
    return "regraded" if None not in (pair := (change.grade_from, change.grade_to)) and len({*pair}) == 2 else operation


def entries_in(text: str, line: int, plural: bool) -> Iterator[ClassEntry]:
    """The classes that `text` names, one or (`plural`) several."""
    for item in _items(text) if plural else [text]:
        title, after = title_in(item)
        if title:
            side = side_of(after)
            yield ClassEntry(
                title=title,
                code=code_in(after),
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
        if items and not (title_in(piece)[0] and title_in(items[-1])[0]):
            items[-1] = f"{items[-1]}, {piece}"
        else:
            items.append(piece)
    return items


def change_in(operation: str, text: str, line: int) -> Change | None:
    """The change that "Clerk from Grade 3 to Grade 5" or "Clerk to Aide" states; None where none is understood."""
    if operation == "retitled":
        text = re.sub(r"^from:?\s+(?=[\"“A-Z])", "", text, flags=re.IGNORECASE)
    before, after = _from_to(text)
    title, attributes = title_in(before)
    if not title:
        return None
    title_to, after_to = (title, after)
    if operation == "retitled" or not is_grade(after):
        new_title, further = title_in(
            re.sub(r"^(?:the\s+)?(?:class(?:ification)?\s+)?(?:title\s+)?(?:of\s+)?", "", after)
        )
        if new_title:
            title_to, after_to = new_title, further
    old, new = side_of(attributes), side_of(after_to)
    if (operation == "retitled" and title_to == title) or (operation == "regraded" and new == _Side()):
        return None
    code = code_in(before)
    new_code = code_in(after_to) or code
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
    """What stands before "to" and after it, leaving out what is in brackets and between two amounts.

    A title may hold the word ("Assistant to the Mayor"): where a grade stands behind "from", the "to" behind it parts.
    """
    flat = _BRACKETS.sub(lambda found: "·" * len(found.group()), text)
    flat = _AMOUNTS.sub(lambda found: "·" * len(found.group()), flat) if flat.count(" to ") > 1 else flat
    begins = next((at.end() for at in _FROM.finditer(flat) if is_grade(flat[at.end() :])), 0)
    parted = _TO.search(flat, begins)
    return (text[: parted.start()], text[parted.end() :]) if parted else (text, "")


def is_grade(text: str) -> bool:
    """Whether `text` begins with a grade, with its label or without."""
    return bool(_BEGINS_WITH_GRADE.match(text) or _BARE_GRADE.match(text))


def title_in(text: str) -> tuple[str | None, str]:
    """The title that `text` begins with, and what follows; None where no title stands there."""
    text = text.strip()
    if coded := _CODE_FIRST.match(text):
        title, after = title_in(text[coded.end() :])
        return (title, f" ({coded.group().strip(' ,:–-')}){after}") if title else (None, text)
    quoted = re.match(r"[\"“'‘](?P<title>[^\"”’]{2,90}?),?[\"”’']", text)
    named = _WORDS_IN_BRACKETS.sub(lambda found: "·" * len(found.group()), text)
    end = _TITLE_END.search(named) if not quoted else None
    title = quoted["title"].rstrip(" .,") if quoted else text[: end.start() if end else len(text)].strip(" .")
    after = text[quoted.end() :] if quoted else text[end.start() :] if end else ""
    title = re.sub(rf"^(?:{NOUN}\s+)?(?:of\s+)?", "", title, flags=re.IGNORECASE).strip()
    words = title.split()
    if not words or len(title) > 100 or not any(letter.isalpha() for letter in title):
        return None, text
    is_title = all(word in _SMALL or word[0].isupper() or word[0].isdigit() or word[0] in "&/-(" for word in words)
    return (title, after) if is_title and words[0] not in _SMALL else (None, text)


def code_in(text: str) -> str | None:
    """The job code in `text`, by its label or in brackets."""
    labelled = LABELLED_CODE.search(text)
    bracket = _CODE_IN_BRACKETS.search(text[text.find("(") :]) if "(" in text else None
    if labelled:
        return labelled["code"]
    return bracket["code"] if bracket and not re.fullmatch(GRADE, bracket["code"]) else None


def side_of(text: str) -> _Side:
    """Grade and range of one side; of several ranges the annual one."""
    labelled = _LABELLED_GRADE.search(text)
    text_after = re.sub(r"^.*?\bfrom\s+", "", text, flags=re.DOTALL)
    bare = _BARE_GRADE.match(text_after) or re.search(rf"\((?P<grade>{GRADE})\)", text)
    grade = labelled["grade"] if labelled else bare["grade"] if bare else None
    without_codes = LABELLED_CODE.sub("", _LABELLED_GRADE.sub("", text))
    ranges = [found for found in _AMOUNTS.finditer(without_codes) if "$" in found.group() or found["high"]]
    chosen = next((found for found in ranges if _ANNUAL.search(found["period"] or "")), ranges[0] if ranges else None)
    if chosen is None:
        return _Side(grade=grade)
    low = dollars(chosen["low"])
    return _Side(grade=grade, minimum=low, maximum=dollars(chosen["high"]) if chosen["high"] else low)
