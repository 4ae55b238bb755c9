"""What does a line above classes say is done to them? "NEW CLASSES", "(a) Add the following job classifications:"."""

from __future__ import annotations

import re
from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.sentences import without_marks

_LONGEST_CAPTION = 100
# "(a) Add the following job classifications:" · "ADDITIONS" · "2. Title Changes"
NUMBERED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:following|these)\b|^\W*(?:\w+\W+){0,5}\w+\W*$", re.IGNORECASE)
_LONGEST_LEAD = 240
_MOST_WORDS_ALONE = 3
_MOST_WORDS_OF_HEADING = 9
# A heading speaks of what is changed: "Reclassification of Pay Grade", "CLASS SPECIFICATIONS ADOPTED".
_OF_CLASSES = re.compile(
    r"\b(?:class(?:es|ifications?)?|titles?|grades?|ranges?|bands?|levels?|pay|salar(?:y|ies))\b", re.IGNORECASE
)
_BEGINS = re.compile(r"\W*(?:(?:the|proposed|recommended|approved)\s+)*", re.IGNORECASE)


def caption_operation(line: Line) -> str | None:
    """What a caption such as ``NEW CLASSES`` says is done; None where the line is no caption."""
    text = without_marks(line.text).strip()
    bare = NUMBERED.sub("", text).strip(" #")
    if "\t" in line.raw or "|" in line.raw or not bare:
        return None
    if text.endswith(":"):
        is_lead = len(text) <= _LONGEST_LEAD and _LEAD.search(bare)
        return operation_in(bare) if is_lead else None
    return operation_in(bare) if _is_heading(bare) else None


def operation_in(text: str) -> str | None:
    """The operation that words such as "Title changes" or "Regrade" name; None where they name none."""
    said = " ".join(text.split())
    return next((name for name, patterns in _operations() if all(each.search(said) for each in patterns)), None)


def names_operation(text: str) -> bool:
    """Whether `text` begins with words of an operation: what is said is done, and not only mentioned."""
    first = _BEGINS.sub("", text, count=1).split(" ", 1)[0]
    return operation_in(first) is not None


@cache
def _operations() -> list[tuple[str, list[re.Pattern[str]]]]:
    table = read_table("notices.toml")
    return [
        (entry["operation"], [_whole_words(pattern.format(**table["words"])) for pattern in entry["all"]])
        for entry in table["operations"]
    ]


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _is_heading(text: str) -> bool:
    """A line of a few words alone: of classes or their pay, or one that begins with what is done ("ADDITIONS")."""
    if len(text) > _LONGEST_CAPTION or text.endswith((".", ";", ",")) or ": " in text:
        return False
    if any(letter.isdigit() for letter in text) or not text[0].isupper():
        return False
    words = len(text.split())
    if _OF_CLASSES.search(text) and ", " not in text:
        return words <= _MOST_WORDS_OF_HEADING
    return words <= _MOST_WORDS_ALONE and names_operation(text)
