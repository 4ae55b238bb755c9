"""What do lines such as "Knowledge of office practices; skill in typing" state: which phrases, of which kind?

Most counties and states list knowledge, skills and abilities without names. Each phrase is a statement of its own;
where the heading above a list says what kind it is ("Ability to:"), the phrase is written with it, and both are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from taxonomy.model import Section, Specification, TextLines
from taxonomy.model.wording import StatementKind
from taxonomy.wording.lexicon import GRAMMAR, content_words
from taxonomy.wording.spelling import is_english

_LEADS: tuple[tuple[StatementKind, re.Pattern[str]], ...] = (
    ("knowledge", re.compile(r"(?:(?!of\b)[\w-]+[ ,]+){0,4}?(?:knowledge|understanding|familiarity)\b", re.IGNORECASE)),
    ("ability", re.compile(r"(?:[\w-]+[ ,]+){0,2}?(?:ability|abilities|able to|capacity)\b", re.IGNORECASE)),
    ("skill", re.compile(r"(?:(?!of\b)[\w-]+[ ,]+){0,4}?(?:skills?|skilled|proficien\w+)\b", re.IGNORECASE)),
)
_WRITTEN: dict[StatementKind, str] = {"knowledge": "Knowledge of ", "ability": "Ability to ", "skill": "Skill in "}
_HEADING = re.compile(
    r"^\W*(?:[\w&,/]+ ){0,4}?(knowledge|skills?|abilit(?:y|ies))\b[^\n.;]{0,30}$"
    r"|\b(knowledge|skills?|ability)(?: \w+)?\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_NO_VERB = re.compile(r"\w+(?:ness|tion|ment|ity|ing|ance|ence)\b", re.IGNORECASE)
_NAMES = frozenset({"English", "Spanish", "American", "French", "Microsoft"})
_PARTS = re.compile(
    r";\s*(?:and\s+|or\s+)?|(?<=[\w)])\.\s+(?=(?:[A-Z][\w-]+\s+){0,3}?(?:[Kk]nowledge|[Ss]kill|[Aa]bilit))"
)
_END = re.compile(r"[\s;,.:]+(?:and|or)?[\s;,.:]*\Z")
_LEAD_WORDS = frozenset({"knowledge", "skill", "skills", "ability", "abilities", "able"})


class StatementPhrase(NamedTuple):
    """One thing that a line states, and of which kind it is."""

    text: str
    kind: StatementKind
    first_line: int
    last_line: int


def stated_phrases(specification: Specification) -> Iterator[StatementPhrase]:
    """The knowledge, skills and abilities that stand in `specification` without a name."""
    for lines in specification.knowledge:
        above = _kind_above(lines, specification.sections)
        for part in _PARTS.split(lines.text):
            text = _END.sub("", " ".join(part.split()))
            if text:
                yield from _phrase(text, above, lines)


def duty_phrases(specification: Specification) -> Iterator[StatementPhrase]:
    """The duties of `specification`, each as one phrase."""
    for lines in specification.duties:
        text = " ".join(lines.text.split())
        if content_words(text):
            yield StatementPhrase(text, "duty", lines.first_line, lines.last_line)


def _phrase(text: str, above: StatementKind, lines: TextLines) -> Iterator[StatementPhrase]:
    kind = next((kind for kind, lead in _LEADS if lead.match(text)), None)
    whole = text[0].upper() + text[1:] if kind or _stands_alone(text, above) else _WRITTEN[above] + _small(text)
    if set(content_words(whole)) - _LEAD_WORDS:
        yield StatementPhrase(whole, kind or above, lines.first_line, lines.last_line)


def _stands_alone(text: str, above: StatementKind) -> bool:
    """Under "Ability to:" a line that begins with no verb is left as it is printed."""
    return above == "ability" and bool(_NO_VERB.match(text) or (text.istitle() and " " in text) or text[0] in "(")


def _kind_above(lines: TextLines, sections: Iterable[Section]) -> StatementKind:
    """The kind that the nearest heading or list lead above the line names; knowledge where none does."""
    section = next((s for s in sections if s.first_line <= lines.first_line <= s.last_line), None)
    if section is None:
        return "knowledge"
    before = section.text[: max(section.text.find(lines.text[:30]), 0)]
    named = [(found[1] or found[2]).lower() for found in _HEADING.finditer(f"{section.heading or ''}\n{before}")]
    word = named[-1] if named else "knowledge"
    return "skill" if word.startswith("skill") else "ability" if word.startswith("abil") else "knowledge"


def _small(text: str) -> str:
    """`text` as it goes on behind a lead: the capital of an ordinary word goes."""
    first = re.match(r"[A-Z][a-z]+\b", text)
    ordinary = first and first[0] not in _NAMES and (is_english(first[0].lower()) or first[0].lower() in GRAMMAR)
    return text[0].lower() + text[1:] if ordinary else text
