"""Which competencies does running text only name, without defining them?

A sentence announces them (``the following competencies may be evaluated:``) and lists them, by commas or semicolons. A
name may be explained on the way (``Job Knowledge, including knowledge of: tools; codes; …``), and the list may go on
behind the explanation: there, only what looks like the names before it and ends like the name of a competency
(``data/competency_heads.toml``) is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import CompetencyStatement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import Passage, passages, sentence_bounds

# Sections whose items are read as statements of their own
_READ_ELSEWHERE = frozenset({"competencies", "knowledge"})
# "the following competencies may be evaluated:" · "examined on the following competencies:" · "competencies include"
_LEAD = re.compile(
    r"\bcompetenc(?:y|ies)\b(?:[^:.;,]{0,60}:\s*|\s(?:may\s|will\s|which\s|that\s)?(?:includes?|such\sas)\s(?=[A-Za-z]))",
    re.IGNORECASE,
)
# ", and " · "; " · "; and/or "
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and/or\s|and\s|or\s)?|\s*•\s*")
# "Safety Focus including …" · "which may include knowledge of …" · "Equipment Operation (cranes)"
_EXPLAINED = re.compile(
    r"(?:^|\s+)(?:including|includes?\b|which\b|such\sas|as\srelated|related\sto|sufficient|in\sorder|\()",
    re.IGNORECASE,
)
# "and other necessary skills, knowledge, and abilities" closes a list and names nothing
_CLOSING = re.compile(r"^(?:and\s+)?(?:any\s+)?other\b", re.IGNORECASE)
_CONJUNCTION = re.compile(r"[,;]\s*(?:and|or)\s", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z'’&/ -]*")
_SMALL_WORDS = frozenset({"and", "to", "of", "or", "the", "with", "in", "for", "under", "/", "&", "on", "a"})
_OPENERS = frozenset({"the", "a", "an", "knowledge of", "of"})
_MOST_WORDS = 6


class _Piece(Struct, frozen=True, kw_only=True):
    """What stands between two separators; `explained` where an explanation begins in it or right behind it."""

    label: str
    start: int
    explained: bool


def read_named_competencies(sections: Sequence[SectionLines]) -> tuple[CompetencyStatement, ...]:
    """The competencies that sentences of `sections` name, each once, in printed order; each definition is null."""
    found: dict[str, CompetencyStatement] = {}
    for section in sections:
        if section.kind not in _READ_ELSEWHERE:
            for statement in _of_section(section):
                found.setdefault(statement.label.casefold(), statement)
    return tuple(found.values())


def _of_section(section: SectionLines) -> Iterator[CompetencyStatement]:
    for passage in passages(section.body):
        for start, end in sentence_bounds(passage.text):
            lead = _LEAD.search(passage.text, start, end)
            if lead:
                yield from _listed(passage, lead.end(), end)


def _listed(passage: Passage, start: int, end: int) -> Iterator[CompetencyStatement]:
    for label, place in _names(passage.text[start:end]):
        first = passage.line_at(start + place)
        last = passage.line_at(min(start + place + len(label), end) - 1)
        yield CompetencyStatement(label=label, definition=None, first_line=first, last_line=last)


def _names(text: str) -> list[tuple[str, int]]:
    """The names of the list `text`, with their places in it."""
    names: list[tuple[str, int]] = []
    explaining = False
    titled = text[:1].isupper()
    for piece in _pieces(text):
        if not explaining and not _is_name(piece.label):
            break
        if not explaining or (_is_name(piece.label) and _goes_on(piece, titled)):
            names.append((piece.label, piece.start))
        explaining = explaining or piece.explained
    return _last_parted([part for name in names for part in _shared(*name)], text)


def _pieces(text: str) -> Iterator[_Piece]:
    """The parts between separators up to the closing words; explanations on their own are left out."""
    text = text.rstrip(" .")
    starts = [0, *(match.end() for match in _SEPARATOR.finditer(text))]
    ends = [*(match.start() for match in _SEPARATOR.finditer(text)), len(text)]
    bounds = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    for place, (start, end) in enumerate(bounds):
        words = text[start:end]
        if _CLOSING.match(words):
            return
        explanation = _EXPLAINED.search(words)
        if explanation and explanation.start() == 0:
            continue
        following = text[slice(*bounds[place + 1])] if place + 1 < len(bounds) else ""
        label = words[: explanation.start()] if explanation else words
        explained = explanation is not None or _EXPLAINED.match(following) is not None
        yield _Piece(label=label.strip(), start=start, explained=explained)


def _is_name(label: str) -> bool:
    words = label.split()
    if not words or len(words) > _MOST_WORDS or not _NAME.fullmatch(label):
        return False
    return words[0].lower() not in _OPENERS and " ".join(words[:2]).lower() not in _OPENERS


def _goes_on(piece: _Piece, titled: bool) -> bool:
    """Whether `piece`, behind an explanation, is one more name of the list, printed the way the list began.

    In small letters a name looks like any other words, so there only a name that is explained too is believed.
    """
    words = piece.label.split()
    if titled and ("of" in words or any(word[0].islower() and word not in _SMALL_WORDS for word in words)):
        return False
    if not titled and (not piece.explained or piece.label != piece.label.lower() or {"of", "and"} & set(words)):
        return False
    heads = read_table("competency_heads.toml")["heads"]
    return words[-1].lower() in heads or piece.label.lower().partition(" to ")[0] in heads


def _last_parted(names: list[tuple[str, int]], text: str) -> list[tuple[str, int]]:
    """Where no comma or semicolon stands before “and”, the last “and” parts the last two names."""
    if len(names) < 2 or " and " not in names[-1][0] or _CONJUNCTION.search(text[: names[-1][1]]):
        return names
    label, place = names[-1]
    left, _, right = label.rpartition(" and ")
    return [*names[:-1], (left, place), (right, place + len(left) + len(" and "))]


def _shared(label: str, place: int) -> Iterator[tuple[str, int]]:
    """``oral and written communication`` is two names with one head."""
    words = label.split()
    sharing = read_table("competency_heads.toml")["sharing"]
    if len(words) == 4 and words[1] == "and" and {words[0].lower(), words[2].lower()} <= set(sharing):
        yield f"{words[0]} {words[3]}", place
        yield f"{words[2]} {words[3]}", place + label.index(words[2])
    else:
        yield label, place
