"""A specification in one long line is read by its inner headings; what stands before the first is kept."""

from __future__ import annotations

import pytest

from taxonomy.model import Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

ONE_LINE = (
    "TOOL KEEPER Class Code: 4410 DEFINITION: Keeps the tools of the yard in order. EXAMPLES OF DUTIES: Lends tools. "
    "Mends handles. KNOWLEDGE OF: hand tools; safety. ABILITY TO: lift; count. MINIMUM QUALIFICATIONS: One year of "
    "stock work. SALARY: $3,900 - $4,700 per month."
)
SCANNED = (
    "HomeMy WebLink 3.411 TOOL KEEPER 20240101 PART I DEPARTMENT OF PERSONNEL COUNTY OF LARKHAM 3.411 Class "
    "Specifications for the Class: TOOL KEEPER SR-18, BU-03 Duties Summary: Keeps tools in the yard. Distinguishing "
    "Characteristics: This class differs from the Tool Chief. Examples of Duties: Lends tools; mends handles. Minimum "
    "Qualification Requirements: Training and Experience: Two years of stock work. Knowledge of: Tools; law."
)


def read(text: str) -> Specification:
    (specification,) = parse(decode(text.encode(), "kept.txt")).specifications
    return specification


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (ONE_LINE, ["general_statement", "duties", "knowledge", "knowledge", "minimum_qualifications", "pay"]),
        (SCANNED, ["general_statement", "distinguishing_characteristics", "duties", "knowledge"]),
    ],
)
def test_every_inner_heading_opens_its_section(text: str, kinds: list[str]) -> None:
    read_kinds = [section.kind for section in read(text).sections]
    assert [kind for kind in read_kinds if kind in kinds] == kinds


def test_pay_in_running_text_is_read() -> None:
    pay = read(ONE_LINE).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.period) == (3900, 4700, "month")
    scanned = read(SCANNED)
    assert scanned.pay is not None
    assert (scanned.title, scanned.job_code, scanned.pay.grade) == ("TOOL KEEPER", "3.411", "SR-18")


DATES = {
    "the last of several revisions": ("Rev. 6/94\nRev. 10/02", "revised", "10/02", "2002-10"),
    "a board and a day in words": (
        "Adopted by the Board on the 4th day of March, 2003",
        "established",
        "4th day of March, 2003",
        "2003-03-04",
    ),
}


@pytest.mark.parametrize("name", DATES)
def test_dates_below_the_text(name: str) -> None:
    text, field, raw, iso = DATES[name]
    whole = (
        "Tool Keeper\nClass Code: 4410\n\nDEFINITION\n\nKeeps tools.\n\nDUTIES\n\n- Lends tools.\n- Mends handles.\n\n"
        f"MINIMUM QUALIFICATIONS\n\nOne year of stock work.\n\n{text}\n"
    )
    date = getattr(read(whole), field)
    assert (date.raw, date.date) == (raw, iso)


def test_each_class_of_a_list_has_the_code_beside_its_title() -> None:
    text = (
        "TOOL KEEPER I - 4410\nTOOL KEEPER II - 4411\n\nDEFINITION\n\nKeeps tools.\n\nDUTIES\n\n- Lends tools.\n\n"
        "MINIMUM QUALIFICATIONS\n\nTool Keeper I: High school.\nTool Keeper II: One year as a Tool Keeper I.\n"
    )
    parsed = parse(decode(text.encode(), "kept.txt"))
    assert [(one.title, one.job_code) for one in parsed.specifications] == [
        ("TOOL KEEPER I", "4410"),
        ("TOOL KEEPER II", "4411"),
    ]


def test_sub_points_keep_the_duty_above_them() -> None:
    text = (
        "Tool Keeper\nClass Code: 4410\n\nDEFINITION\n\nKeeps tools.\n\nDUTIES\n\n1. Lends tools:\n   a. to crews;\n"
        "   b. to shops.\n2. Mends handles.\n\nMINIMUM QUALIFICATIONS\n\nOne year of stock work.\n"
    )
    duties = [(duty.text, duty.parent) for duty in read(text).duties]
    assert duties == [("Lends tools:", None), ("to crews;", 10), ("to shops.", 10), ("Mends handles.", None)]


def test_scanned_and_lettered_levels_are_read_in_references() -> None:
    text = (
        "Tool Keeper II\nClass Code: 4410\n\nDEFINITION\n\nKeeps tools.\n\nDISTINGUISHING CHARACTERISTICS\n\n"
        "This class differs from the Tool Keeper Ill in that it keeps small tools. "
        "It differs from Tool Analyst B by its work.\n\nDUTIES\n\n"
        "- Lends tools.\n\nMINIMUM QUALIFICATIONS\n\nOne year of stock work.\n"
    )
    assert [one.title for one in read(text).references][:2] == ["Tool Keeper III", "Tool Analyst B"]
