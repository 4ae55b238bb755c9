"""Sentences and layouts of requirements, of several places, and the tree or rule that they state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.model import Education, Experience, Group, Requirement
from taxonomy.reading.clean import clean_line
from taxonomy.reading.qualifications import read_equivalencies, read_requirement
from taxonomy.reading.qualifications.amounts import find_amount, find_units
from taxonomy.reading.sections import SectionLines
from tests.reading.qualifications.labelled import edges, rule, shape


def section(text: str, kind: str = "minimum_qualifications", heading: str = "Requirements") -> SectionLines:
    body = tuple(clean_line(number, line) for number, line in enumerate(text.splitlines(), start=2))
    return SectionLines(kind=kind, heading=heading, first_line=1, last_line=len(body) + 1, body=body)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Two years of", 2),
        ("2,080 hours of paid", 1),
        ("520 hours", 0.25),
        ("18-month or longer", 1.5),
        ("two (2) years", 2),
        ("Two-years of", 2),
        ("one and one-half years", 1.5),
        ("1 1/2 years", 1.5),
        ("one-half (1/2) year", 0.5),
        ("six-month period", 0.5),
        ("Seven (7) years' experience", 7),
        ("twenty-five years", 25),
        ("21 years of age", None),
        ("within the past two years", None),
        ("a year", None),
    ],
)
def test_lengths_of_time(text: str, years: float | None) -> None:
    found = find_amount(text)
    assert (found and found.years) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("60 semester or 90 quarter units", 2),
        ("Six semester units", 0.2),
        ("fifteen (15) semester hours", 0.5),
        ("45 quarter units", 1),
    ],
)
def test_college_units(text: str, years: float) -> None:
    found = find_units(text)
    assert found is not None
    assert found.years == years


TREES = [
    ("or", "1. Two years of experience in A; or\n2. Three years of experience in B.", "|(X,X)"),
    ("and", "1. A valid nurse license; and\n2. One year of nursing experience.", "&(L,X)"),
    ("no-joiner", "1. Two years of experience in A.\n2. A valid driver's license.", "&(X,L)"),
    ("last-joiner-missing", "1. Two years of experience; or\n2. A bachelor's degree.\n3. A valid license.", "|(X,D,L)"),
    ("1-and-2-or-3", "1. A bachelor's degree; and\n2. Two years of work in A; or\n3. Three years of work in B.", "&(D,|(X,X))"),
    ("1-or-2-and-3", "1. Two years of work; or\n2. A bachelor's degree; and\n3. One year of work.", "|(X,&(D,X))"),
    ("schooling-or-then-and", "1. A bachelor's degree; or\n2. A valid license; and\n3. One year of experience.", "&(|(D,L),X)"),
    ("pairs", "1. A bachelor's degree; and\n2. Two years of work; or\n3. A valid license; and\n4. Four years of work.", "|(&(D,X),&(L,X))"),
    ("own-line", "Two years of clerical experience.\nOR\nA bachelor's degree.", "|(X,D)"),
    ("own-line-dashes", "Two years of clerical experience.\n\n-OR-\n\nA bachelor's degree.", "|(X,D)"),
    ("no-numbers", "Two years of clerical experience; or\nThree years of sales experience.", "|(X,X)"),
    ("either", "Candidates must meet either of the following:\n1. Two years of work.\n2. A bachelor's degree.", "|(X,D)"),
    ("letters", "1. A bachelor's degree with either:\na. A major in accounting; or\nb. Completion of 24 semester units.", "&(D,|(D,D))"),
    ("letters-in-a-line", "2. a) A bachelor's degree; and b) Four years of experience.", "&(D,X)"),
    ("completed-below", "1. Licensed as a:\na. Registered Nurse; or\nb. Physician Assistant; and\n2. One year of experience.", "&(|(L,L),X)"),
    ("described-below", "1. Five years of experience in one of these areas:\na. leasing;\nb. appraisal.", "X"),
    ("within-a-line", "A bachelor's degree and two years of experience in A or three years in B.", "&(D,|(X,X))"),
    ("semicolon-is-stronger", "A bachelor's degree and three years of experience; or an equivalent combination of education and experience.", "|(&(D,X),O)"),
    ("one-level-two-ways", "Graduation from high school or possession of a GED Certificate.", "D"),
    ("high-school-and-work", "High school diploma or equivalent and one year of clerical experience.", "&(D,X)"),
    ("labels", "Experience: Two years of library experience.\n\nTraining: Equivalent to a Bachelor's degree.\n\nLicense: A valid license.", "&(X,D,L)"),
    ("combination", "Any combination of training and experience is qualifying. A typical way would be:\n\nExperience: Two years of work.\n\n"
     "Training: A Bachelor's degree.", "|(O,&(X,D))"),
    ("share", "Three years of experience, one year of which must have been supervising.", "X1"),
    ("share-without-unit", "Two years of experience, one of which must have been as a Fire Captain.", "X1"),
    ("two-shares", "Three years of experience of which one year must have included budgets and one year of planning.", "X2"),
    ("share-to-include", "Three years of experience to include one year of experience training.", "X1"),
    ("share-with", "Six years of experience in planning, with two of the six years supervising.", "X1"),
    ("share-in-a-sentence", "Seven (7) years of experience in audits. Two (2) years of the General Experience must have been at the level of an Auditor.", "X1"),
    ("must-include", "Two years of clerical experience. The experience must include setting up files.", "X1"),
    ("years-of-age", "At least 18 years of age at the time of application.", "O"),
    ("letter", "A letter of recommendation, with the department's willingness to hire the employee as a Garage Assistant.", "O"),
    ("employment", "Current employment as an Office Trainee with the City.", "X"),
    ("rank", "Attainment of journey-level rank as a blacksmith.", "O"),
    ("explained", "Two years of work. Applicants must include the gross weight of the vehicle.", "X"),
    ("none", "None.", ""),
    ("not-applicable", "N/A", ""),
    ("after-hiring", "Completion of the Career Service Authority supervisory training courses by the completion of probation.", ""),
    ("knowledge", "Knowledge of: budgets.\n\nAbility to plan.", ""),
    ("heading-within", "Two years of work.\n\nSELECTIVE CERTIFICATION\n\nOne year of design experience.", "X"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), [case[1:] for case in TREES], ids=[case[0] for case in TREES])
def test_tree(text: str, tree: str) -> None:
    assert shape(read_requirement([section(text)])) == tree


RULES = [
    ("for-years", "Additional appropriate education may be substituted for one year of the experience requirement.", ["D>X 1"]),
    ("no-years", "Additional appropriate experience may be substituted for the minimum education requirement.", ["X>D"]),
    ("stated-rate", "Two years of the appropriate type of experience will serve as an equivalency to one year of education.", ["X>D 2:1"]),
    ("year-for-year", "Experience may be substituted for the required education on a year-for-year basis, to a maximum of four years.", ["X>D 4 1:1"]),
    ("basis", "College training may be substituted for the experience on the basis of fifteen (15) semester hours equalling one-half (1/2) "
     "year of experience to a maximum of four (4) years.", ["D>X 4 0.5:0.5"]),
    ("each-year", "One year of education may be substituted for each year of experience lacking up to a maximum of two years.", ["D>X 2 1:1"]),
    ("units", "Six semester units may be substituted for each six-month period of experience lacking.", ["D>X 0.5:0.2"]),
    ("no-rate-between-experience", "Experience as an officer may be substituted at the rate of one year of such experience for six months.", ["X>X"]),
    ("scope-before", "By position (for DDHS positions only), three years of experience in human services may substitute for the minimum "
     "experience requirement.", ["X>X @By position (for DDHS positions only)"]),
    ("scope-behind", "A degree may substitute for one year of experience in Requirement #2.", ["D>X 1 @Requirement #2"]),
    ("or-keeps-two", "A degree may substitute for the experience requirement.\n\n-OR-\n\nA license may substitute for the experience requirement.",
     ["D>X", "D>X"]),
    ("list-of-subjects", "The following may be substituted for one year of experience:\n1. One year of experience as a Clerk; or\n"
     "2. A bachelor's degree.", ["X>X 1", "D>X 1"]),
    ("list-of-courses", "Completion of one of the following courses may be substituted for a maximum of six months experience:\na. Cranes; or\n"
     "b. Trucks.", ["D>X 0.5"]),
    ("none", "None.", []),
    ("no-rule", "Candidates may be considered for hire based upon their rank.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), [case[1:] for case in RULES], ids=[case[0] for case in RULES])
def test_rules(text: str, rules: list[str]) -> None:
    read = section(text, "equivalency")
    assert [rule(one) for one in read_equivalencies([read])] == rules
    assert read_requirement([read]) is None


def test_sections_are_asked_for_together_and_wishes_are_not() -> None:
    sections = [
        section("Bachelor's degree.", "education"),
        section("Two years of work.", "experience"),
        section("A valid license.", "licensure", "Desirable License"),
        section("Two years of work as a Spy.", "duties"),
    ]
    assert shape(read_requirement(sections)) == "&(D,X)"


def test_a_list_of_classes_below() -> None:
    text = "1. Two years of experience in any of the following classes:\na. Gardener Caretaker\nb. Truck Operator; or\n2. A degree."
    assert edges(read_requirement([section(text)])) == {"Gardener Caretaker · 2 · 1", "Truck Operator · 2 · 1"}


def test_mixed_joiners_are_marked_as_assumed() -> None:
    mixed = read_requirement(
        [section("1. A bachelor's degree; and\n2. Two years of work; or\n3. Three years of work.")]
    )
    plain = read_requirement([section("1. Two years of work; or\n2. Three years of work.")])
    assert isinstance(mixed, Group)
    assert isinstance(plain, Group)
    assert (mixed.assumed, plain.assumed) == (True, False)


@pytest.mark.parametrize(
    ("text", "level", "field", "years"),
    [
        ("Bachelor's Degree.", "bachelor", None, None),
        ("Associate's degree.", "associate", None, None),
        (
            "Graduation from an accredited four-year college or university with a major in accounting.",
            "bachelor",
            "accounting",
            None,
        ),
        (
            "A Bachelor's or Master's degree in engineering from an accredited college or university.",
            "bachelor",
            "engineering",
            None,
        ),
        ("A Ph.D. degree in Psychometrics from an accredited university.", "doctorate", "Psychometrics", None),
        ("Completion of 60 semester or 90 quarter units from an accredited college.", "college units", None, 2),
        ("Completion of a recognized apprenticeship as a painter.", "apprenticeship", "painter", None),
        ("Graduation from high school or possession of a GED Certificate.", "high school", None, None),
    ],
)
def test_schooling(text: str, level: str, field: str | None, years: float | None) -> None:
    found = read_requirement([section(text, "education")])
    assert isinstance(found, Education)
    assert (found.level, found.field, found.years) == (level, field, years)


def test_the_line_is_that_of_the_sentence() -> None:
    found = read_requirement(
        [section("1. Two years of work as a Clerk\nwith the City.\n\n2. Three years of\nclerical work.")]
    )
    assert isinstance(found, Group)
    assert [(leaf.quote, leaf.first_line) for leaf in found.of if isinstance(leaf, Experience)] == [
        ("Two years of work as a Clerk with the City.", 2),
        ("Three years of clerical work.", 5),
    ]


WORDS = ["Two years", "of which", "as a", "Senior Clerk", "or", "and", ";", "1.", "a)", "\n", "degree", "may be substituted for",
         "experience", "(", ")", ":", "level of", "II", "license", "½", "each", "."]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_whatever_stands_there_is_read(words: list[str]) -> None:
    sections = [section(" ".join(words))]
    assert read_requirement(sections) == read_requirement(sections)
    for leaf in _leaves(read_requirement(sections)):
        assert leaf.quote
        assert leaf.first_line >= 2
    assert all(one.quote for one in read_equivalencies(sections))


@given(st.text(max_size=300))
def test_no_text_stops_the_reader(text: str) -> None:
    read_requirement([section(text)])
    read_equivalencies([section(text, "equivalency")])


def _leaves(node: Requirement | None) -> list[Experience]:
    if isinstance(node, Group):
        return [leaf for one in node.of for leaf in _leaves(one)]
    return [node] if isinstance(node, Experience) else []
