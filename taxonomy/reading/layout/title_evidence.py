"""What is this class called, by which evidence, and what else may it be called?

Every line above the first heading that may be a title is a candidate with points: behind a label, a web page's heading,
loud, beside a code, right above the text, of an agent's word, said again below. A person decides where points are near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from taxonomy.model import Doubt, DoubtCandidate, Line
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.class_nouns import NOUNS, are_agents
from taxonomy.reading.language.lettering import is_capitals
from taxonomy.reading.language.numbering import without_number
from taxonomy.reading.language.spellings import fold_heading, is_form_word
from taxonomy.reading.layout.codes import label_kind, read_numbers
from taxonomy.reading.layout.titles import (
    ADDRESS,
    CODE_LABEL,
    LABEL_LINE,
    LEFT_OPEN,
    NUMERAL_ONLY,
    TITLE_LABEL,
    UNIT,
    WEAK_LABEL,
    is_advertised,
    is_title_like,
    title_and_code,
)

_LABEL, _WEAK, _ADVERTISED = 10.0, 3.5, 1.0
_OCCURS, _MARKED, _CAPITALS, _AGENT, _CODE = 3.0, 2.0, 1.0, 2.0, 3.0
_LAST, _BELOW_FORM, _UNIT, _JOINED = 0.5, 0.5, -4.0, 1.0
_PER_LINE = 0.1
_LEAST, _FOUNDED, _CERTAIN, _MARGIN = -1.0, 0.5, 2.0, 0.6
_MOST_CANDIDATES = 4
_MOST_WORDS = 12
_DOUBTED = 0.3  # as near to the second line alone as a person should decide
_RANKS = frozenset(NOUNS["ranks"])
# "Class Title: Chief Appraiser for Commercial" / "and Industrial Property": the title goes on below
_GOES_ON = re.compile(r"(?:and|of|for|in|the|to|or|&)\s[^:.;]{2,80}$")


class TitleCandidate(Struct, frozen=True, kw_only=True):
    """Words that may be the title, the code beside them, the lines they stand on, and how well they are founded.

    `guessed`: two lines were put together that may be a unit and a title.
    """

    title: str
    code: str | None
    numbers: tuple[int, ...]
    score: float
    guessed: bool = False


class Heading(Struct, frozen=True, kw_only=True):
    """The title and the code of a class; either may be missing from the page.

    `founded` tells that the title is more than some line: it is loud, labelled, has a code or occurs in the text.
    """

    title: str | None
    code: str | None
    numbers: tuple[int, ...] = ()
    founded: bool = False
    posting: str | None = None
    doubt: Doubt | None = None


def read_title(lines: Sequence[Line], body: str) -> Heading:
    """Title and code by the lines of a title block; `body` is the folded text under it, where a title recurs."""
    lines = [line for line in lines if line.text]
    numbers = read_numbers(lines)
    candidates = [*_candidates(lines, body), *_over_two_lines(lines, body)]
    candidates = [candidate for candidate in candidates if candidate.score > _LEAST]
    if not candidates:
        return Heading(title=None, code=numbers.code, posting=numbers.posting)
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    best = ranked[0]
    code = numbers.code or best.code
    return Heading(
        title=best.title,
        code=code if code != numbers.posting else None,
        numbers=best.numbers,
        founded=best.score >= _FOUNDED,
        posting=numbers.posting,
        doubt=_doubt(ranked),
    )


def _doubt(ranked: Sequence[TitleCandidate]) -> Doubt | None:
    best = ranked[0]
    others = [each for each in ranked[1:] if best.guessed or not _same(each.title, best.title)]
    rival = others and best.score < _LABEL - 1 and others[0].score > best.score - _MARGIN and others[0].score > 0
    if best.score >= _CERTAIN and not rival:
        return None
    why = (
        "Two lines above the text could be the title."
        if rival
        else "The line taken as the title has no label and is not repeated in the text."
    )
    shown = [best, *others][:_MOST_CANDIDATES]
    return Doubt(
        field="title",
        why=why,
        candidates=tuple(DoubtCandidate(value=each.title, first_line=each.numbers[0]) for each in shown),
    )


def _same(one: str, other: str) -> bool:
    return fold_heading(one) in fold_heading(other) or fold_heading(other) in fold_heading(one)


def _candidates(lines: Sequence[Line], body: str) -> Iterator[TitleCandidate]:
    above = ""
    for place, line in enumerate(lines):
        label, above = label_kind(above), line.text
        labelled = TITLE_LABEL.match(without_number(line.text))
        if labelled and not CODE_LABEL.match(line.text) and (found := _labelled(labelled, lines, place, body)):
            yield found
        elif label == "title" and not label_kind(line.text) and is_title_like(title_and_code(line.text)[0]):
            title, code = title_and_code(line.text)
            yield TitleCandidate(title=title, code=code, numbers=(line.number,), score=_LABEL - 1 - place * _PER_LINE)
        elif label is None and not label_kind(line.text.partition(":")[0]):
            yield from _unlabelled(lines, place, body)


def _labelled(found: re.Match[str], lines: Sequence[Line], place: int, body: str) -> TitleCandidate | None:
    printed: str = found["title"] or found["other"]
    numbers: tuple[int, ...] = (lines[place].number,)
    below = lines[place + 1] if place + 1 < len(lines) else None
    if below is not None and below.number == numbers[0] + 1 and _GOES_ON.match(below.text):
        printed, numbers = f"{printed.strip()} {below.text}", (*numbers, below.number)
    title, code = title_and_code(printed)
    if not title or is_form_word(title):
        return None
    weak = WEAK_LABEL.match(found[0]) is not None
    if weak and not (_agent(title) or _occurs(title, body)):
        return None
    score = (_WEAK + (_OCCURS if _occurs(title, body) else 0) + _agent(title)) if weak else _LABEL
    return TitleCandidate(title=title, code=code, numbers=numbers, score=score - place * _PER_LINE)


def _unlabelled(lines: Sequence[Line], place: int, body: str) -> Iterator[TitleCandidate]:
    line = lines[place]
    if title := is_advertised(line.text):
        yield TitleCandidate(title=title, code=None, numbers=(line.number,), score=_ADVERTISED)
        return
    for cell in line.text.split("\t"):
        title, code = title_and_code(cell)
        if not title or not is_title_like(title) or ADDRESS.search(cell):
            continue
        if title.count(":") and (LABEL_LINE.match(title) or len(title.split()) > _MOST_WORDS):
            continue
        score = _score(title, line, body) + (_CODE if code else 0) - place * _PER_LINE
        score += _LAST if place == len(lines) - 1 else 0
        score += _BELOW_FORM if place and _heads_title(lines[place - 1].text) else 0
        yield TitleCandidate(title=title, code=code, numbers=(line.number,), score=score)


def _heads_title(text: str) -> bool:
    return is_form_word(text) or authority_of_line(text) is not None


def _over_two_lines(lines: Sequence[Line], body: str) -> Iterator[TitleCandidate]:
    """A long title is broken: "SENIOR UNDERGROUND DISTRIBUTION" / "CONSTRUCTION SUPERVISOR"."""
    for place, (first, second) in enumerate(pairwise(lines)):
        if LABEL_LINE.match(first.text) or LABEL_LINE.match(second.text):
            continue
        if second.number != first.number + 1 or label_kind(first.text) or not is_title_like(first.text):
            continue
        numeral = NUMERAL_ONLY.fullmatch(second.text) is not None
        title, code = title_and_code(f"{first.text} {second.text}")
        if not is_title_like(title) or not (numeral or is_title_like(second.text)):
            continue
        broken = _is_broken(first.text, second.text)
        if numeral or _occurs(title, body) or _continues(first.text, second.text, body) or broken:
            score = _score(title, first, body) + _JOINED + (_CODE if code else 0) - place * _PER_LINE
            score += _AGENT if numeral else 0 if _occurs(title, body) or broken else _OCCURS
            guessed = broken and not _occurs(title, body) and fold_heading(first.text).split()[0] not in _RANKS
            yield TitleCandidate(
                title=title,
                code=code,
                numbers=(first.number, second.number),
                score=score - (_DOUBTED if guessed else 0),
                guessed=guessed,
            )


def _continues(first: str, second: str, body: str) -> bool:
    """ "ASSISTANT DIRECTOR OF" / "HEALTH SERVICES": the first line is open, or the text joins their words."""
    if is_form_word(second) or authority_of_line(second) or UNIT.search(first) or UNIT.search(second):
        return False
    rank = fold_heading(first) in _RANKS  # "SENIOR" / "WEIGHTS AND MEASURES INSPECTOR"
    return rank or LEFT_OPEN.search(first) is not None or _occurs(f"{first.split()[-1]} {second}", body)


def _is_broken(first: str, second: str) -> bool:
    """ "WEIGHTS AND MEASURES" / "INSPECTOR": perhaps one title, perhaps a unit and a title; a person decides."""
    if authority_of_line(first) or UNIT.search(first) or is_form_word(first):
        return False
    return (
        is_capitals(first)
        and is_capitals(second)
        and len(second.split()) == 1
        and bool(_agent(second))
        and not _agent(first)
    )


def _score(title: str, line: Line, body: str) -> float:
    score = _OCCURS if _occurs(title, body) else 0.0
    score += _MARKED if line.heading_level or line.bold else 0
    score += _CAPITALS if is_capitals(title) else 0
    return score + _agent(title) + (_UNIT if UNIT.search(title) and not _agent(title) else 0)


def _agent(title: str) -> float:
    return _AGENT if any(are_agents(word.strip(",()/:;")) for word in title.replace("/", " ").split()) else 0.0


def _occurs(title: str, body: str) -> bool:
    return f" {fold_heading(title)} " in body
