"""From files and folders to documents in the store: what is new is read, what is there already is only met again.

Imported only when something is taken in, since the store costs a second to import.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from taxonomy.basics.corpus import TABLE, CorpusEntry, read_corpus_table
from taxonomy.generation.versions import reader_version
from taxonomy.model import ParsedDocument
from taxonomy.reading.sandbox.sandbox import ReadResult, read_paths
from taxonomy.store import Outcome, ReadDocument, Store

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"})

Progress = Callable[[str, int, int], None]


class Failure(Struct, frozen=True, kw_only=True):
    """A file that could not be taken in, and why."""

    name: str
    message: str


class Incoming(Struct, frozen=True, kw_only=True):
    """A file to be taken in, under which name, and what is known of it beside its text."""

    path: Path
    name: str
    authority: str | None = None
    status: str | None = None


def find_files(paths: Iterable[Path], authority: str | None = None) -> Iterator[Incoming]:
    """Files as they were named, and every readable file below a folder, named by its path inside that folder.

    `authority` wins over what a folder's ``documents.toml`` says. Raises ValueError where that table cannot be read.
    """
    for path in paths:
        if not path.is_dir():
            yield Incoming(path=path, name=_printable(path.name), authority=authority)
            continue
        table = read_corpus_table(path)
        for file, name in _within(path):
            if file.suffix.lower() in SUFFIXES:
                entry = table.get(name, CorpusEntry(file=name))
                yield Incoming(path=file, name=name, authority=authority or entry.authority, status=entry.status)


def passed_over(paths: Iterable[Path]) -> tuple[str, ...]:
    """Files below the folders among `paths` that are of no kind we read; hidden ones are not meant by anybody."""
    inside = (found for path in paths if path.is_dir() for found in _within(path))
    return tuple(name for file, name in inside if file.suffix.lower() not in SUFFIXES and file.name != TABLE)


def _within(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file below `folder` that is not hidden, with its path inside."""
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and file.is_file():
            yield file, _printable(inside.as_posix())


def take_in(
    store: Store, files: Sequence[Incoming], progress: Progress
) -> tuple[tuple[Outcome, ...], tuple[Failure, ...]]:
    """Store `files`; one that cannot be read fails alone. What was stored before an interruption stays."""
    outcomes: list[Outcome] = []
    unread: list[Incoming] = []
    for file in files:
        known = _met_again(store, file)
        if known is None:
            unread.append(file)
        else:
            outcomes.append(known)
    failed: list[Failure] = []
    read = _read(unread, failed, progress, done=len(outcomes))
    return (*outcomes, *store.put_documents(read)), tuple(failed)


def read_again(store: Store, progress: Progress) -> None:
    """Documents that another version of the reader read are read again from their stored bytes."""
    stale = list(store.documents_to_reread(reader_version()))
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        paths = [Path(folder, f"{number}-{Path(each.name).name}") for number, each in enumerate(stale)]
        for path, each in zip(paths, stale, strict=True):
            path.write_bytes(each.data)
        for number, result in enumerate(read_paths(paths)):
            progress("Reading again", number + 1, len(stale))
            if result.parsed is not None and result.document is not None:
                named = _named(result.parsed, stale[number].name)
                store.replace_reading(stale[number].id, named, result.document.lines, reader_version())


def _met_again(store: Store, file: Incoming) -> Outcome | None:
    try:
        with file.path.open("rb") as data:
            sha256 = hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return None  # reading it will say why
    return store.put_again(
        file.name, sha256, authority=file.authority, status=file.status, parser_version=reader_version()
    )


def _read(files: Sequence[Incoming], failed: list[Failure], progress: Progress, done: int) -> Iterator[ReadDocument]:
    total = len(files) + done
    for number, result in enumerate(read_paths([file.path for file in files])):
        progress("Reading", number + 1 + done, total)
        if result.document is None or result.parsed is None:
            failed.append(Failure(name=files[number].name, message=result.error or "It could not be read."))
        else:
            yield _document(files[number], result, result.parsed, result.document.lines)


def _document(file: Incoming, result: ReadResult, parsed: ParsedDocument, lines: tuple[str, ...]) -> ReadDocument:
    return ReadDocument(
        name=file.name,
        data=result.data,
        parsed=_named(parsed, file.name),
        lines=lines,
        authority=file.authority,
        status=file.status,
        parser_version=reader_version(),
    )


def _named(parsed: ParsedDocument, name: str) -> ParsedDocument:
    """`parsed` under the name that the document came with."""
    return structs.replace(parsed, source=structs.replace(parsed.source, name=name))


def _printable(name: str) -> str:
    """A file name that can be stored and shown, whatever bytes an old file system gave it."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
