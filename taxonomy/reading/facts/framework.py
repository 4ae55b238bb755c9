"""Which competencies does a competency dictionary define, each with its levels and behavioral indicators?

Names stand behind a label ("Competency: Teamwork"), above a line "Definition: …", or as short lines of their own with
levels or indicators below; else each line holds a name and its definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from msgspec.structs import replace

from taxonomy.model import CompetencyStatement, Framework, Line
from taxonomy.reading.facts.competency_list import (
    announces,
    begins_statement,
    is_level_line,
    read_competency,
    read_competency_list,
)
from taxonomy.reading.facts.labels import form_words, is_label, is_no_name, is_sentence_label
from taxonomy.reading.language.items import read_items
from taxonomy.reading.language.spellings import fold_heading

_LABELLED = re.compile(
    r"(?:competency|competence|capability|skill)(?:\s+(?:name|title|no\.?))?\s*\d{0,2}\s*[:–-]\s*(?P<name>\S.{1,68})",
    re.I,
)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?|[A-Z])[.)]\s+")
_FEWEST, _FEWEST_LEVELS, _HEAD_LINES, _LONGEST_TITLE = 2, 4, 8, 80


def read_framework(lines: Sequence[Line], skipped: Set[int]) -> Framework | None:
    """The dictionary in `lines`, `skipped` being page furniture; None where fewer than two competencies are defined."""
    printed = [line for line in lines if line.text and line.number not in skipped]
    if not _says_so(printed):
        return None
    names = _labelled(printed) or _above_definitions(printed) or _above_levels(printed)
    competencies = tuple(_defined(lines, skipped, names)) if names else _listed(lines, skipped)
    if len(competencies) < _FEWEST:
        return None
    return Framework(
        title=_title(printed, competencies[0].first_line),
        competencies=competencies,
        first_line=printed[0].number,
        last_line=printed[-1].number,
    )


def _says_so(printed: Sequence[Line]) -> bool:
    """The head names a list of competencies, or levels and indicators stand all over the text."""
    head = (set(fold_heading(line.text).split()) for line in printed[:_HEAD_LINES] if len(line.text) < _LONGEST_TITLE)
    if any(words & form_words("framework_subjects") and words & form_words("framework_words") for words in head):
        return True
    return sum(is_level_line(line.text) or announces(line.text) for line in printed) >= _FEWEST_LEVELS


def _labelled(printed: Sequence[Line]) -> dict[int, str]:
    found = {line.number: match["name"].strip() for line in printed if (match := _LABELLED.fullmatch(line.text))}
    return found if len(found) >= _FEWEST else {}


def _above_definitions(printed: Sequence[Line]) -> dict[int, str]:
    leads = form_words("definition_leads")
    found = {
        above.number: _name(above.text)
        for above, line in pairwise(printed)
        if fold_heading(line.text.partition(":")[0]) in leads and _is_name(above)
    }
    return found if len(found) >= _FEWEST else {}


def _above_levels(printed: Sequence[Line]) -> dict[int, str]:
    """Short lines with levels or indicators somewhere below them, before the next short line."""
    places = [place for place, line in enumerate(printed) if _is_name(line)]
    found = {
        printed[start].number: _name(printed[start].text)
        for start, stop in pairwise([*places, len(printed)])
        if any(announces(line.text) or is_level_line(line.text) for line in printed[start + 1 : stop])
    }
    return found if len(found) >= _FEWEST else {}


def _is_name(line: Line) -> bool:
    text = _name(line.text)
    if not text or line.bullet or text[-1] in ".;," or announces(text) or is_level_line(text) or is_no_name(text):
        return False
    if fold_heading(text) in form_words("definition_leads"):
        return False
    return is_label(text) or is_sentence_label(text)


def _name(text: str) -> str:
    return _NUMBER.sub("", text).strip(" :")


def _defined(lines: Sequence[Line], skipped: Set[int], names: dict[int, str]) -> Iterator[CompetencyStatement]:
    body = [_with_colon(line) for line in lines if line.number not in skipped]
    places = [place for place, line in enumerate(body) if line.number in names]
    for start, stop in pairwise([*places, len(body)]):
        head = body[start]
        yield read_competency(names[head.number], head, read_items(body[start + 1 : stop], begins_statement))


def _with_colon(line: Line) -> Line:
    """ "Definition" alone over its text leads to it as "Definition:" does."""
    alone = fold_heading(line.text) in form_words("definition_leads") and not line.text.endswith(":")
    return replace(line, text=f"{line.text}:") if alone else line


def _listed(lines: Sequence[Line], skipped: Set[int]) -> tuple[CompetencyStatement, ...]:
    items = read_items([line for line in lines if line.number not in skipped], begins_statement)
    listed = read_competency_list(items, loose=True).competencies
    return tuple(one for one in listed if one.definition or one.levels or one.indicators)


def _title(printed: Sequence[Line], first: int) -> str | None:
    """The line at the head that says what the document is ("COMPETENCY DICTIONARY"), else its first line."""
    head = [line.text for line in printed[:_HEAD_LINES] if line.number < first]
    words = [set(fold_heading(text).split()) for text in head]
    told = (text for text, own in zip(head, words, strict=True) if own & form_words("framework_words"))
    return next(told, head[0] if head else None)
