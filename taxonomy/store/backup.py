"""The whole workspace in one file.

A backup is a zip: ``manifest.json`` (SHA-256 of every other part), ``tables/<name>.jsonl``, ``documents/<sha256>``
with the documents as they came, ``beside/<name>`` with what is kept beside the database, and ``signature.json`` by
whoever made it, who thereby vouches for every part; the same for SQLite and
PostgreSQL, so that it moves a workspace between them. It
holds no index (that is built anew), no sessions and nothing that is executed. It does hold the hashes of passwords:
keep it as safe as the workspace.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from taxonomy.store.engine import Database
from taxonomy.store.errors import StoreUnavailable
from taxonomy.store.packing import unpack_bytes
from taxonomy.store.schema import HEAD, contents, decisions, documents, metadata, state

if TYPE_CHECKING:  # signing costs an import that reading and writing do without
    from taxonomy.store.signing import Signer

FORMAT = 1
MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
_LEFT_OUT = frozenset({"contents", "sessions", "attempts"})  # contents go as files; signing in starts anew
BESIDE = ("vocabulary.json",)  # files of the workspace that are neither in the database nor derived from it
TABLES = tuple(table for table in metadata.sorted_tables if table.name not in _LEFT_OUT)


class Backup(Struct, frozen=True, kw_only=True):
    """What a backup says of itself. `parts`: the name of every part and the SHA-256 of its bytes."""

    format: int
    revision: str
    version: int
    documents: int
    decisions: int
    parts: dict[str, str]


def backup(database: Database, path: Path, home: Path | None = None, signer: Signer | None = None) -> Backup:
    """Write the workspace as it is at this moment to `path`; whatever stood there is replaced at the very end.

    `home` is the workspace's folder, for what is kept there beside the database; `signer` vouches for it all.
    """
    aside = path.with_name(path.name + ".tmp")
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            with _new_archive(file) as archive, database.reading() as connection:
                summary = _write(archive, connection, _beside(home), signer)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StoreUnavailable(f"The backup {path} cannot be written: {error.strerror}.") from error
    return summary


def table_part(table: sa.Table) -> str:
    """The name of the part that holds the rows of `table`."""
    return f"tables/{table.name}.jsonl"


def document_part(sha256: str) -> str:
    """The name of the part that holds the bytes with this SHA-256."""
    return f"documents/{sha256}"


def beside_part(name: str) -> str:
    """The name of the part that holds a file kept beside the database."""
    return f"beside/{name}"


def _beside(home: Path | None) -> dict[str, bytes]:
    files = [home / name for name in BESIDE] if home else []
    return {file.name: file.read_bytes() for file in files if file.is_file()}


def _new_archive(file: IO[bytes]) -> zipfile.ZipFile:
    # Readings are packed already: packing harder takes four times as long and saves little.
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def _write(
    archive: zipfile.ZipFile, connection: sa.Connection, beside: Mapping[str, bytes], signer: Signer | None
) -> Backup:
    parts = {table_part(table): _add(archive, table_part(table), _lines(connection, table)) for table in TABLES}
    parts |= {beside_part(name): _add(archive, beside_part(name), [data]) for name, data in beside.items()}
    rows = connection.execution_options(yield_per=50).execute(sa.select(contents).order_by(contents.c.sha256))
    for row in rows:
        data = unpack_bytes(row.sha256, row.packed, row.sha256)
        parts[document_part(row.sha256)] = _add(archive, document_part(row.sha256), [data])
    summary = Backup(
        format=FORMAT,
        revision=HEAD,
        version=connection.execute(sa.select(state.c.version)).scalar_one(),
        documents=_count(connection, documents),
        decisions=_count(connection, decisions),
        parts=parts,
    )
    manifest = msgspec.json.format(msgspec.json.encode(summary))
    archive.writestr(MANIFEST, manifest)
    if signer is not None:
        archive.writestr(SIGNATURE, msgspec.json.encode(signer.sign(manifest)))
    return summary


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> str:
    """Write one part piece by piece, and give its SHA-256."""
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as part:
        for piece in pieces:
            digest.update(piece)
            part.write(piece)
    return digest.hexdigest()


def _lines(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    rows = connection.execution_options(yield_per=200).execute(sa.select(table).order_by(*table.primary_key.columns))
    for row in rows.mappings():
        yield msgspec.json.encode(dict(row)) + b"\n"


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
