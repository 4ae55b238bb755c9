"""The content decides what a file is; a name that says something else is a problem; foreign files are refused."""

from __future__ import annotations

import os

import pytest

from taxonomy.reading.formats import UnreadableDocument, decode

PAGE = b"<!DOCTYPE html><html><body><p>Clerk</p></body></html>"

KINDS = [
    pytest.param(b"Clerk\n", "a.txt", "text/plain", [], id="text"),
    pytest.param(b"# Clerk\n", "a.MD", "text/markdown", [], id="markdown"),
    pytest.param(b"Clerk\n", "noname", "text/plain", [], id="no ending"),
    pytest.param(PAGE, "a.htm", "text/html", [], id="html"),
    pytest.param(b"\xef\xbb\xbf\n<!-- saved -->\n" + PAGE, "a.html", "text/html", [], id="html behind a comment"),
    pytest.param(PAGE.decode().encode("utf-16"), "a.html", "text/html", [], id="html in utf-16"),
    pytest.param(b"<p>Clerk</p>", "a.html", "text/html", [], id="html fragment"),
    pytest.param(PAGE, "a.txt", "text/html", ["format_mismatch"], id="html named txt"),
    pytest.param(b"Clerk\nFiles letters", "a.html", "text/plain", ["format_mismatch"], id="text named html"),
    pytest.param(b"Clerk\n", "a.docx", "text/plain", ["format_mismatch"], id="text named docx"),
    pytest.param(b"Clerk\n", "a.pdf", "text/plain", ["format_mismatch"], id="text named pdf"),
    pytest.param(b"{\\rtf1\\ansi Clerk}", "a.rtf", "application/rtf", [], id="rtf"),
    pytest.param(b"{\\rtf1\\ansi Clerk}", "a.doc", "application/rtf", [], id="rtf named doc"),
    pytest.param(b"Title,Code\nClerk,7", "a.csv", "text/csv", [], id="csv"),
    pytest.param(b"5 < 7 <p and so on", "a.txt", "text/plain", [], id="text with a sign"),
]


@pytest.mark.parametrize(("data", "name", "media_type", "problems"), KINDS)
def test_kind(data: bytes, name: str, media_type: str, problems: list[str]) -> None:
    document = decode(data, name)
    assert document.source.media_type == media_type
    assert [problem.code for problem in document.problems] == problems
    assert any("Clerk" in line or "5 < 7" in line for line in document.lines)


REFUSED = [
    pytest.param(b"", "a.txt", "empty", id="empty"),
    pytest.param(b" \n\t\n", "a.txt", "empty", id="blank"),
    pytest.param(b"<html><body> <img src=x> </body></html>", "a.html", "no text", id="page without text"),
    pytest.param(bytes(range(256)) * 20, "a.txt", "binary", id="binary data"),
    pytest.param(b"Clerk" + b"\x00" * 500, "a.txt", "binary", id="text with NULs"),
    pytest.param(b"\x89PNG\r\n\x1a\n....", "a.txt", "picture", id="picture"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "a.doc", "old Office", id="doc"),
    pytest.param(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "password",
        id="locked docx",
    ),
    pytest.param(os.urandom(4000) + b"\x00\x01\x02" * 60, "a.docx", "binary", id="garbage named docx"),
]


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED)
def test_refused_with_a_reason(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as refusal:
        decode(data, name)
    assert str(refusal.value).endswith(".")
