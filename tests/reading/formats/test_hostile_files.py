"""Files made to break a reader are decided quickly, within the memory limit, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import docx
import pytest

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.sandbox.sandbox import read_paths
from tests.reading.formats.small_pdf import Printed, small_pdf

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINES_ONLY = "tests.reading.readers_for_sandbox:lines_only"


def word_file(
    body: str = "<w:p/>", *, head: str = "", method: int = ZIP_DEFLATED, extra: int = 0, without: str = ""
) -> bytes:
    """A real Word file whose body (or another part) was replaced by hand."""
    good, bad = BytesIO(), BytesIO()
    docx.Document().save(good)
    with ZipFile(good) as source, ZipFile(bad, "w", method) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = f"{head}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>".encode()
            if entry.filename != without:
                target.writestr(entry.filename, content)
        for number in range(extra):
            target.writestr(f"word/extra{number}.xml", "<x/>")
    return bad.getvalue()


def noise(length: int) -> str:
    """Letters that hardly compress, so that the ratio of the archive stays small."""
    state, letters = 1, []
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        letters.append(chr(97 + state // 65536 % 26))
    return "".join(letters)


def utf16_doctype() -> bytes:
    good, bad = BytesIO(word_file()), BytesIO()
    with ZipFile(good) as source, ZipFile(bad, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/styles.xml":
                content = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x/>'.encode(
                    "utf-16"
                )
            target.writestr(entry.filename, content)
    return bad.getvalue()


def page_tree_loop() -> bytes:
    return small_pdf([[Printed("Clerk", 700)]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


RUN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
HOSTILE = [
    pytest.param(lambda: word_file("<w:p/>" * 1_000_000), "a.docx", "paragraphs", id="a million empty paragraphs"),
    pytest.param(
        lambda: word_file("".join(f"<w:p><!--{noise(12)}--></w:p>" for _ in range(20_001))),
        "a.docx",
        "20,001 paragraphs",
        id="too many paragraphs at a good ratio",
    ),
    pytest.param(lambda: word_file(RUN.format("A" * 200_000_000)), "a.docx", "not safe", id="200 MB of one run"),
    pytest.param(lambda: word_file(head="<!DOCTYPE x>"), "a.docx", "document type", id="document type"),
    pytest.param(utf16_doctype, "a.docx", "document type", id="document type in utf-16"),
    pytest.param(lambda: word_file(extra=200), "a.docx", "more than 200 parts", id="many parts"),
    pytest.param(lambda: word_file(method=ZIP_BZIP2), "a.docx", "method", id="foreign compression"),
    pytest.param(lambda: word_file("<w:p><w:r>"), "a.docx", "damaged", id="broken xml"),
    pytest.param(lambda: word_file("<w:r>" * 400 + "</w:r>" * 400), "a.docx", "damaged", id="deep xml"),
    pytest.param(lambda: word_file()[:2000], "a.docx", "damaged", id="cut off"),
    pytest.param(lambda: word_file(without="[Content_Types].xml"), "a.docx", "zip archive", id="other archive"),
    pytest.param(lambda: word_file(), "a.docx", "no text", id="no words"),
    pytest.param(page_tree_loop, "a.pdf", "damaged", id="page tree in a circle"),
    pytest.param(
        lambda: small_pdf([[Printed("Clerk", 700)]]).replace(b"/Count 1", b"/Count 999999999"),
        "a.pdf",
        None,
        id="false count",
    ),
]


@pytest.mark.parametrize(("make", "name", "reason"), HOSTILE)
def test_hostile_file(make: Callable[[], bytes], name: str, reason: str | None) -> None:
    if reason is None:
        assert decode(make(), name).lines
        return
    with pytest.raises(UnreadableDocument, match=reason):
        decode(make(), name)


def test_in_a_folder_of_bombs_the_good_file_is_read(tmp_path: Path) -> None:
    bombs = {
        "runs.docx": word_file("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 400_000 + "</w:p>"),
        "deep.html": b"<html>" + b"<div>" * 4_000_000,
        "entities.html": b"<html>" + b"&amp;<br>" * 3_000_000,
        "operators.pdf": small_pdf([[Printed("x", 700)] * 60_000] * 5),
        "good.txt": b"Clerk\n",
    }
    for name, data in bombs.items():
        (tmp_path / name).write_bytes(data)
    results = {answer.name: answer for answer in read_paths(sorted(tmp_path.iterdir()), workers=1, reader=LINES_ONLY)}
    assert set(results) == set(bombs)
    assert results["good.txt"].document is not None
    assert all(answer.document is not None or str(answer.error).endswith(".") for answer in results.values())
