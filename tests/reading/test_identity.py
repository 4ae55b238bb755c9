"""What kind of document, which class, whose: the evidence that layouts of many employers give."""

from __future__ import annotations

import pytest

from taxonomy.model import ParsedDocument, Specification
from taxonomy.reading.sandbox.document_reader import read_document

BODY = """
DEFINITION

Keeps the tide gauges of the harbor in order.

EXAMPLES OF DUTIES

Reads gauges and posts the levels.
Repairs gauge houses.

MINIMUM QUALIFICATIONS

Two years of experience in harbor work.
"""


def parsed(text: str, name: str = "keeper.txt") -> ParsedDocument:
    answer = read_document(text.encode(), name)
    assert answer.parsed is not None
    return answer.parsed


def only(text: str) -> Specification:
    (specification,) = parsed(text).specifications
    return specification


def kinds(specification: Specification) -> dict[str, str]:
    return {section.heading: section.kind for section in specification.sections if section.heading}


QUESTIONS = """Tide Gauge Keeper

What this job is

Keeps tide gauges along the coast.

What you would do

Read gauges and post the levels.
Repair gauge houses.

What you need to start

High school diploma.

What you should know

Knowledge of tides.
"""


def test_headings_that_no_table_knows_are_told_by_their_shape() -> None:
    found = kinds(only(QUESTIONS))
    assert found == {
        "What this job is": "general_statement",
        "What you would do": "duties",
        "What you need to start": "minimum_qualifications",
        "What you should know": "knowledge",
    }


def test_headings_in_small_letters_are_read() -> None:
    text = "Tide Gauge Keeper\n" + BODY.lower().replace("\nkeeps", "\nKeeps").replace("\nreads", "\nReads")
    assert list(kinds(only(text)).values()) == ["general_statement", "duties", "minimum_qualifications"]


def test_a_quiet_heading_below_an_empty_one_is_part_of_it() -> None:
    text = (
        f"Tide Gauge Keeper\n{BODY}\nESSENTIAL TASKS\n\nHarbor Emergencies:\n\nThe keeper of the day on every storm.\n"
    )
    section = only(text).sections[-1]
    assert (section.heading, section.kind, section.inferred) == ("Harbor Emergencies", "duties", True)


def test_the_name_of_the_form_right_over_a_sentence_is_a_heading() -> None:
    text = (
        "STATE OF OREGON\nJOB SPECIFICATION\n\nJOB DESCRIPTION\n"
        "Employees in this job keep the tide gauges of the state in good order.\n\n"
        "Tide Keeper 9\nThis is the entry level.\n\nTide Keeper P11\nThis is the experienced level.\n\n"
        "JOB DUTIES\nReads gauges.\n\nJOB QUALIFICATIONS\nTwo years of harbor work.\n"
    )
    read = parsed(text).specifications
    assert [each.title for each in read] == ["Tide Keeper 9", "Tide Keeper P11"]
    assert all("JOB DESCRIPTION" in kinds(each) for each in read)


SERIES = """STATE OF OHIO
CLASSIFICATION SPECIFICATION          Tide Keeper                6211

SERIES PURPOSE
The purpose of the tide keeper occupation is to keep gauges in order.

CLASS TITLE              CLASS NUMBER      EFFECTIVE DATE
Tide Keeper 1            62111             03/20/1994

CLASS CONCEPT
The full performance level class works under direct supervision.

CLASS TITLE              CLASS NUMBER      EFFECTIVE DATE
Tide Keeper 2            62112             03/20/1994

CLASS CONCEPT
The lead level class leads others.

CLASS TITLE              CLASS NUMBER      UNIT
Tide Keeper 1            62111             05

JOB DUTIES IN ORDER OF IMPORTANCE
Reads gauges; posts levels.

MINIMUM CLASS QUALIFICATIONS FOR EMPLOYMENT
Ability to read.

CLASS TITLE              CLASS NUMBER      UNIT
Tide Keeper 2            62112             05

JOB DUTIES IN ORDER OF IMPORTANCE
Leads a crew; plans daily work.

MINIMUM CLASS QUALIFICATIONS FOR EMPLOYMENT
One year as Tide Keeper 1.
"""


def test_rows_of_titles_and_numbers_below_a_series_narrative_are_its_classes() -> None:
    first, second = parsed(SERIES).specifications
    assert [(each.title, each.job_code) for each in (first, second)] == [
        ("Tide Keeper 1", "62111"),
        ("Tide Keeper 2", "62112"),
    ]
    for each, own, strange in ((first, "posts levels", "Leads a crew"), (second, "Leads a crew", "posts levels")):
        text = "\n".join(section.text for section in each.sections)
        assert own in text
        assert strange not in text
        assert "keep gauges in order" in text
        assert each.coverage is not None
        assert each.coverage.known > 0.8 * each.coverage.lines, "the lines of the other level do not count"


@pytest.mark.parametrize(
    ("block", "title", "code"),
    [
        ("1. TITLE: Tide Gauge Keeper", "Tide Gauge Keeper", None),
        ("Job Title: Tide Gauge Keeper      Grade: 7      Service: Harbor", "Tide Gauge Keeper", None),
        (
            "CITY OF SALT MARSH JOB DESCRIPTION  Job Code: 662.2  Job Title: Tide Gauge Keeper  Pay Grade: 12",
            "Tide Gauge Keeper",
            "662.2",
        ),
        (
            "Class Title: Chief Tide Keeper for Outer\n             and Inner Harbors\nClass Code: 0417",
            "Chief Tide Keeper for Outer and Inner Harbors",
            "0417",
        ),
        ("Tide Biologist, GS-0486-11", "Tide Biologist", "GS-0486-11"),
        (
            "TITLE                     GRADE     EEO-4     CODE\nTIDE GAUGE ANALYST        37        B         10.240",
            "TIDE GAUGE ANALYST",
            "10.240",
        ),
        ("CLASS TITLE | CLASS CODE | SALARY GROUP\nTide Analyst II | 1842 | B20", "Tide Analyst II", "1842"),
        ("JOB DESCRIPTION AND PERSON SPECIFICATION\n\nPost: Tide Officer\nGrade: 9", "Tide Officer", None),
    ],
    ids=[
        "numbered label",
        "labels in a row",
        "labels behind the employer",
        "title goes on below",
        "federal series",
        "row of values",
        "row of values between bars",
        "two forms in one",
    ],
)
def test_title_and_code(block: str, title: str, code: str | None) -> None:
    read = only(f"{block}\n{BODY}")
    assert (read.title, read.job_code) == (title, code)


def test_title_and_code_in_the_last_two_lines() -> None:
    read = only(f"Commonwealth of Pennsylvania\n{BODY}\nTide Gauge Inspector\nClass Code 12470\n")
    assert (read.title, read.job_code) == ("Tide Gauge Inspector", "12470")


def test_a_number_that_begins_with_a_year_is_of_a_recruitment() -> None:
    read = only(f"CITY OF SALT MARSH\nTide Gauge Keeper\n{BODY}\nPosition #2023-00217\n")
    assert (read.job_code, read.posting_number) == (None, "2023-00217")


@pytest.mark.parametrize(
    ("line", "employer"),
    [
        ("BEXAR COUNTY, TEXAS", "bexar-county"),
        ("Lane County Oregon", "lane-county"),
        ("SHELBY COUNTY GOVERNMENT", "shelby-county"),
        ("East Lothian Council", "east-lothian"),
        ("City of San José", "san-jose"),
        ("MICHIGAN CIVIL SERVICE COMMISSION", "michigan"),
    ],
)
def test_a_letterhead_names_the_employer(line: str, employer: str) -> None:
    read = only(f"{line}\nTide Gauge Keeper\n{BODY}")
    assert read.authority == employer
    assert not [doubt for doubt in read.doubts if doubt.field == "authority"]


def test_who_owns_the_page_is_the_employer() -> None:
    read = only(f"Tide Gauge Keeper\n{BODY}\n© 2020 Miami-Dade County. All rights reserved.\n")
    assert read.authority == "miami-dade-county"


def test_an_address_alone_names_the_employer_with_a_doubt() -> None:
    read = only(f"Tide Gauge Keeper\n{BODY}\nwww.spokanecounty.gov/jobs\n")
    assert read.authority == "spokane-county"
    assert [doubt.candidates[0].value for doubt in read.doubts if doubt.field == "authority"] == ["spokane-county"]


RULE = """Civil Service Rule 6: Classification

6.1 Purpose
The purpose of this rule is to set out how positions are classified.

6.2 Class specifications
Each class shall have a specification that states its title, duties and minimum qualifications.
The Director shall keep all specifications.

6.3 Reclassification
The Director shall decide within 90 days.
"""
TELEWORK = """TELEWORK POLICY
County of Example

Purpose
To set out when employees may work from home.

Eligibility
Employees must have completed probation.

Responsibilities
Supervisors review agreements. This policy does not change the conditions of employment.
"""
CAREER = """Curriculum Vitae
Robin Sample

Career summary
I am a harbor planner with ten years of work.

Employment history
Senior Planner, Shire of Somewhere, March 2018 to present
- Assess applications

Referees
Available on request
"""


@pytest.mark.parametrize(("text", "kind"), [(RULE, "policy"), (TELEWORK, "policy"), (CAREER, "resume")])
def test_a_text_that_specifies_no_class_is_named(text: str, kind: str) -> None:
    read = parsed(text)
    assert (read.specifications, read.document_kind) == ((), kind)


@pytest.mark.parametrize(
    ("above", "below", "kind"),
    [
        ("Announcement number: MVN-23\n", "How You Will Be Evaluated\n\nBy your answers.\n", "job_posting"),
        ("Posting Period: 2-16 March\nJob ID: 35120\n", "", "job_posting"),
        ("JOB OUTLINE\n", "", "position_description"),
    ],
)
def test_postings_and_descriptions_give_a_class_and_say_what_they_are(above: str, below: str, kind: str) -> None:
    read = parsed(f"East Lothian Council\nTide Gauge Keeper\n{above}{BODY}\n{below}")
    assert [each.title for each in read.specifications] == ["Tide Gauge Keeper"]
    assert read.document_kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Ville de Sainte-Rose\n\nAgent de bureau\n\nSommaire de la fonction\n\nSous la direction du chef, la "
            "personne "
            "accueille les citoyens et tient les dossiers du service.\n",
            "French",
        ),
        (
            "Cyngor Gwynedd\n\nSwyddog Cyfathrebu\n\nPwrpas y swydd\n\nParatoi a chyhoeddi newyddion yn y ddwy iaith "
            "ac "
            "ar y we, gan gynnwys gwaith y Cyngor.\n",
            "Welsh",
        ),
    ],
    ids=["French", "Welsh"],
)
def test_a_text_in_another_language_says_so(text: str, language: str) -> None:
    read = parsed(text)
    assert read.language != "en"
    assert language in read.problems[0].message


@pytest.mark.parametrize(
    "asked",
    [
        "Tide Gauge Keeper Supplemental Questionnaire\n* 1. How many years have you kept gauges?\nNone\n1-2 years\n"
        "* 2. Do you have a degree in oceanography?\nYes    No\n",
        "01\nWhat is the highest degree that you have completed?\nBachelor's Degree\n02\n"
        "Describe your experience with gauges.\nRequired Question\n",
    ],
    ids=["named", "numbered"],
)
def test_what_applicants_are_asked_is_furniture(asked: str) -> None:
    text = f"CITY OF SALT MARSH\nTide Gauge Keeper\n{BODY}\n{asked}"
    read = parsed(text)
    [specification] = read.specifications
    first = text.split("\n").index(asked.split("\n")[0]) + 1
    assert max(section.last_line for section in specification.sections) < first
    assert [each.kind for each in read.furniture if each.first_line == first] == ["questionnaire"]


def test_a_class_that_goes_on_behind_questions_is_read() -> None:
    asked = "Questionnaire\n1. Have you kept gauges?\n2. Do you swim well enough?\n\n"
    read = only(f"CITY OF SALT MARSH\nTide Gauge Keeper\n{asked}{BODY}")
    assert "duties" in {section.kind for section in read.sections}


BELOW = "\n\nDEFINITION\nDoes the work.\n\nEXAMPLES OF DUTIES\nDoes this and that.\nWrites reports.\n"


@pytest.mark.parametrize(
    ("lines", "title", "is_doubted"),
    [
        ("SENIOR\nWEIGHTS AND MEASURES INSPECTOR", "SENIOR WEIGHTS AND MEASURES INSPECTOR", False),
        ("SENIOR WEIGHTS AND MEASURES\nINSPECTOR", "SENIOR WEIGHTS AND MEASURES INSPECTOR", False),
        ("Assistant\nLibrary Director", "Assistant Library Director", False),
        ("PARKS AND RECREATION\nGARDENER", "PARKS AND RECREATION GARDENER", True),
        ("CITY OF SPRINGFIELD\nCLERK", "CLERK", False),
    ],
)
def test_a_title_on_two_lines_is_one_or_a_person_decides(lines: str, title: str, is_doubted: bool) -> None:
    read = only(lines + BELOW)
    assert read.title == title
    assert any(doubt.field == "title" for doubt in read.doubts) == is_doubted


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What you'll do in this class", "duties"),
        ("What you’ll be doing", "duties"),
        ("Key responsibility areas", "duties"),
        ("What you need to know and be able to do", "minimum_qualifications"),
    ],
)
def test_headings_that_speak_to_the_reader_are_named(heading: str, kind: str) -> None:
    text = (
        "Class Title: Map Keeper\nClass Code: 12\n\nPurpose of the class\nKeeps the map room open.\n\n"
        f"{heading}\n\nPlaces maps in drawers.\nWrites reports.\n\nPay\n$40,000 a year\n"
    )
    assert (kind, heading) in [(section.kind, section.heading) for section in only(text).sections]
