"""Which classes does a table of roles hold: the UK Government Digital and Data framework, and tables like it?

A row says that a role, on one of its levels, needs a skill on one of the skill's levels. Each role level becomes a
class specification as plain text, so that its lines can be cited like those of every other document.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from taxonomy.basics.naming import slug
from taxonomy.exchange.onet import ImportedText
from taxonomy.exchange.taken import TableReport, TakenColumn

AUTHORITY = "gdad"
_TAKEN = {
    "role": "title, notes",
    "role level": "title",
    "role level description": "description and duties",
    "role description": "notes",
    "role family": "notes",
    "role type": "notes",
    "skill name": "competency",
    "skill description": "definition of the competency",
    "skill level": "level of the competency",
    "skill level description": "text of the level",
}
_NEEDED = ("role", "role level", "skill name", "skill level")
_BULLET = re.compile(r"\n\s*[-•*]\s+")
_NOTES = ("role family", "role", "role type", "role description")
_SAYS_NOTHING = re.compile(r"missing|n/?a|none|tbc|tbd|this skill level is currently not defined\.?", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u200b]+")
_SOURCE = (
    "Written out of a table of roles and skills; where that is the Government Digital and Data framework: Crown "
    "copyright, Open Government Licence v3.0."
)
_Row = Mapping[str, str]


def is_table_of_roles(data: bytes) -> bool:
    """Does the head of this CSV name roles, their levels, skills and their levels?"""
    return set(_NEEDED) <= set(_heads(data).values())


def role_specifications(data: bytes) -> Iterator[ImportedText]:
    """A class specification for each level of each role, in the order of the table."""
    roles: dict[tuple[str, str], list[_Row]] = {}
    for row in _rows(data):
        if row["role"] and row["role level"]:
            roles.setdefault((row["role"], row["role level"]), []).append(row)
    for (role, level), rows in roles.items():
        yield ImportedText(f"gdad-{slug(role)}-{slug(level)}.txt", "\n\n".join(_paragraphs(level, rows)) + "\n")


def roles_report(data: bytes) -> TableReport:
    """Every column of the table and what it is taken as, and the rows that name no role, level or skill."""
    rows = list(_rows(data))
    lacking = (n for n, row in enumerate(rows, start=2) if not all(row[name] for name in _NEEDED[:3]))
    heads = _heads(data)
    columns = tuple(TakenColumn(name=name, taken_as=_TAKEN.get(known)) for name, known in heads.items())
    return TableReport(columns=columns, rows=len(rows), without_label=tuple(lacking))


def _paragraphs(level: str, rows: Sequence[_Row]) -> Iterator[str]:
    first = rows[0]
    yield f"Class Title: {level}"
    said, *duties = _parts(first.get("role level description", ""))
    if said:
        yield "GENERAL STATEMENT OF CLASS DUTIES"
        yield said
    if duties:
        yield "ESSENTIAL DUTIES"
        yield from (f"- {duty}" for duty in duties)
    yield "COMPETENCIES"
    for row in {row["skill name"]: row for row in rows if row["skill name"]}.values():
        yield _competency(row)
    yield "NOTES"
    yield from (f"{name.capitalize()}: {_line(first[name])}" for name in _NOTES if first.get(name, "").strip())
    yield _SOURCE


def _competency(row: _Row) -> str:
    """The skill with the level that is asked for, and what that level takes."""
    level, text = _line(row["skill level"]), _said(row.get("skill level description", ""))
    definition = _said(row.get("skill description", ""))
    name = f"**{_line(row['skill name'])}**" + (f" – {definition}" if definition else "")
    wanted = [f"Required level: {level}"] if level else []
    return "\n\n".join([name, *wanted, *([f"{level}: {text}"] if level and text else [])])


def _parts(text: str) -> list[str]:
    """The sentence before a list, and the items of the list."""
    return [_line(part).removesuffix(":") for part in _BULLET.split(text)]


def _said(text: str) -> str:
    """A text with its list on one line; nothing where the table only says that it is missing."""
    lead, *items = _parts(text)
    whole = f"{lead}: {'; '.join(items)}" if lead and items else lead or "; ".join(items)
    return "" if _SAYS_NOTHING.fullmatch(whole) else whole


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _heads(data: bytes) -> dict[str, str]:
    """The heads of the columns as printed, with the names they are known by."""
    first = next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")), [])
    return {name: _line(name).lower() for name in first}


def _rows(data: bytes) -> Iterator[_Row]:
    heads = _heads(data)
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield {heads[name]: (cell or "") for name, cell in row.items() if name in heads}
