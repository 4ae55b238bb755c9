"""What is said when the store cannot do what was asked, in words for the person who will read them."""

from __future__ import annotations

from sqlalchemy.exc import DataError, DBAPIError

from taxonomy.basics.failures import Failure

LOST = (
    "The workspace's database is missing or empty, although generations were built from it. Nothing was changed. "
    "Put atlas.db back, or restore a backup with: atlas restore FILE. A workspace on PostgreSQL needs "
    "ATLAS_DATABASE_URL. To begin anew, name another folder with --home."
)
OLDER = (
    "The workspace's database is older than the generation that was built from it, or is another one: nothing was "
    "changed. Put the newer atlas.db back, or restore a backup with: atlas restore FILE. If the older database is "
    "meant: atlas reindex --accept-database."
)
FOREIGN = "The workspace's atlas.db belongs to another program: nothing was changed. Restore atlas.db from a backup."
BUSY = "Another process has been writing to the workspace for too long: nothing was saved. Try again."

# SQLite's extended names begin with these: SQLITE_IOERR_WRITE, SQLITE_READONLY_DIRECTORY, SQLITE_BUSY_SNAPSHOT …
_SQLITE_CAUSES = {
    "SQLITE_FULL": "The disk that holds the workspace is full: nothing was saved. Make room, then try again.",
    "SQLITE_READONLY_DBMOVED": "The workspace's database was moved or deleted while it was in use: nothing was saved. "
    "Put it back, then start again.",
    "SQLITE_READONLY": "The workspace is read-only: nothing was saved.",
    "SQLITE_PERM": "The workspace may not be written by this user: nothing was saved.",
    "SQLITE_IOERR": "The disk that holds the workspace reports an error: nothing was saved. Check the disk.",
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CANTOPEN": "The workspace's database cannot be opened: is the folder there, and may this user write in it?",
    "SQLITE_CORRUPT": "The workspace's database is damaged: restore it from a backup.",
    "SQLITE_NOTADB": "The workspace's atlas.db is not a database: restore it from a backup.",
}
_POSTGRES_CAUSES = {
    "53": "The database server has run out of room: nothing was saved.",
    "58": "The database server reports a disk error: nothing was saved.",
    "55P03": BUSY,
    "40": "Another process wrote to the same place at the same moment: nothing was saved. Try again.",
    "25006": "The database server accepts no writing at the moment: nothing was saved.",
    "42501": "The database user may not do this: nothing was saved.",
    "28": "The database server refused the user or the password.",
    "57": "The database server is shutting down or starting: try again in a moment.",
}
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")


class StoreError(Failure):
    """Anything the store refuses or fails to do; its message is one plain sentence."""


class StoreUnavailable(StoreError):
    """The database cannot be reached or written just now (disk full, read-only, damaged, locked, server gone)."""


class StoreLost(StoreUnavailable):
    """A workspace was here, and its database is gone or is not the one that its generation was built from."""


class StoreDamaged(StoreUnavailable):
    """The database's file is not whole, or not a database."""


class StaleVersion(StoreError):
    """Somebody else decided the same question since the caller looked; `sequence` is that newer decision's number."""

    def __init__(self, message: str, *, sequence: int) -> None:
        super().__init__(message)
        self.sequence = sequence


class StoreConflict(StoreError):
    """What was asked contradicts what is stored already (a name that is taken, a workspace that is not empty)."""


class UnknownRecord(StoreError):
    """A document, decision or account that is not in the workspace."""


class TooManyAttempts(StoreError):
    """Signing in failed too often; `retry_after` is the number of seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many failed attempts: try again in {retry_after} seconds.")
        self.retry_after = retry_after


def is_lock_timeout(error: DBAPIError) -> bool:
    """Whether the database gave up waiting for another writer."""
    return _cause(error).startswith(_LOCKED)


def explain(error: DBAPIError | UnicodeError) -> StoreError:
    """`error` of either database as one sentence; no address, password or statement of SQL in it."""
    if isinstance(error, DataError | UnicodeError):
        return StoreConflict("The text holds characters that cannot be kept: nothing was saved.")
    cause = _cause(error)
    causes = _SQLITE_CAUSES if cause.startswith("SQLITE_") else _POSTGRES_CAUSES
    for beginning, sentence in causes.items():
        if cause.startswith(beginning):
            return StoreDamaged(sentence) if cause.startswith(_DAMAGED) else StoreUnavailable(sentence)
    if error.connection_invalidated or not cause:
        return StoreUnavailable("The database cannot be reached: is its server running, and is the address right?")
    return StoreUnavailable(f"The database refused ({cause}): nothing was saved.")


def _cause(error: DBAPIError) -> str:
    """SQLite's error name or PostgreSQL's SQLSTATE, whichever the driver gave."""
    original = error.orig
    return str(getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or "")
