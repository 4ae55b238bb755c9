"""Which kind of file is this: by its content first, by its name's ending second?"""

from __future__ import annotations

import re
from pathlib import PurePath

from taxonomy.reading.formats.unreadable import UnreadableDocument
from taxonomy.reading.formats.zip_guard import archive_kind

MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "picture": "image/*",
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
    ".odt": "odt",
    ".ott": "odt",
    ".rtf": "rtf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
}
_PDF_HEAD = 1024  # readers accept other bytes before the mark, up to here
# <!-- saved from … --><!DOCTYPE html>  ·  <?xml version="1.0"?><html xmlns=…>
_HTML_HEAD = re.compile(
    rb"(?is)\A[\x00\s\xef\xbb\xbf\xfe\xff]*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)
_ANY_TAG = re.compile(rb"(?i)</?(?:p|div|br|table|td|span|h[1-6]|ul|ol|li|b|strong|body|html|a|font)\b[^<>]{0,2000}>")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OLD_OFFICE = (
    "This is an old Office file (.doc or .xls). Open it in Word, Excel or LibreOffice and save it as .docx or .xlsx; "
    "for many files at once, run: soffice --headless --convert-to docx *.doc (with LibreOffice)."
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
        return _kind_of_archive(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES):
        return "picture"
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
    if promised not in ("text", "markdown", "html", "csv", None):
        return "text", False
    if promised == "html" and not _ANY_TAG.search(data.replace(b"\x00", b"")):
        return "text", False
    return promised or "text", True


def _kind_of_archive(data: bytes) -> str:
    kind = archive_kind(data)
    if kind == "zip":
        raise UnreadableDocument("This is a zip archive: `atlas ingest` reads the documents in it one by one.")
    if kind == "office":
        raise UnreadableDocument("This is an office file of a kind that is not read; save it as .docx, .xlsx or .odt.")
    return kind


def _refuse_foreign(data: bytes) -> None:
    if not data.startswith(_OLE):
        return
    if _ENCRYPTED_OFFICE in data:
        raise UnreadableDocument("This document is protected by a password; save it without one.")
    raise UnreadableDocument(_OLD_OFFICE)
