"""From files and folders to documents in the store: what is new is read, what is there already is only met again.

Imported only when something is taken in, since the store costs a second to import.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from taxonomy.basics.corpus import TABLE, CorpusEntry, read_corpus_table
from taxonomy.basics.plain_files import NotAFile, open_plain
from taxonomy.generation.versions import reader_version
from taxonomy.model import Corrections, Document, ParsedDocument, ReadingCorrection, StoredDocument
from taxonomy.model.corrections import corrections_in
from taxonomy.model.removals import Removal, removals_in
from taxonomy.reading.formats import UnreadableDocument, refuse_large
from taxonomy.reading.parse import find_held
from taxonomy.reading.sandbox.sandbox import read_paths
from taxonomy.store import DocumentStamp, Outcome, ReadDocument, Store
from taxonomy.wording.decisions import standing
from webapp.service.archives import ARCHIVES, unpacked
from webapp.service.employers import EmployerQuestion, FolderDocument, employer_questions, folders_of
from webapp.service.reading_report import FailedFile

SUFFIXES = (
    frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".odt", ".rtf", ".xlsx", ".csv", ".tsv"})
    | ARCHIVES
)

LEADS_OUT = "This is a link to a place outside the folder: it was not followed. Name the file itself to take it in."
_LONGEST_NAME = 200  # of the copy that is read again; file systems take 255 bytes

Progress = Callable[[str, int, int], None]


class Incoming(Struct, frozen=True, kw_only=True):
    """A file to be taken in, under which name, out of which folder, and what is known of it beside its text."""

    path: Path
    name: str
    folder: str = ""
    authority: str | None = None
    status: str | None = None
    refused: str | None = None


class IntakeReport(Struct, frozen=True, kw_only=True):
    """What became of the files: an outcome and the SHA-256 for each by name, and those that failed."""

    outcomes: tuple[Outcome, ...]
    sha256s: Mapping[str, str]
    failed: tuple[FailedFile, ...]


def find_files(paths: Iterable[Path], authority: str | None = None) -> Iterator[Incoming]:
    """Files as they were named, and every readable file below a folder, named by its path inside that folder.

    `authority` wins over what a folder's ``documents.toml`` says. Raises BadTable where that table cannot be read.
    """
    for path in paths:
        if not path.is_dir():
            folder = _printable(path.resolve().parent.name)
            yield Incoming(path=path, name=_printable(path.name), folder=folder, authority=authority)
            continue
        table = read_corpus_table(path)
        for file, name in _within(path):
            if file.suffix.lower() in SUFFIXES or file.is_dir():
                entry = table.get(name, CorpusEntry(file=name))
                yield Incoming(
                    path=file,
                    name=name,
                    folder=_printable(Path(path.resolve().name, file.relative_to(path).parent).as_posix()),
                    authority=authority or entry.authority,
                    status=entry.status,
                    refused=LEADS_OUT if _leads_out(file, path) else None,
                )


def passed_over(paths: Iterable[Path]) -> tuple[str, ...]:
    """Files below the folders among `paths` that are of no kind we read; hidden ones are not meant by anybody."""
    inside = (found for path in paths if path.is_dir() for found in _within(path))
    return tuple(
        name
        for file, name in inside
        if file.suffix.lower() not in SUFFIXES and file.name != TABLE and not file.is_dir()
    )


def _within(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything below `folder` that is no folder and not hidden, and links that lead to folders outside."""
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        is_folder = file.is_dir() and not (file.is_symlink() and _leads_out(file, folder))
        if not is_folder and not any(part.startswith(".") for part in inside.parts):
            yield file, _printable(inside.as_posix())


def _leads_out(file: Path, folder: Path) -> bool:
    """Whether `file` is a link, or stands behind one, to a place outside `folder`."""
    try:
        return not file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def in_force(store: Store) -> Corrections:
    """The corrections that nobody took back."""
    return corrections_in(standing(store.decisions()))


def stamp(corrections: Corrections, sha256: str) -> str:
    """Which reader reads these bytes today, with which corrections of forms and of the document."""
    own = corrections.own.get(sha256, ())
    if not own and not corrections.forms:
        return reader_version()
    return f"{reader_version()} {_digest(corrections.forms)} {_digest(own)}"


def _digest(corrections: Iterable[ReadingCorrection]) -> str:
    return hashlib.sha256(" ".join(each.decision for each in corrections).encode()).hexdigest()[:16]


def take_in(store: Store, files: Sequence[Incoming], progress: Progress) -> IntakeReport:
    """Store `files`; one that cannot be read fails alone. What was stored before an interruption stays.

    The documents in a zip archive are taken in one by one, each under the archive's name and its own.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        return _take_in(store, list(with_members(files, Path(folder))), progress)


def with_members(files: Sequence[Incoming], folder: Path) -> Iterator[Incoming]:
    """`files`, with the documents in an archive, unpacked below `folder`, in the archive's place."""
    for number, file in enumerate(files):
        if file.refused or file.path.suffix.lower() not in ARCHIVES:
            yield file
            continue
        for member in unpacked(file.path, file.name, folder / str(number), SUFFIXES):
            name = _printable(member.name)
            yield structs.replace(file, path=member.path, name=name, refused=member.refused)


def _take_in(store: Store, files: Sequence[Incoming], progress: Progress) -> IntakeReport:
    decisions = standing(store.decisions())
    corrections, removed = corrections_in(decisions), removals_in(decisions)
    files = [unless_removed(file, removed) for file in files]
    failed = [FailedFile(name=file.name, message=file.refused) for file in files if file.refused]
    outcomes: list[Outcome] = []
    sha256s: dict[str, str] = {}
    unread: list[Incoming] = []
    for file in files:
        if file.refused:
            continue
        sha256, known = _met_again(store, file)
        if sha256 is None or known is None:
            unread.append(file)
        else:
            outcomes.append(known)
            sha256s[file.name] = sha256
    read = _read(unread, corrections, failed, sha256s, progress, done=len(outcomes))
    outcomes += store.put_documents(read)
    return IntakeReport(outcomes=tuple(outcomes), sha256s=sha256s, failed=tuple(failed))


def name_employers(
    store: Store,
    files: Sequence[Incoming],
    sha256s: Mapping[str, str],
    read: Iterable[tuple[str, ParsedDocument]],
) -> tuple[EmployerQuestion, ...]:
    """Ask who issued the documents that do not say it, one question a folder; what the neighbors tell is kept."""
    folders = folders_of(((file.name, file.folder) for file in files), sha256s)
    known = store.authorities(sha256s.values())
    documents = [
        FolderDocument(folder=folders[name], name=name, parsed=parsed, known=known.get(sha256s[name]))
        for name, parsed in read
    ]
    questions = tuple(employer_questions(documents))
    unnamed = {each.name for each in documents if not any(one.authority for one in each.parsed.specifications)}
    for question in questions:
        for name in unnamed.intersection(question.documents) if question.taken else ():
            store.put_again(name, sha256s[name], authority=question.taken, parser_version=reader_version())
    return questions


def read_again(store: Store, progress: Progress) -> None:
    """Read again, from the stored bytes, what another reader read, or what other corrections hold for by now."""
    corrections = in_force(store)
    stale = [each for each in store.stamps() if _is_stale(store, each, corrections)]
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        paths = [Path(folder, f"{number}-{Path(each.name).name[-_LONGEST_NAME:]}") for number, each in enumerate(stale)]
        for path, each in zip(paths, stale, strict=True):
            path.write_bytes(store.document_bytes(each.id))
        for number, result in enumerate(read_paths(paths, corrections=corrections)):
            progress("Reading again", number + 1, len(stale))
            if result.parsed is not None and result.document is not None:
                each, lines = stale[number], result.document.lines
                store.replace_reading(each.id, _named(result.parsed, each.name), lines, stamp(corrections, each.sha256))


def _is_stale(store: Store, document: DocumentStamp, corrections: Corrections) -> bool:
    """Whether reading would give something else today; where only other forms were corrected, this is noted."""
    wanted = stamp(corrections, document.sha256)
    if document.parser_version == wanted:
        return False
    reader, _, rest = document.parser_version.partition(" ")
    own = rest.partition(" ")[2] or _digest(())
    if reader != reader_version() or own != _digest(corrections.own.get(document.sha256, ())):
        return True
    stored = store.find_document(document.id)
    if stored is None or _applied(stored) != _wanted(stored, document.sha256, corrections):
        return True
    store.restamp(document.id, wanted)
    return False


def _applied(stored: StoredDocument) -> set[str]:
    return {use.decision for use in stored.parsed.corrections}


def _wanted(stored: StoredDocument, sha256: str, corrections: Corrections) -> set[str]:
    """The corrections that hold for a document by the lines that are stored of it."""
    applied = _applied(stored)
    source = structs.replace(stored.parsed.source, sha256=sha256)
    held = find_held(Document(source=source, lines=stored.lines), corrections.for_bytes(sha256))
    # Columns change the lines by which the form is known: what held before goes on to hold.
    columns = (each for each in corrections.forms if each.field == "columns" and each.decision in applied)
    return {each.decision for each in (*held, *columns)}


def unless_removed(file: Incoming, removed: Mapping[str, Removal]) -> Incoming:
    """`file`, refused where a person took its bytes out."""
    if file.refused or not removed:
        return file
    taken = removed.get(_sha256(file.path) or "")
    if taken is None:
        return file
    words = f"{taken.by} took this document out on {taken.when[:10]}: {taken.why} "
    return structs.replace(file, refused=f"{words}To take it in again, first: atlas undo {taken.decision}")


def _sha256(path: Path) -> str | None:
    """The SHA-256 of a file; None for one that cannot be read: reading it says why."""
    try:
        with open_plain(path) as data:
            refuse_large(os.fstat(data.fileno()).st_size)
            return hashlib.file_digest(data, "sha256").hexdigest()
    except (OSError, NotAFile, UnreadableDocument):
        return None


def _met_again(store: Store, file: Incoming) -> tuple[str | None, Outcome | None]:
    """The SHA-256 of a file, and what became of it where its bytes are here; reading it says why there is none."""
    sha256 = _sha256(file.path)
    if sha256 is None:
        return None, None
    return sha256, store.put_again(
        file.name, sha256, authority=file.authority, status=file.status, parser_version=reader_version()
    )


def _read(
    files: Sequence[Incoming],
    corrections: Corrections,
    failed: list[FailedFile],
    sha256s: dict[str, str],
    progress: Progress,
    done: int,
) -> Iterator[ReadDocument]:
    total = len(files) + done
    for number, result in enumerate(read_paths([file.path for file in files], corrections=corrections)):
        progress("Reading", number + 1 + done, total)
        if result.document is None or result.parsed is None:
            failed.append(FailedFile(name=files[number].name, message=result.error or "It could not be read."))
        else:
            sha256 = sha256s[files[number].name] = result.document.source.sha256
            yield ReadDocument(
                name=files[number].name,
                data=result.data,
                parsed=_named(result.parsed, files[number].name),
                lines=result.document.lines,
                authority=files[number].authority,
                status=files[number].status,
                parser_version=stamp(corrections, sha256),
            )


def _named(parsed: ParsedDocument, name: str) -> ParsedDocument:
    """`parsed` under the name that the document came with."""
    return structs.replace(parsed, source=structs.replace(parsed.source, name=name))


def _printable(name: str) -> str:
    """A file name that can be stored and shown, whatever bytes an old file system gave it."""
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    # Line breaks, and marks that turn the direction of writing, would let a name pass for something else.
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
