"""What do the label lines say: FLSA code, when and by whom established and revised, and the class history?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from taxonomy.model import DatedBy, HistoryEntry
from taxonomy.reading.language.items import read_items
from taxonomy.reading.language.line_ends import joined
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.written_dates import first_date
from taxonomy.reading.layout.titles import starts_with_code_label

_LONGEST_LINE = 20_000
_LONGEST_LABEL_LINE = 80
_DETAIL_KINDS = ("class_detail", "pay", "class_history")
FLSA, ESTABLISHED, ESTABLISHED_BY, REVISED, REVISED_BY = (
    "flsa",
    "established",
    "established_by",
    "revised",
    "revised_by",
)

# "FLSA CODE: Non-exempt", "ESTABLISHED DATE: 12/1/2005", "REVISED BY:", "Established: 8/78  Revised: 6/79, 5/88",
# "FLSA Status: Exempt", "Est. 10/95", "Effective Date: 7/1/2010"
_LABELS = {
    FLSA: r"flsa(?:\s+(?:code|status|designation|exemption|category|type))?",
    ESTABLISHED_BY: r"(?:established|adopted|approved|created|prepared)\s+by",
    REVISED_BY: r"(?:revised|amended|updated)\s+by",
    ESTABLISHED: r"(?:date\s+)?(?:established|adopted|approved|created|originated)(?:\s+date)?|est\.?"
    r"|original\s+establishment\s+date"
    r"|(?:effective|adoption|class established)\s+date|date\s+(?:of\s+)?(?:adoption|approval)",
    REVISED: r"(?:date\s+)?(?:revised|amended)(?:\s+date)?|(?:last\s+|latest\s+)?revis(?:ion|ed)s?(?:\s+dates?)?|rev\.?"
    r"|(?:last\s+)?updated",
}
_LABEL = re.compile(
    r"(?<![\w/])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")(?:\s*:|\t|(?=\s+(?:[\dx]{1,2}[/-]|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|(?:non-?\s?)?exempt\b)))",
    re.IGNORECASE,
)
# "CLASS: MBAF01   EST: 8/1/1989   REV: 3/1/2001"
_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z ]{1,20}:\s*\S{1,15}\s")
# "Revised Date: 4-16-92" / "By: J. Smith": who signed the date above
_BY = re.compile(r"by\s*[:\t]\s*(?P<by>\S.{1,60})", re.IGNORECASE)
_SIGNED = {ESTABLISHED: ESTABLISHED_BY, REVISED: REVISED_BY}
# Any other label on the same line ends a value: "Established: 8/78  EEO: 2"
_NEXT = re.compile(r"\t|\s(?=[A-Z][A-Za-z/ ]{1,24}:)")
# "8/2009: the distinguishing …", "x/2011 (MF) – The …", "xx/2011: …", "4/2011 – Job Title", "March 2011 - …"
_ENTRY = re.compile(
    r"(?P<date>[\dxX]{1,2}[/-](?:[\dxX]{1,2}[/-])?(?:\d{4}|\d{2}|[xX]{2,4})"
    r"|[A-Z][a-z]{2,8}\.?\s(?:\d{1,2},\s)?\d{4}|\d{4})(?!\w)\s*[:–—-]?\s*"
)


# "New class: 5-1-70", "Revise code (formerly 6783), effective July 1, 2007", "Effective 7/1/03 (DLF). Draft …"
_CHANGE = re.compile(
    r"(?:new|revis|effective|adopt|establish|retitl|abolish|creat|merg|title|code|class|amend|add|delet)\w*\b", re.I
)
_DATE = re.compile(
    r"(?<![\w/-])\d{1,2}[/-](?:\d{1,2}[/-])?(?:\d{4}|\d{2})(?![\w/-])|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}"
)


def read_labels(sections: Sequence[SectionLines]) -> dict[str, str]:
    """The value printed behind each label, the first one that is not empty."""
    values: dict[str, str] = {}
    for section in sections:
        if section.kind not in _DETAIL_KINDS:
            continue
        date: str | None = None
        waiting: str | None = (
            next((name for name, _ in _labelled(f"{section.heading}:")), None) if section.heading else None
        )
        for line in section.body:
            if section.kind == "class_history" and not _LABEL.match(line.text):
                continue
            if waiting and line.text:
                if first_date(line.text) and len(line.text) < _LONGEST_LABEL_LINE and not _LABEL.match(line.text):
                    values.setdefault(waiting, line.text)
                waiting = None
            for name, value in _labelled(line.text[:_LONGEST_LINE]):
                if value:
                    values.setdefault(name, value)
                date, waiting = _SIGNED.get(name), None if value else name
            if date and (signed := _BY.fullmatch(line.text)):
                values.setdefault(date, signed["by"].strip())
    return values


def is_detail_line(text: str) -> bool:
    """True for a short label line under the last section: "Revised: 1/5/1999", "Class Code: 2111"."""
    if len(text) >= _LONGEST_LABEL_LINE:
        return False
    labels = _LABEL.match(text) or (_OTHER_LABEL.match(text) and _LABEL.search(text))
    return labels is not None or starts_with_code_label(text)


def dated(values: Mapping[str, str], date: str, by: str) -> DatedBy | None:
    """A date as printed, the day it names if it names a real one, and who signed; null where neither is printed."""
    raw, signed = values.get(date), values.get(by)
    if raw is None and signed is None:
        return None
    return DatedBy(raw=raw, date=first_date(raw) if raw else None, by=signed)


def read_history(sections: Sequence[SectionLines]) -> tuple[HistoryEntry, ...]:
    """The entries of the class history; a paragraph without a date goes on with the entry above it."""
    entries: list[HistoryEntry] = []
    for section in sections:
        if section.kind != "class_history":
            continue
        for text in _history_texts(section):
            entry = _entry(text)
            if entry.raw_date is None and entries and entries[-1].raw_date:
                entries[-1] = HistoryEntry(
                    raw_date=entries[-1].raw_date, text=f"{entries[-1].text} {entry.text}".strip()
                )
            else:
                entries.append(entry)
    return tuple(entries)


def _history_texts(section: SectionLines) -> Iterator[str]:
    """Items; and lines that begin like an entry and name a date are items of their own."""
    for item in read_items(section.body):
        run: list[str] = []
        for line in item.lines:
            if run and (_ENTRY.match(line.text) or (_CHANGE.match(line.text) and _DATE.search(line.text))):
                yield joined(run)
                run = []
            run.append(line.text.strip())
        yield joined(run)


def _entry(text: str) -> HistoryEntry:
    match = _ENTRY.match(text)
    if match is None:
        change = _CHANGE.match(text)
        dates = _DATE.search(text) if change else None
        return HistoryEntry(raw_date=dates[0] if dates else None, text=text)
    return HistoryEntry(raw_date=match["date"], text=text[match.end() :])


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    matches = list(_LABEL.finditer(text))
    ends = [*(match.start() for match in matches), len(text)][1:]
    for match, end in zip(matches, ends, strict=True):
        name = match.lastgroup
        if name:
            yield name, _NEXT.split(text[match.end() : end].strip(), maxsplit=1)[0].strip(" .;,|")
