"""What kind of document, which class, of whom, and how sure: in layouts of many employers, in our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from taxonomy.model import ParsedDocument
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

BODY = "Definition\n\nKeeps bees.\n\nExamples of Duties\n\nFeeds bees.\n\nMinimum Qualifications\n\nA year of bees.\n"


def read(text: str, name: str = "text.txt") -> ParsedDocument:
    return parse(decode(text.encode(), name))


REFUSED = [
    (
        "resume",
        "Ann Roe\nann@example.org\n\nEXPERIENCE\nClerk, Elm, 2015-2020\n\nEDUCATION\nB.A.\n\nSKILLS\nSAP",
    ),
    (
        "policy",
        "BEE POLICY NO. 4\n\nPURPOSE\nThis policy sets rules.\n\nSCOPE\nBees.\n\nPROCEDURE\nBees shall fly.",
    ),
    ("memo", "TO: All\nFROM: Ann Roe\nSUBJECT: Duties of bees\n\nDUTIES\n\nSay who feeds the bees."),
    ("other", "Soup\n\nIngredients\nBeans\n\nDirections\n1. Boil the beans."),
]


@pytest.mark.parametrize(("kind", "text"), REFUSED, ids=[kind for kind, _ in REFUSED])
def test_what_specifies_no_class_is_named(kind: str, text: str) -> None:
    parsed = read(text)
    assert (parsed.document_kind, parsed.specifications) == (kind, ())
    assert [problem.code for problem in parsed.problems][-1:] == ["not_a_specification"]


NAMED: list[Any] = [
    pytest.param(f"BEE KEEPER\n\n{BODY}", ("BEE KEEPER", None), id="no-code"),
    pytest.param(f"Role title: Bee Keeper\nRole number: 4711\n\n{BODY}", ("Bee Keeper", "4711"), id="role-number"),
    pytest.param(f"Job Title\nBee Keeper\nJob Code\n3310\n\n{BODY}", ("Bee Keeper", "3310"), id="values-below-labels"),
    pytest.param(f"09/07/2001\nBEE KEEPER\n\n{BODY}", ("BEE KEEPER", None), id="a-date-is-no-code"),
    pytest.param(f"{BODY}\nBee Keeper (Class No. 002163)      Union: EM\n", ("Bee Keeper", "002163"), id="at-the-foot"),
    pytest.param(f"Class Code: 4711\n\n{BODY}", (None, "4711"), id="no-title"),
    pytest.param(f"Department of Bees\nTeam Office\nBEE KEEPER\n\n{BODY}", ("BEE KEEPER", None), id="units"),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_title_and_code_by_evidence(text: str, expected: tuple[str | None, str | None]) -> None:
    (specification,) = read(text).specifications
    assert (specification.title, specification.job_code) == expected


def test_the_number_of_a_recruitment_is_no_code() -> None:
    text = f"Bee Keeper\nJob Number: 2023-00417\nOpening Date: 3/6/2023\nClosing Date: 4/6/2023\n\n{BODY}"
    parsed = read(text)
    (specification,) = parsed.specifications
    assert (specification.job_code, specification.posting_number) == (None, "2023-00417")
    assert parsed.document_kind == "job_posting"


def test_a_missing_title_and_a_missing_employer_are_told() -> None:
    parsed = read(f"Class Code: 4711\n\n{BODY}")
    assert "missing_title" in [problem.code for problem in parsed.problems]
    assert [doubt.field for doubt in parsed.specifications[0].doubts] == ["authority"]


EMPLOYERS = [
    ("THE COMMONWEALTH OF MASSACHUSETTS", "massachusetts"),
    ("WAITAKI DISTRICT COUNCIL", "waitaki"),
    ("MAINE BUREAU OF HUMAN RESOURCES", "maine"),
    ("COUNTY OF KAUA’I", "kauai-county"),
    ("STATE OF OREGON                    DEPARTMENT OF BEES", "oregon"),
]


@pytest.mark.parametrize(("line", "authority"), EMPLOYERS)
def test_the_employer_by_its_letterhead(line: str, authority: str) -> None:
    assert read(f"{line}\nBEE KEEPER\n\n{BODY}").specifications[0].authority == authority


def test_coverage_counts_every_printed_line() -> None:
    covered = read(f"BEE KEEPER\n\nClass Code: 4711\n\n{BODY}\nBee Songs\n\nNone known.\n").specifications[0].coverage
    assert covered is not None
    assert covered.lines == covered.known + covered.inferred + covered.other == 10


def _placed(parsed: ParsedDocument) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for section in (section for one in parsed.specifications for section in one.sections):
        for number in range(section.first_line, section.last_line + 1):
            found.setdefault(number, set()).add(section.kind)
    return found


@pytest.mark.shared
def test_excerpts_of_other_employers(shared_data: Path) -> None:
    """Floors under what was measured: accepted 25 of 25, headed lines 405 of 417, no title wrong without a doubt."""
    folder = shared_data / "wild" / "specs"
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    accepted = headed = right = 0
    for name, truth in truths.items():
        parsed = parse(decode((folder / f"{name}.txt").read_bytes(), f"{name}.txt"))
        accepted += bool(parsed.specifications)
        placed = _placed(parsed)
        for row in truth["by_line"]:
            if not {"title", "furniture"} & set(row["kinds"]) and row.get("heading_printed") is not False:
                headed += 1
                right += bool(placed.get(row["line"], set()) & set(row["kinds"]))
    assert accepted >= 0.95 * len(truths)
    assert right >= 0.93 * headed
