"""What does a classification notice change, who issued it, who hears it, and when?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import dedent

from msgspec.structs import replace

from taxonomy.basics.written_dates import first_date
from taxonomy.model import Line, Notice, NoticePart, Problem, TextLines
from taxonomy.reading.language.authorities import find_authority
from taxonomy.reading.language.sentences import passages, sentences, without_marks
from taxonomy.reading.notices.notice_acts import has_acts, read_acts, speaks_of_plan
from taxonomy.reading.notices.notice_captions import caption_operation
from taxonomy.reading.notices.notice_changes import Changes, read_changes, with_acts
from taxonomy.reading.notices.notice_items import item_leads, read_items
from taxonomy.reading.notices.notice_letter import compare_with_tables, read_clauses
from taxonomy.reading.notices.notice_schedule import (
    is_about_hearing,
    read_comment_deadline,
    read_effective_rule,
    read_hearing,
    read_posting_days,
)
from taxonomy.reading.notices.notice_standing import read_standing
from taxonomy.reading.notices.notice_tables import TableReading, read_tables

# "Classification Notice No. 1341" · "CLASSIFICATION NOTICE #1402A"
_NUMBER = re.compile(
    r"\b(?:Classification|Class|Pay Plan)\s+Notice"
    r"(?:\s*(?:Number|Nos?\.?|#)\s*(?P<number>[\dA-Z][\w-]*))?",
    re.IGNORECASE,
)
# "From: Christopher M.A. Lujan, Interim Director"
_FIELD = re.compile(r"^\s*(?P<name>To|From|Date|Subject|Re)\s*:\s*(?P<value>.*)$", re.IGNORECASE)
_PLAN = re.compile(r"\bclassification\s+(?:and|&)\s+pay\s+plan\b", re.IGNORECASE)
_HEAD_LINES = 30
_SHORTEST_PARAGRAPH = 90


def looks_like_notice(lines: Sequence[Line]) -> bool:
    """Whether the head of `lines` is that of a classification notice: its name, or a memo about the plan."""
    head = [without_marks(line.text).strip() for line in lines if line.text.strip()][:_HEAD_LINES]
    if any(_NUMBER.match(text) and len(text) < _SHORTEST_PARAGRAPH for text in head):
        return True
    labels = {found["name"].lower() for text in head if (found := _FIELD.match(text))}
    if len(labels) >= 3 and any(_PLAN.search(text) for text in head):
        return True
    return speaks_of_plan(head) and _states_a_change(lines)


def _states_a_change(lines: Sequence[Line]) -> bool:
    """Whether a table under its caption, or a sentence, changes a class."""
    reading = read_tables(lines)
    changed = any(table.rows and table.has("title") and table.says_what_is_done for table in reading.tables)
    text = _text(lines, reading)
    return changed or has_acts(sentences(text)) or any(_items(lines, reading)[1])


def read_notice(lines: Sequence[Line]) -> tuple[Notice, tuple[Problem, ...]]:
    """The notice that stands on `lines`; each non-blank line is in one of its parts."""
    lines = _without_margins(lines)
    head = _head(lines)
    reading = read_tables(lines[len(head) :])
    text = _text(lines[len(head) :], reading)
    items, used = _items(lines[len(head) :], reading)
    said = list(sentences(text))
    changes, problems = read_changes(reading.tables)
    acts, not_understood = read_acts(each for each in said if not _holds(each, used))
    changes = with_acts(with_acts(changes, items), acts)
    changes, disagreements = compare_with_tables(read_clauses(said), changes)
    hearing, further = read_hearing(_hearing_passages(text))
    rule = read_effective_rule(said) or read_effective_rule(list(sentences(lines)))
    notice = Notice(
        number=_number(lines),
        date=_date(lines, head),
        subject=_field(head, "subject", "re"),
        issuer=_field(head, "from"),
        authority=find_authority(
            (line.text for line in head), "\n".join(without_marks(line.text) for line in lines)
        ).id,
        retitled=changes.retitled,
        regraded=changes.regraded,
        new=changes.new,
        abolished=changes.abolished,
        hearing=hearing,
        comment_deadline=read_comment_deadline(said),
        posting_days=read_posting_days(said),
        effective_rule=rule.text if rule else None,
        standing=read_standing("\n".join(line.text for line in lines)),
        parts=_parts(lines, head, reading),
        first_line=lines[0].number,
        last_line=lines[-1].number,
    )
    return notice, (*reading.problems, *problems, *not_understood, *disagreements, *further)


def _items(lines: Sequence[Line], reading: TableReading) -> tuple[Changes, set[int]]:
    """The changes that lines of a list state, each under the lead line above it."""
    tables = {number for table in reading.tables for number in range(table.first_line, table.last_line + 1)}
    outside = [line for line in lines if line.number not in tables]
    under = item_leads(outside, reading.operations)
    return read_items([line for line in outside if line.number not in reading.operations], under)


def _holds(sentence: TextLines, used: set[int]) -> bool:
    return bool(used & set(range(sentence.first_line, sentence.last_line + 1)))


def _without_margins(lines: Sequence[Line]) -> list[Line]:
    """White space that every line begins with, or blanks that lines end with, part no cells of a table."""
    dedented = dedent("\n".join(line.raw for line in lines)).split("\n")
    return [replace(line, raw=raw.rstrip()) for line, raw in zip(lines, dedented, strict=True)]


def _head(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines before the letter: all up to the last memo field, and its continuation lines.

    A label that comes again (``Date:`` under ``Public Hearing``) belongs to the text.
    """
    seen: set[str] = set()
    last = 0
    for place, line in enumerate(lines[: _HEAD_LINES * 2]):
        text = without_marks(line.text).strip()
        label = _FIELD.match(text)
        if label["name"].lower() in seen if label else caption_operation(line):
            break
        seen |= {label["name"].lower()} if label else set()
        if label or (_NUMBER.match(text) and len(text) < _SHORTEST_PARAGRAPH):
            last = place + 1
    while 0 < last < len(lines) and lines[last].text.strip() and len(lines[last].text) < _SHORTEST_PARAGRAPH:
        last += 1
    return lines[:last]


def _field(head: Sequence[Line], *names: str) -> str | None:
    """The value of a memo field; a value may go on below its label until the next label or a blank line."""
    value: list[str] | None = None
    for line in head:
        text = without_marks(line.text)
        found = _FIELD.match(text)
        if value is not None and (found or (value and not text.strip())):
            break
        if found and found["name"].lower() in names:
            value = [found["value"].strip()] if found["value"].strip() else []
        elif value is not None and text.strip():
            value.append(text.strip())
    return " ".join(value) or None if value else None


def _number(lines: Sequence[Line]) -> str | None:
    found = (_NUMBER.search(without_marks(line.text)) for line in lines)
    return next((match["number"] for match in found if match and match["number"]), None)


def _date(lines: Sequence[Line], head: Sequence[Line]) -> str | None:
    stated = _field(head, "date")
    if stated:
        return first_date(stated)
    return next((date for line in head or lines[:_HEAD_LINES] if (date := first_date(line.text))), None)


def _text(lines: Sequence[Line], reading: TableReading) -> list[Line]:
    """The lines that are neither tables nor their captions."""
    tables = {number for table in reading.tables for number in range(table.first_line, table.last_line + 1)}
    taken = tables | set(reading.captions)
    return [line for line in lines if line.number not in taken]


def _hearing_passages(text: Sequence[Line]) -> Iterator[TextLines]:
    """Sentences about the hearing, and paragraphs of label lines (``Hearing`` above ``Date:``, ``Time:``)."""
    lines = {line.number: line for line in text}
    for passage in passages(text):
        own = [lines[number] for number in passage.numbers]
        if is_about_hearing(passage.text) and any(_FIELD.match(line.text) for line in own):
            yield TextLines(text=passage.text, first_line=own[0].number, last_line=own[-1].number)
        else:
            yield from sentences(own)


def _parts(lines: Sequence[Line], head: Sequence[Line], reading: TableReading) -> tuple[NoticePart, ...]:
    kinds = _kinds(lines, head, reading)
    printed = [line for line in lines if line.text.strip()]
    runs = groupby(printed, key=lambda line: kinds[line.number])
    return tuple(_part(kind, list(run)) for (kind, _), run in runs)


def _kinds(lines: Sequence[Line], head: Sequence[Line], reading: TableReading) -> dict[int, tuple[str, int]]:
    """For each line its kind, and the caption it stands under, so that each captioned table is a part of its own."""
    kinds = {line.number: ("heading", 0) for line in head}
    for table in reading.tables:
        numbers = range(table.first_line, table.last_line + 1)
        kinds.update(dict.fromkeys(numbers, ("table", table.caption_line)))
    kinds.update({caption: ("table", caption) for caption in reading.captions})
    for passage in passages([line for line in lines if line.number not in kinds]):
        kinds.update(dict.fromkeys(passage.numbers, (_kind_of(passage.text), 0)))
    return kinds


def _kind_of(text: str) -> str:
    said = [TextLines(text=text, first_line=1, last_line=1)]
    if read_effective_rule(said):
        return "rule"
    if read_posting_days(said) is not None:
        return "posting"
    if read_comment_deadline(said):
        return "comments"
    if is_about_hearing(text) or "to be heard" in text:
        return "hearing"
    return "letter" if len(text) >= _SHORTEST_PARAGRAPH else "other"


def _part(kind: str, run: Sequence[Line]) -> NoticePart:
    return NoticePart(
        kind=kind,
        first_line=run[0].number,
        last_line=run[-1].number,
        text="\n".join(line.text.strip() for line in run),
    )
