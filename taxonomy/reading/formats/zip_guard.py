"""Is this archive safe to open? Asked before any XML in it is parsed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
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
_LONGEST_MIME_TYPE = 200
_OVERLAP = 16
_ENCRYPTED = 0x1
_PARAGRAPH = re.compile(rb"<(?:\w{1,8}:)?p[\s/>]")


# What an archive of each kind holds
_SIGNS = {"docx": "word/", "xlsx": "xl/"}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENT_KINDS = {b"text": "odt"}


def archive_kind(data: bytes) -> str:
    """What the archive is: docx, xlsx, odt, another office file, or a zip of files."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_directory(data, archive.infolist())
            names = archive.namelist()
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < _LONGEST_MIME_TYPE:
                kind = archive.read("mimetype").strip().removeprefix(_OPEN_DOCUMENT)
                return _OPEN_DOCUMENT_KINDS.get(kind.removesuffix(b"-template"), "office")
    except (BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise UnreadableDocument("The archive is damaged or cut off; save it again.") from error
    if "[Content_Types].xml" not in names:
        return "zip"
    return next((kind for kind in ("docx", "xlsx") if any(name.startswith(_SIGNS[kind]) for name in names)), "office")


def check_office_archive(data: bytes) -> None:
    """Raise `UnreadableDocument` unless this office document is within every limit."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_directory(data, archive.infolist())
            _check_parts(archive)
    except (BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise UnreadableDocument("The document is damaged or cut off; save it again.") from error


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in an archive, each by its path inside; hidden ones and folders are none. Raises as above."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_directory(data, archive.infolist())
            for entry in archive.infolist():
                inside = entry.filename.replace("\\", "/").split("/")
                if not entry.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in inside):
                    with archive.open(entry) as file:
                        yield "/".join(part for part in inside if part), file.read(entry.file_size)
    except (BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise UnreadableDocument("The archive is damaged or cut off; save it again.") from error


def _check_directory(data: bytes, entries: list[ZipInfo]) -> None:
    if data.count(b"PK\x01\x02") > _MAX_SIGNATURES or len(entries) > MAX_ENTRIES:
        raise UnreadableDocument(f"The archive holds more than {MAX_ENTRIES} parts.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableDocument("The document is protected by a password; save it without one.")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise UnreadableDocument("The archive is packed by a method that office programs do not use.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > max(_HARMLESS, MAX_RATIO * len(data)):
        raise UnreadableDocument(f"The document would unpack to {unpacked / 1e6:,.0f} MB, which is not safe to open.")


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
                raise UnreadableDocument("The document declares an XML document type, which office programs never do.")
            paragraphs += sum(1 for match in _PARAGRAPH.finditer(text) if match.end() > len(tail))
            tail = text[-_OVERLAP:]
    return paragraphs
