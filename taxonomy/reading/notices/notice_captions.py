"""What does a line above classes say is done to them? "NEW CLASSES", "(a) Add the following job classifications:"."""

from __future__ import annotations

import re

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.sentences import without_marks

_LONGEST_CAPTION = 100
# "(a) Add the following job classifications:" · "ADDITIONS" · "2. Title Changes"
NUMBERED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:following|these)\b|^\W*(?:\w+\W+){0,5}\w+\W*$", re.IGNORECASE)
_LONGEST_LEAD = 240
_MOST_WORDS_ALONE = 3
_MOST_WORDS_OF_HEADING = 7
# A heading speaks of what is changed: "Reclassification of Pay Grade", "CLASS SPECIFICATIONS ADOPTED".
_OF_CLASSES = re.compile(r"\b(?:class(?:es|ifications?)?|titles?|grades?|ranges?|pay|salar(?:y|ies))\b", re.IGNORECASE)


def caption_operation(line: Line) -> str | None:
    """What a caption such as ``NEW CLASSES`` says is done; None where the line is no caption."""
    printed = without_marks(line.text).strip()
    if printed.endswith(":") and (said := _lead_operation(printed)):
        return said
    return _by_table(line) or _lead_operation(printed)


def _by_table(line: Line) -> str | None:
    text = without_marks(line.text).strip(" :#").lower()
    if len(text) > _LONGEST_CAPTION or text.endswith((".", ";", ",")) or "\t" in line.raw or "|" in line.raw:
        return None
    if ": " in text or any(letter.isdigit() for letter in text):
        return None
    for entry in read_table("notices.toml")["captions"]:
        if all(_has(text, word) for word in entry.get("all", ())) and any(_has(text, word) for word in entry["any"]):
            return str(entry["operation"])
    return None


def _has(text: str, beginning: str) -> bool:
    """Whether a word of `text` begins so: "creat" is in "to create", not in "recreation"."""
    return re.search(rf"(?<![a-z]){re.escape(beginning)}", text) is not None


def _lead_operation(text: str) -> str | None:
    """What a line that ends with a colon, or a heading of few words, says is done to what follows it."""
    bare = NUMBERED.sub("", text)
    few = _MOST_WORDS_OF_HEADING if _OF_CLASSES.search(bare) and ", " not in bare else _MOST_WORDS_ALONE
    alone = 0 < len(bare.split()) <= few and not bare.endswith((".", ";", ",", ":")) and bare[0].isupper()
    is_lead = text.endswith(":") and len(text) <= _LONGEST_LEAD and _LEAD.search(bare)
    if not (is_lead or (alone and not any(letter.isdigit() for letter in bare))):
        return None
    said = f"{bare.rstrip(':').casefold()} "
    leads = read_table("notices.toml")["leads"]
    if alone and not is_lead and few == _MOST_WORDS_ALONE:  # a heading of one word: "ADDITIONS", "Deletions"
        return next((name for name, words in leads.items() if any(said.startswith(word) for word in words)), None)
    return next((name for name, words in leads.items() if any(_has(said, word) for word in words)), None)
