"""Profiles held against requirements, reasoned by hand from the text of the bundled specifications."""

from __future__ import annotations

from datetime import date

import pytest

from taxonomy.model import (
    Education,
    Equivalency,
    Experience,
    Group,
    JobClass,
    Licence,
    Other,
    Rate,
    Requirement,
)
from taxonomy.paths.answers import Qualification
from taxonomy.paths.profile import ExperienceEntry, Profile, ProfileError, read_profile
from taxonomy.paths.qualify import qualify
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.titles import TitleIndex

TODAY = date(2026, 1, 1)
AGENT = "311 Customer Service Agent"
DHS_AGENT = "DHS Customer Service Agent"
CALL_CENTER = "customer service experience in a call center environment"


def experience(years: float | None, of: str | None, **more: object) -> Experience:
    return Experience(years=years, of=of, quote=f"{years} years of {of}", first_line=1, **more)  # type: ignore[arg-type]


def education(level: str, field: str | None = None) -> Education:
    return Education(level=level, field=field, quote=level, first_line=1)


def all_of(*parts: Requirement) -> Group:
    return Group(op="and", of=parts)


def any_of(*parts: Requirement) -> Group:
    return Group(op="or", of=parts)


EDUCATION_FOR_EXPERIENCE = Equivalency(
    substitute="education",
    for_="experience",
    quote="Additional appropriate education may be substituted for the minimum experience requirement.",
    first_line=2,
)
EXPERIENCE_FOR_EDUCATION = Equivalency(
    substitute="experience",
    for_="education",
    quote="Additional appropriate experience may be substituted for the minimum education requirement.",
    first_line=3,
)
TWO_FOR_ONE = Equivalency(
    substitute="experience",
    for_="education",
    rate=Rate(experience_years=2, education_years=1),
    quote="Two years of the appropriate type and level of experience will serve as an equivalency to one year.",
    first_line=4,
)
ONE_AS_AGENT = experience(1, None, at_class=(AGENT,))

SPECIALIST = all_of(education("high school"), experience(3, CALL_CENTER, includes=(ONE_AS_AGENT,)))
MANAGER = all_of(education("associate"), experience(3, None, at_class=(AGENT, DHS_AGENT)))
DIRECTOR = all_of(education("bachelor"), experience(3, "management level experience in a call center environment"))

EMPLOYEE = Profile(
    education="Graduation from high school",
    college_years=1,
    experience=(
        ExperienceEntry(class_=AGENT, years=2.5, authority="denver"),
        ExperienceEntry(of="other call-centre customer service", years=1),
    ),
)


def ask(profile: Profile, requirement: Requirement | None, *rules: Equivalency) -> Qualification:
    titles = TitleIndex(
        {
            f"denver/{n}": JobClass(id=f"denver/{n}", title=title, authority="denver")
            for n, title in enumerate((AGENT, DHS_AGENT))
        }
    )
    asked = ClassRequirement(
        id="denver/x", title="X", authority="denver", document="d", requirement=requirement, equivalencies=rules
    )
    return qualify(profile, RequirementBook([asked], titles), TODAY)[0]


class TestTheEmployeeOfTheIssue:
    def test_specialist_is_met(self) -> None:
        answer = ask(EMPLOYEE, SPECIALIST)
        assert (answer.answer, answer.short_by_years, answer.earliest) == ("met", 0, "2026-01-01")

    def test_manager_lacks_half_a_year_and_the_degree_is_a_question_for_hr(self) -> None:
        answer = ask(EMPLOYEE, MANAGER, EDUCATION_FOR_EXPERIENCE, EXPERIENCE_FOR_EDUCATION)
        assert (answer.answer, answer.short_by_years) == ("not_met", 0.5)
        assert {leaf.type: leaf.answer for leaf in answer.leaves} == {"education": "ask_hr", "experience": "not_met"}
        assert answer.earliest == "2026-07-01"
        assert {s.for_: s.answer for s in answer.substitutions} == {
            "education": "ask_hr",
            "experience": "not_available",
        }

    def test_director_the_missing_degree_is_eight_more_years_at_the_stated_rate(self) -> None:
        answer = ask(EMPLOYEE, DIRECTOR, TWO_FOR_ONE)
        assert answer.answer == "not_met"
        assert [(s.answer, s.years) for s in answer.substitutions] == [("stated", 8)]
        assert {leaf.type: leaf.short_by_years for leaf in answer.leaves} == {"education": 8, "experience": 3}


@pytest.mark.parametrize(
    ("held", "leaf", "expected"),
    [
        pytest.param(
            ExperienceEntry(class_=AGENT, years=3), experience(3, None, at_class=(AGENT,)), "met", id="named class"
        ),
        pytest.param(
            ExperienceEntry(class_="Clerk", years=9),
            experience(3, None, at_class=(AGENT,)),
            "not_met",
            id="another class",
        ),
        pytest.param(
            ExperienceEntry(class_="Clerk", years=9),
            experience(3, None, at_class=(AGENT,), or_equivalent_level=True),
            "ask_hr",
            id="at that level is for HR",
        ),
        pytest.param(
            ExperienceEntry(class_=AGENT, years=3, authority="los-angeles"),
            experience(3, None, at_class=(AGENT,)),
            "not_met",
            id="same title, other authority",
        ),
        pytest.param(
            ExperienceEntry(of="call center", years=9),
            experience(3, None, at_class=(AGENT,), or_equivalent_level=True),
            "not_met",
            id="work without a class is no class at that level",
        ),
        pytest.param(ExperienceEntry(of="painting", years=9), experience(1, CALL_CENTER), "not_met", id="other work"),
        pytest.param(
            ExperienceEntry(of="customer service", years=9),
            experience(1, CALL_CENTER),
            "ask_hr",
            id="half of the words",
        ),
        pytest.param(
            ExperienceEntry(of="client service in a contact centre", years=1),
            experience(1, CALL_CENTER),
            "met",
            id="words of the same sense",
        ),
        pytest.param(
            ExperienceEntry(class_=AGENT, years=2),
            experience(1, "budget analysis", at_class=(AGENT,)),
            "ask_hr",
            id="kind of work not told",
        ),
        pytest.param(
            ExperienceEntry(class_=AGENT, years=0.5),
            experience(None, None, at_class=(AGENT,)),
            "met",
            id="no length stated",
        ),
    ],
)
def test_one_experience_against_one_leaf(held: ExperienceEntry, leaf: Experience, expected: str) -> None:
    assert ask(Profile(experience=(held,)), leaf).answer == expected


def test_a_part_that_lacks_makes_the_whole_lack() -> None:
    profile = Profile(experience=(ExperienceEntry(of="customer service in a call center", years=5),))
    answer = ask(profile, experience(3, CALL_CENTER, includes=(ONE_AS_AGENT,)))
    assert (answer.answer, answer.short_by_years) == ("not_met", 1)


def test_one_alternative_is_enough_and_the_nearest_is_named_when_none_is_met() -> None:
    profile = Profile(experience=(ExperienceEntry(class_=AGENT, years=2),))
    near, far = experience(3, None, at_class=(AGENT,)), experience(9, None, at_class=(AGENT,))
    assert ask(profile, any_of(far, experience(2, None, at_class=(AGENT,)))).answer == "met"
    assert ask(profile, any_of(far, near)).short_by_years == 1


def test_two_requirements_side_by_side_do_not_share_the_same_years_without_asking() -> None:
    leaves = (experience(2, "customer service"), experience(2, "call center"))
    both = ExperienceEntry(of="customer service in a call center", years=2)
    assert ask(Profile(experience=(both,)), all_of(*leaves)).answer == "ask_hr"
    assert ask(Profile(experience=(both, both)), all_of(*leaves)).answer == "met"


@pytest.mark.parametrize(
    ("profile", "leaf", "expected"),
    [
        pytest.param(Profile(education="Bachelor's degree"), education("associate"), "met", id="higher"),
        pytest.param(Profile(education="bachelor"), education("bachelor", "accounting"), "ask_hr", id="field"),
        pytest.param(Profile(), education("high school"), "not_met", id="nothing named"),
        pytest.param(
            Profile(education="master"), education("apprenticeship"), "ask_hr", id="not on the ladder of degrees"
        ),
        pytest.param(
            Profile(licences=("CISSP",)), Licence(of="CISSP certification", quote="", first_line=1), "met", id="licence"
        ),
        pytest.param(Profile(), Licence(of="CISSP", quote="", first_line=1), "not_met", id="no licence"),
        pytest.param(
            Profile(),
            Licence(of="license", quote="A license may be required.", first_line=1),
            "ask_hr",
            id="may be asked for",
        ),
        pytest.param(Profile(), Other(of="good eyesight", quote="", first_line=1), "ask_hr", id="not understood"),
    ],
)
def test_other_leaves(profile: Profile, leaf: Requirement, expected: str) -> None:
    assert ask(profile, leaf).answer == expected


def test_a_rule_for_some_posts_only_is_a_question_for_hr() -> None:
    rule = Equivalency(
        substitute="experience",
        for_="experience",
        scope="DDHS positions",
        quote="three years in human services",
        first_line=1,
    )
    social_worker = Profile(experience=(ExperienceEntry(of="human services", years=3),))
    assert ask(social_worker, experience(3, CALL_CENTER), rule).answer == "ask_hr"
    assert ask(Profile(), experience(3, CALL_CENTER), rule).answer == "not_met"


def test_a_cap_holds() -> None:
    rule = Equivalency(substitute="education", for_="experience", max_years=1, quote="one year", first_line=1)
    graduate = Profile(
        education="bachelor", experience=(ExperienceEntry(of="customer service in a call center", years=1),)
    )
    requirement = all_of(education("high school"), experience(3, CALL_CENTER))
    assert ask(graduate, requirement, rule).answer == "not_met"


def test_a_class_that_states_nothing_is_a_question_for_hr() -> None:
    assert ask(EMPLOYEE, None).answer == "ask_hr"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(b"{", "cannot be read", id="no JSON"),
        pytest.param(b'{"experience": [{"class": "X"}]}', "years", id="years missing"),
        pytest.param(b'{"school": 1}', "school", id="unknown word"),
        pytest.param(b'{"experience": [{"class": "X", "years": -1}]}', "negative", id="negative"),
    ],
)
def test_a_wrong_profile_is_refused_in_words(text: bytes, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        read_profile(text)
