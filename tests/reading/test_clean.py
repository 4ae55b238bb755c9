"""Cleaning takes marks off and names them; words and line numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.model import Document
from taxonomy.reading.layout.clean import clean, clean_line
from tests.reading.documents import BUNDLED, QUIRKS, decoded, document

WORDS = [
    pytest.param("**ESSENTIAL DUTIES**", "ESSENTIAL DUTIES", id="bold"),
    pytest.param("***Working Environment:***", "Working Environment:", id="bold-italic"),
    pytest.param("from the *Agency Trainer*, which", "from the Agency Trainer, which", id="italic"),
    pytest.param("### ***Physical Demands:***", "Physical Demands:", id="heading-and-bold"),
    pytest.param("<u>Job Code:</u>\t<u>Title</u>", "Job Code:\tTitle", id="underline-keeps-tab"),
    pytest.param("614-S (\\$33,597)", "614-S ($33,597)", id="escape"),
    pytest.param("Room 4<br />Webb", "Room 4 Webb", id="break"),
    pytest.param("Qualifications:**Knowledge of:**", "Qualifications:Knowledge of:", id="fused"),
    pytest.param("com\u00admon\u200b tools\f", "common tools", id="invisible"),
    pytest.param("a\u00a0b   c", "a b c", id="spaces"),
    pytest.param("Nets &amp; weeds", "Nets & weeds", id="entity"),
    pytest.param("the individualís duties", "the individualís duties", id="mojibake-stays"),
    pytest.param("5 * 3 * 2 = 30", "5 * 3 * 2 = 30", id="a-product-is-no-emphasis"),
    pytest.param("Signature: ________", "Signature: ________", id="a-blank-to-fill-in-stays"),
    pytest.param("x < y and y > z", "x < y and y > z", id="signs-are-no-tags"),
    pytest.param("-OR-", "-OR-", id="no-bullet-without-a-space"),
]


@pytest.mark.parametrize(("raw", "text"), WORDS)
def test_words_stay_and_marks_go(raw: str, text: str) -> None:
    assert clean_line(1, raw).text == text


@pytest.mark.parametrize("mark", ["-", "*", "•", "·", "o", "–", "\uf0b7"])
def test_a_bullet_is_named(mark: str) -> None:
    line = clean_line(1, f"  {mark} Plans work")
    assert (line.bullet, line.text, line.indent) == (mark, "Plans work", 2)


def test_layout_is_named() -> None:
    heading, bold, half = (clean_line(1, raw) for raw in ("## Title", "**TITLE**", "**Label** – text"))
    assert heading.heading_level == 2
    assert bold.bold
    assert not half.bold


def cleaned_again(original: Document) -> tuple[list[str], list[str]]:
    once = [line.text for line in clean(original)]
    return once, [line.text for line in clean(document("\n".join(once)))]


@pytest.mark.parametrize("path", BUNDLED + QUIRKS, ids=lambda path: path.stem)
def test_every_document_keeps_its_lines(path) -> None:
    original = decoded(path)
    lines = clean(original)
    assert [line.number for line in lines] == list(range(1, len(original.lines) + 1))
    assert tuple(line.raw for line in lines) == original.lines
    once, twice = cleaned_again(original)
    assert once == twice


@given(st.lists(st.text(alphabet="*_#-•<>ub/&;lt\\$ aA1\t\u00ad\u00a0", max_size=40), min_size=1, max_size=5))
def test_cleaning_twice_changes_nothing(lines: list[str]) -> None:
    once, twice = cleaned_again(document("\n".join(lines)))
    assert len(once) == len(lines)
    assert once == twice
