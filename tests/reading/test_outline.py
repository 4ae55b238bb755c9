"""Headings as data, furniture by name, and where one class ends and the next begins."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from taxonomy.basics.datafiles import read_table
from taxonomy.model import SECTION_KINDS
from taxonomy.reading.formats import decode
from taxonomy.reading.language.spellings import find_misspelt, find_spellings, fold_heading, letters_apart
from taxonomy.reading.layout.clean import clean, clean_line
from taxonomy.reading.layout.furniture import find_furniture
from taxonomy.reading.layout.headings import find_marks
from taxonomy.reading.parse import parse
from tests.reading.documents import document, read, read_quirk

FILLER = "Files papers of every kind, answers letters, and keeps a list of what was lent to whom."


def kinds_and_headings(text: str) -> list[tuple[str, str | None]]:
    lines = clean(document(text))
    return [(mark.kind, mark.heading) for mark in find_marks(lines, lambda number: False)]


HEADINGS = [
    pytest.param("ESSENTIAL DUTIES", [("duties", "ESSENTIAL DUTIES")], id="capitals"),
    pytest.param("***Working Environment:***", [("working_environment", "Working Environment")], id="bold-italic"),
    pytest.param("### Typical Work", [("duties", "Typical Work")], id="hash"),
    pytest.param("Typical Work", [("duties", "Typical Work")], id="title-case-alone"),
    pytest.param("II. DEFINITION", [("general_statement", "II. DEFINITION")], id="numbered"),
    pytest.param("Summary of Duties: A Clerk files.", [("general_statement", "Summary of Duties")], id="inline"),
    pytest.param(
        "Qualifications:**Knowledge of:**",
        [("minimum_qualifications", "Qualifications"), ("knowledge", "Knowledge of")],
        id="fused",
    ),
    pytest.param("CLASS HISTORY This is a new class.", [("class_history", "CLASS HISTORY")], id="no-colon"),
    pytest.param(
        "Physical Demands (Physical Demands are a general guide):",
        [("physical_demands", "Physical Demands")],
        id="note-in-brackets",
    ),
    pytest.param(
        "**Physical Demands** (Physical Demands are a general guide):",
        [("physical_demands", "Physical Demands")],
        id="bold-before-note",
    ),
    pytest.param(
        "REQUIREMENT/MINIMUM QUALIFICAITON",
        [("minimum_qualifications", "REQUIREMENT/MINIMUM QUALIFICAITON")],
        id="misspelt",
    ),
    pytest.param("SELELCTION PROCESS", [("selection_process", "SELELCTION PROCESS")], id="misspelt-too"),
    pytest.param("Legal Requirement(s)", [("licensure", "Legal Requirement(s)")], id="one-or-many"),
    pytest.param("SPECIAL POND RULES", [("other", "SPECIAL POND RULES")], id="unknown-in-capitals"),
    pytest.param("**Pond rules**", [("other", "Pond rules")], id="unknown-in-bold"),
    pytest.param("education is valued here", [], id="small-letters-are-text"),
    pytest.param("- Education", [], id="a-list-item-is-text"),
    pytest.param("NOTE: bring a pen to the interview.", [], id="a-note-inside-a-paragraph"),
    pytest.param("-OR-", [], id="or"),
    pytest.param("NONE", [], id="none"),
    pytest.param("Examinations.", [], id="the-end-of-a-wrapped-sentence"),
    pytest.param(
        "Physical Requirements and Working Conditions",
        [("physical_demands", "Physical Requirements and Working Conditions")],
        id="two-headings-joined",
    ),
    pytest.param(
        "EDUCATION, EXPERIENCE, AND SPECIAL REQUIREMENTS",
        [("minimum_qualifications", "EDUCATION, EXPERIENCE, AND SPECIAL REQUIREMENTS")],
        id="three-headings-joined",
    ),
]


@pytest.mark.parametrize(("line", "expected"), HEADINGS)
def test_headings_are_found_in_every_style(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert kinds_and_headings(f"{FILLER}\n\n{line}\n\n{FILLER}") == expected


REQUIREMENT_HEADINGS = [
    "REQUIREMENT",
    "REQUIREMENTS",
    "REQUIREMENT/MINIMUM QUALIFICATION",
    "REQUIREMENTS/MINIMUM QUALIFICATIONS",
    "REQUIREMENT/MINIMUM QUALIFICATIONS",
    "REQUIREMENTS/MINIMUM QUALIFICATION",
    "REQUIREMENTS/ MINIMUM QUALIFICATIONS",
    "REQUIREMENT / MINIMUM QUALIFICATION",
    "REQUIREMENTS/MINIMUM REQUIREMENTS",
    "REQUIREMENT/MINIMUM QUALIFICAITON",
    "REQUIREMENT(S)/MINIMUM QUALIFICATION(S)",
    "MINIMUM REQUIREMENTS:",
    "MINIMUM QUALIFICATIONS",
    "MINIMUM REQUIREMENT",
    "REQUIRMENTS/MINIMUM QUALIFICATIONS",
]


@pytest.mark.parametrize("heading", REQUIREMENT_HEADINGS)
def test_every_spelling_of_the_requirement_heading_is_one_kind(heading: str) -> None:
    assert kinds_and_headings(f"{heading}\n\n{FILLER}") == [("minimum_qualifications", heading.rstrip(":"))]


def test_the_table_of_headings_names_only_known_kinds_and_no_spelling_twice() -> None:
    seen: dict[str, str] = {}
    for entry in read_table("headings.toml")["heading"]:
        assert entry["kind"] in SECTION_KINDS
        for spelling in entry["spellings"]:
            folded = fold_heading(spelling)
            assert folded == spelling, "spellings are written as they are compared"
            if "within" not in entry and not {"alone", "styles"} & entry.keys():
                assert seen.setdefault(folded, entry["kind"]) == entry["kind"], f"{spelling} opens two kinds"


def test_every_listed_spelling_opens_its_kind() -> None:
    for entry in read_table("headings.toml")["heading"]:
        for spelling in entry["spellings"]:
            assert entry["kind"] in {known.kind for known in find_spellings(spelling.upper())}


SLIPS = [
    ("selelction process", "selection process", 1),
    ("qualificaiton", "qualification", 1),
    ("abc", "xyz", 3),
    ("duties", "duties", 0),
]


@pytest.mark.parametrize(("left", "right", "apart"), SLIPS)
def test_letters_apart(left: str, right: str, apart: int) -> None:
    assert letters_apart(left, right, 3) == apart
    assert letters_apart(left, right, 0) == min(apart, 1)


@pytest.mark.parametrize("word", ["DUTY", "NOTED", "PAD", "SALARYMEN", "MINERAL WATERS", "PROCESSING"])
def test_short_or_distant_words_are_no_slips(word: str) -> None:
    assert find_misspelt(word) == ()


FURNITURE = [
    pytest.param("Page 1 of 5", "page_number", id="page"),
    pytest.param("- 2 -", "page_number", id="dashed-page"),
    pytest.param("Home > Human Resources > Class Specifications", "banner", id="breadcrumbs"),
    pytest.param("Skip to main content", "banner", id="skip"),
    pytest.param("Class Code 9206 . . . . . . . . . . . 04-18-14", "page_footer", id="dotted"),
    pytest.param("AN EQUAL EMPLOYEMENT OPPORTUNITY EMLOYER", "page_footer", id="misspelt-footer"),
    pytest.param("----------", "rule", id="rule"),
    pytest.param("Class Code: 9206", None, id="a-code-is-no-footer"),
    pytest.param("Pages through a book of 5 chapters", None, id="a-duty"),
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_furniture_is_named(line: str, kind: str | None) -> None:
    assert find_furniture([clean_line(1, line)]).get(1) == kind


def test_a_running_title_beside_a_later_page_is_furniture_and_the_first_is_not() -> None:
    lines = clean(document(f"Clerk II\nPage 1 of 2\n\n{FILLER}\n\nPage 2 of 2\nClerk II\n\n{FILLER}"))
    assert find_furniture(lines) == {2: "page_number", 6: "page_number", 7: "page_header"}


TITLES = [
    pytest.param("denver_plain", [("Records Assistant II", None)], id="denver_plain"),
    pytest.param("denver_marked", [("Fleet Clerk", None)], id="denver_marked"),
    pytest.param("denver_tabs", [("Bridge Tender", None)], id="denver_tabs"),
    pytest.param("denver_run_on", [("Harbor Clerk", None)], id="denver_run_on"),
    pytest.param("los_angeles_specification", [("TIDE GAUGER", "4417")], id="los_angeles_specification"),
    pytest.param("los_angeles_bulletin", [("TIDE GAUGER", "4417")], id="los_angeles_bulletin"),
    pytest.param("oregon_county", [("WATER SAMPLER", "475")], id="oregon_county"),
    pytest.param("connecticut", [(None, "4417CL")], id="connecticut"),
    pytest.param("florida_university", [("Greenhouse Assistant", "4206")], id="florida_university"),
    pytest.param("california_two_classes", [("Map Keeper I", None), ("Map Keeper II", None)], id="california"),
    pytest.param(
        "series_by_title",
        [("Assistant Dune Surveyor", "VE6/4"), ("Associate Dune Surveyor", "VE6/4")],
        id="series_by_title",
    ),
    pytest.param(
        "series_with_table",
        [("Lighthouse Assistant", "2121"), ("Senior Lighthouse Assistant", "2122")],
        id="series_with_table",
    ),
    pytest.param(
        "illinois_series", [("KITE INSPECTOR I", "30011"), ("KITE INSPECTOR II", "30012")], id="illinois_series"
    ),
    pytest.param("colorado", [("SNOW GAUGER", "H1O1XX")], id="colorado"),
    pytest.param("label_lines", [("FERRY DECKHAND (II)", "2127")], id="label_lines"),
    pytest.param("dirt", [("Pond Keeper", "1188")], id="dirt"),
    pytest.param("two_revisions", [("GATE ATTENDANT", None), ("GATE ATTENDANT", None)], id="two_revisions"),
    pytest.param("no_title", [("Weir Watcher", None)], id="no_title"),
    pytest.param("new_york", [("SENIOR ORCHARD ASSISTANT", "C0123")], id="new_york"),
    pytest.param("california_labels_below", [("Bridge Painter I/II", "2111")], id="california_labels_below"),
    pytest.param("run_on_wrapped", [("LAMP LIGHTER", None)], id="run_on_wrapped"),
    pytest.param("colorado_series", [("FOG WATCHER I", "H8A1XX"), ("FOG WATCHER II", "H8A2XX")], id="colorado_series"),
    pytest.param("job_offer", [("Barista", None)], id="job_offer"),
    pytest.param("memo", [], id="memo"),
    pytest.param("recipe", [], id="recipe"),
]


@pytest.mark.parametrize(("name", "titles"), TITLES)
def test_titles_and_codes_come_from_the_text(name: str, titles: list[tuple[str, str | None]]) -> None:
    assert [(s.title, s.job_code) for s in read_quirk(name).specifications] == titles


SECTIONS = {
    "new_york": "distinguishing_characteristics duties knowledge minimum_qualifications class_detail",
    "california_labels_below": (
        "class_detail general_statement duties minimum_qualifications knowledge knowledge minimum_qualifications "
        "licensure physical_demands class_detail"
    ),
    "run_on_wrapped": (
        "general_statement distinguishing_characteristics guidelines duties minimum_qualifications competencies "
        "working_environment education experience licensure class_detail class_history"
    ),
    "denver_run_on": (
        "general_statement distinguishing_characteristics supervision_exercised duties minimum_qualifications "
        "competencies physical_demands education class_detail class_history"
    ),
    "denver_tabs": "general_statement distinguishing_characteristics duties minimum_qualifications education",
    "oregon_county": "class_detail general_statement distinguishing_characteristics duties knowledge",
    "connecticut": (
        "class_detail general_statement guidelines supervision_received supervision_exercised duties knowledge "
        "experience experience equivalency"
    ),
    "colorado": (
        "class_detail general_statement distinguishing_characteristics guidelines guidelines interpersonal "
        "supervision_exercised minimum_qualifications"
    ),
    "label_lines": (
        "class_detail pay class_detail general_statement distinguishing_characteristics duties knowledge knowledge "
        "licensure minimum_qualifications minimum_qualifications equivalency"
    ),
    "dirt": "class_detail general_statement duties minimum_qualifications other",
}


@pytest.mark.parametrize("name", SECTIONS)
def test_sections_of_other_layouts(name: str) -> None:
    (specification,) = read_quirk(name).specifications
    assert [section.kind for section in specification.sections] == SECTIONS[name].split()


def test_classes_of_one_text_share_what_is_under_no_title() -> None:
    first, second = read_quirk("california_two_classes").specifications
    assert (
        [d.text for d in first.duties]
        == [d.text for d in second.duties]
        == [
            "Shelves maps.",
            "Repairs maps.",
            "Lends maps.",
        ]
    )
    assert [s.experience and s.experience.text for s in (first, second)] == ["None.", "Two years as a Map Keeper I."]
    assert (first.working_environment, second.working_environment) == (("Works indoors among dust.",),) * 2


def test_a_series_narrative_belongs_to_every_level() -> None:
    first, second = read_quirk("illinois_series").specifications
    narrative = first.sections[1]
    assert narrative.heading == "SERIES NARRATIVE"
    assert narrative == second.sections[1]
    assert [s.kind for s in first.sections[2:]] == [s.kind for s in second.sections[2:]]
    assert first.sections[-1] == second.sections[-1], "what stands last and only once is everybody's"


def test_a_loud_line_below_the_first_heading_is_read_by_its_words() -> None:
    text = f"DUTIES\n\n{FILLER}\n\nFULL KNOWLEDGES AND ATTRIBUTES:  Tact; patience.\n\nPAY OF THE PAST\n\nAs it was."
    assert [kind for kind, _ in kinds_and_headings(text)] == ["duties", "knowledge", "other"]


PROBLEMS = [
    ("colorado_series", []),
    ("california_labels_below", []),
    ("job_offer", ["name_disagrees"]),
    ("memo", ["not_a_specification"]),
    ("recipe", ["not_a_specification"]),
    ("no_title", ["missing_title"]),
    ("connecticut", ["missing_title"]),
    ("dirt", ["mojibake", "unknown_heading"]),
    ("denver_plain", []),
    ("los_angeles_bulletin", []),
]


@pytest.mark.parametrize(("name", "codes"), PROBLEMS)
def test_what_was_not_understood_is_told(name: str, codes: list[str]) -> None:
    assert [problem.code for problem in read_quirk(name).problems] == codes


@pytest.mark.shared
def test_a_memo_among_the_bulletins_is_no_class(shared_data: Path) -> None:
    (path,) = (shared_data / "la_bulletins").glob("Vocational Worker*")
    parsed = read(path)
    assert parsed.specifications == ()
    assert [problem.code for problem in parsed.problems] == ["not_a_specification"]


HOSTILE = [
    "A", "A ", "A\t", "*", "**A", "<", "(", "- ", "# ", "A: ", "A/", "I ", "[", "Page 1 of ", "\\", "A – B ", ". ",
    "DUTIES ", "DUTIES: ", "Knowledge of ", "&", "- Ab ", "Class Code ", "1/", "A. ", "$1 to ",
]  # fmt: skip


@pytest.fixture
def hang_guard() -> Iterator[None]:
    """A nested repeat in a pattern would run for hours on these lines; the guard ends it after a minute."""

    def stop(*_: object) -> None:
        raise TimeoutError("reading these lines does not come to an end")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="this system has no alarm signal")
@pytest.mark.usefixtures("hang_guard")
@pytest.mark.parametrize("count", [10_000, 20_000])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_lines_come_to_an_end(piece: str, count: int) -> None:
    line = piece * count
    parsed = parse(document(f"Clerk II\nClass Code: 1234\n\nDUTIES\n\n{line}\n\nREQUIREMENTS\n\n{line}"))
    assert [specification.title for specification in parsed.specifications] == ["Clerk II"]


def test_titles_over_the_same_headings_are_the_classes_of_a_family() -> None:
    text = (
        "Piers\n\nDescription\n\nJobs here guard the piers.\n\nTypical functions\n\n• Guard piers.\n\n"
        "Pier Helper\n\nThe first level of the family.\n\nTypical qualifications\n\nNone.\n\nPay grade\nG2\n\n"
        "Senior Pier Guard\n\nThe top level of the family.\n\nTypical qualifications\n\nTwo years.\n\nPay grade\nG5\n"
    )
    read = parse(decode(text.encode(), "piers.txt")).specifications
    assert [(one.title, one.pay and one.pay.grade) for one in read] == [
        ("Pier Helper", "G2"),
        ("Senior Pier Guard", "G5"),
    ]
    assert [[duty.text for duty in one.duties] for one in read] == [["Guard piers."], ["Guard piers."]]
