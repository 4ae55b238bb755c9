"""Every field of a specification, as printed, on documents of other layouts and on the bundled corpus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taxonomy.model import DatedBy, HistoryEntry, Specification
from taxonomy.reading.facts.labels import split_label
from taxonomy.reading.layout.file_names import name_disagreement
from taxonomy.reading.parse import parse
from tests.reading.documents import BUNDLED, decoded, document, only, read, read_quirk


@pytest.fixture(scope="module")
def denver() -> dict[str, Specification]:
    """The bundled Denver specifications by title and status."""
    parsed = [read(path) for path in BUNDLED]
    return {f"{s.title}, {s.status}": s for document in parsed for s in document.specifications}


LABELS = [
    pytest.param("Reasoning – Identifies rules.", "Reasoning", "Identifies rules.", id="en-dash"),
    pytest.param("Reading - Understands text.", "Reading", "Understands text.", id="hyphen"),
    pytest.param("Memory- Recalls things.", "Memory", "Recalls things.", id="missing-space"),
    pytest.param("Self-Management - Sets goals.", "Self-Management", "Sets goals.", id="hyphen-in-the-label"),
    pytest.param("Self Management- Sets goals.", "Self Management", "Sets goals.", id="no-hyphen-in-the-label"),
    pytest.param("Arithmetic/Mathematical Reasoning - Adds.", "Arithmetic/Mathematical Reasoning", "Adds.", id="slash"),
    pytest.param("Planning and Evaluating – Organizes.", "Planning and Evaluating", "Organizes.", id="small-word"),
    pytest.param("Teamwork: Helps others.", "Teamwork", "Helps others.", id="colon"),
    pytest.param("Teamwork", "Teamwork", None, id="name-alone"),
    pytest.param("Sets short- or long-term goals.", None, None, id="a-dash-inside-the-text"),
    pytest.param("Handles non-standard cases.", None, None, id="a-hyphenated-word"),
    pytest.param("Knowledge of well-defined rules - and others.", None, None, id="knowledge-has-no-label"),
]


@pytest.mark.parametrize(("text", "label", "definition"), LABELS)
def test_label_and_definition(text: str, label: str | None, definition: str | None) -> None:
    assert split_label(text) == (label, definition)


def test_statements_broken_over_lines_are_one() -> None:
    statements = [
        (c.label, c.definition, c.first_line, c.last_line) for c in only(read_quirk("denver_plain")).competencies
    ]
    assert statements == [
        ("Attention to Detail", "Sees small errors before they become large ones.", 36, 36),
        ("Reasoning", "Applies simple rules to short- or long-term questions.", 38, 38),
        ("Self-Management", "Plans the day and keeps to the plan.", 40, 41),
        ("Memory", "Recalls where a record was put.", 43, 45),
        ("Flexibility", "Accepts changes.", 47, 47),
    ]


def test_statements_of_a_run_on_paragraph_are_several() -> None:
    specification = only(read_quirk("denver_run_on"))
    assert [c.label for c in specification.competencies] == ["Reading", "Writing", "Oral Communication"]
    wrapped = only(read_quirk("run_on_wrapped")).competencies
    assert [(c.label, c.definition, c.first_line, c.last_line) for c in wrapped] == [
        ("Reading", "Understands signs.", 6, 6),
        ("Listening", "Hears bells and answers.", 6, 7),
    ]
    assert specification.physical_demands == ("Sitting: remaining seated.",)
    assert specification.flsa == "Non-exempt"
    assert specification.established == DatedBy(raw="1/2/2009", date="2009-01-02", by="Bo Example")


KNOWLEDGE = [
    ("denver_plain", ["Knowledge of non-standard filing systems."]),
    ("oregon_county", ["Knowledge of wells.", "Skill in driving on gravel."]),
    ("label_lines", ["knots", "tides", "first aid."]),
    ("los_angeles_specification", ["The rise and fall of tides;", "Safe working near water.", "Swim."]),
    (
        "connecticut",
        ["Knowledge of birds", "considerable knowledge of nets", "ability to climb", "ability to write reports."],
    ),
]


@pytest.mark.parametrize(("name", "lines"), KNOWLEDGE)
def test_knowledge_without_a_label(name: str, lines: list[str]) -> None:
    assert [passage.text for passage in only(read_quirk(name)).knowledge] == lines


DUTIES = [
    pytest.param("- Files;\n- Types; and\n- Waits.", ["Files;", "Types; and", "Waits."], id="bullets"),
    pytest.param(
        "1. Files.\n2. Labels bottles,\n   and sends them.", ["Files.", "Labels bottles, and sends them."], id="numbers"
    ),
    pytest.param("Files.\n\nTypes.", ["Files.", "Types."], id="paragraphs"),
    pytest.param("Files papers.\nTypes letters.", ["Files papers.", "Types letters."], id="line-ends"),
    pytest.param(
        "A Clerk files papers; types letters; and waits.",
        ["A Clerk files papers; types letters; and waits."],
        id="one-paragraph",
    ),
    pytest.param("Files papers of\nthe office.", ["Files papers of the office."], id="wrapped"),
    pytest.param("Files papers,\n\nletters, and maps.", ["Files papers, letters, and maps."], id="cut-by-a-page"),
    pytest.param("The following duties:\n\n- Files.", ["Files."], id="lead-in"),
    pytest.param("Files.\n\nAny one position may not include all of the duties listed.", ["Files."], id="disclaimer"),
    pytest.param(
        "Files.\n- Types.\n\nPerforms other duties.", ["Files.", "Types.", "Performs other duties."], id="mixed"
    ),
]


@pytest.mark.parametrize(("text", "duties"), DUTIES)
def test_duties(text: str, duties: list[str]) -> None:
    parsed = parse(document(f"Clerk II\n\nDEFINITION\n\nFiles.\n\nDUTIES\n\n{text}\n\nREQUIREMENTS\n\nNone."))
    assert [duty.text for duty in only(parsed).duties] == duties


def test_none_is_a_fact_and_absence_is_null(denver: dict[str, Specification]) -> None:
    assert denver["311 Customer Service Specialist, adopted"].licensure == "None"
    assert only(read_quirk("denver_plain")).licensure == "None."
    assert denver["Operations Coordinator, adopted"].licensure is None


DATES = [
    pytest.param("REVISED DATE: 04/10/2011", DatedBy(raw="04/10/2011", date="2011-04-10", by=None), id="real"),
    pytest.param("REVISED DATE: xx/xx/2011", DatedBy(raw="xx/xx/2011", date=None, by=None), id="placeholder"),
    pytest.param("Revised: 6/79, 5/88", DatedBy(raw="6/79, 5/88", date="1988-05", by=None), id="months"),
    pytest.param("Established: 8/78  Revised: 6/79", DatedBy(raw="6/79", date="1979-06", by=None), id="two-on-a-line"),
    pytest.param("REVISED DATE:\nREVISED BY:", None, id="not-filled-in"),
    pytest.param("FLSA CODE: Exempt", None, id="absent"),
]


@pytest.mark.parametrize(("line", "revised"), DATES)
def test_dates(line: str, revised: DatedBy | None) -> None:
    parsed = parse(document(f"Clerk II\n\nDUTIES\n\nFiles.\n\nREQUIREMENTS\n\nNone.\n\nCLASS DETAIL\n\n{line}"))
    assert only(parsed).revised == revised


HISTORY = [
    pytest.param("CLASS HISTORY This is a new class.", [(None, "This is a new class.")], id="no-colon"),
    pytest.param("CLASS HISTORY: x/2011 (MF) – Revised.", [("x/2011", "(MF) – Revised.")], id="placeholder"),
    pytest.param(
        "CLASS HISTORY\n\n8/2009: Revised. (PW)\n\nxx/2011: the duties were revised.",
        [("8/2009", "Revised. (PW)"), ("xx/2011", "the duties were revised.")],
        id="initials-before-a-placeholder",
    ),
    pytest.param(
        "CLASS HISTORY\n\n8/2009: one.\n\nxx/2011: two.\n\nStill two.",
        [("8/2009", "one."), ("xx/2011", "two. Still two.")],
        id="entry-over-two-paragraphs",
    ),
]


@pytest.mark.parametrize(("text", "entries"), HISTORY)
def test_history(text: str, entries: list[tuple[str | None, str]]) -> None:
    parsed = parse(document(f"Clerk II\n\nDUTIES\n\nFiles.\n\nREQUIREMENTS\n\nNone.\n\n{text}"))
    assert list(only(parsed).history) == [HistoryEntry(raw_date=date, text=said) for date, said in entries]


@pytest.mark.parametrize("code", ["É-12", "C++2", "R/D 7", "Ü.204-B", "9206"])
def test_a_labeled_code_may_have_any_sign(code: str) -> None:
    text = f"Pier Guard\nJob Code: {code}\n\nDEFINITION\nGuards.\n\nDUTIES\nGuards.\n\nREQUIREMENTS\nNone.\n"
    assert (only(parse(document(text))).title, only(parse(document(text))).job_code) == ("Pier Guard", code)


def test_a_title_of_any_length() -> None:
    title = "Deputy Coordinator for Tides, Piers, Boats, Nets, Ropes, Lamps, Buoys, Charts and Port Planning"
    text = f"{title}\n\nClass Code: 12\n\nDEFINITION\nGuards.\n\nDUTIES\nGuards.\n\nREQUIREMENTS\nNone.\n"
    assert only(parse(document(text))).title == title


def test_one_heading_for_supervision_in_both_directions() -> None:
    specification = read_quirk("california_two_classes").specifications[0]
    assert specification.supervision_received
    assert specification.supervision_exercised
    assert specification.supervision_exercised.text == "May exercise supervision over pages."


STATUS = [
    ("denver_plain", "adopted"),
    ("los_angeles_specification", "adopted"),
    ("los_angeles_bulletin", "unknown"),
    ("no_title", "unknown"),
]


@pytest.mark.parametrize(("name", "status"), STATUS)
def test_status(name: str, status: str) -> None:
    assert only(read_quirk(name)).status == status


AUTHORITIES = [
    ("new_york", "plum-county"),
    ("california_labels_below", "lowhill"),
    ("denver_plain", "denver"),
    ("oregon_county", "multnomah-county"),
    ("california_two_classes", "seaside-harbor"),
    ("no_title", None),
]


@pytest.mark.parametrize(("name", "authority"), AUTHORITIES)
def test_authority(name: str, authority: str | None) -> None:
    assert read_quirk(name).specifications[0].authority == authority


def test_bundled_corpus(denver: dict[str, Specification]) -> None:
    proposed = [s for s in denver.values() if s.status == "proposed"]
    assert len(proposed) == 8
    current = [*proposed, denver["Operations Coordinator, adopted"]]
    assert sum(len(s.competencies) for s in current) == 151
    assert len({c.label.replace("-", " ") for s in current for c in s.competencies}) == 41
    director = denver["311 DIRECTOR, adopted"]
    assert (director.job_code, director.authority, len(director.duties)) == ("9206", "los-angeles", 10)


NAMES = [
    pytest.param("ANIMAL CARE TECHNICIAN SUPERVISOR 4313 122118.txt", True, id="other-class"),
    pytest.param("water-treatment-operator.pdf", False, id="same-title"),
    pytest.param("Operator 5885 122118 REV.txt", False, id="same-code"),
    pytest.param("Water Treatment Operator 4313.txt", True, id="other-code"),
    pytest.param("002_aa53c4fd863e0846.txt", False, id="hash"),
    pytest.param("class specification final.docx", False, id="no-title-in-the-name"),
    pytest.param("senior_accountant_ii.html", True, id="other-title-in-small-letters"),
]


@pytest.mark.parametrize(("name", "differs"), NAMES)
def test_the_text_wins_over_the_name(name: str, differs: bool) -> None:
    specification = Specification(title="WATER TREATMENT OPERATOR", job_code="5885", first_line=1, last_line=2)
    problem = name_disagreement(name, specification)
    assert (problem is not None and problem.code == "name_disagrees") == differs


@pytest.mark.shared
def test_every_bulletin_has_the_title_and_code_of_its_text(shared_data: Path) -> None:
    """Compared with the simplest reading there is: the first line, and the digits behind "Class Code"."""
    wrong = []
    for path in sorted((shared_data / "la_bulletins").iterdir()):
        printed = [re.sub(r"\s+", " ", line).strip() for line in decoded(path).lines if line.strip()]
        code = re.search(r"Class Code:\s*(\d+)", " ".join(printed[:6]))
        if code is None:  # the memo
            continue
        found = [(s.title, s.job_code) for s in read(path).specifications]
        if found != [(re.sub(r" ?Class Code.*", "", printed[0]), code[1])]:
            wrong.append((path.name, found))
    assert wrong == []
