"""Which competencies does a section state, with which label and definition, and which knowledge without a label?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from taxonomy.model import CompetencyStatement, Line, TextLines
from taxonomy.reading.language.items import Item, is_introduction, read_items
from taxonomy.reading.language.lettering import SMALL_WORDS
from taxonomy.reading.language.line_ends import joined_with_starts
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import is_disclaimer

_LONGEST_LABEL = 70
_MOST_LABEL_WORDS = 8
_FEWEST_CLAUSES = 2
_COLUMNS = frozenset(
    ("competency", "competencies", "competency name", "name", "title", "label", "definition", "description", "level")
)

# "Reasoning – Identifies rules", "Reading- Understands", "Self-Management - Sets": the dash has white space after it
_DASH = re.compile(r"\s*[-–—]\s+|\s+[–—]\s*")
_COLON = re.compile(r"\s*:\s+")
# "Reasoning<TAB>Identifies rules": two cells of a table's row
_CELLS = re.compile(r"\s*\t\s*")
# "… group effectively. Influencing/Negotiating – Persuades others": the next label in a run-on paragraph
_NEXT_LABEL = re.compile(
    r"(?<=[.;!])\s+(?=[A-Z][A-Za-z/&'’-]{1,30}"
    r"(?:,? (?:[A-Z(&][A-Za-z/&'’()-]{0,30}|and|of|for|the|in|to|or|with)){0,6}\s*[-–—]\s+[A-Z]"
    r"|(?<=[A-Za-z)][.;!] )(?:Knowledge|Skill|Ability) (?:of|in|to) )"
)
# "Knowledge of policies", "Skill in utilizing", "Ability to plan", "Considerable knowledge of", "Working knowledge of"
_KNOWLEDGE = re.compile(
    r"(?:(?:some|considerable|thorough|working|general|basic|extensive|good|strong|broad|detailed|comprehensive"
    r"|demonstrated|proven)\s+){0,2}"
    r"(?:knowledges?|skills?|skilled|ability|abilities|able|understanding|familiarity|proficiency|aptitude|willingness"
    r"|experience)\s+"
    r"(?:and (?:ability|skills?|knowledge|understanding)\s+)?(?:of|in|to|with|at|on|for)\b",
    re.IGNORECASE,
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
        if section.kind not in ("competencies", "knowledge"):
            continue
        for item in _statement_items(section.body):
            if is_disclaimer(item.text) or _is_table_head(item.text):
                continue
            statement = _statement(item, section.kind)
            if isinstance(statement, CompetencyStatement):
                competencies.append(statement)
            else:
                knowledge += statement
    return Statements(competencies=tuple(competencies), knowledge=tuple(knowledge))


def _statement(item: Item, kind: str) -> CompetencyStatement | list[TextLines]:
    text = item.text
    if not _KNOWLEDGE.match(text):
        label, definition = split_label(text, bold=_bold_lead(item.lines[0]))
        if label and (definition or kind == "competencies"):
            return CompetencyStatement(
                label=label,
                definition=definition,
                first_line=item.lines[0].number,
                last_line=item.lines[-1].number,
            )
    return list(_clauses(item))


def _longest_cell(text: str) -> str:
    """The definition among the further cells of a row ("Checks own work.<TAB>3")."""
    return max((cell.strip() for cell in text.split("\t")), key=len)


def _is_table_head(text: str) -> bool:
    """ "Competency<TAB>Definition" over the rows of a table."""
    cells = text.lower().split("\t")
    return len(cells) > 1 and all(cell.strip() in _COLUMNS for cell in cells)


def split_label(text: str, *, bold: str | None = None) -> tuple[str | None, str | None]:
    """Label and definition of one statement; no label where the text does not begin with one."""
    if bold and text.startswith(bold):
        definition = text[len(bold) :].strip().lstrip(":-–— ").strip()
        return _plain_label(bold), definition or None
    for mark in (_CELLS, _DASH, _COLON):
        parting = mark.search(text, 0, _LONGEST_LABEL + 5)
        if parting and _is_label(text[: parting.start()]):
            return text[: parting.start()].strip(), _longest_cell(text[parting.end() :]) or None
    if _is_label(text.rstrip(" -–—:")) and text[-1] not in ".;,":
        return text.rstrip(" -–—:"), None
    return None, None


def _statement_items(body: Sequence[Line]) -> Iterator[Item]:
    items = read_items(_with_dashes(body))
    for place, item in enumerate(_rejoined(items)):
        parts = list(_run_on_parts(item))
        if len(parts) > 1:
            yield from parts
        elif not (place < len(items) and is_introduction((item, *items[place + 1 : place + 2]), 0)):
            yield item


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
        if text.endswith(("–", "—", " -")) or (text.endswith("-") and _is_label(text[:-1])):
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
            bare = _is_label(line.text) and not line.bullet and line.text[-1] not in ".;,:"
            label = len(lines) - 1 if bare else None
    return lines


def _with_text(line: Line, text: str) -> Line:
    return Line(number=line.number, raw=line.raw, text=text, indent=line.indent)


def _bold_lead(line: Line) -> str | None:
    match = _BOLD_LABEL.match(line.raw.strip())
    return match[1].strip(" :-–—") if match and len(match[1]) <= _LONGEST_LABEL else None


# "**Reasoning** – Organizes", "- **Teamwork:** Encourages", "**Flexibility -** Adapts"
_BOLD_LABEL = re.compile(r"(?:[-•·*]\s+)?\*{2,3}([^*]{2,80})\*{2,3}(?!\w)")


def _plain_label(text: str) -> str:
    return text.strip(" :-–—")


def _is_label(text: str) -> bool:
    words = text.split()
    if not words or len(text) > _LONGEST_LABEL or len(words) > _MOST_LABEL_WORDS or _KNOWLEDGE.match(text):
        return False
    if not words[0][0].isupper() or text.count("(") != text.count(")"):
        return False
    return all(word.strip("(,").lower() in SMALL_WORDS or not word.lstrip("(\"“'&/")[:1].islower() for word in words)


def _clauses(item: Item) -> Iterator[TextLines]:
    """ "Considerable knowledge of payroll; knowledge of …; ability to …": one paragraph, many statements."""
    parts = [part.strip() for part in item.text.split(";")]
    clauses = _whole(part for part in parts if part.strip(" .").lower() not in ("", "and", "or"))
    if item.listed or len(item.lines) > 1 or len(clauses) < _FEWEST_CLAUSES:
        yield item.as_lines()
        return
    for clause in clauses:
        yield TextLines(text=_JOINER.sub("", clause), first_line=item.lines[0].number, last_line=item.lines[0].number)


def _whole(parts: Iterable[str]) -> list[str]:
    """ "Knowledge of laws on public health; and of statistical methods": one statement."""
    clauses: list[str] = []
    for part in parts:
        if clauses and _GOES_ON.match(part):
            clauses[-1] = f"{clauses[-1]}; {part}"
        else:
            clauses.append(part)
    return clauses
