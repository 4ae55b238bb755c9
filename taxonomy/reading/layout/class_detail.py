"""What do the label lines say: FLSA code, when and by whom established and revised, and the class history?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.written_dates import find_partial_dates, writes_day_first
from taxonomy.model import DatedBy, HistoryEntry, Problem, Specification
from taxonomy.reading.language.items import read_items
from taxonomy.reading.language.line_ends import joined
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.titles import starts_with_code_label

_LONGEST_LINE = 20_000
_LONGEST_LABEL_LINE = 80
_LONGEST_DATE, _YEAR = 30, 4
_DETAIL_KINDS = ("class_detail", "pay", "class_history")
FLSA, ESTABLISHED, ESTABLISHED_BY, REVISED, REVISED_BY, OPENED = (
    "flsa",
    "established",
    "established_by",
    "revised",
    "revised_by",
    "opened",
)

# "FLSA CODE: Non-exempt", "ESTABLISHED DATE: 12/1/2005", "REVISED BY:", "Established: 8/78  Revised: 6/79, 5/88",
# "FLSA Status: Exempt", "Est. 10/95", "Effective Date: 7/1/2010"
_LABELS = {
    FLSA: r"flsa(?:\s+(?:code|status|designation|exemption|category|type))?",
    ESTABLISHED_BY: r"(?:established|adopted|approved|created|prepared)\s+by",
    REVISED_BY: r"(?:revised|amended|updated)\s+by",
    OPENED: r"(?:open|opening|posting|posted)\s+date|date\s+(?:opened|posted)",
    ESTABLISHED: r"(?:date\s+)?(?:established|adopted|approved|created|originated|issued|prepared|written|classified)"
    r"(?:\s+date)?|est\.?"
    r"|(?:(?:job|position|role|post)\s+description|document|profile)\s+date|effective(?=\s*:)|date\s+effective"
    r"|date\s+d['’]entrée\s+en\s+vigueur"
    r"|original\s+establishment\s+date|new\s+class|class\s+(?:established|created|adopted)"
    r"|(?:effective|adoption|creation|issue|approval|original|class\s+established)\s+date"
    r"|date\s+(?:of\s+)?(?:adoption|approval|creation|issue|origin|preparation)",
    REVISED: r"(?:date\s+)?(?:last\s+)?(?:revised|amended|modified|reviewed)(?:\s+date)?"
    r"|(?:last\s+|latest\s+)?revis(?:ion|ed)s?(?:\s+dates?)?|rev\.?|change\s+date|date\s+(?:of\s+)?(?:change|revision)"
    r"|(?:date\s+)?(?:last\s+)?updated?(?:\s+date)?|(?:last|date\s+of(?:\s+last)?)\s+(?:review|update|revision)(?:\s+date)?|review\s+date"
    r"|date\s+de\s+(?:la\s+)?(?:révision|mise\s+à\s+jour)|révisée?\s+le",
}
_LABEL = re.compile(
    r"(?<![\w/])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")(?:(?:\s+by\s+(?:the\s+)?[A-Z][^\d:.]{2,60}?)?\s*:|\t"
    r"|(?:\s+by\s+(?:the\s+)?[A-Z][^\d:.]{2,60}?)?(?:\s+on(?:\s+the)?)?(?=\s+(?:[\dx]{1,2}[/-]|\d{4}-\d\d|"
    r"[A-Z][a-z]{2,8}\.?\s(?:\d{1,2},\s)?\d{4}|\d{1,2}(?:st|nd|rd|th)\b|(?:non-?\s?)?exempt\b)))",
    re.IGNORECASE,
)
# "CLASS: MBAF01   EST: 8/1/1989   REV: 3/1/2001"
_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z ]{1,20}:\s*\S{1,15}\s")
# "Revised Date: 4-16-92" / "By: J. Smith": who signed the date above
_BY = re.compile(r"by\s*[:\t]\s*(?P<by>\S.{1,60})", re.IGNORECASE)
_SIGNED = {ESTABLISHED: ESTABLISHED_BY, REVISED: REVISED_BY}
# "Date: 05/06/2018" in the title block is the date of the sheet
_DATE_WORD = re.compile(r"^date\s*:\s*", re.IGNORECASE)
# "Profile last reviewed 03/11/2021", "Created 1988; last revised 12/05"
_DATED_AT_THE_END = re.compile(
    r"(?:[A-Z]\w*\s)?(?:\w+\s(?:19|20)\d\d\s*[;,]\s*)?(?:last\s|latest\s)?(?:reviewed|revised|updated|amended|adopted|approved)"
    r"\s+(?:on\s+)?(?:\d{1,2}[/.-](?:\d{1,2}[/.-])?\d{2,4}|(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\s(?:\d{1,2},\s)?\d{4})\.?",
    re.IGNORECASE,
)
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
                if (
                    find_partial_dates(line.text)
                    and len(line.text) < _LONGEST_LABEL_LINE
                    and not _LABEL.match(line.text)
                ):
                    values.setdefault(waiting, line.text)
                waiting = None
            for name, value in _labelled(line.text[:_LONGEST_LINE]) or _label_alone(line.text):
                if value and (name != REVISED or _is_later(value, values.get(name))):
                    values[name] = value if name == REVISED else values.get(name, value)
                date, waiting = _SIGNED.get(name), None if value else name
            if date and (signed := _BY.fullmatch(line.text)):
                values.setdefault(date, signed["by"].strip())
    return values


def _is_later(value: str, held: str | None) -> bool:
    """Of several revisions, each on its own line ("Rev. 6/94", "Rev. 10/02"), the last day counts."""
    if held is None:
        return True
    earlier, later = (date_of(text, latest=True, day_first=False) for text in (held, value))
    return bool(earlier and later and later > earlier)


def is_detail_line(text: str) -> bool:
    """True for a short label line under the last section: "Revised: 1/5/1999", "Class Code: 2111"."""
    if len(text) >= _LONGEST_LABEL_LINE:
        return False
    labels = (
        _LABEL.match(text) or (_OTHER_LABEL.match(text) and _LABEL.search(text)) or _DATED_AT_THE_END.fullmatch(text)
    )
    return labels is not None or starts_with_code_label(text)


def dated(values: Mapping[str, str], date: str, by: str | None = None, *, day_first: bool = False) -> DatedBy | None:
    """A date as printed, the day, month or year it names, and who signed; null where neither is printed."""
    raw, signed = values.get(date), values.get(by or "")
    if raw is None and signed is None:
        return None
    return DatedBy(raw=raw, date=date_of(raw, latest=date == REVISED, day_first=day_first), by=signed)


def date_of(raw: str | None, *, latest: bool, day_first: bool) -> str | None:
    """The first date in `raw`, or the last day of several revisions ("6/79, 5/88"); null where none is real."""
    dates = [one.iso for one in find_partial_dates(raw or "", day_first=day_first)]
    return (max(dates) if latest else dates[0]) if dates else None


def day_first(sections: Sequence[SectionLines]) -> bool | None:
    """Do the dates of this text put the day first, or its currency and schools tell so? None where nothing tells."""
    texts = [line.text for section in sections for line in section.body]
    told = writes_day_first(texts)
    return told if told is not None else _abroad("\n".join(texts)) or None


def _abroad(text: str) -> bool:
    return any(sign in text for sign in read_table("date_orders.toml")["day_first_signs"])


def unknown_order(specification: Specification) -> Problem | None:
    """A problem where the dates of a class leave open which is the day, and nothing tells its employer's order."""
    if specification.authority in read_table("date_orders.toml")["month_first"]:
        return None
    printed = [date.raw for date in (specification.established, specification.revised) if date and date.raw]
    unsure = [raw for raw in printed if any(not one.ordered for one in find_partial_dates(raw))]
    text = "\n".join(section.text for section in specification.sections)
    if not unsure or writes_day_first(text.split("\n")) is not None or _abroad(text):
        return None
    line = next((s.first_line for s in specification.sections if unsure[0] in s.text), specification.first_line)
    message = f"“{unsure[0]}”: the order of day and month is not known for this employer. It is read month first."
    return Problem(code="date_order_unknown", message=message, first_line=line, last_line=line)


def date_alone(sections: Sequence[SectionLines]) -> str | None:
    """The date of the sheet, printed without a label in the title block or above the first paragraph ("2/1/91 F")."""
    if any(section.kind == "how_to_apply" for section in sections):
        return None
    block = [line for section in sections if section.heading is None for line in section.body if line.text]
    first = next((section for section in sections if section.heading), None)
    above = [line for line in first.body if line.text][:1] if first else []
    below = first.first_line if first else 0
    dates = (line.text for line in (*block, *above) if _is_date(line.text) and line.number <= below + 2)
    return next((_DATE_WORD.sub("", text) for text in dates), None)


def _is_date(text: str) -> bool:
    text = _DATE_WORD.sub("", text)
    dates = find_partial_dates(text) if len(text) < _LONGEST_DATE else ()
    return (
        len(dates) == 1
        and len(dates[0].iso) > _YEAR
        and not re.sub(r"\s[A-Z]$", "", text.replace(text[dates[0].start : dates[0].end], "", 1)).strip()
    )


def _label_alone(text: str) -> list[tuple[str, str]]:
    """ "Date of Approval" over its date."""
    return [(name, "") for name, _ in _labelled(f"{text}:")] if len(text) < _LONGEST_DATE and ":" not in text else []


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


def _labelled(text: str) -> list[tuple[str, str]]:
    matches = list(_LABEL.finditer(text))
    ends = [*(match.start() for match in matches), len(text)][1:]
    return [
        (match.lastgroup or "", _NEXT.split(text[match.end() : end].strip(), maxsplit=1)[0].strip(" .;,|"))
        for match, end in zip(matches, ends, strict=True)
    ]
