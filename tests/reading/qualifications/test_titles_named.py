"""Which classes a phrase names: lists, pay grades, halves of titles, and what only sounds like a class."""

from __future__ import annotations

import pytest

from taxonomy.reading.qualifications.titles import find_classes, find_equivalents

NAMED = [
    ("one", "experience as a Senior Clerk with the City", ["Senior Clerk"]),
    ("level", "in a class at the level of Carpenter Supervisor supervising a crew", ["Carpenter Supervisor"]),
    ("type-and-level", "at the type and level of Administrative Support Assistant III.", ["Administrative Support Assistant III"]),
    ("class-of", "experience in the class of Meter Reader", ["Meter Reader"]),
    ("number-first", "at the level of 311 Customer Service Agent", ["311 Customer Service Agent"]),
    ("brackets", "level of a 311 Service Agent (or DHS Service Agent).", ["311 Service Agent", "DHS Service Agent"]),
    ("city-first", "as a City of Los Angeles Assistant Inspector IV with", ["Assistant Inspector IV"]),
    ("employer-first", "with the City of Los Angeles, Department of Public Works, as a Maintenance Laborer", ["Maintenance Laborer"]),
    ("list", "as a Data Entry Clerk, Computer Operator, or Documentation Technician.",
     ["Data Entry Clerk", "Computer Operator", "Documentation Technician"]),
    ("articles-in-list", "as a Water Worker or a Utility Worker, or as an Accountant", ["Water Worker", "Utility Worker", "Accountant"]),
    ("and-within-a-title", "as a Senior Heating and Refrigeration Inspector", ["Senior Heating and Refrigeration Inspector"]),
    ("and-between-titles", "as a Detention Officer and Police Aide", ["Detention Officer", "Police Aide"]),
    ("of-within-a-title", "at the level of Chief of Operations coordinating", ["Chief of Operations"]),
    ("apostrophe", "as a Senior Workers' Compensation Analyst with", ["Senior Workers' Compensation Analyst"]),
    ("pay-grades", "as a Traffic Supervisor II or III with the City", ["Traffic Supervisor II", "Traffic Supervisor III"]),
    ("three-grades", "as an Engineering Associate II, III, or IV", [f"Engineering Associate {n}" for n in ("II", "III", "IV")]),
    ("grades-with-stroke", "as a Service Representative II/III", ["Service Representative II", "Service Representative III"]),
    ("lent-head", "as either a Senior or Principal Clerk", ["Senior Clerk", "Principal Clerk"]),
    ("trades-before-titles", "as a police cadet, police aide, Police Student Worker (with the City), or Community Officer",
     ["Police Student Worker", "Community Officer"]),
    ("following-classes", "in any of the following classes: Gardener Caretaker, Tree Surgeon.", ["Gardener Caretaker", "Tree Surgeon"]),
    ("before-experience", "one year of Building Mechanical Inspector experience", ["Building Mechanical Inspector"]),
    ("small-letters", "as a boilermaker helper or journey-level boilermaker", []),
    ("beside-a-class", "as a helper to a Plumber with the City", []),
    ("registration", "Registration as a Professional Engineer with the State", []),
    ("certified", "certified as a Nurse Practitioner by the Board", []),
    ("apprenticeship", "Completion of a recognized apprenticeship as an Asbestos Worker", []),
    ("such-as", "fields such as Mechanical Engineer work", []),
    ("profession", "as a Nurse Practitioner or a Physician Assistant in an emergency department", []),
    ("half-a-title-first", "as an Executive, Senior, Coordinating or Web Content Producer", []),
    ("hire-as", "willingness to hire the employee as a Garage Assistant", []),
    ("department", "in the Department of Water and Power", []),
    ("date", "Fire Department as of December 5, 2014", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "titles"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_classes_named(text: str, titles: list[str]) -> None:
    assert [title for naming in find_classes(text) for title in naming.titles] == titles


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("as a Photographer or in a class at that level which provides", True),
        ("as a Meter Reader or in a class which is at least at the level which provides", True),
        ("as a Chief Clerk or in a clerical class at least at that level", True),
        ("as a Recreation Director or in a position at that level providing", True),
        ("as a Senior Park Ranger or in a position at least at that level which", True),
        ("as a Parking Attendant or in a position directing or parking cars", False),
        ("as a Captain or Lieutenant", False),
    ],
)
def test_other_classes_at_the_same_level(text: str, accepted: bool) -> None:
    assert bool(find_equivalents(text)) is accepted
