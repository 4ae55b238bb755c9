"""Which class titles stand at this place of a sentence, each in the singular?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from taxonomy.reading.language.class_nouns import OFFICES, is_agent

# "Workers' Compensation", "Analyst/Trainer", "311 Operations", "I"; of "City Clerk's" only "City Clerk"
_WORD = r"(?:[A-Z](?:[\w&/-]|['’](?!s\b)(?=\w|\s[A-Z]))*|(?<!\d)\d{3}(?=\s[A-Z])|&)"
_LINK = r"(?:of\sthe|of|and|for|in\sCharge\sof)"
# "Manager 2", "Office Assistant (II)": the level belongs to the title, the number of "2 years" does not
_LEVEL = r"(?:\s(?:\d|\((?:[IVX]+|\d)\))(?![\w,]\d|\s?(?:year|month|hour|day)))?"
_RUN = re.compile(rf"{_WORD}(?:\s(?:{_LINK}\s)?{_WORD})*{_LEVEL}(?:(?<=[IVX\d])['’]s(?!\w))?")
# "a Clerk", "1236 Senior Fog Signal Operator": a number of four digits before a title is its code
_ARTICLE = re.compile(r"(?:(?:an?|the|either|other|any|\d{4}(?=\s[A-Z]))\s)+")
# "…Agents, 311 Customer Service Agents, or DHS Customer Service Agents" · "… (or DHS Customer Service Agent)"
_NEXT = re.compile(
    r"(?:\s(?:class(?:ification)?|series|positions?))?(?:\s\(or\s|,?\s(?:and/or|and|or)\s|,\s)(?:the\s|an?\s)?(?=[A-Z\d])"
)
_ROMAN = re.compile(r"[IVX]{1,4}|\d")
_LEVEL_BEHIND = re.compile(r"\s(?:[IVX]{1,4}|Ill?|[A-E]|\d|\([IVX\d]+\))$")
# "Seal Keeper Ill": a scanner's letters for III
_SCANNED = {" Ill": " III", " Il": " II"}
# "three Office Assistant IIIs", "Permit Technician I's": the plural stands behind the level
_LEVELS = re.compile(r"(?<=\s)([IVX]{1,4}|\d)['’]?s(?!\w)")
_HEAD_ENDS = re.compile(r"\s(?:of|for|in)\s")
_AND = re.compile(r"\s(?:and|&)\s")
# plural endings of the head word and what they become: Secretaries, Foremen, Coaches, Agents
_PLURALS = tuple(
    (re.compile(ending), instead)
    for ending, instead in ((r"ies$", "y"), (r"men$", "man"), (r"(?<=[cs]h|ss)es$", ""), (r"(?<![su])s$", ""))
)


class Named(Struct, frozen=True, kw_only=True):
    """A title in the singular, and where in the text it is printed."""

    title: str
    start: int
    end: int


def names_at(text: str, place: int) -> tuple[Named, ...]:
    """The titles of the list that begins at `place`, behind an article perhaps; empty where none begins."""
    found: list[Named] = []
    article = _ARTICLE.match(text, place)
    place = article.end() if article else place
    while run := _RUN.match(text, place):
        titles = list(_titles(run, found[-1] if found else None))
        if not titles:
            break
        found.extend(titles)
        following = _NEXT.match(text, run.end())
        if following is None:
            break
        place = following.end()
    return tuple(found)


def names_within(text: str) -> Iterator[Named]:
    """Every title in `text` that does not open a clause: there, a capital says nothing."""
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - 8) : run.start()].rstrip(" \"“'‘(")
        if before and before[-1] not in ".:;•":
            yield from _titles(run, None)
            continue
        first, _, rest = run.group().partition(" ")
        if first in ("The", "A", "An") and rest:
            yield from names_at(text, run.start() + len(first) + 1)


def singular(title: str) -> str:
    """``Customer Service Agents`` as ``Customer Service Agent``; ``Chiefs of Police`` as ``Chief of Police``."""
    level = _LEVEL_BEHIND.search(title)
    body = title[: level.start()] if level else title
    head = _HEAD_ENDS.split(body, maxsplit=1)[0]
    return _singular_words(head) + title[len(head) :]


def is_class_like(title: str) -> bool:
    """Whether the head of `title` is a word for somebody who does something."""
    words = title.split()
    if words[0].lower() in OFFICES and words[1:2] == ["of"]:
        return False
    head = _HEAD_ENDS.split(_LEVEL_BEHIND.sub("", title), maxsplit=1)[0]
    return is_agent(_last_word(head))


def _titles(run: re.Match[str], before: Named | None) -> Iterator[Named]:
    """The titles in one run of capitalised words; ``II`` behind ``Accountant I`` is ``Accountant II``."""
    text, place = _LEVELS.sub(r"\1", run.group()), run.start()
    if before and _ROMAN.fullmatch(text):
        base = _LEVEL_BEHIND.sub("", before.title)
        yield Named(title=f"{base} {text}", start=place, end=run.end())
        return
    for part in _parted(text):
        title = singular(part)
        if is_class_like(title):
            start = place + max(text.find(part), 0)
            yield Named(title=_with_numeral(title), start=start, end=start + len(part))


def _with_numeral(title: str) -> str:
    scanned = next((ending for ending in _SCANNED if title.endswith(ending)), "")
    return title.removesuffix(scanned) + _SCANNED.get(scanned, "")


def _parted(text: str) -> Iterator[str]:
    """``Detention Officers and Police Aides`` is two titles, ``Heating and Refrigeration Inspector`` is one."""
    for joint in _AND.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        level = _ROMAN.fullmatch(right) and _LEVEL_BEHIND.search(left)
        if level or (is_class_like(singular(left)) and is_class_like(singular(right))):
            yield left
            yield from (f"{_LEVEL_BEHIND.sub('', left)} {right}",) if level else _parted(right)
            return
    yield text


def _singular_words(words: str) -> str:
    for ending, instead in _PLURALS:
        shorter = ending.sub(instead, words)
        if shorter != words:
            return shorter if is_agent(_last_word(shorter)) else words
    return words


def _last_word(words: str) -> str:
    return re.split(r"[\s/]", words)[-1]
