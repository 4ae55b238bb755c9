"""What stands beside the tree: conditions with when they are needed, wishes, filing grace, and words nobody carries."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from taxonomy.model import Education, Experience, Group, Licence, Requirement, Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.parse import parse
from taxonomy.reading.qualifications import Qualifications, read_qualifications
from taxonomy.reading.qualifications.amounts import find_all_units, find_amounts
from tests.reading.qualifications.notation import specification

HERE = Path(__file__).parent


def section(text: str, kind: str = "minimum_qualifications", heading: str = "Requirements") -> SectionLines:
    body = tuple(clean_line(number, line) for number, line in enumerate(text.splitlines(), start=2))
    return SectionLines(kind=kind, heading=heading, first_line=1, last_line=len(body) + 1, body=body)


def read(text: str, notes: str = "") -> Qualifications:
    return read_qualifications([section(text), section(notes, "notes", "NOTES")])


@pytest.mark.parametrize(
    ("note", "kind", "needed", "months"),
    [
        ("A valid Ohio driver's license is required.", "licence", None, None),
        ("Applicants must possess a valid plumber's license prior to appointment.", "licence", "appointment", None),
        ("Must obtain a Class B license within six months of appointment.", "licence", "within", 6),
        ("A Grade II certificate must be obtained within 90 days of hire.", "licence", "within", 3),
        ("Candidates must be at least 21 years of age at the time of filing.", "age", "filing", None),
        ("Candidates must be citizens of the United States.", "citizenship", None, None),
        ("Applicants must be residents of the county.", "residence", None, None),
        ("You may be required to undergo a drug test before being hired.", "background", "appointment", None),
        ("Some positions require work on night shifts and weekends.", "other", None, None),
    ],
)
def test_conditions_of_the_notes(note: str, kind: str, needed: str | None, months: float | None) -> None:
    (found,) = read("Two years of work.", note).conditions
    assert (found.type, found.needed, found.months, found.quote) == (kind, needed, months, note)


@pytest.mark.parametrize(
    "note",
    [
        "Applicants must attach a copy of the license to the on-line application.",
        "The license number must be submitted with the application.",
        "Good luck.",
    ],
)
def test_how_to_apply_is_no_condition(note: str) -> None:
    assert read("Two years of work.", note).conditions == ()


def test_a_footnote_gives_the_length() -> None:
    found = read("Significant* experience in audits.\n\n*Significant is defined as at least three years.").requirement
    assert isinstance(found, Experience)
    assert found.years == 3


def test_filing_grace_and_examination() -> None:
    grace = "Applicants who lack six months or less of the required experience may file for this examination."
    basis = section("ON AN INTERDEPARTMENTAL PROMOTIONAL AND AN OPEN COMPETITIVE BASIS", "selection_process", "")
    found = read_qualifications([section("Two years of work."), section(grace, "notes", "NOTES"), basis])
    assert (found.filing_grace_months, found.examination) == (6, "both")


def test_wishes_are_kept_beside_the_tree() -> None:
    found = read("Required: Two years of work.\nPreferred: Master's degree in design; a valid license.")
    assert isinstance(found.requirement, Experience)
    assert [type(wish) for wish in found.preferences] == [Education]
    within = read("Three years of work; a Bachelor's degree preferred.")
    assert [type(wish) for wish in within.preferences] == [Education]


def test_units_within_a_degree_are_carried() -> None:
    found = read("A Bachelor's degree with 24 semester units or 36 quarter units in accounting.").requirement
    assert isinstance(found, Education)
    assert [(part.years, part.field) for part in found.includes if isinstance(part, Education)] == [(0.8, "accounting")]


@pytest.mark.parametrize(
    "text",
    [
        "Two years of experience in a class that took five years of study to reach.",
        "Two years of experience following receipt of a bachelor's degree.",
        "Two years of experience while holding a current nursing license.",
    ],
)
def test_words_that_nobody_carries_are_residue(text: str) -> None:
    (lost,) = read(text).residue
    assert (lost.text, lost.first_line) == (text, 2)


def values(node: Requirement | None) -> set[float]:
    if isinstance(node, Group):
        return set().union(*map(values, node.of))
    if isinstance(node, Experience | Education):
        own = {round(node.years, 2)} if node.years is not None else set()
        return own.union(*map(values, node.includes))
    return set()


def unsaid(found: Specification) -> list[str]:
    """Lengths that stand neither in a leaf nor in the words of a rule, condition, wish or residue."""
    known = values(found.requirement) | {round(one.max_years, 2) for one in found.equivalencies if one.max_years}
    beside = " ".join(
        [one.quote for one in (*found.equivalencies, *found.conditions, *found.preferences)]
        + [one.text for one in found.residue]
    )
    words = beside + " " + " ".join(leaf_words(found.requirement))
    lost = []
    for part in found.sections:
        if part.kind in ("minimum_qualifications", "education", "experience", "licensure"):
            text = " ".join(part.text.split())
            for amount in (*find_amounts(text), *find_all_units(text)):
                said = text[amount.start : amount.end]
                if text[: amount.start].endswith(("semester units or ", "semester or ")):
                    continue  # "three semester units or four quarter units": one measure, said twice
                if round(amount.years, 2) not in known and said not in words:
                    lost.append(f"{found.title}: {said}")
    return lost


def leaf_words(node: Requirement | None) -> list[str]:
    if isinstance(node, Group):
        return [word for part in node.of for word in leaf_words(part)]
    return [node.of] if node is not None and not isinstance(node, Experience | Education | Licence) else []


CASES = tomllib.loads((HERE / "governments.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_no_length_is_lost(case: dict[str, str]) -> None:
    found = specification(case)
    assert found is not None
    assert [said for said in unsaid(found) if "-year" not in said] == []


@pytest.mark.shared
def test_no_length_is_lost_in_a_city_and_little_is_residue(shared_data: Path) -> None:
    paths = sorted((shared_data / "la_bulletins").glob("*.txt"))
    read_ = [one for path in paths for one in parse(decode(path.read_bytes(), path.name)).specifications]
    lost = [said for found in read_ for said in unsaid(found) if "-year" not in said and "our year" not in said]
    assert lost == []
    assert sum(bool(found.residue) for found in read_) <= 0.05 * len(read_)
