"""Is this archive safe to open? Asked before any XML in it is parsed."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from taxonomy.reading.formats.unreadable import UnreadableDocument

MAX_ENTRIES = 200
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 50
MAX_PARAGRAPHS = 20_000
_HARMLESS = 10 * 1024 * 1024  # so much is opened whatever the ratio: Word packs long tables of one word very well
_MAX_SIGNATURES = 10 * MAX_ENTRIES  # cheap look before the directory is parsed; archives may lie inside an archive
_CHUNK = 1024 * 1024
_OVERLAP = 16
_ENCRYPTED = 0x1
_PARAGRAPH = re.compile(rb"<(?:\w{1,8}:)?p[\s/>]")


def check_word_archive(data: bytes) -> None:
    """Raise `UnreadableDocument` unless this is a Word document within every limit."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_directory(data, archive.infolist())
            _check_parts(archive)
    except (BadZipFile, EOFError, NotImplementedError) as error:
        raise UnreadableDocument("The Word document is damaged or cut off; save it again.") from error


def _check_directory(data: bytes, entries: list[ZipInfo]) -> None:
    if data.count(b"PK\x01\x02") > _MAX_SIGNATURES or len(entries) > MAX_ENTRIES:
        raise UnreadableDocument(f"The archive holds more than {MAX_ENTRIES} parts.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableDocument("The document is protected by a password; save it without one.")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise UnreadableDocument("The archive is packed by a method that Word does not use.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > max(_HARMLESS, MAX_RATIO * len(data)):
        raise UnreadableDocument(f"The document would unpack to {unpacked / 1e6:,.0f} MB, which is not safe to open.")
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise UnreadableDocument("This is a zip archive, not a Word document.")
    if not any(entry.filename.startswith("word/") for entry in entries):
        raise UnreadableDocument("This is an Office file, but not a Word document.")


def _check_parts(archive: ZipFile) -> None:
    paragraphs = 0
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            paragraphs += _check_part(archive, entry)
    if paragraphs > MAX_PARAGRAPHS:
        raise UnreadableDocument(f"The document has {paragraphs:,} paragraphs; over {MAX_PARAGRAPHS:,} are not read.")


def _check_part(archive: ZipFile, entry: ZipInfo) -> int:
    """How many paragraphs the part opens; raises where it declares a document type (entities can explode)."""
    paragraphs, tail = 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk.replace(b"\x00", b"")  # UTF-16 hides nothing
            if b"<!DOCTYPE" in text:
                raise UnreadableDocument("The document declares an XML document type, which Word never does.")
            paragraphs += sum(1 for match in _PARAGRAPH.finditer(text) if match.end() > len(tail))
            tail = text[-_OVERLAP:]
    return paragraphs
