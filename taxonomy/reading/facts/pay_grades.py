"""Under which pay grade does a document place a class, with or without the word "grade"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import fold_heading

_VALUE = r"(?=[A-Z-]{0,5}\d)[A-Z0-9]{1,6}(?:[-/][A-Z0-9]{1,4})?"
# "Pay Grade: 615-S" · "Salary Group B17" · "Pay Level 12" · "Salary Range 34"
_LABELLED = re.compile(
    r"\b(?:pay|salary|wage|job|compensation|classification)\s+(?:scale\s+)?(?:grade|group|level|band|range|schedule|class)"
    rf"(?:\s+(?:no\.?|number|code))?(?:\s*[:#\t/ ]\s*)+(?P<grade>{_VALUE})(?![\d,.]*\d)\b",
    re.IGNORECASE,
)
# "Grade: 9", "Band: 4", "Gradd / Grade: SO1" as a label
_LABEL = re.compile(
    r"(?:^|[|\t/]\s?)(?:grade|band|scale|graddfa|échelle)(?:\s*[:/])+\s*(?P<grade>[A-Z]{0,3}-?\d{1,3}[A-Z]?)\b",
    re.IGNORECASE,
)
# "Physical Scientist, GS-1301-11": plan, series and grade of the federal service
_FEDERAL = re.compile(r"\b(?P<grade>(?:GS|GL|GG|WG|WL|WS)-\d{3,4}-\d{1,2})\b")
_CELLS, _IN_A_CELL = re.compile(r"\s{2,}|\t"), re.compile(r"[A-Z]{0,3}-?\d{1,3}[A-Z]?")
# "Grade: G" · "Pay Band: C" · "Grade VII": letters and Roman numerals only where nothing else stands in the cell
_LETTER = re.compile(
    r"(?:(?:pay|salary|job)\s+)?(?:grade|band)\s*:\s*(?P<grade>[A-Z]|[IVX]{1,4})(?=\s*(?:$|[|\t(]))", re.IGNORECASE
)
# "EU 15" alone under SALARY INFORMATION
_ALONE = re.compile(r"(?:\D{0,40}:\s*)?(?P<grade>[A-Z]{1,3}[ -]?\d{1,3}[A-Z]?)")
# "Band 2", "GRID R9", "Grade 5", "Range 45": the word belongs to the grade where no label stands before it
_WORDED = re.compile(
    r"(?:[A-Z][A-Za-z/ ]{0,40}:\s*(?:[A-Za-z-]{2,15},\s)?)?"
    r"(?P<grade>(?:band|grade|grid|range|group|(?<=:\s)(?:level|scale)|SCP)"
    r"\s+[A-Z]{0,3}-?\d{1,3}[A-Z]?(?:\s?[-–]\s?\d{1,3})?)",
    re.IGNORECASE,
)
# "Library Staff Officer (Grade 5)"
_BRACKETED = re.compile(r"(?<=[A-Za-z] )\((?P<grade>(?:Grade|Band|Grid)\s+(?:[A-Z]{0,3}\d{1,3}|[IVX]{1,4}))\)")
# "SR-20, BU-13" · "AS615 $40,914 - $80,267" · "GS612  $31,450": told by the unit or the range beside it
_BESIDE = re.compile(r"(?P<grade>[A-Z]{1,3}-?\d{1,3}[A-Z]?)\s*(?:[,;/]\s*BU[- ]?\d|:?\s*\\?[$£€])")
# "SR-14" alone in the title block: told by the name of the pay plan
_IN_A_PLAN = re.compile(r"(?P<plan>[A-Z]{2})(?:-| )?\d{1,2}[A-Z]?")
_WITH_UNIT = re.compile(r"(?<![\w-])(?P<grade>[A-Z]{2}-?\d{1,2}[A-Z]?)\s*[,;/]\s*BU[- ]?\d")
_DIGIT = re.compile(r"\d|(?i:\b(?:grade|band)\b)")
_NEAR_THE_TITLE = frozenset(("class_detail", "pay", "general_statement", "other"))
_LONGEST_LABEL, _LONGEST_VALUE = 60, 50


def read_grades(sections: Sequence[SectionLines]) -> Iterator[tuple[str, int]]:
    """Each grade as printed, with its line, in printed order."""
    for section in sections:
        lines = tuple(section.numbered_lines())
        for place, (number, text) in enumerate(lines):
            following, below = lines[place + 1] if place + 1 < len(lines) else (0, "")
            below = below if following == number + 1 or re.search(r"\d", below) else ""
            if grade := _grade(section, text) or _below_label(section, text, below):
                yield grade, number
        yield from _in_columns(section)


def _in_columns(section: SectionLines) -> Iterator[tuple[str, int]]:
    """The grade in its cell of each row below a row of labels, or in the cell behind its label."""
    labels = read_table("pay.toml")["grade_labels"]
    head: list[str] = []
    for line in section.body if section.kind in ("class_detail", "pay") else ():
        cells = _CELLS.split(line.raw.strip())
        if len(cells) == 1:
            continue
        folded = [fold_heading(cell) for cell in cells]
        place = next((place for place, cell in enumerate(folded) if cell in labels), -1)
        if place >= 0:
            head = folded
            value = cells[place + 1] if place % 2 == 0 and place + 1 < len(cells) else ""
        else:
            at = next((at for at, cell in enumerate(head) if cell in labels), -1)
            value = cells[at] if at >= 0 and len(cells) == len(head) else ""
        if _IN_A_CELL.fullmatch(value):
            yield value, line.number


def _grade(section: SectionLines, text: str) -> str | None:
    if not _DIGIT.search(text):  # every form of a grade has one or the word, few lines do
        return None
    found = _LABELLED.search(text) or _LABEL.search(text) or _LETTER.match(text)
    found = found or (_FEDERAL.search(text) if section.kind == "class_detail" else None)
    if found and "$" in text[found.start() : found.end() + 1]:
        found = None
    if found is None and section.kind in _NEAR_THE_TITLE:
        titled = section.kind in ("pay", "class_detail")
        beside = (_WORDED.fullmatch(text) or _BESIDE.match(text) or _WITH_UNIT.search(text)) if titled else None
        found = beside or _BRACKETED.search(text)
    if found is None and section.kind == "pay":
        found = _ALONE.fullmatch(text)
    if found is None and section.kind == "class_detail" and (plan := _IN_A_PLAN.fullmatch(text)):
        return text.strip() if plan["plan"] in read_table("pay.toml")["plans"] else None
    return found["grade"].strip() if found else None


def _below_label(section: SectionLines, text: str, below: str) -> str | None:
    """The value under a label of its own line ("Classification/Grade/Band"), or under a row of labels."""
    if section.kind not in ("class_detail", "pay") or not below:
        return None
    labels = read_table("pay.toml")["grade_labels"]
    if len(text) <= _LONGEST_LABEL and fold_heading(text) in labels:
        return below if len(below) <= _LONGEST_VALUE and "$" not in below and ":" not in below else None
    columns = _columns(fold_heading(text).split())
    place = next((place for place, label in enumerate(columns) if label in labels), None)
    values = below.split()
    if place is None or not values:
        return None
    # The title, in the first column, may be of several words: the values are counted from the right then.
    whole = sum(len(label.split()) for label in columns) == len(fold_heading(text).split())
    at = place if len(values) <= len(columns) or not whole else len(values) - len(columns) + place
    return values[at] if at < len(values) and re.search(r"\d", values[at]) else None


def _columns(words: Sequence[str]) -> tuple[str, ...]:
    """The known labels that a head row begins with: "Job Code Pay Scale Group Pay Scale Type …"."""
    known = read_table("pay.toml")["column_labels"]
    columns: list[str] = []
    start = 0
    while start < len(words):
        label = next(
            (" ".join(words[start:end]) for end in range(len(words), start, -1) if " ".join(words[start:end]) in known),
            None,
        )
        if label is None:
            break
        columns.append(label)
        start += len(label.split())
    return tuple(columns) if len(columns) > 1 else ()
