"""Profiles held against every bundled specification, each expected answer reasoned by hand from its text.

The texts, in short (D = Denver, all ask for a high school diploma where no degree is named):
Agent, DHS Agent: two years customer service in a call center; two years of similar work can stand for it.
Specialist: three years of it, one as Agent.   Lead: three years of it, one as Agent or DHS Agent.
Operations Assistant: three years clerical, two at the level of Administrative Support Assistant III; education may
stand for one year.   Analyst/Trainer, Coordinator: Bachelor's and three years; each may stand for the other, no rate.
Manager: Associate's and three years as Agent or DHS Agent; each may stand for the other, no rate.
Director: Bachelor's and three years of management in a call center; two years of experience for one of education.
Los Angeles 311 Director: two years as Senior Management Analyst or at that level, or a Bachelor's and six years in a
large call center, or ten; no sales or telemarketing; a driver's license may be asked for.
"""

from __future__ import annotations

from datetime import date

import pytest

from taxonomy.atlas import Atlas
from taxonomy.paths.answers import Qualification
from taxonomy.paths.profile import Held, Profile
from taxonomy.paths.qualify import qualify

TODAY = date(2026, 1, 1)
AGENT, DHS_AGENT = "311 Customer Service Agent", "DHS Customer Service Agent"
CLASSES = {
    "agent": "denver/311-customer-service-agent",
    "dhs": "denver/dhs-customer-service-agent",
    "specialist": "denver/311-customer-service-specialist",
    "lead": "denver/lead-customer-service-agent",
    "assistant": "denver/311-operations-assistant",
    "trainer": "denver/311-analyst-trainer",
    "manager": "denver/contact-center-operations-manager",
    "director": "denver/contact-center-director",
    "coordinator": "denver/operations-coordinator",
    "los-angeles": "los-angeles/311-director",
}


def held(title: str, years: float, authority: str | None = "denver") -> Held:
    return Held(class_=title, years=years, authority=authority)


def work(of: str, years: float) -> Held:
    return Held(of=of, years=years)


NOBODY = Profile()
ISSUE = Profile(
    education="high school",
    college_years=1,
    experience=(held(AGENT, 2.5), work("other call-centre customer service", 1)),
)
AGENT_ALONE = Profile(education="high school", experience=(held(AGENT, 3),))
DHS_ALONE = Profile(education="GED", experience=(held(DHS_AGENT, 3),))
GRADUATE = Profile(education="Bachelor's degree", experience=(held(AGENT, 3),))
OUTSIDER = Profile(education="high school", experience=(work("customer service in a call center", 5),))
MANAGING = Profile(
    education="bachelor",
    experience=(
        work(
            "management level in a contact center, budget and fiscal oversight, establishing objectives and strategies "
            "for the operational area",
            3,
        ),
    ),
)
SAME_TITLE_ELSEWHERE = Profile(education="high school", experience=(held(AGENT, 9, "springfield"),))
ANALYST = Profile(education="bachelor", experience=(held("Senior Management Analyst", 2, "los-angeles"),))
TELEMARKETER = Profile(education="bachelor", experience=(work("call center, sales and telemarketing", 12),))


def answers(atlas: Atlas, profile: Profile) -> dict[str, Qualification]:
    found = {each.class_: each for each in qualify(profile, atlas.rulebook, TODAY)}
    return {name: found[key] for name, key in CLASSES.items()}


@pytest.mark.parametrize(
    ("profile", "met", "ask_hr"),
    [
        # Nothing told: the one way that a rule or a level may open is nowhere; even the licence of Los Angeles is moot.
        pytest.param(NOBODY, set(), set(), id="nobody"),
        # The city's own texts count years as Agent as call-center customer service (Specialist, line 134).
        pytest.param(ISSUE, {"agent", "dhs", "specialist", "lead"}, {"los-angeles"}, id="the employee of the issue"),
        # Three years as Agent: the Manager's Associate's degree may be replaced, but by experience beyond the three
        # years, and there is none.
        pytest.param(AGENT_ALONE, {"agent", "dhs", "specialist", "lead"}, {"los-angeles"}, id="agent, three years"),
        # The Specialist asks for a year as 311 Agent; whether DHS Agent is at that level is for HR.
        pytest.param(DHS_ALONE, {"agent", "dhs", "lead"}, {"specialist", "los-angeles"}, id="dhs agent, three years"),
        # Four years of college beyond what is asked: for the Trainer and the Coordinator a degree alone is not enough.
        pytest.param(
            GRADUATE, {"agent", "dhs", "specialist", "lead", "manager"}, {"los-angeles"}, id="graduate and agent"
        ),
        # Five years in a call center, never in a class: no year as Agent, and only a class is "at a level".
        pytest.param(OUTSIDER, {"agent", "dhs"}, set(), id="outsider"),
        # Whether managing a contact center is customer service there is for HR, so are the similar environments.
        # and for Lead and Manager the college years may stand for experience, at no stated rate.
        pytest.param(MANAGING, {"director"}, {"agent", "dhs", "lead", "manager"}, id="manager of a call center"),
        # The same title under another authority is another class: whether it is at that level is for HR.
        pytest.param(
            SAME_TITLE_ELSEWHERE,
            set(),
            {"agent", "dhs", "specialist", "lead", "manager", "los-angeles"},
            id="same title, other authority",
        ),
        # The class is right; what the work there was is not told, and a licence may be asked for. In Denver only a
        # degree beyond what is asked for speaks for her (Lead, Manager), at no stated rate.
        pytest.param(ANALYST, set(), {"lead", "manager", "los-angeles"}, id="senior management analyst"),
    ],
)
def test_every_class(bundled_atlas: Atlas, profile: Profile, met: set[str], ask_hr: set[str]) -> None:
    found = answers(bundled_atlas, profile)
    assert {name for name, each in found.items() if each.answer == "met"} == met
    assert {name for name, each in found.items() if each.answer == "ask_hr"} == ask_hr


@pytest.mark.parametrize(
    ("profile", "name", "answer", "short", "earliest"),
    [
        pytest.param(ISSUE, "manager", "not_met", 0.5, "2026-07-03", id="manager: half a year"),
        pytest.param(ISSUE, "director", "not_met", 11, "2037-01-01", id="director: eight and three"),
        pytest.param(ISSUE, "assistant", "not_met", 3, "2029-01-01", id="assistant: all three years"),
        pytest.param(ISSUE, "lead", "met", 0, "2026-01-01", id="lead: today"),
        pytest.param(AGENT_ALONE, "manager", "not_met", None, None, id="a degree is no matter of years"),
        pytest.param(DHS_ALONE, "specialist", "ask_hr", None, None, id="asking has no date"),
        pytest.param(NOBODY, "agent", "not_met", 2, None, id="no diploma: years alone do not help"),
    ],
)
def test_how_much_is_missing(
    bundled_atlas: Atlas, profile: Profile, name: str, answer: str, short: float | None, earliest: str | None
) -> None:
    found = answers(bundled_atlas, profile)[name]
    assert (found.answer, found.short_by_years, found.earliest) == (answer, short, earliest)


def test_what_the_issue_says_of_the_degrees(bundled_atlas: Atlas) -> None:
    found = answers(bundled_atlas, ISSUE)
    manager, director = found["manager"], found["director"]
    degree = next(leaf for leaf in manager.leaves if leaf.type == "education")
    assert (degree.answer, degree.college_years_short) == ("ask_hr", 1)
    assert [(rule.answer, rule.years) for rule in director.substitutions] == [("stated", 8)]


def test_telemarketing_is_excluded_by_asking(bundled_atlas: Atlas) -> None:
    found = answers(bundled_atlas, TELEMARKETER)["los-angeles"]
    exclusion = next(leaf for leaf in found.leaves if "telemarketing" in leaf.quote)
    assert exclusion.answer == "ask_hr"
    other = answers(bundled_atlas, OUTSIDER)["los-angeles"]
    assert next(leaf for leaf in other.leaves if "telemarketing" in leaf.quote).answer == "met"


def test_a_class_counts_where_the_citys_own_text_counts_it(bundled_atlas: Atlas) -> None:
    found = answers(bundled_atlas, AGENT_ALONE)["dhs"]
    precedent = found.leaves[1].reasons[0].precedent
    assert precedent is not None
    assert "one year of which must have been" in precedent.quote
    assert precedent.quote in bundled_atlas.quote(precedent.document, precedent.first_line, precedent.first_line)


def test_every_reason_speaks_of_one_experience_and_every_leaf_of_its_line(bundled_atlas: Atlas) -> None:
    for found in answers(bundled_atlas, ISSUE).values():
        for leaf in found.leaves:
            assert len(leaf.why) < 260, leaf.why
            assert {reason.experience for reason in leaf.reasons} <= {held.name for held in ISSUE.experience}
            assert found.document is not None
            line = bundled_atlas.quote(found.document, leaf.first_line, leaf.first_line)
            assert leaf.quote.split()[0].strip("*") in line
