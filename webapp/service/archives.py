"""Which documents does an archive hold? Each becomes a file of its own, read like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from taxonomy.basics.plain_files import NotAFile, read_plain
from taxonomy.reading.formats import MAX_BYTES, UnreadableDocument
from taxonomy.reading.formats.zip_guard import members

ARCHIVES = frozenset({".zip"})
_NESTED = "This archive lies inside another archive and was not opened: unpack it first."
_UNREAD = "Skipped (unsupported file type)."


class ArchiveMember(Struct, frozen=True, kw_only=True):
    """A file out of an archive: where it lies now, its name with the archive's, and why it is not read, if so."""

    path: Path
    name: str
    refused: str | None = None


def unpacked(archive: Path, name: str, folder: Path, suffixes: Collection[str]) -> Iterator[ArchiveMember]:
    """The members of an archive, written below `folder`; an archive over a limit is one refused member."""
    try:
        for number, (inside, data) in enumerate(members(read_plain(archive, MAX_BYTES))):
            path = folder / str(number) / PurePosixPath(inside).name
            refused = _why_not(path.suffix.lower(), suffixes)
            if refused is None:
                path.parent.mkdir(parents=True)
                path.write_bytes(data)
            yield ArchiveMember(path=path, name=f"{name}/{inside}", refused=refused)
    except (OSError, NotAFile, UnreadableDocument) as error:
        yield ArchiveMember(path=archive, name=name, refused=str(error))


def _why_not(suffix: str, suffixes: Collection[str]) -> str | None:
    if suffix in ARCHIVES:
        return _NESTED
    return None if suffix in suffixes else _UNREAD
