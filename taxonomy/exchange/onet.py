"""O*NET's tables as class specifications: one plain text for each occupation, read like every other document.

The folder is a user's own copy of the tables, tab-separated (`Occupation Data.txt`, `Task Statements.txt` …) or as
workbooks (`Occupation Data.xlsx` …). Only the first is needed; what another table would say is then left out. Each
occupation becomes a text with title, code, description, tasks and the skills, knowledge and abilities that matter for
it, so that lines can be cited and everything else (search, related classes, comparison) works without knowing O*NET.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import python_calamine
from msgspec import Struct

from taxonomy.exchange.taken import TakenColumn

AUTHORITY = "onet"
# On O*NET's scale of importance (1 to 5) this is "important"; what lies below does not describe the occupation.
_IMPORTANT = 3.0
# Importance in the words by which class specifications grade what they ask for; below the last, nothing is asked.
_GRADES = ((4.0, "Extensive"), (3.5, "Thorough"), (3.0, "Considerable"), (2.5, "Working"), (2.0, "Some"))
_CODE = "O*NET-SOC Code"
# What is read out of which tables; release 30.3 parts the skills in two.
_SKILLS, _TECHNOLOGY, _ALTERNATE = (
    ("Skills", "Essential Skills", "Transferable Skills"),
    "Technology Skills",
    "Alternate Titles",
)
_TAKEN = {
    "Occupation Data": "title, code and description",
    "Task Statements": "duties",
    **dict.fromkeys((*_SKILLS, "Knowledge", "Abilities"), "competencies, where important"),
    "Content Model Reference": "definitions of competencies",
    "Job Zones": "notes",
    "Job Zone Reference": "notes",
    _TECHNOLOGY: "notes",
}
_ENDINGS = (".txt", ".xlsx")
_PART = re.compile(r" \([^)]*\)$")
_SPACES = re.compile(r"\s+")
_ATTRIBUTION = (
    "Written out of the O*NET database by the U.S. Department of Labor, Employment and Training Administration, "
    "used under the CC BY 4.0 license; arranged as a class specification by the importer."
)


class NotOnet(ValueError):
    """The folder holds no O*NET tables; the message says which one is missing."""


class ImportedText(Struct, frozen=True):
    """A text to take in: the name it goes by, and its words."""

    name: str
    text: str


class _Element(Struct, frozen=True):
    """A skill or a kind of knowledge of one occupation, with its importance from 1 to 5."""

    importance: float
    id: str
    name: str


class _Tables(Struct, frozen=True, kw_only=True):
    """What is known by occupation code, and the definition of each element."""

    described: Mapping[str, str]
    tasks: Mapping[str, Sequence[str]]
    skills: Mapping[str, Sequence[_Element]]
    knowledge: Mapping[str, Sequence[_Element]]
    abilities: Mapping[str, Sequence[_Element]]
    technology: Mapping[str, Sequence[str]]
    zones: Mapping[str, str]
    other_titles: Mapping[str, Sequence[str]]


def onet_specifications(folder: Path, *, alternate_titles: bool = False) -> Iterator[ImportedText]:
    """A class specification for each occupation in `folder`, in order of their codes.

    Raises NotOnet where the folder has no table of occupations.
    """
    if not _files(folder, "Occupation Data"):
        raise NotOnet(f"{folder} holds no O*NET table “Occupation Data.txt” (tab-separated, with a header line).")
    tables = _read_tables(folder, alternate_titles=alternate_titles)
    for row in sorted(_rows(folder, "Occupation Data"), key=lambda row: row[_CODE]):
        text = "\n\n".join(_paragraphs(row, tables)) + "\n"
        yield ImportedText(f"onet-{row[_CODE]}.txt", text)


def onet_tables(folder: Path, *, alternate_titles: bool = False) -> tuple[TakenColumn, ...]:
    """Every table in `folder`, and what it is taken as; null: nothing of it is taken."""
    taken = _TAKEN | ({_ALTERNATE: "notes"} if alternate_titles else {})
    names = sorted({path.stem for path in folder.iterdir() if path.suffix.lower() in _ENDINGS})
    return tuple(TakenColumn(name=name, taken_as=taken.get(_PART.sub("", name))) for name in names)


def _read_tables(folder: Path, *, alternate_titles: bool) -> _Tables:
    reference = {row["Job Zone"]: row for row in _rows(folder, "Job Zone Reference")}
    return _Tables(
        described={row["Element ID"]: _line(row["Description"]) for row in _rows(folder, "Content Model Reference")},
        tasks=_tasks(folder),
        skills=_elements(folder, *_SKILLS),
        knowledge=_elements(folder, "Knowledge"),
        abilities=_elements(folder, "Abilities"),
        technology=_by_code(folder, _TECHNOLOGY, "Example"),
        zones={row[_CODE]: _zone(row["Job Zone"], reference) for row in _rows(folder, "Job Zones")},
        other_titles=_by_code(folder, _ALTERNATE, "Alternate Title") if alternate_titles else {},
    )


def _tasks(folder: Path) -> Mapping[str, Sequence[str]]:
    """The tasks of each occupation as printed, core tasks first."""
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for row in _rows(folder, "Task Statements"):
        found[row[_CODE]].append((row.get("Task Type") == "Supplemental", _line(row["Task"])))
    return {code: [task for _, task in sorted(tasks, key=lambda task: task[0])] for code, tasks in found.items()}


def _elements(folder: Path, *tables: str) -> Mapping[str, Sequence[_Element]]:
    """The elements of each occupation in all `tables`, the most important first."""
    found: dict[str, list[_Element]] = defaultdict(list)
    for row in chain.from_iterable(_rows(folder, table) for table in tables):
        if row["Scale ID"] == "IM" and row.get("Recommend Suppress") != "Y":
            found[row[_CODE]].append(_Element(float(row["Data Value"]), row["Element ID"], _line(row["Element Name"])))
    return {code: sorted(elements, key=lambda e: (-e.importance, e.id)) for code, elements in found.items()}


def _zone(zone: str, reference: Mapping[str, Mapping[str, str]]) -> str:
    row = reference.get(zone)
    return f"{zone} ({_line(row['Name'])})" if row and row.get("Name") else zone


def _by_code(folder: Path, table: str, column: str) -> Mapping[str, Sequence[str]]:
    """What stands in `column` for each occupation, each text once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(folder, table):
        found[row[_CODE]][_line(row[column])] = None
    return {code: list(texts) for code, texts in found.items()}


def _paragraphs(row: Mapping[str, str], tables: _Tables) -> Iterator[str]:
    """The specification of one occupation under the headings that the reader knows from class specifications."""
    code = row[_CODE]
    yield f"Class Title: {_line(row['Title'])}"
    yield f"Class Code: {code}"
    yield "GENERAL STATEMENT OF CLASS DUTIES"
    yield _line(row["Description"])
    yield from _under("ESSENTIAL DUTIES", tables.tasks.get(code, ()))
    skills, knowledge = tables.skills.get(code, ()), tables.knowledge.get(code, ())
    elements = (*skills, *knowledge, *tables.abilities.get(code, ()))
    stated = [_statement(each, tables.described) for each in elements if each.importance >= _IMPORTANT]
    yield from _under("Competencies, Knowledge, & Skills:", stated)
    yield from _under("KNOWLEDGE AND SKILLS", [*_graded(knowledge, "knowledge of"), *_graded(skills, "skill in")])
    notes = [f"Job Zone: {tables.zones[code]}"] if code in tables.zones else []
    notes += [f"Technology: {each}" for each in tables.technology.get(code, ())]
    notes += [f"Also called: {title}" for title in tables.other_titles.get(code, ())]
    yield from _under("NOTES", [*notes, _ATTRIBUTION])


def _statement(element: _Element, described: Mapping[str, str]) -> str:
    definition = described.get(element.id)
    return f"**{element.name}**" + (f" – {definition}" if definition else "")


def _graded(elements: Sequence[_Element], asked: str) -> Iterator[str]:
    """How much of each is asked for: "Thorough knowledge of Geography."."""
    for element in elements:
        grade = next((word for least, word in _GRADES if element.importance >= least), None)
        if grade:
            yield f"{grade} {asked} {element.name}."


def _under(heading: str, paragraphs: Sequence[str]) -> Iterator[str]:
    if paragraphs:
        yield heading
        yield from paragraphs


def _line(text: str) -> str:
    """`text` on one line."""
    return _SPACES.sub(" ", text).strip()


def _files(folder: Path, table: str) -> list[Path]:
    """The file of a table; a part of it (``Alternate Titles (sample).txt``) serves too."""
    exact = [path for ending in _ENDINGS if (path := folder / f"{table}{ending}").is_file()]
    return exact or sorted(path for ending in _ENDINGS for path in folder.glob(f"{table} (*{ending}"))


def _rows(folder: Path, table: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table by column name; nothing where the folder has no such table. Raises NotOnet."""
    for path in _files(folder, table)[:1]:
        if path.suffix == ".xlsx":
            yield from _sheet_rows(path)
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _sheet_rows(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise NotOnet(f"{path.name} is not a workbook that can be read.") from error
    names = [str(cell) for cell in rows[0]] if rows else []
    for row in rows[1:]:
        yield dict(zip(names, map(str, row), strict=False))
