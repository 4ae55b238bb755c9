"""Pay as documents state it: ranges, flat rates, grades and periods, and nothing where nothing is stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taxonomy.model import Line
from taxonomy.reading.facts.pay import read_pay, read_pays
from taxonomy.reading.formats import decode
from taxonomy.reading.language.money import AMOUNT, PayCell, read_pay_cell
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.parse import parse
from tests.reading.documents import read_quirk


def section(text: str, kind: str = "pay", heading: str | None = "ANNUAL SALARY") -> SectionLines:
    lines = tuple(Line(number=number, raw=raw, text=raw) for number, raw in enumerate(text.split("\n"), start=7))
    return SectionLines(kind=kind, heading=heading, first_line=6, last_line=len(lines) + 6, body=lines)


ANNUAL = {
    "range": ("$54,120 to $79,156", 54120, 79156),
    "over 100,000": ("$125,175 to $155,514", 125175, 155514),
    "two ranges": ("$49,903 to $72,996 and $54,120 to $79,156", 49903, 72996),
    "semicolons": ("$49,903 to $72,996; $54,120 to $79,156; and $60,000 to $81,000", 49903, 72996),
    "flat": ("$101,163 (flat-rated)", 101163, 101163),
    "two flat": ("$90,995 and $94,868 (flat-rated)", 90995, 90995),
    "flat, then a range": ("$41,000; $49,903 to $72,996", 41000, 41000),
    "cents": ("$91,621.44 (flat-rated)", 91621.44, 91621.44),
    "hyphen": ("$49,903 - $72,996", 49903, 72996),
    "escaped": ("\\$49,903 to \\$72,996", 49903, 72996),
    "one employer apart, first": (
        "The salary in the Department of Water and Power is $97,906 to $106,738.\n\n$54,120 to $79,156",
        54120,
        79156,
    ),
    "one employer only": ("The salary in the Harbor Department is $97,906 (flat-rated)", 97906, 97906),
}


@pytest.mark.parametrize(("text", "low", "high"), ANNUAL.values(), ids=ANNUAL.keys())
def test_annual_salary(text: str, low: float, high: float) -> None:
    pay = read_pay([section(text)])
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.period, pay.grade) == (low, high, "year", None)


PERIODS = {
    "hourly": ("$20.15 - $27.33 hourly", 20.15, 27.33, "hour"),
    "per hour": ("$20.15 to $27.33 per hour", 20.15, 27.33, "hour"),
    "slash": ("$20.15/hr - $27.33/hr", 20.15, 27.33, "hour"),
    "monthly": ("Monthly: $4,321.00 - $5,678.00", 4321, 5678, "month"),
    "biweekly": ("$1,612.00 - $2,186.40 Biweekly", 1612, 2186.4, "biweek"),
    "several": (
        "$20.15 - $27.33 Hourly $1,612.00 - $2,186.40 Biweekly $41,912.00 - $56,846.40 Annually",
        20.15,
        27.33,
        "hour",
    ),
    "not said": ("$4,321 - $5,678", 4321, 5678, None),
}


@pytest.mark.parametrize(("text", "low", "high", "period"), PERIODS.values(), ids=PERIODS.keys())
def test_period(text: str, low: float, high: float, period: str | None) -> None:
    pay = read_pay([section(text, heading="SALARY")])
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.period, pay.first_line) == (low, high, period, 7)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Pay Grade: 615-S", "615-S"),
        ("Salary Group B17", "B17"),
        ("Pay Level: 12", "12"),
        ("Salary Range 34", "34"),
        ("Bargaining Unit: 12", None),
        ("Pay grade changes are made by the Board.", None),
        ("Salary Range: $4,321 - $5,678 monthly", None),
    ],
)
def test_grade_on_a_label_line(text: str, grade: str | None) -> None:
    pay = read_pay([section(text, kind="class_detail", heading=None)])
    assert (pay.grade if pay else None) == grade


def test_grade_under_an_inline_heading() -> None:
    pay = read_pay([section("615-S", heading="Pay Grade:")])
    assert pay is not None
    assert (pay.grade, pay.minimum, pay.period, pay.first_line) == ("615-S", None, None, 7)


def test_a_labelled_range_counts_outside_a_pay_section_and_other_money_does_not() -> None:
    assert read_pay([section("Salary: $20.15 - $27.33 Hourly", kind="other", heading=None)]) is not None
    assert read_pay([section("Approves purchases of $5,000 to $50,000.", kind="duties", heading="DUTIES")]) is None


def test_nothing_stated_is_nothing() -> None:
    assert read_pay([]) is None
    assert read_pay([section("To be announced")]) is None


ALL = {
    "ranges in one line": (
        "$49,903 to $72,996; $54,120 to $79,156; and $60,000 (flat-rated)",
        [(49903, 72996, "year", None), (54120, 79156, "year", None), (60000, 60000, "year", "flat-rated")],
    ),
    "a department of its own": (
        "$49,903 to $72,996\nThe salary ranges for the Harbor Office are $51,000 to $73,000 and $60,000 to $80,000",
        [
            (49903, 72996, "year", None),
            (51000, 73000, "year", "Harbor Office"),
            (60000, 80000, "year", "Harbor Office"),
        ],
    ),
    "three periods": (
        "$21.06-$26.31 Hourly / $1,684.33-$2,104.79 BiWeekly /\n$43,961.00-$54,935.00 Yearly",
        [(21.06, 26.31, "hour", None), (1684.33, 2104.79, "biweek", None), (43961, 54935, "year", None)],
    ),
    "columns for periods": (
        "Hourly  Monthly\n$21.06  $3,650",
        [(21.06, 21.06, "hour", None), (3650, 3650, "month", None)],
    ),
    "ends apart": ("Minimum: $4,100\nMidpoint: $4,500\nMaximum: $5,012", [(4100, 5012, "year", None)]),
    "broken by the line's end": ("$49,903 to\n$72,996", [(49903, 72996, "year", None)]),
    "bare nouns": ("$19.81 - $25.26 HOUR", [(19.81, 25.26, "hour", None)]),
    "one bound": ("up to $72,996", [(None, 72996, "year", None)]),
    "no pay": ("A bonus of $500 is paid once.", []),
}


@pytest.mark.parametrize(("text", "expected"), ALL.values(), ids=ALL.keys())
def test_every_range_is_kept(text: str, expected: list[tuple[float | None, float | None, str, str | None]]) -> None:
    assert [(pay.minimum, pay.maximum, pay.period, pay.note) for pay in read_pays([section(text)])] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Step A  Step B  Step C\n$18.20  $19.11  $20.07 Hourly",
        "Step A: $18.20/hour\nStep B: $19.11/hour\nStep C: $20.07/hour",
    ],
    ids=["side by side", "one a line"],
)
def test_steps_are_kept_behind_the_range_they_make(text: str) -> None:
    pays = [(pay.step, pay.minimum, pay.maximum, pay.period) for pay in read_pays([section(text, heading="PAY")])]
    assert pays == [
        (None, 18.20, 20.07, "hour"),
        ("A", 18.20, 18.20, "hour"),
        ("B", 19.11, 19.11, "hour"),
        ("C", 20.07, 20.07, "hour"),
    ]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("SR-20, BU-13", "SR-20"),
        ("AS615 $40,914 - $80,267", "AS615"),
        ("GRID R9", "GRID R9"),
        ("Position Classification: Band 2", "Band 2"),
        ("Classification/Grade/Band\nHarbor Officer Class 3", "Harbor Officer Class 3"),
        ("Job Code Pay Scale Group Pay Scale Type Bargaining Unit\n0503C 08 ST A3", "08"),
        ("Job Grade:\n\nTypical work", None),
        ("Level 4", None),
        ("Classification: Level 4", "Level 4"),
        ("Band: 5", "5"),
        ("BAND GRADE SUBGRADE CLASS CODE\nC 4 1 2341", None),
        ("SCP 12-17", "SCP 12-17"),
        ("Graddfa / Grade: GR04", "GR04"),
        ("Physical Scientist, GS-1301-11", "GS-1301-11"),
        ("Department   Harbor   Grade   PO-14", "PO-14"),
        ("CLASS TITLE      CODE     GRADE\nForest Warden 1  41120    18", "18"),
        ("Class Code: A12", None),
    ],
)
def test_grade_without_the_word_or_apart_from_it(text: str, grade: str | None) -> None:
    kind = "pay" if "$" in text else "class_detail"
    pay = read_pay([section(text, kind=kind, heading=None)])
    assert (pay.grade if pay else None) == grade


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("614-S (\\$33,597 to \\$49,038)", PayCell(grade="614-S", minimum=33597, maximum=49038)),
        ("615-S $35,124 - $51,268", PayCell(grade="615-S", minimum=35124, maximum=51268)),
        ("$35,124 to $51,268", PayCell(minimum=35124, maximum=51268)),
        ("807-S", PayCell(grade="807-S")),
        ("Contact Center Director", None),
        ("see below", None),
        ("", None),
    ],
)
def test_pay_cell(cell: str, expected: PayCell | None) -> None:
    assert read_pay_cell(cell) == expected


@pytest.mark.shared
def test_every_bulletin_with_a_salary_heading_has_its_first_amount(shared_data: Path) -> None:
    for path in sorted((shared_data / "la_bulletins").glob("*.txt")):
        parsed = parse(decode(path.read_bytes(), path.name))
        printed = {re.sub(r"[^\d.]", "", amount) for amount in re.findall(r"\$\s?[\d,]+", "\n".join(_lines(path)))}
        for specification in parsed.specifications:
            pay = specification.pay
            if any(each.kind == "pay" and "$" in each.text for each in specification.sections):
                assert pay is not None, path.name
                assert pay.minimum is not None, path.name
                assert pay.maximum is not None, path.name
                assert pay.minimum <= pay.maximum, path.name
                assert str(int(pay.minimum)) in printed, path.name


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("cp1252", errors="replace").splitlines()


def test_each_class_of_a_series_has_the_pay_below_its_own_title() -> None:
    grades = [one.pay and one.pay.grade for one in read_quirk("delaware").specifications]
    assert grades == ["7", "9"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$94,523 and $102, 750 (flat-rated)", ["$94,523", "$102, 750"]),
        ("$100, 495 to $106, 822", ["$100, 495", "$106, 822"]),
        ("$500, 200 hours later", ["$500"]),
        ("$84,075; $1,250.50", ["$84,075", "$1,250.50"]),
    ],
)
def test_a_stray_blank_in_an_amount_does_not_cut_it(text: str, amounts: list[str]) -> None:
    assert re.findall(AMOUNT, text)[: len(amounts)] == amounts


def test_rates_with_a_stray_blank_are_read_whole() -> None:
    read = read_pays([section("$94,523 and $102, 750 (flat-rated)\n$100, 495 to $106, 822")])
    assert sorted({(pay.minimum, pay.maximum) for pay in read}) == [
        (94523.0, 94523.0),
        (100495.0, 106822.0),
        (102750.0, 102750.0),
    ]


FORMS = {
    "by the hour and by the month": (
        "class_detail",
        "Hourly: $23.15 - $29.54\nMonthly: $4,012.67 - $5,120.27",
        [(None, 23.15, 29.54, "hour", None), (None, 4012.67, 5120.27, "month", None)],
    ),
    "thousands": ("class_detail", "Salary Range: $52K - $68K annually", [(None, 52000, 68000, "year", None)]),
    "pounds, grade by a letter": (
        "class_detail",
        "Grade: G\nSalary: £27,334 to £31,364 per annum",
        [("G", 27334, 31364, "year", "£")],
    ),
    "a row of a table with its grade": (
        "pay",
        "Classification   Range   Minimum   Maximum\nTool Keeper   27   $41,204   $57,686",
        [("27", 41204, 57686, None, None)],
    ),
    "the period below the table": ("pay", "$1,602 - $1,766\nRates are biweekly.", [(None, 1602, 1766, "biweek", None)]),
    "an addition is no range": (
        "pay",
        "$18.40 to $24.71 per hour. Nights are paid an additional $1.25 per hour.",
        [(None, 18.4, 24.71, "hour", None)],
    ),
    "a plan alone": ("class_detail", "SR-14", [("SR-14", None, None, None, None)]),
    "a code alone is no grade": ("class_detail", "CS-14", []),
}


@pytest.mark.parametrize("name", FORMS)
def test_pay_is_read_in_the_forms_of_other_employers(name: str) -> None:
    kind, text, expected = FORMS[name]
    pays = read_pays([section(text, kind, None)])
    assert [(one.grade, one.minimum, one.maximum, one.period, one.currency) for one in pays] == expected
