"""What must hold for every document, however strange: no line lost, every fact found where it says it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.model import Document, ParsedDocument, Specification
from taxonomy.reading.language.line_ends import joined
from taxonomy.reading.layout.clean import clean
from taxonomy.reading.parse import parse
from tests.reading.documents import BUNDLED, QUIRKS, decoded, document

FRAGMENTS = [
    "Career Service Authority",
    "Page 1 of 5",
    "Clerk II",
    "Clerk III:",
    "Class Code: 1234",
    "GENERAL STATEMENT OF CLASS DUTIES",
    "**ESSENTIAL DUTIES**",
    "DUTIES Files papers.",
    "- Files papers;",
    "Qualifications:**Knowledge of:**",
    "MINIMUM QUALIFICATIONS",
    "Reasoning- Applies rules.",
    "Reading –",
    "CLASS DETAIL FLSA CODE: Exempt REVISED DATE: xx/xx/2011",
    "CLASS HISTORY This is a new class.",
    "SOMETHING NOBODY KNOWS",
    "Home > Jobs",
    "----",
    "<br />",
    "",
    "two words: and more, of the same sentence.",
]


def lost_lines(original: Document, parsed: ParsedDocument) -> list[str]:
    """Non-blank lines in no section, no part of a notice and no named furniture."""
    runs = [section for specification in parsed.specifications for section in specification.sections]
    parts = parsed.notice.parts if parsed.notice else ()
    covered = {n for run in (*runs, *parts, *parsed.furniture) for n in range(run.first_line, run.last_line + 1)}
    return [line for number, line in enumerate(original.lines, start=1) if line.strip() and number not in covered]


def facts(specification: Specification) -> Iterator[tuple[str, int, int]]:
    """Every text that cites lines."""
    for section in specification.sections:
        yield section.text, section.first_line, section.last_line
        yield section.heading or "", section.first_line, section.last_line
    for passage in (*specification.duties, *specification.knowledge):
        yield passage.text, passage.first_line, passage.last_line
    for requirement in (specification.education, specification.experience):
        if requirement:
            yield requirement.text, requirement.first_line, requirement.last_line
    for competency in specification.competencies:
        yield competency.label, competency.first_line, competency.last_line
        yield competency.definition or "", competency.first_line, competency.last_line


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def misplaced(original: Document, parsed: ParsedDocument) -> list[str]:
    """Facts whose words do not stand, in this order, on the lines they cite."""
    lines = [line.text for line in clean(original)]
    wrong = []
    for specification in parsed.specifications:
        for text, first, last in facts(specification):
            cited = lines[first - 1 : last]
            if not any(in_order(words(text).split(), words(join(cited)).split()) for join in (" ".join, joined)):
                wrong.append(f"{first}-{last}: {text}")
    return wrong


def in_order(wanted: list[str], printed: list[str]) -> bool:
    following = iter(printed)
    return all(word in following for word in wanted)


def check(original: Document) -> None:
    parsed = parse(original)
    assert lost_lines(original, parsed) == []
    assert misplaced(original, parsed) == []
    for specification in parsed.specifications:
        assert specification.name
        assert not re.search(r"\*\*|</?u>|\\\$|<br", repr(specification.duties) + repr(specification.competencies))


@pytest.mark.parametrize("path", BUNDLED + QUIRKS, ids=lambda path: path.stem)
def test_no_line_is_lost_and_every_fact_stands_where_it_says(path: Path) -> None:
    check(decoded(path))


@pytest.mark.shared
def test_the_same_holds_for_the_bulletins(shared_data: Path) -> None:
    for path in sorted((shared_data / "la_bulletins").iterdir()):
        check(decoded(path))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
def test_the_same_holds_for_any_heap_of_fragments(fragments: list[str]) -> None:
    check(document("\n".join(fragments)))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_reading_fail(text: str) -> None:
    check(document(text))
