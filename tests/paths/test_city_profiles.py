"""Profiles held against bulletins of Los Angeles, each expected answer reasoned by hand from its text.

"With the City of Los Angeles" says nothing more of time in a class of that city; a department, a date or a kind of work
behind the class is for HR.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.paths.profile import ExperienceEntry, Profile
from taxonomy.paths.qualify import qualify
from tests.conftest import stored_document

pytestmark = pytest.mark.shared
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def city(shared_data: Path) -> Atlas:
    """The bulletins as a plan of their own."""
    paths = sorted((shared_data / "la_bulletins").glob("*.txt"))
    return build_atlas(tuple(stored_document(path.name, path.read_bytes()) for path in paths))


def held(title: str, years: float) -> ExperienceEntry:
    return ExperienceEntry(class_=title, years=years, authority="los-angeles")


def work(of: str, years: float) -> ExperienceEntry:
    return ExperienceEntry(of=of, years=years)


def person(
    *, education: str | None = None, college_years: float = 0, experience: tuple[ExperienceEntry, ...] = ()
) -> Profile:
    # most notes ask for this license by appointment, so without it no answer is more than "ask HR"
    licences = ("California driver's license",)
    return Profile(education=education, college_years=college_years, experience=experience, licences=licences)


@pytest.mark.parametrize(
    ("name", "profile", "answer", "short"),
    [
        pytest.param(
            "senior-electrical-inspector",
            person(experience=(held("Electrical Inspector", 1), held("Building Mechanical Inspector", 1))),
            "met",
            0,
            id="one year of each",
        ),
        pytest.param(
            "senior-electrical-inspector",
            person(experience=(held("Electrical Inspector", 1),)),
            "not_met",
            1,
            id="the rule needs the other year",
        ),
        pytest.param(
            "senior-electrical-inspector",
            person(experience=(held("Building Mechanical Inspector", 2),)),
            "not_met",
            1,
            id="the rule stands for one year only",
        ),
        pytest.param(
            "senior-housing-inspector",
            person(experience=(held("Housing Inspector", 1), held("Plumbing Inspector", 1))),
            "met",
            0,
            id="a class of the list below the rule",
        ),
        pytest.param(
            "senior-housing-inspector",
            person(education="bachelor", experience=(held("Housing Inspector", 1),)),
            "ask_hr",
            None,
            id="of the degree hr must say",
        ),
        pytest.param(
            "police-detective",
            person(education="high school", college_years=2, experience=(held("Police Officer", 4),)),
            "ask_hr",
            None,
            id="by a date that is past hr must say",
        ),
        pytest.param(
            "police-detective",
            person(education="high school", experience=(held("Police Officer", 4),)),
            "not_met",
            None,
            id="semester units are schooling",
        ),
        pytest.param(
            "senior-tax-auditor",
            person(experience=(held("Tax Auditor", 2),)),
            "met",
            0,
            id="professional says nothing beside a class",
        ),
        pytest.param(
            "personnel-analyst", person(experience=(held("Chief Clerk", 1),)), "met", 0, id="a chief clerk is clerical"
        ),
        pytest.param(
            "personnel-analyst",
            person(education="bachelor", experience=(held("Management Aide", 1),)),
            "ask_hr",
            None,
            id="a rule for one alternative",
        ),
        pytest.param(
            "airport-police-captain",
            person(experience=(held("Airport Police Lieutenant", 1),)),
            "ask_hr",
            None,
            id="the class and a responsibility",
        ),
        pytest.param(
            "senior-city-planner", person(experience=(held("City Planner", 2),)), "met", 0, id="first alternative"
        ),
        pytest.param(
            "senior-city-planner",
            person(experience=(held("City Planning Associate", 3),)),
            "not_met",
            1,
            id="the nearest alternative",
        ),
        pytest.param(
            "chief-inspector",
            person(experience=(held("Senior Plumbing Inspector", 2), held("Senior Housing Inspector", 2))),
            "met",
            0,
            id="years in several named classes add up",
        ),
        pytest.param(
            "window-cleaner",
            person(experience=(held("Custodian", 1.5),)),
            "not_met",
            0.5,
            id="half a year in the nearer alternative",
        ),
        pytest.param(
            "building-inspector",
            person(experience=(held("Assistant Inspector III", 1),)),
            "met",
            0,
            id="the number that is named",
        ),
        pytest.param(
            "building-inspector",
            person(experience=(held("Assistant Inspector II", 1),)),
            "not_met",
            1,
            id="a lower number is less",
        ),
        pytest.param(
            "systems-aide",
            person(experience=(held("Senior Administrative Clerk", 3),)),
            "ask_hr",
            None,
            id="a class at the level",
        ),
        pytest.param(
            "systems-aide",
            person(education="high school", college_years=2, experience=(held("Senior Administrative Clerk", 1),)),
            "ask_hr",
            None,
            id="two of college and one for hr",
        ),
        pytest.param(
            "systems-aide",
            person(education="high school", college_years=2),
            "not_met",
            1,
            id="college for two of three",
        ),
        pytest.param(
            "workers-compensation-claims-assistant",
            person(experience=(work("clerical processing of medical claims", 2),)),
            "ask_hr",
            None,
            id="a few words within many",
        ),
        pytest.param(
            "street-tree-superintendent",
            person(experience=(held("Tree Surgeon Supervisor", 2),)),
            "ask_hr",
            None,
            id="the class and a kind of work",
        ),
        pytest.param(
            "auditor",
            person(education="bachelor", experience=(held("Accountant", 1),)),
            "ask_hr",
            None,
            id="level and field",
        ),
        pytest.param(
            "airport-police-lieutenant",
            person(experience=(held("Airport Police Sergeant", 2),)),
            "ask_hr",
            None,
            id="a part that the title does not tell",
        ),
        pytest.param(
            "boilermaker-supervisor",
            person(experience=(held("Boilermaker", 4),)),
            "ask_hr",
            None,
            id="a title in the words of the text",
        ),
        pytest.param(
            "city-planner",
            person(education="bachelor", experience=(held("City Planning Associate", 1),)),
            "not_met",
            1,
            id="a year short in the class",
        ),
        pytest.param(
            "window-cleaner",
            person(experience=(work("outside cleaning of windows of buildings that are two stories in height", 1),)),
            "ask_hr",
            None,
            id="nearly all words",
        ),
        pytest.param(
            "utility-buyer",
            person(experience=(held("Assistant Utility Buyer", 1),)),
            "ask_hr",
            None,
            id="the class and what it provides",
        ),
    ],
)
def test_by_the_text(city: Atlas, name: str, profile: Profile, answer: str, short: float | None) -> None:
    (found,) = qualify(profile, city.rulebook, TODAY, only={f"los-angeles/{name}"})
    assert (found.answer, found.short_by_years) == (answer, short)
