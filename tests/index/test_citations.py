"""Every line of the index stands where it says it stands, in the bundled documents and in all others at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.content.documents import IndexSource, indexed_documents
from index.content.lines import IndexedLine
from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import E_MAIL_MARK, PHONE_MARK
from taxonomy.linking import build_atlas
from taxonomy.model import StoredDocument
from taxonomy.reading.language.sentences import without_marks
from tests.index.documents import stored

# A title may be known from a notice, and a label is the preferred one of several.
_NOT_AS_PRINTED = frozenset({"title", "label"})


def letters(text: str) -> str:
    """Only what marks, dashes and line ends cannot change."""
    return "".join(filter(str.isalnum, text.casefold()))


def text_between(document: StoredDocument, line: IndexedLine) -> Iterator[str]:
    """The lines that `line` cites, without what is printed around every page: a sentence may go on behind it."""
    around = {n for each in document.parsed.furniture for n in range(each.first_line, each.last_line + 1)}
    for number in range(line.first_line, line.last_line + 1):
        if number not in around:
            yield document.lines[number - 1]


def misplaced(atlas: IndexSource) -> Iterator[IndexedLine]:
    """Lines of the index whose words are not on the lines they cite."""
    for document in indexed_documents(atlas):
        for line in document.lines:
            masked = E_MAIL_MARK in line.text or PHONE_MARK in line.text
            printed = letters(without_marks("".join(text_between(atlas.documents[line.document], line))))
            if line.section not in _NOT_AS_PRINTED and not masked and letters(line.text) not in printed:
                yield line


def test_bundled_lines_are_cited_right(atlas: Atlas) -> None:
    assert list(misplaced(atlas)) == []


@pytest.mark.shared
def test_lines_of_bulletins_are_cited_right(shared_data: Path) -> None:
    paths = sorted((shared_data / "la_bulletins").glob("*.txt"))[::3]
    assert list(misplaced(build_atlas([stored(path, "Los Angeles") for path in paths]))) == []
