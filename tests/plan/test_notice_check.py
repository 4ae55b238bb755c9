"""A notice held against its own text: whole and in agreement it gives nothing, and each slip is found by its rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from taxonomy.plan.notice_check import RULES, check_notice
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

NOTICE = next((Path(__file__).resolve().parents[2] / "data" / "documents").glob("004*")).read_text("utf-8")


def rules(text: str) -> list[str]:
    return [finding.rule for finding in check_notice(parse(decode(text.encode(), "notice.txt")))]


def without(words: str) -> Callable[[str], str]:
    return lambda text: "\n".join(line for line in text.split("\n") if words not in line)


def with_(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def test_the_bundled_notice_leaves_one_class_out_of_its_list() -> None:
    """Its letter lists four revised classes; its tables hold a fifth."""
    (finding,) = check_notice(parse(decode(NOTICE.encode(), "notice.txt")))
    assert (finding.rule, finding.quote) == ("list_incomplete", "311 Customer Service Specialist")


@pytest.mark.parametrize(
    ("slip", "rule"),
    [
        pytest.param(with_("Classification Notice No. 1341", "Classification Notice"), "missing", id="number"),
        pytest.param(without("Date: March"), "missing", id="date"),
        pytest.param(with_("Thursday April 7, 2011", "Friday April 1, 2011"), "hearing_too_early", id="hearing"),
        pytest.param(
            with_("Wednesday, April 6, 2011", "Friday, April 8, 2011"), "comments_after_hearing", id="comments"
        ),
        pytest.param(with_("Thursday April 7", "Friday April 7"), "weekday", id="weekday"),
        pytest.param(with_("CA2436\tContact", "CA2433\tContact"), "code_twice", id="code"),
        pytest.param(with_("CA2436\tContact", "CS2436\tContact"), "code_letter", id="code-letter"),
        pytest.param(with_("Manager\t809-A (\\$52,419", "Manager\t809-A (\\$51,419"), "grade_ranges", id="range"),
        pytest.param(
            with_("DHS Customer Service Agent, Contact Center", "Contact Center"), "list_incomplete", id="list"
        ),
        pytest.param(with_("Manager\t809-A (", "Manager\t810-A ("), "grade_differs", id="grade"),
        pytest.param(with_("813-A (\\$68,454", "813-A (\\$168,454"), "pay_upside_down", id="pay"),
        pytest.param(with_("CS2156\t3-1-1 C", "CS2156\t3-1-1 Night C"), "not_in_letter", id="letter"),
        pytest.param(with_("CS2435\tDHS", "CS2435\tDSS"), "no_specification", id="specification"),
        pytest.param(with_("CS2435\tDHS", "CS2435\tDSS"), "not_announced", id="announced"),
    ],
)
def test_each_slip_is_found(slip: Callable[[str], str], rule: str) -> None:
    changed = slip(NOTICE)
    assert changed != NOTICE
    assert rule in rules(changed)
    assert rule in RULES


def test_a_document_without_a_notice_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="No classification notice"):
        rules("Lead Agent\n\nGENERAL STATEMENT OF CLASS DUTIES\n\nLeads.\n")
