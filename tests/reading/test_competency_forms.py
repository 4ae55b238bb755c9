"""Competencies in every printed form, and what belongs to the one above: levels, indicators, definitions."""

from __future__ import annotations

import pytest

from taxonomy.model import CompetencyStatement, Line
from taxonomy.reading.facts.statements import read_statements
from taxonomy.reading.formats import decode
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.parse import parse


def section(text: str, kind: str = "competencies") -> SectionLines:
    lines: tuple[Line, ...] = tuple(clean_line(number, raw) for number, raw in enumerate(text.split("\n"), start=5))
    return SectionLines(kind=kind, heading="COMPETENCIES", first_line=4, last_line=lines[-1].number, body=lines)


def competencies(text: str, kind: str = "competencies") -> tuple[CompetencyStatement, ...]:
    return read_statements([section(text, kind)]).competencies


FORMS = {
    "sentence case": (
        "• Attention to detail – Is thorough.\n• Writing – Writes clearly.",
        ["Attention to detail", "Writing"],
    ),
    "quotation marks": ("• Guest Service “first” – Serves guests.", ["Guest Service “first”"]),
    "is the ability": (
        "Patience is the ability to wait.\nFair dealing is the willingness to hear both.",
        ["Patience", "Fair dealing"],
    ),
    "bars": (
        "Working Together | Thinking Ahead |\nUsing Data | |",
        ["Working Together", "Thinking Ahead", "Using Data"],
    ),
    "bars behind a lead": ("Core: Working Together | Thinking Ahead", ["Working Together", "Thinking Ahead"]),
    "numbered": ("1. Teamwork: Helps others.\n2. Problem solving: Finds causes.", ["Teamwork", "Problem solving"]),
    "bare": (
        "• Attention to detail\n• Working with others\n• Reads maps",
        ["Attention to detail", "Working with others"],
    ),
    "commas": ("Patience, Clear Thinking, and Care of Boats.", ["Patience", "Clear Thinking", "Care of Boats"]),
    "em dash without blanks": ("Patience—waits without complaint.\nThrift—spends with care.", ["Patience", "Thrift"]),
    "columns set by blanks": (
        "Competency            Level\nPatience              Working\nClear Thinking        Basic",
        ["Patience", "Clear Thinking"],
    ),
    "no names": ("Core Competencies:\nAbilities\nSkills:\n• Teamwork – Helps others.", ["Teamwork"]),
}


@pytest.mark.parametrize(("text", "labels"), FORMS.values(), ids=FORMS.keys())
def test_labels_in_every_form(text: str, labels: list[str]) -> None:
    assert [one.label for one in competencies(text)] == labels


def test_among_knowledge_a_colon_makes_no_competency() -> None:
    text = "Skills:\nGoogle Drive: shared folders\n\nPhysical Effort Grouping: Medium"
    assert competencies(text, kind="knowledge") == ()


def test_levels_belong_to_the_competency_above() -> None:
    first, second = competencies(
        "Teamwork: Works with others.\nLevel 1 - Basic: Shares when asked.\nLevel 2 - Working: Offers help.\n\n"
        "Care: Minds the boats.\nBasic: Ties one knot.\nAdvanced: Ties all."
    )
    assert [(level.name, level.text, level.first_line) for level in first.levels] == [
        ("Level 1 - Basic", "Shares when asked.", 6),
        ("Level 2 - Working", "Offers help.", 7),
    ]
    assert (second.label, [level.name for level in second.levels]) == ("Care", ["Basic", "Advanced"])


def test_indicators_belong_to_the_competency_above() -> None:
    first, second = competencies(
        "Teamwork – Works with others.\nBehavioral indicators:\n- Shares news\n- Thanks others: by name\n\n"
        "Integrity – Keeps promises.\nKey behaviors:\n- Admits mistakes"
    )
    assert [one.text for one in first.indicators] == ["Shares news", "Thanks others: by name"]
    assert (second.label, second.definition) == ("Integrity", "Keeps promises.")
    assert [(one.text, one.first_line) for one in second.indicators] == [("Admits mistakes", 12)]


def test_bullets_below_a_bare_label_define_it() -> None:
    first, second = competencies("Teamwork\n• Shares news.\n• Thanks others.\n\nCare of Boats\n• Minds the boats.")
    assert (first.definition, len(first.indicators)) == ("Shares news. Thanks others.", 2)
    assert (second.label, second.definition, second.indicators) == ("Care of Boats", "Minds the boats.", ())


@pytest.mark.parametrize(
    "text",
    [
        "Teamwork (Working): Helps others.",
        "Competency\tLevel\tDefinition\nTeamwork\tWorking\tHelps others.",
        "Teamwork: Helps others.\nRequired level: Working",
    ],
    ids=["brackets", "column", "below"],
)
def test_the_level_asked_for(text: str) -> None:
    (one,) = competencies(text)
    assert (one.label, one.definition, one.level) == ("Teamwork", "Helps others.", "Working")


def test_columns_that_describe_levels() -> None:
    (one,) = competencies(
        "Competency\tDefinition\tLevel 1\tLevel 2\nTeamwork\tHelps others.\tShares news.\tLeads a crew."
    )
    assert (one.definition, [(level.name, level.text) for level in one.levels]) == (
        "Helps others.",
        [("Level 1", "Shares news."), ("Level 2", "Leads a crew.")],
    )


def test_the_paragraph_above_the_list_is_no_knowledge() -> None:
    read = read_statements(
        [section("Competencies are the behaviors that the work asks for.\n\nTeamwork – Helps others.")]
    )
    assert (read.knowledge, [one.label for one in read.competencies]) == ((), ["Teamwork"])


def test_a_label_in_capitals_that_is_a_heading_elsewhere_stays_in_the_list() -> None:
    text = (
        "Pier Guard\nClass Code: 4410\n\nDEFINITION\nGuards piers.\n\nDUTIES\nGuards piers.\n\nCOMPETENCIES\n\n"
        "TEAMWORK - Helps others.\nSUPERVISION - Assigns work fairly.\nEQUIPMENT - Keeps tools in order.\n\n"
        "MINIMUM QUALIFICATIONS\nNone.\n"
    )
    (one,) = parse(decode(text.encode(), "pier.txt")).specifications
    assert [stated.label for stated in one.competencies] == ["TEAMWORK", "SUPERVISION", "EQUIPMENT"]


def test_breaks_printed_in_one_line_part_it_and_every_fact_cites_that_line() -> None:
    text = (
        "Archive\nTOWN OF LARK <br />PIER GUARD <br />DEFINITION <br />Guards piers. <br />EXAMPLES OF DUTIES <br />"
        "Guards piers. <br />Keeps logs. <br />MINIMUM QUALIFICATIONS <br />None. <br />"
    )
    (one,) = parse(decode(text.encode(), "pier.txt")).specifications
    assert [(duty.text, duty.first_line) for duty in one.duties] == [("Guards piers.", 2), ("Keeps logs.", 2)]
