"""Which competencies does a section state, with which label and definition, and which knowledge without a label?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from taxonomy.model import CompetencyStatement, Line, TextLines
from taxonomy.reading.facts.competency_list import (
    announces,
    begins_statement,
    read_competency_list,
    without_introductions,
)
from taxonomy.reading.facts.competency_tables import table_head
from taxonomy.reading.facts.labels import form_words, is_label
from taxonomy.reading.language.items import Item, is_introduction, read_items
from taxonomy.reading.language.line_ends import joined_with_starts
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import fold_heading, is_disclaimer

_COLUMNS = re.compile(r"\t|\s{3,}")
_FEWEST_CLAUSES, _NARROWEST = 2, 70
_NOTHING = Line(number=0, raw="", text="")
# "… practices of", "laws, rules,": a line that must go on below
_OPEN_END = re.compile(r"(?:[,–—&/-]|\b(?:and|or|of|the|to|in|for|with|by|on|a|an|as|from|that|which|at))$")
_STOP_INSIDE = re.compile(r"[a-z)]{2}\.\s+[A-Z]")

# "… group effectively. Influencing/Negotiating – Persuades others": the next label in a run-on paragraph
_NEXT_LABEL = re.compile(
    r"(?<=[.;!])\s+(?=[A-Z][A-Za-z/&'’-]{1,30}"
    r"(?:,? (?:[A-Z(&][A-Za-z/&'’()-]{0,30}|and|of|for|the|in|to|or|with)){0,6}\s*[-–—]\s+[A-Z]"
    r"|(?<=[A-Za-z)][.;!] )(?:Knowledge|Skill|Ability) (?:of|in|to) )"
)
_GOES_ON = re.compile(r"(?:(?:and|or)\s)?(?:of|in|to|with|on|for)\b")


# "…; and skill in rigging."
_JOINER = re.compile(r"^(?:and|or)\s+(?=\w)")


class Statements(Struct, frozen=True, kw_only=True):
    """What the sections about competencies and knowledge say, in printed order."""

    competencies: tuple[CompetencyStatement, ...]
    knowledge: tuple[TextLines, ...]


def read_statements(sections: Sequence[SectionLines]) -> Statements:
    """The labelled competencies and the unlabelled knowledge, skill and ability lines of one specification."""
    competencies: list[CompetencyStatement] = []
    knowledge: list[TextLines] = []
    for section in sections:
        if section.kind in ("competencies", "knowledge"):
            loose = section.kind == "competencies"
            items = [item for item in _statement_items(section.body) if not is_disclaimer(item.text)]
            listed = read_competency_list(items, loose=loose)
            competencies += listed.competencies
            others = without_introductions(listed) if loose else listed.others
            knowledge += [clause for item in others if not _is_lead(item) for clause in _clauses(item)]
    return Statements(competencies=tuple(competencies), knowledge=tuple(knowledge))


def _is_lead(item: Item) -> bool:
    """ "Skills", "Ability to": words that only lead over to the list below them."""
    return fold_heading(item.text) in form_words("not_names")


def _statement_items(body: Sequence[Line]) -> Iterator[Item]:
    lines = _with_dashes(_with_columns(body))
    items = read_items(_listed(lines), begins_statement)
    for place, item in enumerate(_rejoined(items)):
        parts = list(_run_on_parts(item))
        if len(parts) > 1:
            yield from parts
        elif announces(item.text) or not (
            place < len(items) and is_introduction((item, *items[place + 1 : place + 2]), 0)
        ):
            yield item


def _with_columns(body: Sequence[Line]) -> Sequence[Line]:
    """Below a head row of columns set by blanks ("Competency      Level") each row is cells, as in a table."""
    head = next((place for place, line in enumerate(body) if table_head("\t".join(_cells(line)))), None)
    if head is None:
        return body
    return [
        _with_text(line, "\t".join(cells)) if place >= head and len(cells := _cells(line)) > 1 else line
        for place, line in enumerate(body)
    ]


def _cells(line: Line) -> list[str]:
    return _COLUMNS.split(line.raw.strip())


def _listed(body: Sequence[Line]) -> list[Line]:
    """A line without a bullet that begins like a statement, below one that had room for its first word, is an item."""
    width = max([len(line.text) for line in body] + [_NARROWEST])
    if not _has_no_stops(body):
        return list(body)
    lines: list[Line] = []
    for above, line in pairwise((_NOTHING, *body)):
        listed = (
            line.text[:1].isupper() and not (line.bullet or line.ruling) and _had_room(above.text, line.text, width)
        )
        if listed and above.text:
            lines.append(_NOTHING)
        lines.append(line)
    return lines


def _had_room(above: str, below: str, width: int) -> bool:
    return not _OPEN_END.search(above) and len(above) + 1 + len(below.split()[0]) <= width


def _has_no_stops(body: Sequence[Line]) -> bool:
    """Items of such a list are no sentences; a paragraph of sentences is cut where sentences are."""
    return not any(_STOP_INSIDE.search(line.text) for line in body)


def _run_on_parts(item: Item) -> Iterator[Item]:
    """The statements of a run-on paragraph, each with the lines it stands on."""
    text, places = joined_with_starts([line.text.strip() for line in item.lines])
    starts = [0, *(match.end() for match in _NEXT_LABEL.finditer(text))]
    for start, end in pairwise((*starts, len(text))):
        first, *others = item.lines[bisect_right(places, start) - 1 : max(bisect_left(places, end), 1)]
        yield Item(lines=(_with_text(first, text[start:end].strip()), *(_with_text(line, "") for line in others)))


def _rejoined(items: Sequence[Item]) -> Iterator[Item]:
    """A label and its definition are one statement, also where a line end or a blank line parts them."""
    waiting: Item | None = None
    for item in items:
        if waiting is not None:
            item = Item(lines=waiting.lines + item.lines, listed=waiting.listed)
            waiting = None
        text = item.text.rstrip()
        if text.endswith(("–", "—", " -")) or (text.endswith("-") and is_label(text[:-1])):
            waiting = item
        else:
            yield item
    if waiting is not None:
        yield waiting


def _with_dashes(body: Sequence[Line]) -> list[Line]:
    """Where a line begins with a dash under a bare label, the dash parts label and definition and is no bullet."""
    lines: list[Line] = []
    label: int | None = None
    for line in body:
        if label is not None and line.text and line.bullet in ("-", "–", "—") and not lines[label].bullet:
            lines[label] = _with_text(lines[label], f"{lines[label].text} {line.bullet}")
            line = _with_text(line, line.text)
        lines.append(line)
        if line.text:
            bare = is_label(line.text) and not line.bullet and line.text[-1] not in ".;,:"
            label = len(lines) - 1 if bare else None
    return lines


def _with_text(line: Line, text: str) -> Line:
    return Line(number=line.number, raw=line.raw, text=text, indent=line.indent)


def _clauses(item: Item) -> Iterator[TextLines]:
    """ "Considerable knowledge of payroll; knowledge of …; ability to …": one paragraph, many statements."""
    text = item.text
    parts = [part.strip() for part in text.split(";")]
    clauses = _whole(part for part in parts if part.strip(" .").lower() not in ("", "and", "or"))
    if item.listed or len(clauses) < _FEWEST_CLAUSES:
        yield item.as_lines()
        return
    _, starts = joined_with_starts([line.text.strip() for line in item.lines if line.text])
    numbers = [line.number for line in item.lines if line.text]
    place = 0
    for clause in clauses:
        place = max(text.find(clause.split("; ")[0], place), place)
        first, last = (numbers[bisect_right(starts, at) - 1] for at in (place, place + len(clause) - 1))
        yield TextLines(text=_JOINER.sub("", clause), first_line=first, last_line=last)
        place += len(clause)


def _whole(parts: Iterable[str]) -> list[str]:
    """ "Knowledge of laws on public health; and of statistical methods": one statement."""
    clauses: list[str] = []
    for part in parts:
        if clauses and _GOES_ON.match(part):
            clauses[-1] = f"{clauses[-1]}; {part}"
        else:
            clauses.append(part)
    return clauses
