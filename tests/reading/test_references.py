"""Classes named in the text: every edge of the bundled documents, and short phrases labelled by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxonomy.basics.datafiles import data_folder
from taxonomy.model import Line
from taxonomy.reading.facts.references import read_references, read_supervised
from taxonomy.reading.formats import decode
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import without_marks
from taxonomy.reading.parse import parse


def section(kind: str, text: str) -> SectionLines:
    lines = tuple(
        Line(number=number, raw=raw, text=without_marks(raw)) for number, raw in enumerate(text.split("\n"), start=2)
    )
    return SectionLines(kind=kind, heading=None, first_line=1, last_line=len(lines) + 1, body=lines)


def named(kind: str, text: str, title: str = "Some Class") -> list[tuple[str, str]]:
    return [(found.relation, found.title) for found in read_references(title, [section(kind, text)])]


AGENT, LEAD, SPECIALIST, DHS = (
    "311 Customer Service Agent",
    "Lead Customer Service Agent",
    "311 Customer Service Specialist",
    "DHS Customer Service Agent",
)
OPERATIONS_ASSISTANT = {
    ("mentions", "Contact Center Director"),
    ("mentions", "311 Director"),
    ("mentions", "Records Manager"),
    ("distinguished_from", "Operations Assistant"),
    ("distinguished_from", "Executive Assistant I"),
    ("experience_as", "Administrative Support Assistant III"),
}
SPECIALIST_EDGES = {
    ("distinguished_from", AGENT),
    ("distinguished_from", LEAD),
    ("includes", AGENT),
    ("mentions", "311 Lead Customer Service Agent"),
    ("experience_as", AGENT),
}
# Every edge of the bundled documents, labelled by hand from the text.
BUNDLED = {
    ("000", "311 Operations Assistant"): OPERATIONS_ASSISTANT,
    ("001", "Operations Coordinator"): {
        ("distinguished_from", "Staff Assistant"),
        ("distinguished_from", "Administrator I"),
        ("distinguished_from", "Program Administrator"),
        ("distinguished_from", "Program Coordinator"),
    },
    ("002", "311 DIRECTOR"): {("experience_as", "Senior Management Analyst")},
    ("003", SPECIALIST): SPECIALIST_EDGES,
    ("004", "311 Analyst/Trainer"): {
        ("distinguished_from", "Agency Trainer"),
        ("distinguished_from", "Management Analyst"),
    },
    ("004", AGENT): {
        ("distinguished_from", LEAD),
        ("distinguished_from", SPECIALIST),
        ("distinguished_from", "Emergency Communications Operator"),
    },
    ("004", SPECIALIST): SPECIALIST_EDGES,
    ("004", "311 Operations Assistant"): OPERATIONS_ASSISTANT,
    ("004", "Contact Center Director"): {
        ("distinguished_from", "Contact Center Operations Manager"),
        ("distinguished_from", "Manager 2"),
        ("supervises", "Contact Center Operations Manager"),
    },
    ("004", "Contact Center Operations Manager"): {
        ("distinguished_from", LEAD),
        ("distinguished_from", "Operational Supervisor I"),
        ("distinguished_from", "Manager 1"),
        *(("supervises", title) for title in (LEAD, SPECIALIST, AGENT, DHS)),
        ("experience_as", AGENT),
        ("experience_as", DHS),
    },
    ("004", DHS): {
        ("distinguished_from", AGENT),
        ("distinguished_from", LEAD),
        ("distinguished_from", "Emergency Communications Operator"),
    },
    ("004", LEAD): {
        ("distinguished_from", AGENT),
        ("distinguished_from", DHS),
        ("distinguished_from", SPECIALIST),
        ("distinguished_from", "Lead Emergency Communications Operator"),
        ("experience_as", AGENT),
        ("experience_as", DHS),
    },
}


def _documents() -> list[Path]:
    return sorted((data_folder() / "documents").glob("*.txt"))


@pytest.mark.parametrize("path", _documents(), ids=lambda path: path.name[:3])
def test_every_edge_of_the_bundled_documents(path: Path) -> None:
    parsed = parse(decode(path.read_bytes(), path.name))
    lines = path.read_text(encoding="utf-8").split("\n")
    for specification in parsed.specifications:
        found = {(reference.relation, reference.title) for reference in specification.references}
        assert found == BUNDLED[path.name[:3], specification.title]
        for reference in specification.references:
            assert reference.quote[:30] in without_marks(lines[reference.first_line - 1])


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(
            "This class is distinguished from the *Agency Trainer*, which trains.", ["Agency Trainer"], id="italics"
        ),
        pytest.param(
            "It is also distinguished from a Staff Assistant that performs work.", ["Staff Assistant"], id="article"
        ),
        pytest.param("Distinguished from the *Management Analyst* series, which", ["Management Analyst"], id="series"),
        pytest.param(
            "It differs from the Program Administrator in that a Program Administrator plans.",
            ["Program Administrator"],
            id="in that",
        ),
        pytest.param(
            "It is distinguished from the Clerk II and the Clerk III by its scope.", ["Clerk II", "Clerk III"], id="two"
        ),
        pytest.param(
            "It is distinguished from the Cook, who cooks, and from the Head Cook, who leads.",
            ["Cook", "Head Cook"],
            id="two clauses",
        ),
        pytest.param(
            "It is distinguished from the class of Senior Clerk by its scope.", ["Senior Clerk"], id="class of"
        ),
        pytest.param("It is distinguished from the Manager 2, which directs.", ["Manager 2"], id="level in digits"),
        pytest.param(
            "It is distinguished from the *Clerical Support II*, which types.",
            ["Clerical Support II"],
            id="no doer but italics",
        ),
        pytest.param("It is distinguished from other administrative positions at that level.", [], id="no class"),
        pytest.param("It is distinguished from the main body of a department.", [], id="small letters"),
    ],
)
def test_distinguished(text: str, titles: list[str]) -> None:
    assert named("distinguishing_characteristics", text) == [("distinguished_from", title) for title in titles]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(
            "Supervises employees classified as Lead Customer Service Agents, 311 Customer Service Specialists, "
            "311 Customer Service Agents, or DHS Customer Service Agents.",
            [LEAD, SPECIALIST, AGENT, DHS],
            id="list of plurals",
        ),
        pytest.param(
            "Exercises direct supervision over Library Assistants and Pages.", ["Library Assistant", "Page"], id="over"
        ),
        pytest.param("May supervise Accountants I and II.", ["Accountant I", "Accountant II"], id="levels"),
        pytest.param(
            "Supervises Secretaries, Foremen and Chiefs of Police.",
            ["Secretary", "Foreman", "Chief of Police"],
            id="plurals",
        ),
        pytest.param(
            "Receives general direction from the City Librarian. Exercises supervision over Library Assistants.",
            ["Library Assistant"],
            id="received and exercised",
        ),
        pytest.param("By position, performs lead work.", [], id="none named"),
        pytest.param("None", [], id="none"),
    ],
)
def test_supervised(text: str, titles: list[str]) -> None:
    exercised = section("supervision_exercised", text)
    assert list(read_supervised(exercised)) == titles
    assert [
        found.title for found in read_references("Some Class", [exercised]) if found.relation == "supervises"
    ] == titles


def test_supervised_only_of_its_own_section() -> None:
    assert read_supervised(section("duties", "Supervises Library Assistants.")) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Works as described in the 311 Customer Service Agent class specification.",
            [("includes", AGENT)],
            id="described in",
        ),
        pytest.param("Performs all of the duties of a Clerk II.", [("includes", "Clerk II")], id="all duties of"),
        pytest.param("Serves in the absence of a Lead Customer Service Agent.", [("mentions", LEAD)], id="mention"),
        pytest.param(
            "Serves as a trainer for 311 Customer Service Agents.", [("mentions", AGENT)], id="plural mention"
        ),
        pytest.param(
            "A Senior Photographer evaluates the work of Photographers.",
            [("supervises", "Photographer"), ("mentions", "Senior Photographer")],
            id="work of",
        ),
        pytest.param(
            "Enters cases in the Customer Relationship Management (CRM) module of PeopleSoft.", [], id="software"
        ),
        pytest.param("Works with the Department of Water and Power.", [], id="organisation"),
        pytest.param("Reports to the Board of Supervisors.", [], id="body"),
        pytest.param("Answers letters for the City Attorney and the City Clerk's Office.", [], id="offices"),
        pytest.param("Works as a Certified Public Accountant.", [], id="credential"),
        pytest.param("Responds to Tier II customer escalations.", [], id="tier"),
        pytest.param("Enforces the Americans with Disabilities Act.", [], id="law"),
        pytest.param("Supervises customer service agents in a contact center.", [], id="small letters"),
        pytest.param("Serves as the Assistant Head of the laboratory.", [], id="rank alone"),
    ],
)
def test_duties(text: str, expected: list[tuple[str, str]]) -> None:
    assert named("duties", text) == expected


# Short phrases of requirements, labelled by hand: the classes named, or none.
REQUIREMENTS = [
    ("as a Senior Management Analyst with the City of Los Angeles or in a class", ["Senior Management Analyst"]),
    ("as a Management Assistant with the City of Los Angeles", ["Management Assistant"]),
    ("with the City of Los Angeles as a Chief Clerk or in a clerical class at that level", ["Chief Clerk"]),
    ("as a Management Assistant or Management Aide interpreting", ["Management Assistant", "Management Aide"]),
    ("as a Transportation Investigator or in a class at that level", ["Transportation Investigator"]),
    ("at least at the level of Systems Programmer III working as a lead", ["Systems Programmer III"]),
    ("as an Airport Guide I or Airport Information Aide", ["Airport Guide I", "Airport Information Aide"]),
    ("in a class at the level of Chief of Operations coordinating", ["Chief of Operations"]),
    ("as an Airport Police Lieutenant with the Los Angeles World Airports", ["Airport Police Lieutenant"]),
    ("as an Aqueduct and Reservoir Keeper with the City", ["Aqueduct and Reservoir Keeper"]),
    ("in a class at the level of Accountant; and", ["Accountant"]),
    ("as a Garage Attendant or in a class at that level", ["Garage Attendant"]),
    ("as an Assistant Inspector III with the City", ["Assistant Inspector III"]),
    ("at the level of Principal Construction Inspector with", ["Principal Construction Inspector"]),
    (
        "as a Custodian Supervisor or Window Cleaner Supervisor, or",
        ["Custodian Supervisor", "Window Cleaner Supervisor"],
    ),
    ("as a Criminalist III with the City of Los Angeles", ["Criminalist III"]),
    (
        "as a Senior Heating and Refrigeration Inspector, Senior Plumbing Inspector, or Senior Housing Inspector",
        ["Senior Heating and Refrigeration Inspector", "Senior Plumbing Inspector", "Senior Housing Inspector"],
    ),
    ("as a Senior Park Ranger or in a position at least at that level", ["Senior Park Ranger"]),
    ("as a City Planning Associate with the City", ["City Planning Associate"]),
    (
        "as a Meter Reader or as a Customer Service Representative with",
        ["Meter Reader", "Customer Service Representative"],
    ),
    ("in a class at the level of Carpenter Supervisor supervising", ["Carpenter Supervisor"]),
    (
        "at the level of Construction and Maintenance Supervisor or Mechanical Repair General Supervisor serving",
        ["Construction and Maintenance Supervisor", "Mechanical Repair General Supervisor"],
    ),
    (
        "as a Bindery Equipment Operator II, Pre-Press Operator II, or Printing Press Operator II",
        ["Bindery Equipment Operator II", "Pre-Press Operator II", "Printing Press Operator II"],
    ),
    ("as a Harbor Planning and Economic Analyst with", ["Harbor Planning and Economic Analyst"]),
    (
        "as a Senior Traffic Supervisor II or III with",
        ["Senior Traffic Supervisor II", "Senior Traffic Supervisor III"],
    ),
    ("as a Police Officer and/or Police Detective in", ["Police Officer", "Police Detective"]),
    ("as an Office Trainee with the City", ["Office Trainee"]),
    ("as a Mechanical Helper with the City", ["Mechanical Helper"]),
    ("in a position at the level of Landscape Architectural Associate II.", ["Landscape Architectural Associate II"]),
    ("as a Tree Surgeon Supervisor or in a class at that level", ["Tree Surgeon Supervisor"]),
    (
        "as an Architectural Associate IV or Landscape Architectural Associate IV",
        ["Architectural Associate IV", "Landscape Architectural Associate IV"],
    ),
    ("of the type and at the level of 311 Customer Service Agent or DHS Customer Service Agent", [AGENT, DHS]),
    ("at the type and level of a 311 Customer Service Agent (or DHS Customer Service Agent)", [AGENT, DHS]),
    ("as a boilermaker helper", []),
    ("as a journey-level welder certified under a code", []),
    ("as a licensed general contractor engaged in building", []),
    ("as an equipment operator, building repairer, or journey-level craft worker", []),
    ("as a member of a survey crew", []),
    ("as a lead worker with the Los Angeles World Airports", []),
    ("with the City of Los Angeles, Department of Water and Power", []),
]


@pytest.mark.parametrize(("phrase", "titles"), REQUIREMENTS, ids=[phrase[:60] for phrase, _ in REQUIREMENTS])
def test_experience(phrase: str, titles: list[str]) -> None:
    text = f"Two years of full-time paid experience {phrase}"
    assert named("minimum_qualifications", text) == [("experience_as", title) for title in titles]


@pytest.mark.parametrize(
    "text",
    [
        "Registration as a Professional Engineer with the State of California Board for Professional Engineers; or",
        "Certification as an Engineer-In-Training recognized by the Board for Professional Engineers.",
        "Completion of a recognized apprenticeship as an Asbestos Worker; or",
    ],
    ids=["registration", "certification", "apprenticeship"],
)
def test_what_sounds_like_a_class_in_a_requirement(text: str) -> None:
    assert named("minimum_qualifications", text) == []


def test_a_plural_may_stand_behind_the_level() -> None:
    text = "Supervises an Office Manager, Office Assistant IIIs and two Gardener II's."
    names = [("supervises", title) for title in ("Office Manager", "Office Assistant III", "Gardener II")]
    assert named("supervision_exercised", text) == names


def test_what_may_replace_a_requirement_is_only_mentioned() -> None:
    text = "Experience in a training capacity as a Tree Trimmer or Gardener may be substituted for the above."
    assert named("minimum_qualifications", text) == [("mentions", "Tree Trimmer"), ("mentions", "Gardener")]


def test_what_is_only_wished_for_is_only_mentioned() -> None:
    (body,) = [Line(number=2, raw="", text="One year of experience as a Park Planner.")]
    section = SectionLines(
        kind="minimum_qualifications", heading="Desirable Qualifications", first_line=1, last_line=2, body=(body,)
    )
    assert [one.relation for one in read_references("Gardener", [section])] == ["mentions"]


@pytest.mark.parametrize(
    ("title", "named_title", "is_other"),
    [
        ("LEAD CUSTOMER SERVICE AGENT", "Lead Customer Service Agent", False),
        ("Civil Engineering Associate", "Civil Engineering Associate III", False),
        ("Administrator II", "Administrator I", True),
        ("Operations Assistant", "311 Operations Assistant", True),
    ],
)
def test_a_class_never_names_itself(title: str, named_title: str, is_other: bool) -> None:
    found = named("distinguishing_characteristics", f"It is distinguished from the {named_title}, which", title)
    assert bool(found) is is_other


def test_a_mention_gives_way_to_a_relation_and_repeats_are_dropped() -> None:
    text = "A Head Cook plans. It is distinguished from a Head Cook. It is distinguished from the Head Cook, too."
    assert named("distinguishing_characteristics", text) == [("distinguished_from", "Head Cook")]


def test_the_quote_is_the_sentence_and_the_line_is_its_line() -> None:
    text = "First sentence.\n\nIt works. It is distinguished from the *Head Cook*, which\nleads. More."
    (found,) = read_references("Cook", [section("distinguishing_characteristics", text)])
    assert (found.quote, found.first_line) == ("It is distinguished from the Head Cook, which leads.", 4)
