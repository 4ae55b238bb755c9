"""A class as a Word document is read again as the same class."""

from __future__ import annotations

import io
import zipfile

import docx
import msgspec
import pytest

from taxonomy.atlas import Atlas
from taxonomy.exchange import export_atlas
from taxonomy.exchange.class_word import class_docx
from taxonomy.model import Specification
from taxonomy.model.specifications import TextLines
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from tests.conftest import stored_document

OTHER = """Class Title: Map Keeper
Class Code: M-1

## Duties

- Keeps maps and lends them
  to readers.
- Answers **every** letter.

Qualifications:

Two years of experience as a Map Clerk, or
a bachelor's degree.

Grade\tMinimum\tMaximum
12\t$40,000\t$50,000
"""


def facts(found: Specification) -> dict[str, object]:
    def texts(rows: tuple[TextLines, ...]) -> list[str]:
        return [" ".join(row.text.split()) for row in rows]

    return {
        "title": (found.title, found.job_code),
        "sections": [section.kind for section in found.sections],
        "duties": texts(found.duties),
        "knowledge": texts(found.knowledge),
        "competencies": [(each.label, " ".join((each.definition or "").split())) for each in found.competencies],
        "pays": [(each.grade, each.minimum, each.maximum) for each in found.pays],
        "references": [(each.title, each.relation) for each in found.references],
        "requirement": [leaf["quote"] for leaf in _leaves(found)],
    }


def _leaves(found: Specification) -> list[dict[str, object]]:
    def walk(node: dict[str, object]) -> list[dict[str, object]]:
        parts = node.get("of")
        return [leaf for part in parts for leaf in walk(part)] if isinstance(parts, list | tuple) else [node]

    return walk(msgspec.to_builtins(found.requirement)) if found.requirement else []


def test_every_bundled_class_comes_back_the_same(bundled_atlas: Atlas) -> None:
    for job_class in bundled_atlas.classes.values():
        for edition in job_class.editions:
            lines = bundled_atlas.documents[edition.document].lines
            [read] = parse(decode(class_docx(edition.specification, lines, mask=False), "class.docx")).specifications
            assert facts(read) == facts(edition.specification), job_class.id


def test_marks_become_word_s_own_and_come_back() -> None:
    stored = stored_document("map-keeper.md", OTHER.encode())
    [specification] = stored.parsed.specifications
    data = class_docx(specification, stored.lines)
    document = docx.Document(io.BytesIO(data))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["Duties"] == "Heading 2"
    assert styles["Answers every letter."] == "List Bullet"
    assert document.tables[0].rows[1].cells[1].text == "$40,000"
    [read] = parse(decode(data, "class.docx")).specifications
    assert facts(read) == facts(specification)


def test_the_plan_is_one_archive_and_the_same_every_time(bundled_atlas: Atlas) -> None:
    data = export_atlas(bundled_atlas, "word")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            f"{key}.docx" for key, each in sorted(bundled_atlas.classes.items()) if each.current
        ]


@pytest.mark.parametrize("text", ["\x00\x0b odd \ufffe", "\t\t", "=SUM(A1)"], ids=repr)
def test_odd_lines_are_written_all_the_same(text: str) -> None:
    stored = stored_document("map-keeper.md", OTHER.encode())
    [specification] = stored.parsed.specifications
    lines = (*stored.lines[: specification.last_line - 1], text)
    assert docx.Document(io.BytesIO(class_docx(specification, lines))).paragraphs
