"""Which kind of file is this: by its content first, by its name's ending second?"""

from __future__ import annotations

import re
from pathlib import PurePath

from taxonomy.reading.formats.unreadable import UnreadableDocument

MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
}
_PDF_HEAD = 1024  # readers accept other bytes before the mark, up to here
# <!-- saved from … --><!DOCTYPE html>  ·  <?xml version="1.0"?><html xmlns=…>
_HTML_HEAD = re.compile(
    rb"(?is)\A[\x00\s\xef\xbb\xbf\xfe\xff]*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)
_ANY_TAG = re.compile(rb"(?i)</?(?:p|div|br|table|td|span|h[1-6]|ul|ol|li|b|strong|body|html|a|font)\b[^<>]{0,2000}>")
_FOREIGN = (
    (b"{\\rtf", "This is an RTF file; open it in a word processor and save it as .docx."),
    (b"\x89PNG", "This is a picture; a scanned page must be turned into text first."),
    (b"\xff\xd8\xff", "This is a picture; a scanned page must be turned into text first."),
    (b"II*\x00", "This is a picture; a scanned page must be turned into text first."),
    (b"MM\x00*", "This is a picture; a scanned page must be turned into text first."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def kind_of_content(data: bytes) -> str | None:
    """The kind the bytes themselves show, or null for plain text; raises for kinds that we know and do not read."""
    if not data.strip():
        raise UnreadableDocument("The file is empty.")
    _refuse_foreign(data)
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if _HTML_HEAD.match(data[: 4 * _PDF_HEAD].replace(b"\x00", b"")):
        return "html"
    return None


def kind_of_name(name: str) -> str | None:
    """The kind the name's ending promises."""
    return _ENDINGS.get(PurePath(name).suffix.lower())


def agreed_kind(data: bytes, name: str) -> tuple[str, bool]:
    """The kind to read the file as, and whether content and name agree about it."""
    shown, promised = kind_of_content(data), kind_of_name(name)
    if shown is not None:
        return shown, promised in (shown, None)
    if promised in ("pdf", "docx"):
        return "text", False
    if promised == "html" and not _ANY_TAG.search(data.replace(b"\x00", b"")):
        return "text", False
    return promised or "text", True


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(_OLE):
        locked = _ENCRYPTED_OFFICE in data
        raise UnreadableDocument(
            "This Word document is protected by a password; save it without one."
            if locked
            else "This is an old Office file (.doc); open it in a word processor and save it as .docx."
        )
    for mark, sentence in _FOREIGN:
        if data.startswith(mark):
            raise UnreadableDocument(sentence)
