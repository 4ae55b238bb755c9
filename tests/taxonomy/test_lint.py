"""What deserves a look: each rule on a small ladder of its own, and on the bundled documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxonomy.analysis.lint import RULES, lint
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from tests.conftest import stored_document

HEAD = (
    "City and County of Denver\nCareer Service Authority\n\n{title}\n\nGENERAL STATEMENT OF CLASS DUTIES\n\nWorks.\n\n"
)
COMPETENCIES = "MINIMUM QUALIFICATIONS\n\nCompetencies, Knowledge, & Skills:\n\n{lines}\n\n"
EDUCATION = "Education Requirement:\n\nGraduation from high school or possession of a GED Certificate.\n\n"
EXPERIENCE = "Experience Requirement:\n\n{text}\n\n"
LABELS = {
    "Reading": "Understands and interprets written material, including technical material and rules.",
    "Listening": "Receives, attends to, interprets, and responds to verbal messages and other cues.",
    "Memory": "Recalls information that has been presented previously.",
    "Patience": "Stays calm with people who are upset or in a hurry.",
}


def specification(title: str, experience: str, *labels: str) -> str:
    lines = "\n\n".join(f"{label} – {LABELS[label]}" for label in labels)
    stated = COMPETENCIES.format(lines=lines) if labels else "MINIMUM QUALIFICATIONS\n\n"
    return HEAD.format(title=title) + stated + EDUCATION + EXPERIENCE.format(text=experience)


def found(*texts: str) -> dict[str, list[str]]:
    documents = [stored_document(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    messages: dict[str, list[str]] = {}
    for finding in lint(build_atlas(documents)):
        messages.setdefault(finding.rule, []).append(finding.message)
    return messages


def as_(title: str, years: str = "Two") -> str:
    return f"{years} years of experience at the type and level of {title}."


def test_a_higher_class_that_leaves_out_a_competency() -> None:
    lower = specification("Desk Agent", "None", "Reading", "Listening", "Memory")
    higher = specification("Desk Lead", as_("Desk Agent"), "Reading", "Patience")
    assert found(lower, higher)["higher_omits_competency"] == [
        "Desk Agent leads to Desk Lead, which does not state: Listening, Memory."
    ]
    assert "higher_omits_competency" not in found(lower, specification("Desk Lead", as_("Desk Agent"), *LABELS))


def test_two_classes_alike_in_everything() -> None:
    texts = [specification(title, "None", "Reading", "Listening", "Memory") for title in ("Desk Agent", "Hall Agent")]
    assert found(*texts)["identical_competencies"] == [
        "Desk Agent and Hall Agent state the same 3 competencies in the same meanings."
    ]


def test_a_class_nobody_can_reach() -> None:
    only = specification("Desk Lead", "Two years of experience as a Hall Porter with the City and County of Denver.")
    assert found(only).keys() & {"unreachable", "class_not_at_hand"} == {"unreachable", "class_not_at_hand"}
    assert "unreachable" not in found(only, specification("Hall Porter", "None"))
    assert "unreachable" not in found(
        specification("Desk Lead", as_("Hall Porter"))
    )  # that level may be held elsewhere


def test_one_title_without_an_employer_is_a_question() -> None:
    text = "Accountant\n\nClass Code: {}\n\nDEFINITION\n\nKeeps books.\n\nTYPICAL DUTIES\n\nKeeps books.\n"
    assert found(text.format(1200), text.format(5531))["same_title_no_employer"] == [
        "unknown/accountant and unknown/accountant-5531 are both Accountant, and no employer is named: "
        "are they one class?"
    ]
    assert "same_title_no_employer" not in found(text.format(1200))


def test_a_circle() -> None:
    circle = found(specification("Desk Agent", as_("Desk Lead")), specification("Desk Lead", as_("Desk Agent")))
    assert circle["circle"] == ["These classes lead to each other in a circle: Desk Agent → Desk Lead → Desk Agent."]


def test_abolished_and_retitled_classes_that_are_named() -> None:
    notice = next((Path(__file__).resolve().parents[2] / "data" / "documents").glob("004*")).read_text("utf-8")
    notice = notice.replace("3-1-1 Lead", "City Lead").replace("3-1-1 Customer Service Operations", "City Operations")
    old, gone = as_("City Lead Customer Service Agent"), as_("City Operations Supervisor")
    messages = found(notice, specification("Night Agent", old), specification("Day Agent", gone))
    assert [m for m in messages["former_title_named"] if "Night" in m] == [
        "Night Agent names City Lead Customer Service Agent in its requirement; "
        "its title is now Lead Customer Service Agent."
    ]
    assert len(messages["abolished_class_named"]) == 1


class TestTheBundledDocuments:
    def test_every_finding_quotes_its_line(self, bundled_atlas: Atlas) -> None:
        for finding in lint(bundled_atlas):
            assert finding.rule in RULES
            assert finding.document
            assert finding.first_line
            assert finding.quote
            line = bundled_atlas.quote(finding.document, finding.first_line, finding.first_line)
            assert finding.quote.split()[0] in line
            for item in finding.items:
                assert item.text.split(" – ")[0] in bundled_atlas.quote(item.document, item.first_line, item.first_line)

    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            ("identical_competencies", "311 Customer Service Agent and DHS Customer Service Agent"),
            (
                "higher_omits_competency",
                "Lead Customer Service Agent, which does not state: Conscientiousness, Writing",
            ),
            ("one_way_distinction", "DHS Customer Service Agent distinguishes itself from 311 Customer Service Agent"),
            ("one_way_distinction", "Contact Center Director distinguishes itself from"),
            ("one_way_distinction", "Contact Center Operations Manager distinguishes itself from Lead"),
            ("former_title_named", "311 Lead Customer Service Agent in its text; its title is now Lead"),
            ("class_not_at_hand", "names Emergency Communications Operator"),
            ("class_not_at_hand", "names Staff Assistant"),
            ("class_not_at_hand", "311 DIRECTOR names Senior Management Analyst in its requirement"),
        ],
    )
    def test_what_stands_there(self, bundled_atlas: Atlas, rule: str, words: str) -> None:
        assert any(words in finding.message for finding in lint(bundled_atlas) if finding.rule == rule)

    def test_each_missing_title_is_said_once(self, bundled_atlas: Atlas) -> None:
        missing = [f.message for f in lint(bundled_atlas) if f.rule == "class_not_at_hand"]
        assert len(missing) == 17
        assert sum("Emergency Communications Operator in" in message for message in missing) == 2  # and the Lead one

    def test_a_distinction_that_is_answered_is_no_finding(self, bundled_atlas: Atlas) -> None:
        assert len([f for f in lint(bundled_atlas) if f.rule == "one_way_distinction"]) == 3

    def test_a_named_class_that_is_at_hand_is_not_missed(self, bundled_atlas: Atlas) -> None:
        missing = [f.message for f in lint(bundled_atlas) if f.rule == "class_not_at_hand"]
        assert not any("names Lead Customer Service Agent" in message for message in missing)
