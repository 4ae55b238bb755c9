"""Employers of many forms, series with a code for each title, headings in other languages, scales and dated columns."""

from __future__ import annotations

import pytest

from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.spellings import find_spellings, is_form_word
from taxonomy.reading.parse import parse
from tests.reading.documents import document

SERIES = """
BRAMBLE COUNTY WATER AUTHORITY
Class Specification

{head}

General Nature of Work
Operates the equipment of a water plant.

Typical Tasks
Adjusts chemical feeders.
Reads meters and gauges.

Knowledge, Skills and Abilities
Knowledge of water treatment.
Ability to keep records.

Education and Experience
Plant Operator I: High school diploma.
Plant Operator II: One year as a Plant Operator I.
Lead Plant Operator: Two years as a Plant Operator II.

Pay
Plant Operator I      $34,102 - $47,820
Plant Operator II     $37,511 - $52,602
Lead Plant Operator   $43,270 - $60,744
"""


@pytest.mark.parametrize(
    "head",
    [
        "Plant Operator I (3310), Plant Operator II (3311), Lead Plant Operator (3312)",
        "Plant Operator I (3310)        Plant Operator II (3311)\nLead Plant Operator (3312)",
        "3310   Plant Operator I\n3311   Plant Operator II\n3312   Lead Plant Operator",
        "CLASS TITLE          CODE\nPlant Operator I      3310\nPlant Operator II     3311\nLead Plant Operator   3312",
    ],
    ids=["one line", "two columns", "codes first", "table"],
)
def test_each_level_has_its_own_code_and_pay_and_what_is_shared(head: str) -> None:
    read = parse(document(SERIES.format(head=head))).specifications
    assert [(one.title, one.job_code) for one in read] == [
        ("Plant Operator I", "3310"),
        ("Plant Operator II", "3311"),
        ("Lead Plant Operator", "3312"),
    ]
    assert [[pay.minimum for pay in one.pays] for one in read] == [[34102], [37511], [43270]]
    assert [len(one.knowledge) for one in read] == [2, 2, 2]
    assert [len(one.duties) for one in read] == [2, 2, 2]


@pytest.mark.parametrize(
    ("line", "authority"),
    [
        ("THE CORPORATION OF THE TOWN OF HARROW MILLS", "harrow-mills-town"),
        ("Port of Sandholm", "sandholm-port"),
        ("Ridge Hollow Fire Protection District", "ridge-hollow-fire-protection-district"),
        ("Axbury and Weston NHS Foundation Trust", "axbury-and-weston-nhs-foundation-trust"),
        ("Shire of Bindaroo", "bindaroo-shire"),
        ("Ville de Roseval", "roseval"),
        ("MUNICIPALITY OF THE DISTRICT OF KELLBURN", "kellburn-municipality-of-the-district"),
        ("Marl Plains Hospital and Health Service", "marl-plains-hospital-and-health-service"),
        ("Director of Hospital", None),
        ("Fire District Chief", None),
        ("Port Operations Manager", None),
    ],
)
def test_employers_of_many_forms(line: str, authority: str | None) -> None:
    assert authority_of_line(line) == authority


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Key accountabilities | Ngā haepapa matua", "duties"),
        ("Pwrpas y Swydd / Purpose of the Post", "general_statement"),
        ("Responsabilités principales", "duties"),
        ("Requisitos mínimos", "minimum_qualifications"),
        ("HOURLY RATES 2023", "pay"),
    ],
)
def test_headings_in_two_languages_and_with_a_year(heading: str, kind: str) -> None:
    assert [one.kind for one in find_spellings(heading)] == [kind]


def test_a_name_of_the_form_in_two_languages_is_no_title() -> None:
    assert is_form_word("POSITION DESCRIPTION | WHAKAMĀRAMA TŪRANGA")
