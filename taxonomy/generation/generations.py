"""Which generation of everything derived is in force, and how a new one takes its place whole or not at all.

::

    <home>/generations/CURRENT        the number in force, replaced by one rename
    <home>/generations/000007/        manifest.json and the files that were built
    <home>/generations/000008.tmp/    being built, or left by a process that was killed

A generation can always be built anew from the database, so nothing here is ever repaired: what is not whole is not
used, and what is not needed is removed at the next writing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct, structs

from taxonomy.basics.failures import Failure
from taxonomy.generation.writer_lock import WriterLock

FOLDER = "generations"
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
FORMAT = 1

_DISK_FAILURES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EFBIG)
_PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # failures that say nothing about the files
_TMP = ".tmp"
_PIECE = 1 << 20
_SAMPLE = 16 << 20
_LONGEST_NUMBER = 16


class GenerationError(Failure):
    """A generation cannot be written; its message is one plain sentence."""


class FileEntry(Struct, frozen=True, kw_only=True):
    """One file of a generation."""

    sha256: str
    size: int


class Manifest(Struct, frozen=True, kw_only=True):
    """What a generation says of itself. `version` is the database's at the moment it was read for this generation;
    `previous` is the generation before, which is kept; `files` are named by their path inside the generation."""

    format: int
    number: int
    version: int
    made: str
    previous: int | None
    files: dict[str, FileEntry]
    details: dict[str, str | int | float]


_MANIFEST = msgspec.json.Decoder(Manifest)


class GenerationInfo(Struct, frozen=True, kw_only=True):
    """A generation on the disk."""

    number: int
    path: Path
    manifest: Manifest
    is_fallback: bool = False  # an older one, because the one in force is damaged

    def is_current_for(self, version: int) -> bool:
        """Whether nothing was committed to the database since this generation was built from it."""
        return self.manifest.version == version


def current_generation(home: Path, damaged: Collection[int] = ()) -> GenerationInfo | None:
    """The generation in force, or the newest before it where that one is `damaged` or does not say what it is."""
    folder = home / FOLDER
    for _ in range(3):  # a writer may have removed what the pointer named a moment ago: then it names another by now
        number = _pointed(folder)
        info = None if number is None or number in damaged else _read(folder, number)
        if info is not None:
            return info
    whole = [n for n, path in _numbered(folder) if n not in damaged and not path.name.endswith(_TMP)]
    # A newer one than the pointer names is about to be put in force, or was not when its writer was killed.
    before = [n for n in whole if number is None or n < number] or whole
    found = (_read(folder, n) for n in reversed(before))
    return next((structs.replace(info, is_fallback=True) for info in found if info), None)


def has_generations(home: Path) -> bool:
    """Whether a generation was ever put in force in the workspace `home`, whole or not."""
    folder = home / FOLDER
    return (folder / CURRENT).exists() or any(not p.name.endswith(_TMP) for _, p in _numbered(folder))


def built_from(home: Path) -> int:
    """The newest version of the database that a generation in `home` was built from; 0 where there is none."""
    folder = home / FOLDER
    found = (_read(folder, number) for number, path in _numbered(folder) if not path.name.endswith(_TMP))
    return max((info.manifest.version for info in found if info), default=0)


def suspicious(info: GenerationInfo, budget: int = _SAMPLE) -> list[str]:
    """What a quick look finds wrong: every file's size, and the hashes of the smallest ones up to `budget` bytes."""
    found = _found(info.path)
    for name, entry in sorted(info.manifest.files.items(), key=lambda item: item[1].size):
        path = found.get(name)
        if path is None or path.stat().st_size != entry.size:
            return [f"The file {name} of generation {info.number} is missing or was cut."]
        budget -= entry.size
        if budget >= 0 and _entry(path) != entry:
            return [f"The file {name} of generation {info.number} is not what was written."]
    return []


def verify(info: GenerationInfo) -> list[str]:
    """One sentence for everything in a generation that is not as its manifest says; empty: it is whole."""
    expected = info.manifest.files
    found = _found(info.path)
    problems = [f"Generation {info.number} lacks its file {name}." for name in expected.keys() - found.keys()]
    problems += [
        f"Generation {info.number} holds {name}, which its manifest does not know."
        for name in found.keys() - expected.keys() - {MANIFEST}
    ]
    problems += [
        f"The file {name} of generation {info.number} is not what was written."
        for name in expected.keys() & found.keys()
        if _entry(found[name]) != expected[name]
    ]
    if sys.platform != "win32" and info.path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        problems.append(f"Other users may write in generation {info.number}: do not trust its files.")
    return sorted(problems)


class GenerationWriter:
    """Builds the next generation aside::

        with GenerationWriter(home, version=store.version) as writer:
            ... write files into writer.path ...

    At the end of the block the files are forced to the disk, listed with their hashes, and put in force by one
    rename. An exception, or the death of the process at any moment, leaves the generation before in force. A `lock`
    that is held already is used; otherwise the workspace's is taken for the time of the block.
    """

    def __init__(
        self,
        home: Path,
        *,
        version: int,
        lock: WriterLock | None = None,
        details: dict[str, str | int | float] | None = None,
        damaged: Collection[int] = (),
    ) -> None:
        self._home = home
        self._folder = home / FOLDER
        self._version = version
        self._lock = lock
        self._damaged = damaged
        self._held = ExitStack()
        self._previous: int | None = None
        self.details = dict(details or {})
        self.number = 0

    @property
    def path(self) -> Path:
        """The folder to write files into."""
        return self._folder / f"{_name(self.number)}{_TMP}"

    def __enter__(self) -> Self:
        if self._lock is None:
            self._held.enter_context(WriterLock(self._home, purpose="building a generation"))
        try:
            self._begin()
        except OSError as error:
            self._held.close()
            raise _failure(error) from error
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with self._held:
            try:
                if kind is None:
                    self._put_in_force()
            except OSError as reason:
                raise _failure(reason) from reason
            finally:
                # After success it has another name by now; after a failure, room is what is wanted.
                shutil.rmtree(self.path, ignore_errors=True)
            if isinstance(error, OSError) and error.errno in _DISK_FAILURES:
                raise _failure(error) from error

    def _begin(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        current = current_generation(self._home, self._damaged)
        used = [number for number, _ in _numbered(self._folder)]
        self.number = max([0, *used]) + 1
        self._previous = None if current is None else current.number
        keep = set() if current is None else {current.number, current.manifest.previous}
        self._remove_all_but(keep)
        self.path.mkdir(mode=0o700)

    def _put_in_force(self) -> None:
        for file in (path for _, path in _files(self.path)):
            _sync(file)
        manifest = Manifest(
            format=FORMAT,
            number=self.number,
            version=self._version,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            previous=self._previous,
            files={name: _entry(path) for name, path in _files(self.path)},
            details=self.details,
        )
        _write_synced(self.path / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
        for folder in (Path(root) for root, _, _ in os.walk(self.path)):
            _sync_folder(folder)
        self.path.rename(self._folder / _name(self.number))
        _sync_folder(self._folder)
        aside = self._folder / f"{CURRENT}{_TMP}"
        _write_synced(aside, f"{self.number}\n".encode())
        aside.replace(self._folder / CURRENT)
        _sync_folder(self._folder)
        self._remove_all_but({self.number, self._previous})

    def _remove_all_but(self, keep: set[int | None]) -> None:
        for number, path in _numbered(self._folder):
            if number not in keep or path.name.endswith(_TMP):
                shutil.rmtree(path, ignore_errors=True)  # held open by a reader on Windows: then the next time


def _name(number: int) -> str:
    return f"{number:06d}"


def _numbered(folder: Path) -> list[tuple[int, Path]]:
    """The folders of generations, finished and not."""
    inside = folder.iterdir() if folder.is_dir() else ()
    found = ((path.name.removesuffix(_TMP), path) for path in inside if path.is_dir())
    return sorted((int(name), path) for name, path in found if name.isascii() and name.isdigit())


def _pointed(folder: Path) -> int | None:
    try:
        text = (folder / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else None


def _read(folder: Path, number: int) -> GenerationInfo | None:
    path = folder / _name(number)
    try:
        manifest = _MANIFEST.decode((path / MANIFEST).read_bytes())
    except (OSError, ValueError, msgspec.DecodeError):  # ValueError: a byte that is no UTF-8
        return None
    whole = manifest.format == FORMAT and manifest.number == number
    return GenerationInfo(number=number, path=path, manifest=manifest) if whole else None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below `folder` with its name inside it, in a fixed order."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root) / name
            if path.is_symlink() or not path.is_file():
                raise OSError(0, f"{name} is not a plain file")
            yield path.relative_to(folder).as_posix(), path


def _found(folder: Path) -> dict[str, Path]:
    """The files of a generation that is read; a link among them is none of its files."""
    try:
        return dict(_files(folder))
    except OSError as error:
        if error.errno in _PASSING:
            raise
        return {}


def _entry(path: Path) -> FileEntry:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return FileEntry(sha256=digest.hexdigest(), size=size)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there, and its entries are journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failure(error: OSError) -> GenerationError:
    return GenerationError(
        f"The new generation could not be written ({error.strerror}): the one before stays in force."
    )
