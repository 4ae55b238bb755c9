"""Redlines keep every word that does not change, and Word's tracked changes accept and reject to the right texts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import docx
import pytest

from taxonomy.analysis.impact import revision_impact
from taxonomy.analysis.redlines import Redline, _parts, redline_of, revised_text
from taxonomy.analysis.revisions import Revision, revisions
from taxonomy.atlas import Atlas
from taxonomy.exchange.word import redline_docx
from taxonomy.exchange.word_source import track_in_source
from taxonomy.model import Statement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def redlines(atlas: Atlas) -> Iterator[Redline]:
    """Every specification with every competency's first text in place of the others."""
    for competency in atlas.competencies.values():
        if len(competency.variants) > 1:
            text = competency.variants[0].definition or ""
            changes = revisions(competency, {s.id: text for s in competency.statements if s.definition})
            for class_id in dict.fromkeys(change.statement.class_id for change in changes):
                yield redline_of(atlas, class_id, changes)


def word_texts(data: bytes, without: str) -> list[str]:
    """The paragraphs of a document when one kind of tracked change is left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    found = []
    for paragraph in root.iter(f"{W}p"):
        words = []
        for child in paragraph:
            if child.tag != f"{W}{without}":
                words += [each.text or "" for each in child.iter() if each.tag in (f"{W}t", f"{W}delText")]
        found.append("".join(words))
    return found


def test_every_redline_of_the_bundled_documents_is_whole(bundled_atlas: Atlas) -> None:
    seen = 0
    for redline in redlines(bundled_atlas):
        assert redline.revisions
        before = " ".join("".join(p.a for p in each.parts) for each in redline.paragraphs)
        after = " ".join("".join(p.b for p in each.parts) for each in redline.paragraphs)
        for change in redline.revisions:
            assert " ".join((change.statement.definition or "").split()) in before
            assert change.text in after
        changed = [p for p in redline.paragraphs if p.changed]
        assert 1 <= len(changed) <= len(redline.revisions)
        seen += 1
    assert seen > 20


def test_a_word_document_accepts_and_rejects(bundled_atlas: Atlas) -> None:
    redline = next(redlines(bundled_atlas))
    data = redline_docx(redline, author="Ann Lee", when="2026-11-22T08:00:00Z")
    accepted, rejected = word_texts(data, "del"), word_texts(data, "ins")
    assert accepted[1:] == ["".join(p.b for p in each.parts) for each in redline.paragraphs]
    assert rejected[1:] == ["".join(p.a for p in each.parts) for each in redline.paragraphs]
    assert accepted != rejected
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
    numbers = re.findall(r'<w:(?:ins|del) w:id="(\d+)" w:author="Ann Lee" w:date="2026-11-22T08:00:00Z">', body)
    assert len(numbers) == len(set(numbers)) > 0


def test_headings_and_duties_keep_their_kind(bundled_atlas: Atlas) -> None:
    redline = next(r for r in redlines(bundled_atlas) if r.class_id.endswith("311-customer-service-agent"))
    kinds = {"".join(p.b for p in each.parts).strip(": ").casefold(): each.kind for each in redline.paragraphs}
    assert kinds["essential duties"] == "heading"
    assert "item" in kinds.values()
    assert revised_text(redline).startswith("311 Customer Service Agent\n")


def _change(label: str, old: str, new: str) -> Revision:
    statement = Statement(
        id="s",
        class_id="x/y",
        class_title="Y",
        document="d",
        first_line=1,
        last_line=1,
        label=label,
        definition=old,
    )
    return Revision(statement=statement, text=new, kinds=())


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("Reading - Reads signs.", [_change("Reading", "Reads signs.", "Reads maps.")], "Reading - Reads maps."),
        (
            "Reading - Reads. Writing - Writes.",
            [_change("Reading", "Reads.", "Reads maps."), _change("Writing", "Writes.", "Writes well.")],
            "Reading - Reads maps. Writing - Writes well.",
        ),
        ("Reading – Reads\u00adsigns.", [_change("Reading", "Reads signs.", "Reads maps.")], "Reading – Reads maps."),
        ("Something else.", [_change("Reading", "Reads signs.", "Reads maps.")], "Reads maps."),
    ],
    ids=["one", "two in one paragraph", "printed otherwise than read", "not there at all"],
)
def test_only_the_definition_is_exchanged(text: str, changes: list[Revision], expected: str) -> None:
    parts = list(_parts(text, changes))
    assert "".join(part.a for part in parts) == text
    assert "".join(part.b for part in parts) == expected


def printed(label: str, definition: str, text: str) -> Revision:
    statement = Statement(
        id="s",
        class_id="town/clerk",
        class_title="Clerk",
        document="d",
        first_line=1,
        last_line=1,
        label=label,
        definition=definition,
    )
    return Revision(statement=statement, text=text, kinds=())


def source_document() -> bytes:
    """A name in bold, a definition in two runs and another in a table, as offices write them."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Reading").bold = True
    paragraph.add_run(" \u2013 Understands written ")
    paragraph.add_run("material and rules.").italic = True
    document.add_table(1, 1).cell(0, 0).text = "Writing: Writes letters."
    document.add_paragraph("Not changed.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_changes_are_tracked_in_the_source_document() -> None:
    changes = [
        printed("Reading", "Understands written material and rules.", "Understands printed material, and all rules!"),
        printed("Writing", "Writes letters.", "Also writes letters."),
        printed("Typing", "Types.", "Types fast."),
    ]
    found = track_in_source(source_document(), changes, author="Ann", when="2026-12-01T00:00:00Z")
    assert [each.statement.label for each in found.unplaced] == ["Typing"]
    assert word_texts(found.data, "ins") == [
        "Reading \u2013 Understands written material and rules.",
        "Writing: Writes letters.",
        "Not changed.",
    ]
    assert word_texts(found.data, "del") == [
        "Reading \u2013 Understands printed material, and all rules!",
        "Writing: Also writes letters.",
        "Not changed.",
    ]
    with zipfile.ZipFile(io.BytesIO(found.data)) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    assert {each.get(f"{W}author") for each in root.iter(f"{W}ins")} == {"Ann"}
    ids = [each.get(f"{W}id") for kind in ("ins", "del") for each in root.iter(f"{W}{kind}")]
    assert len(ids) == len(set(ids))


def test_a_text_that_stands_twice_is_changed_beside_its_name_only() -> None:
    document = docx.Document()
    document.add_paragraph("Reading: Does it well.")
    document.add_paragraph("Writing: Does it well.")
    file = io.BytesIO()
    document.save(file)
    found = track_in_source(
        file.getvalue(), [printed("Writing", "Does it well.", "Does it.")], author="Ann", when="2026-12-01T00:00:00Z"
    )
    assert found.unplaced == ()
    assert word_texts(found.data, "del") == ["Reading: Does it well.", "Writing: Does it."]


def test_a_definition_for_a_bare_name_is_never_called_harmless() -> None:
    bare = printed("Reading", "", "").statement
    impact = revision_impact([], [bare])
    assert impact.notice
    assert "1 specification would define what only a name stands for now" in impact.requirement
    assert revision_impact([]).notice is None
