"""Person specifications as tables: which cells ask, and which only wish?"""

from __future__ import annotations

import pytest

from taxonomy.model import Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

HEAD = """COUNTY COUNCIL OF EASTMERE

JOB DESCRIPTION

Job Title: Parking Officer
Grade: Scale 4

Purpose of the post
To patrol streets and car parks.

Main duties
Patrol on foot and issue penalty notices.
Report faulty signs and meters.

Person Specification

"""
TABLES = {
    "two columns of statements": """Criteria        Essential                                Desirable
Qualifications  NVQ Level 3 or equivalent                IT diploma
Experience      Two years of experience in enforcement   Council experience
""",
    "parted by tabs": "Criteria\tEssential\tDesirable\n"
    "Qualifications\tNVQ Level 3 or equivalent\tIT diploma\n"
    "Experience\tTwo years of experience in enforcement\tCouncil experience\n",
    "letters": """Criteria                                 E/D    Assessed by
NVQ Level 3 or equivalent                E      Application
IT diploma                               D      Application
Two years of experience in enforcement   E      Interview
Council experience                       D      Interview
""",
    "ticks": """| Requirement | Essential | Desirable |
|---|---|---|
| NVQ Level 3 or equivalent | ✓ | |
| IT diploma | | ✓ |
| Two years of experience in enforcement | ✓ | |
| Council experience | | ✓ |
""",
}


def _read(table: str) -> Specification:
    return parse(decode((HEAD + table).encode(), "a.txt")).specifications[0]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_only_what_is_essential_is_asked(table: str) -> None:
    read = _read(table)
    assert read.requirement is not None
    asked = [leaf.quote for leaf in read.requirement.of]  # type: ignore[union-attr]
    assert asked == ["NVQ Level 3 or equivalent", "Two years of experience in enforcement"]
    assert [wish.quote for wish in read.preferences] == ["IT diploma", "Council experience"]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_statement_cites_its_own_row(table: str) -> None:
    lines = (HEAD + table).split("\n")
    read = _read(table)
    for leaf in (*read.requirement.of, *read.preferences):  # type: ignore[union-attr]
        assert leaf.quote in lines[(leaf.first_line or 0) - 1]
