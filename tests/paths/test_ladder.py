"""Edges between classes: each on evidence, none to itself, none across authorities."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from taxonomy.basics.naming import class_id, slug
from taxonomy.linking import build_atlas
from taxonomy.model import Edition, Experience, Group, JobClass, Reference, Requirement, Specification
from taxonomy.paths.ladder import LadderEdge, build_ladder
from taxonomy.paths.routes import RouteMap
from tests.conftest import stored_document

LA, DENVER = "los-angeles", "denver"
ARDEN = "arden/accountant-"


def experience(
    years: float | None, *titles: str, alternative: int | None = None, includes: tuple[Experience, ...] = ()
) -> Experience:
    return Experience(
        years=years,
        of=None,
        at_class=titles,
        includes=includes,
        quote=f"as {titles}",
        first_line=7,
        alternative=alternative,
    )


def job_class(
    authority: str,
    title: str,
    requirement: Requirement | None = None,
    references: tuple[Reference, ...] = (),
) -> JobClass:
    specification = Specification(
        title=title, first_line=3, last_line=9, requirement=requirement, references=references, authority=authority
    )
    edition = Edition(document=f"{slug(title)}-0", status="adopted", date=None, specification=specification)
    return JobClass(id=class_id(authority, title), title=title, authority=authority, editions=(edition,))


def ladder_of(*classes: JobClass) -> list[LadderEdge]:
    return list(build_ladder({one.id: one for one in classes}).edges)


def steps(*classes: JobClass) -> list[tuple[str, str, str, float | None, int | None]]:
    return [(edge.from_, edge.to, edge.kind, edge.years, edge.alternative) for edge in ladder_of(*classes)]


def named(relation: str, title: str) -> Reference:
    return Reference(title=title, relation=relation, quote=f"{relation} {title}", first_line=5)  # type: ignore[arg-type]


def test_a_class_named_in_the_requirement_leads_to_the_class_that_names_it() -> None:
    either = Group(
        op="or",
        of=(experience(2, "Principal Storekeeper", alternative=1), experience(4, "Senior Storekeeper", alternative=2)),
    )
    found = steps(job_class(LA, "STORES SUPERVISOR", either), job_class(LA, "SENIOR STOREKEEPER"))
    assert found == [
        ("los-angeles/principal-storekeeper", "los-angeles/stores-supervisor", "requirement", 2, 1),
        ("los-angeles/senior-storekeeper", "los-angeles/stores-supervisor", "requirement", 4, 2),
    ]


def test_a_class_named_as_a_share_of_the_experience_has_the_years_of_the_share() -> None:
    whole = experience(5, includes=(experience(2, "Photographer"),))
    assert steps(job_class(LA, "SENIOR PHOTOGRAPHER", whole), job_class(LA, "PHOTOGRAPHER")) == [
        ("los-angeles/photographer", "los-angeles/senior-photographer", "requirement", 2, None)
    ]


def test_two_pay_grades_of_one_class_are_one_step() -> None:
    manager = job_class(LA, "PARKING MANAGER", experience(2, "Traffic Supervisor II", "Traffic Supervisor III"))
    assert steps(manager, job_class(LA, "TRAFFIC SUPERVISOR")) == [
        ("los-angeles/traffic-supervisor", "los-angeles/parking-manager", "requirement", 2, None)
    ]


def test_a_list_read_as_one_title_is_parted_by_the_classes_at_hand() -> None:
    higher = job_class(LA, "OPERATIONS CHIEF", experience(2, "Payroll and Records Officer and Police Aide"))
    found = steps(higher, job_class(LA, "PAYROLL AND RECORDS OFFICER"), job_class(LA, "POLICE AIDE"))
    assert [step[0] for step in found] == ["los-angeles/payroll-and-records-officer", "los-angeles/police-aide"]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param((job_class(LA, "SECURITY AIDE", experience(0.5, "Security Aide")),), id="itself"),
        pytest.param((job_class(LA, "311 DIRECTOR"), job_class(DENVER, "Executive Director")), id="nothing-named"),
    ],
)
def test_no_edge_without_another_class(others: tuple[JobClass, ...]) -> None:
    assert steps(*others) == []


def test_no_edge_reaches_into_another_authority() -> None:
    higher = job_class(DENVER, "Lead Agent", experience(1, "Customer Service Agent"))
    (edge,) = ladder_of(higher, job_class(LA, "CUSTOMER SERVICE AGENT"))
    assert (edge.from_, edge.to, edge.at_hand) == ("denver/customer-service-agent", "denver/lead-agent", False)


def test_distinguished_from_is_no_promotion() -> None:
    higher = job_class(
        LA,
        "ANALYST",
        references=(named("distinguished_from", "Auditor"), named("supervises", "Clerks"), named("mentions", "Aide")),
    )
    ladder = build_ladder({one.id: one for one in (higher, job_class(LA, "AUDITOR"), job_class(LA, "CLERK"))})
    assert [edge.kind for edge in ladder.edges] == ["supervises", "distinguished_from"]
    assert [edge.from_ for edge in ladder.promotions] == ["los-angeles/clerk"]


def test_neighbours_of_one_numbered_series_are_linked() -> None:
    found = steps(*(job_class(LA, title) for title in ("ACCOUNTANT III", "ACCOUNTANT I", "ACCOUNTANT II", "CLERK IV")))
    assert [(step[0], step[1], step[2]) for step in found] == [
        ("los-angeles/accountant-i", "los-angeles/accountant-ii", "series"),
        ("los-angeles/accountant-ii", "los-angeles/accountant-iii", "series"),
    ]


def test_every_edge_carries_its_evidence_and_its_json_says_from() -> None:
    edge = ladder_of(job_class(LA, "SENIOR CLERK", experience(2, "Clerk")), job_class(LA, "CLERK"))[0]
    assert msgspec.to_builtins(edge) == {
        "from": "los-angeles/clerk",
        "to": "los-angeles/senior-clerk",
        "kind": "requirement",
        "years": 2,
        "alternative": None,
        "quote": "as ('Clerk',)",
        "document": "senior-clerk-0",
        "first_line": 7,
        "from_title": "Clerk",
        "to_title": "SENIOR CLERK",
        "at_hand": True,
        "stated_by": None,
        "why": None,
    }


def test_the_order_of_the_classes_changes_nothing() -> None:
    classes = [job_class(LA, "B CLERK", experience(1, "A Clerk")), job_class(LA, "A CLERK", experience(1, "C Clerk"))]
    assert ladder_of(*classes) == ladder_of(*reversed(classes))


@pytest.mark.shared
def test_a_trade_in_small_letters_is_an_edge_where_the_city_has_that_class(shared_data: Path) -> None:
    paths = sorted((shared_data / "la_bulletins").glob("*.txt"))
    city = build_atlas(tuple(stored_document(path.name, path.read_bytes()) for path in paths))
    found = {(edge.from_, edge.to): edge.years for edge in city.ladder.edges if edge.from_title.islower()}
    assert found["los-angeles/machinist", "los-angeles/machinist-supervisor"] == 4
    assert found["los-angeles/painter", "los-angeles/senior-painter"] == 6


PLANNER, OFFICER = "Associate Planner", "Police Officer I"
ADVANCEMENTS: list[tuple[str, str, str | None, str | None, float | None]] = [
    (
        PLANNER,
        "Assistant Planners will be promoted to Associate Planner after two years.",
        "Assistant Planner",
        None,
        2,
    ),
    ("Clerk I", "Incumbents advance to Clerk II upon completion of one year of service.", None, "Clerk II", 1),
    ("Clerk I", "After twelve months employees are normally advanced to the II level.", None, "Clerk II", 1),
    ("Police Recruit", "Upon graduation, recruits are promoted to Police Officer I.", None, OFFICER, None),
    (
        "Office Trainee",
        "Trainees will be transferred to the class of Office Assistant.",
        None,
        "Office Assistant",
        None,
    ),
    (
        "Typist",
        "Employees in the class of Accounting Clerk may transfer to this class.",
        "Accounting Clerk",
        None,
        None,
    ),
    ("Nurse Trainee", "The progression is from Nurse Trainee to Staff Nurse after 24 months.", None, "Staff Nurse", 2),
    ("Payroll Clerk", "Employees are not promoted to Senior Payroll Clerk automatically.", None, None, None),
    ("Fire Captain", "The date of each promotion to Fire Captain must be listed.", None, None, None),
    ("Street Worker", "Responsible for promoting safety to the public.", None, None, None),
]


def specification(title: str, more: str, asks: str = "Two years of clerical experience.") -> bytes:
    return f"""CITY OF ARDEN
CLASS TITLE: {title}

DEFINITION
Performs the work of the class.

DISTINGUISHING CHARACTERISTICS
{more}

MINIMUM QUALIFICATIONS
{asks}
""".encode()


@pytest.mark.parametrize(
    ("title", "text", "lower", "higher", "years"), ADVANCEMENTS, ids=[row[1] for row in ADVANCEMENTS]
)
def test_sentences_about_promotion_and_transfer_are_ways_up(
    title: str, text: str, lower: str | None, higher: str | None, years: float | None
) -> None:
    atlas = build_atlas((stored_document("class.txt", specification(title, text)),))
    found = [(edge.from_title, edge.to_title, edge.years, edge.quote) for edge in atlas.ladder.ways_up]
    assert found == ([(lower or title, higher or title, years, text)] if lower or higher else [])
    named = {each.title: [by.source_class for by in each.named_by] for each in atlas.mentioned.values()}
    assert named == ({lower or higher: [next(iter(atlas.classes))]} if lower or higher else {})


def test_a_series_goes_on_through_a_class_that_is_only_named() -> None:
    asks = "Two years of experience as an Accountant II."
    one = stored_document("one.txt", specification("Accountant I", "The lowest level."))
    three = stored_document("three.txt", specification("Accountant III", "The highest level.", asks))
    atlas = build_atlas((one, three))
    steps = [(edge.from_title, edge.to_title, edge.quote) for edge in atlas.ladder.ways_up if edge.kind == "series"]
    assert ("Accountant I", "Accountant II", asks) in steps
    (route,) = RouteMap(atlas.ladder).routes(ARDEN + "i", ARDEN + "iii").routes
    assert route.classes == (ARDEN + "i", ARDEN + "ii", ARDEN + "iii")
