"""A dictionary of competencies gives its competencies with levels and indicators, and no class."""

from __future__ import annotations

import pytest

from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

TEXTS = {
    "definitions": (
        "COMPETENCY DICTIONARY\nPort of Example, 2031\n\nTeamwork\nDefinition: Works with others.\n"
        "Level 1 - Basic: Shares news.\nLevel 2 - Working: Offers help.\n\nCare of Boats\nDefinition: Minds boats.\n"
        "Level 1 - Basic: Ties one knot.\nLevel 2 - Working: Ties all.\n",
        [("Teamwork", "Works with others.", 2, 0), ("Care of Boats", "Minds boats.", 2, 0)],
    ),
    "indicators": (
        "Competency Framework for Port Staff\n\nIntroduction\nThis framework says what we expect.\n\nSpeaking Plainly\n"
        "Speaks so that others understand.\nBehavioral indicators:\n• Uses plain words\n• Checks: was it heard\n\n"
        "Care of Boats\nMinds boats.\nBehavioral indicators:\n• Dries sails\n",
        [("Speaking Plainly", "Speaks so that others understand.", 0, 2), ("Care of Boats", "Minds boats.", 0, 1)],
    ),
    "leads alone": (
        "Port Competency Guide\n\nForesight\nDefinition\nSees tides coming.\nIndicators\n- Reads charts.\n\n"
        "Thrift\nDefinition\nSpends with care.\nIndicators\n- Keeps receipts.\n",
        [("Foresight", "Sees tides coming.", 0, 1), ("Thrift", "Spends with care.", 0, 1)],
    ),
    "named levels": (
        "Competency Model for Ports\n\n1. Foresight\nSees tides coming.\nProficiency Levels\nBasic: Reads charts.\n"
        "Advanced: Plans for storms.\n\n2. Thrift\nSpends with care.\nProficiency Levels\nBasic: Keeps receipts.\n"
        "Advanced: Writes budgets.\n",
        [("Foresight", "Sees tides coming.", 2, 0), ("Thrift", "Spends with care.", 2, 0)],
    ),
    "labelled names": (
        "PORT COMPETENCY MODEL\n\nCompetency: Foresight\nDefinition: Sees tides coming.\n"
        "Level 1 (Foundational): Reads charts.\n\n"
        "Competency: Thrift\nDefinition: Spends with care.\nLevel 1 (Foundational): Keeps receipts.\n",
        [("Foresight", "Sees tides coming.", 1, 0), ("Thrift", "Spends with care.", 1, 0)],
    ),
    "one a line": (
        "Competency Library\n\nTeamwork – Works with others.\nAttention to detail – Checks own work.\n",
        [("Teamwork", "Works with others.", 0, 0), ("Attention to detail", "Checks own work.", 0, 0)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_a_dictionary(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    parsed = parse(decode(text.encode(), "port.txt"))
    assert parsed.framework is not None
    assert parsed.framework.title == text.partition("\n")[0]
    read = parsed.framework.competencies
    assert [(one.label, one.definition, len(one.levels), len(one.indicators)) for one in read] == expected
    lines = text.split("\n")
    assert all(one.label in lines[one.first_line - 1] for one in read)


def test_a_class_with_a_list_of_competencies_is_no_dictionary() -> None:
    text = (
        "Pier Guard\n\nClass Code: 1234\n\nDefinition\n\nGuards piers.\n\nCOMPETENCIES\n\n"
        "• Attention to detail – Is thorough.\n• Writing – Writes clearly.\n\nMINIMUM QUALIFICATIONS\n\nHigh school.\n"
    )
    parsed = parse(decode(text.encode(), "pier.txt"))
    assert (len(parsed.specifications), parsed.framework) == (1, None)


def test_a_memo_is_no_dictionary() -> None:
    text = "MEMORANDUM\n\nTO: All Staff\nFROM: The Harbor Master\nSUBJECT: Tides\n\nHigh water is at noon.\n"
    assert parse(decode(text.encode(), "memo.txt")).framework is None
