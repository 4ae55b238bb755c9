"""The same words in another layout give the same facts."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from taxonomy.model import ParsedDocument
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from taxonomy.reading.published import published
from tests.reading.documents import BUNDLED, decoded
from tests.reading.layout_changes import CHANGES, HEADING_CHANGES

_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": None})
_PLACES = ("quote", "heading", "parts")
SAMPLE = 6
# Where a full line ends a sentence, nothing tells the next sentence from the next item of the list; nor, where it ends
# with a colon, whether the words that belong to it or a list of its own stand below.
NOT_TOLD = {
    ("page-breaks-in-sentences", "working_environment"),
    ("wrapped-at-100", "working_environment"),
    ("wrapped-at-100", "requirement"),
}


def read_text(text: str, name: str) -> ParsedDocument:
    return parse(decode(text.encode(), name))


def facts(parsed: ParsedDocument, change: str = "") -> Any:
    """All that was read, without lines, quotes and the printed text of sections."""
    record: Any = published(parsed)
    for specification in record["specifications"]:
        specification["sections"] = [section["kind"] for section in specification["sections"]]
        specification["title"] = specification["title"].casefold()
        specification["coverage"] = specification["doubts"] = None  # they count lines, and lines are what changes
        for kind in (kind for name, kind in NOT_TOLD if name == change):
            specification[kind] = None
    return plain([record["specifications"], record["notice"]])


def plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.translate(_FOLDED).split())
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key not in _PLACES and "line" not in key}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def differing(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two readings part, in words."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [text for key in one for text in differing(one[key], other.get(key), f"{where}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            text
            for place, (a, b) in enumerate(zip(one, other, strict=True))
            for text in differing(a, b, f"{where}[{place}]")
        ]
    return [] if one == other else [f"{where}: {one!r} is now {other!r}"]


def with_headings(document_lines: list[str], parsed: ParsedDocument, change: Callable[[str], str]) -> str:
    """The text with each heading that has a line of its own changed."""
    for specification in parsed.specifications:
        for section in specification.sections:
            line = document_lines[section.first_line - 1]
            if section.heading and line.strip(" *#:").strip() == section.heading:
                document_lines[section.first_line - 1] = change(line)
    return "\n".join(document_lines)


def check(path: Path) -> None:
    document = decoded(path)
    text, name = "\n".join(document.lines), path.name
    before = read_text(text, name)
    for label, change in CHANGES.items():
        assert differing(facts(before, label), facts(read_text(change(text), name), label)) == [], label
    for label, change in HEADING_CHANGES.items():
        changed = with_headings(list(document.lines), before, change)
        assert differing(facts(before), facts(read_text(changed, name))) == [], label


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_document_says_the_same_in_every_layout(path: Path) -> None:
    check(path)


@pytest.mark.shared
@pytest.mark.parametrize("place", range(SAMPLE))
def test_a_bulletin_says_the_same_in_every_layout(shared_data: Path, place: int) -> None:
    check(random.Random(7).sample(sorted((shared_data / "la_bulletins").iterdir()), SAMPLE)[place])


ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_changes_nothing(encoding: str) -> None:
    path = BUNDLED[2]
    text = "\n".join(decoded(path).lines)
    data = text.encode(encoding, "replace")
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    assert (
        differing(
            facts(read_text(data.decode(encoding).lstrip("\ufeff"), path.name)), facts(parse(decode(data, path.name)))
        )
        == []
    )
