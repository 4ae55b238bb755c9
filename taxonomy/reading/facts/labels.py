"""Does a statement begin with a label, and where does its definition begin?

"Reasoning – Organizes facts", "Attention to detail: Is thorough", "**Teamwork** Helps",
"Adaptability is the ability to …", a name in one cell and its definition in the next.
"""

from __future__ import annotations

import re
from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.language.lettering import SMALL_WORDS
from taxonomy.reading.language.spellings import fold_heading

LONGEST_LABEL = 70
_MOST_LABEL_WORDS, _MOST_SENTENCE_WORDS, _MOST_BARE_WORDS = 8, 7, 6
# "Reasoning – Identifies rules", "Reading- Understands", "Self-Management - Sets": the dash has white space after it
_DASH = re.compile(r"\s*[-–—]\s+|\s+[–—]\s*")
_COLON = re.compile(r"\s*:\s+")
# "Adaptability—changes plans": an em dash needs no white space where competencies are listed
_TIGHT_DASH = re.compile(r"—(?=\w)")
# "Reasoning<TAB>Identifies rules": two cells of a table's row
_CELLS = re.compile(r"\s*\t\s*")
# "Knowledge of policies", "Skill in utilizing", "Ability to plan", "Considerable knowledge of", "Working knowledge of"
KNOWLEDGE = re.compile(
    r"(?:(?:some|considerable|thorough|working|general|basic|extensive|good|strong|broad|detailed|comprehensive"
    r"|demonstrated|proven)\s+){0,2}"
    r"(?:knowledges?|skills?|skilled|ability|abilities|able|understanding|familiarity|proficiency|aptitude|willingness"
    r"|experience)\s+"
    r"(?:and (?:ability|skills?|knowledge|understanding)\s+)?(?:of|in|to|with|at|on|for)\b",
    re.IGNORECASE,
)
# "**Reasoning** – Organizes", "- **Teamwork:** Encourages", "**Flexibility -** Adapts"
_BOLD_LABEL = re.compile(r"(?:[-•·*]\s+)?\*{2,3}([^*]{2,80})\*{2,3}(?!\w)")
# "Customer Service “first”", "Working with others/teamwork", "Problem solving (analysis)"
_SENTENCE_LABEL = re.compile(r"[\"“‘']?[A-Z][\w'’&/,()“”\"‘ -]{1,69}")
_FINITE = re.compile(r"\b(?:is|are|was|be|has|have|must|may|will|shall|should|can|who|which|that|your|their|his|its)\b")
# "Teamwork (Working)", "Problem Solving (Level 3)"
_BRACKETED = re.compile(r"(?P<label>.{2,68}?)\s*\((?P<level>[^()]{1,30})\)")
_LEVEL_NUMBER = re.compile(r"(?:level\s+)?(?:\d|[IVX]{1,3}|one|two|three|four|five)", re.IGNORECASE)


def split_label(text: str, *, bold: str | None = None, loose: bool = False) -> tuple[str | None, str | None]:
    """Label and definition of one statement; no label where the text does not begin with one.

    With `loose`, where competencies are listed, labels in sentence case count, too.
    """
    if bold and text.startswith(bold):
        definition = text[len(bold) :].strip().lstrip(":-–— ").strip()
        return bold.strip(" :-–—"), definition or None
    for mark in (_CELLS, _DASH, _COLON, *((_TIGHT_DASH,) if loose else ())):
        parting = mark.search(text, 0, LONGEST_LABEL + 5)
        if parting and _labels(text[: parting.start()], loose=loose):
            return text[: parting.start()].strip(), _longest_cell(text[parting.end() :]) or None
    if loose and (named := _before_copula(text)):
        return named
    bare = text.rstrip(" -–—:")
    if bare and text[-1] not in ".;," and (is_label(bare) or (loose and _is_bare_name(bare))):
        return bare, None
    return None, None


def bold_lead(raw: str) -> str | None:
    """The bold words that a line begins with."""
    match = _BOLD_LABEL.match(raw.strip())
    return match[1].strip(" :-–—") if match and len(match[1]) <= LONGEST_LABEL else None


def is_label(text: str) -> bool:
    """True for a few words with a capital on each that carries meaning: "Attention to Detail"."""
    words = text.split()
    if not words or len(text) > LONGEST_LABEL or len(words) > _MOST_LABEL_WORDS or KNOWLEDGE.match(text):
        return False
    if not words[0][0].isupper() or text.count("(") != text.count(")"):
        return False
    return all(word.strip("(,").lower() in SMALL_WORDS or not word.lstrip("(\"“'&/")[:1].islower() for word in words)


def is_sentence_label(text: str) -> bool:
    """True for a few words with one capital: "Attention to detail"."""
    return bool(
        len(text.split()) <= _MOST_SENTENCE_WORDS
        and _SENTENCE_LABEL.fullmatch(text)
        and text.count("(") == text.count(")")
        and not KNOWLEDGE.match(text)
        and not _FINITE.search(text)
        and text.split()[-1].lower() not in SMALL_WORDS
    )


def is_no_name(label: str) -> bool:
    """True for words that head a list ("Core Competencies", "Abilities") or name nothing."""
    folded = fold_heading(label)
    return not folded or folded in form_words("not_names") or folded.endswith(tuple(form_words("not_name_endings")))


def without_level(label: str) -> tuple[str, str | None]:
    """ "Teamwork (Working)" as name and level."""
    match = _BRACKETED.fullmatch(label)
    return (match["label"], match["level"]) if match and is_level(match["level"]) else (label, None)


def is_level(text: str) -> bool:
    """True for the name or number of a level of proficiency: "Working", "Level 3", "2"."""
    folded = fold_heading(text)
    return (
        folded in form_words("level_words")
        or folded.removesuffix(" level") in form_words("level_words")
        or bool(_LEVEL_NUMBER.fullmatch(text.strip()))
    )


@cache
def form_words(name: str) -> frozenset[str]:
    """One list of ``data/competency_forms.toml``, folded."""
    return frozenset(fold_heading(text) for text in read_table("competency_forms.toml")[name])


def _labels(text: str, *, loose: bool) -> bool:
    return is_label(text) or (loose and is_sentence_label(text.strip()))


def _before_copula(text: str) -> tuple[str, str] | None:
    for copula in read_table("competency_forms.toml")["copulas"]:
        name, found, _ = text.partition(f" {copula} ")
        if found and (is_label(name) or is_sentence_label(name)):
            return name, text[len(name) + 1 :].split(" ", 1)[1]
    return None


def _is_bare_name(text: str) -> bool:
    """ "Attention to detail" alone: a name when it ends, or begins before "to", as names of competencies do."""
    words = text.lower().split()
    if len(words) > _MOST_BARE_WORDS or not is_sentence_label(text):
        return False
    heads = read_table("competency_heads.toml")["heads"]
    head = re.split(r"\s(?:to|of|for|with|in|and)\s", text.lower())[0].split()[-1]
    return words[-1].strip(')”"') in heads or head in heads or (words[0].endswith("ing") and len(words) > 1)


def _longest_cell(text: str) -> str:
    """The definition among the further cells of a row ("Checks own work.<TAB>3")."""
    return max((cell.strip() for cell in text.split("\t")), key=len)
