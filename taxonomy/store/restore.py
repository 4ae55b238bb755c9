"""A workspace out of a backup: everything in it is proved whole first, then all of it comes in at once, or nothing."""

from __future__ import annotations

import base64
import hashlib
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from taxonomy.generation.generations import built_from
from taxonomy.model import Decision
from taxonomy.store.backup import (
    BESIDE,
    FORMAT,
    MANIFEST,
    SIGNATURE,
    TABLES,
    Backup,
    beside_part,
    document_part,
    table_part,
)
from taxonomy.store.engine import FILE_NAME
from taxonomy.store.errors import StoreConflict, StoreDamaged, StoreUnavailable
from taxonomy.store.guards import guards_down
from taxonomy.store.ledger_chain import broken_links
from taxonomy.store.packing import pack_bytes
from taxonomy.store.schema import HEAD, contents, decisions, metadata, state
from taxonomy.store.store import Store

_KEPT = tuple(table for table in TABLES if table is not state)
NOT_VOUCHED_FOR = (
    "The key of this machine did not sign this backup: it comes from elsewhere, or was changed after it was made "
    "(decisions, accounts and their roles included). Nothing was changed. If you know where it comes from, say "
    "--accept-unsigned."
)
_PIECE = 1 << 20
_BATCH = 200


def restore(
    path: Path,
    home: Path,
    url: str | None = None,
    *,
    overwrite: bool = False,
    vouched_for: Callable[[bytes, bytes | None], bool] | None = None,
) -> Backup:
    """Fill the workspace `home` (or the database at `url`) from the backup `path`.

    A workspace that holds anything is refused unless `overwrite`; then what it held is gone. A database file too
    damaged to be opened is set aside under another name. `vouched_for` is asked whether the manifest goes with its
    signature (null: none); a backup for which nobody vouches is refused.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            summary = _proved(archive, vouched_for)
            with _open(home, url, overwrite=overwrite) as store:
                _fill(store, archive, summary, built_from(home), overwrite=overwrite)
            _put_beside(archive, home)
    except OSError as error:
        raise StoreUnavailable(f"The backup {path} cannot be read: {error.strerror}.") from error
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, EOFError) as error:
        raise StoreConflict(f"{path} is not a whole backup of a workspace.") from error
    return summary


def _proved(archive: zipfile.ZipFile, vouched_for: Callable[[bytes, bytes | None], bool] | None) -> Backup:
    """The manifest, after every part was found to be what it says."""
    manifest, signed = archive.read(MANIFEST), SIGNATURE in archive.namelist()
    if vouched_for is not None and not vouched_for(manifest, archive.read(SIGNATURE) if signed else None):
        raise StoreConflict(NOT_VOUCHED_FOR)
    summary = msgspec.json.decode(manifest, type=Backup)
    if summary.format != FORMAT or summary.revision > HEAD:
        raise StoreConflict("The backup was made by a newer version of Competency Atlas: use that version.")
    if sorted(archive.namelist()) != sorted([MANIFEST, *([SIGNATURE] if signed else []), *summary.parts]):
        raise StoreConflict("The backup does not hold the parts that it says it holds.")
    for name, expected in summary.parts.items():
        digest = hashlib.sha256()
        with archive.open(name) as part:
            while piece := part.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != expected:
            raise StoreConflict(f"The backup is damaged: {name} is not what was written.")
    return summary


def _open(home: Path, url: str | None, *, overwrite: bool) -> Store:
    try:
        return Store.open(home, url, anew=True)
    except StoreDamaged:
        if url is not None or not overwrite:
            raise
    _set_aside(home)
    return Store.open(home, anew=True)


def _set_aside(home: Path) -> None:
    """Rename the damaged database and its journals: a journal left behind would be played into the new one."""
    stamp = time.strftime("%Y%m%dT%H%M%S")
    for file in home.glob(f"{FILE_NAME}*"):
        if file.name in (FILE_NAME, f"{FILE_NAME}-journal", f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
            file.rename(home / f"damaged-{stamp}-{file.name}")


def _fill(store: Store, archive: zipfile.ZipFile, summary: Backup, built: int, *, overwrite: bool) -> None:
    with store.writing() as connection:
        before = connection.execute(sa.select(state.c.version)).scalar_one()
        if not _is_empty(connection):
            if not overwrite:
                raise StoreConflict("The workspace is not empty: restore into another folder, or say overwrite.")
            with guards_down(connection):
                for table in reversed(metadata.sorted_tables):
                    if table is not state:
                        connection.execute(sa.delete(table))
        _insert_contents(connection, archive, summary)
        for table in _KEPT:
            _insert_rows(connection, table, archive)
        head = next(_rows(archive, state))
        _refuse_broken_ledger(connection, (head["ledger_sequence"], head["ledger_hash"]))
        # Higher than all: no generation that was built may be taken for one of what is here now.
        head["version"] = max(before, built, head["version"]) + 1
        connection.execute(sa.update(state).values(head))


def _put_beside(archive: zipfile.ZipFile, home: Path) -> None:
    """The files beside the database: those of the backup, and none that stood here before."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in BESIDE:
        if beside_part(name) not in archive.namelist():
            (home / name).unlink(missing_ok=True)
            continue
        aside = home / f"{name}.part"
        with aside.open("wb") as file:
            file.write(archive.read(beside_part(name)))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(home / name)


def _is_empty(connection: sa.Connection) -> bool:
    return not any(connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() for table in _KEPT)


def _insert_contents(connection: sa.Connection, archive: zipfile.ZipFile, summary: Backup) -> None:
    for name in summary.parts:
        sha256 = name.removeprefix(document_part(""))
        if sha256 != name:
            data = archive.read(name)
            row = {"sha256": sha256, "size": len(data), "packed": pack_bytes(data)}
            connection.execute(sa.insert(contents).values(row))


def _insert_rows(connection: sa.Connection, table: sa.Table, archive: zipfile.ZipFile) -> None:
    batch: list[dict[str, Any]] = []
    for row in _rows(archive, table):
        batch.append(row)
        if len(batch) == _BATCH:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)


def _rows(archive: zipfile.ZipFile, table: sa.Table) -> Iterator[dict[str, Any]]:
    binary = [column.name for column in table.columns if isinstance(column.type, sa.LargeBinary)]
    with archive.open(table_part(table)) as part:
        for line in part:
            row: dict[str, Any] = msgspec.json.decode(line)
            for name in binary:
                row[name] = base64.b64decode(row[name])
            yield row


def _refuse_broken_ledger(connection: sa.Connection, head: tuple[int, str]) -> None:
    rows = connection.execute(sa.select(decisions).order_by(decisions.c.sequence)).mappings()
    for sentence in broken_links((Decision(**row) for row in rows), head):
        raise StoreConflict(f"The ledger in the backup is not whole: {sentence}")
