"""Is every word of a specification in its index? What is not indexed would be said to stand in no document."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Engine
from index.content.lines import specification_lines
from index.content.text import stems
from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import Document, Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

_PARAGRAPH = """COOK

Class Code: 1234

DUTIES

A Cook prepares meals for a crew.

SELECTION PROCESS

In the interview, the following competencies may be evaluated: teamwork; oral communication; job knowledge, including \
knowledge of dance, poetry and pottery as taught to youth; and other necessary skills, knowledge, and abilities.
"""


def _read(data: bytes, name: str) -> tuple[Document, tuple[Specification, ...]]:
    document = decode(data, name)
    return document, tuple(parse(document).specifications)


def _lost(specification: Specification, printed: tuple[str, ...]) -> set[str]:
    said = {root for line in specification_lines(specification, "x", printed) for root in stems(line.text)}
    written = {root for section in specification.sections for root in stems(mask_contacts(section.text))}
    return {root for root in written - said if root.isalpha()}


def test_a_paragraph_that_names_competencies_is_indexed_with_all_it_says() -> None:
    document, (specification,) = _read(_PARAGRAPH.encode(), "cook.txt")
    assert not _lost(specification, tuple(document.lines))
    said = [line.text for line in specification_lines(specification, "x", document.lines)]
    assert any("pottery" in text for text in said)


def test_a_competency_with_its_definition_is_indexed_once(atlas: Atlas, engine: Engine) -> None:
    """What a statement says is not said again by the section it stands in."""
    for job_class in atlas.classes.values():
        if job_class.current is None:
            continue
        printed = atlas.documents[job_class.current.document].lines
        lines = list(specification_lines(job_class.current.specification, "x", printed))
        stated = {line.first_line for line in lines if line.section == "competencies" and " – " in line.text}
        others = [line for line in lines if line.first_line in stated and " – " not in line.text]
        assert not others, (job_class.id, others[0])


@pytest.mark.shared
def test_no_word_of_a_bulletin_is_lost(shared_data: Path) -> None:
    for path in sorted((shared_data / "la_bulletins").glob("*.txt")):
        document, specifications = _read(path.read_bytes(), path.name)
        for specification in specifications:
            assert not _lost(specification, tuple(document.lines)), path.name
