"""Statements of the bundled documents, by a reader just good enough for these tests of wording."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from taxonomy.basics.naming import slug
from taxonomy.model import Statement

DOCUMENTS = Path(__file__).resolve().parents[2] / "data" / "documents"
_START = re.compile(r"^[#*\s]*Competencies, Knowledges?,? & Skills:")
_END = re.compile(r"^[#*\s]*Physical Demands")
_LABELLED = re.compile(r"^\**([A-Z][A-Za-z/&,\- ]{2,60}?)\**\s*[–—-]\**\s+(.*)$")
_SUPERSEDED = {("004", 3), ("004", 4)}  # proposals in the notice that other documents print as adopted


@cache
def bundled_statements() -> tuple[Statement, ...]:
    """182 statements, 151 of them in the nine current specifications."""
    return tuple(statement for path in sorted(DOCUMENTS.glob("*.txt")) for statement in _read(path))


def _read(path: Path) -> list[Statement]:
    name = path.name[:3]
    found: list[Statement] = []
    inside, number = False, 0
    for line_number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        inside = (inside or bool(_START.match(line))) and not _END.match(line)
        number += bool(_START.match(line))
        text = line.strip()
        labelled = _LABELLED.match(text) if inside else None
        if labelled:
            found.append(_statement(name, number, line_number, labelled[1].strip(), labelled[2]))
        elif inside and text[:1].islower():
            last = found.pop()
            found.append(_statement(name, number, last.first_line, last.label, f"{last.definition} {text}"))
    return found


def _statement(document: str, number: int, line: int, label: str, definition: str) -> Statement:
    return Statement(
        id=f"{document}:{line}:{slug(label)}",
        class_id=f"denver/{document}-{number}",
        class_title=f"{document}.{number}",
        document=document,
        first_line=line,
        last_line=line,
        label=label,
        definition=definition,
        current=(document, number) not in _SUPERSEDED,
    )


def definition(document: str, line: int) -> str:
    """The definition printed on this line."""
    return next(s.definition or "" for s in bundled_statements() if (s.document, s.first_line) == (document, line))
