"""How the database is reached: connections, one writer at a time, migrations when it is opened, and its version."""

from __future__ import annotations

import importlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from taxonomy.store.errors import BUSY, FOREIGN, OLDER, StoreLost, StoreUnavailable, explain, is_lock_timeout
from taxonomy.store.places import journal_settings, refuse_lost_database, refuse_network_file_system
from taxonomy.store.schema import HEAD, state

FILE_NAME = "atlas.db"
LOCK_TIMEOUT = 30.0  # seconds one attempt to write waits for the writer before it; every attempt is made twice
_POSTGRESQL_LOCK = 0x41544C4153  # "ATLAS": the advisory lock that lets one transaction write at a time

Clock = Callable[[], datetime]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Database:
    """The workspace's database, and the two ways into it: `reading` and `writing`."""

    def __init__(self, engine: sa.Engine, *, clock: Clock = now, lock_timeout: float = LOCK_TIMEOUT) -> None:
        self._engine = engine
        self._clock = clock
        self._lock_timeout = lock_timeout
        self._turn = threading.Lock()
        self._writer = engine.execution_options(atlas_writes=True)
        self._reader = engine
        if self.is_postgresql:
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @classmethod
    def open(
        cls,
        home: Path,
        url: str | None = None,
        *,
        clock: Clock = now,
        lock_timeout: float = LOCK_TIMEOUT,
        anew: bool = False,
    ) -> Self:
        """The database in the folder `home`, or at `url` (PostgreSQL), made or brought up to date where needed.

        Where generations were built already, none is made in the place of one that is gone, unless `anew`.
        """
        if url:
            engine = _connect_postgresql(_postgresql_address(url), lock_timeout)
        else:
            engine = _connect_sqlite(_prepare_file(home, anew=anew), lock_timeout)
        database = cls(engine, clock=clock, lock_timeout=lock_timeout)
        try:
            database._bring_up_to_date(home, anew=anew)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_postgresql(self) -> bool:
        """Whether a PostgreSQL server keeps the data."""
        return self._engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one committed state from its first question to its last."""
        with _explained(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection that nobody writes beside; all of it is committed at the end, or nothing."""
        with _explained(), self._taking_turns(), self._writer.connect() as connection, _begin(connection):
            yield connection

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        """The threads of one process queue here: SQLite lets those who wait for its lock try at random."""
        if not self._turn.acquire(timeout=self._lock_timeout):
            raise StoreUnavailable(BUSY)
        try:
            yield
        finally:
            self._turn.release()

    @property
    def version(self) -> int:
        """The number that grows with every committed change of documents or decisions."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(state.c.version)).scalar_one())

    def refuse_unless_of(self, built: int) -> None:
        """Raise `StoreLost` where a generation was built from a newer version than this database ever had."""
        if built > self.version:
            raise StoreLost(OLDER)

    def accept(self, built: int) -> None:
        """From now on this database is newer than every generation that was `built`: a person said that it is meant."""
        with self.writing() as connection:
            connection.execute(sa.update(state).where(state.c.version <= built).values(version=built + 1))

    def revision(self) -> str | None:
        """The newest migration that was run, or null for an empty database."""
        with self.reading() as connection:
            return _revision(connection)

    def _bring_up_to_date(self, home: Path, *, anew: bool) -> None:
        if self.revision() == HEAD:
            return
        with self.writing() as connection:
            found = _revision(connection)  # asked again: another process may have done it while we waited
            if found is not None and found > HEAD:
                raise StoreUnavailable(
                    f"The workspace was made by a newer version of Competency Atlas (its database is at {found}, this "
                    f"version knows {HEAD}): use that version, or another workspace."
                )
            if found is None and not self.is_postgresql and sa.inspect(connection).get_table_names():
                raise StoreUnavailable(FOREIGN)
            if found is None and not anew:
                refuse_lost_database(home)
            # Alembic takes half a second to import, and is needed only here.
            importlib.import_module("taxonomy.store.upgrade").upgrade(connection)


def bump_version(connection: sa.Connection) -> None:
    """Note within a transaction that documents or decisions change with it."""
    connection.execute(sa.update(state).values(version=state.c.version + 1))


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found is not None else None


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, UnicodeError) as error:
        raise explain(error) from error


def _begin(connection: sa.Connection) -> sa.RootTransaction:
    """Begin to write; where another writer held the lock for the whole timeout, try once more."""
    try:
        return connection.begin()
    except DBAPIError as error:
        if not is_lock_timeout(error):
            raise
    connection.rollback()
    return connection.begin()


def _prepare_file(home: Path, *, anew: bool) -> sa.URL:
    """The folder and the file, readable by this user only."""
    path = home / FILE_NAME
    try:
        refuse_network_file_system(home.resolve())
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size == 0:
            if not anew:
                refuse_lost_database(home)  # before SQLite looks: it would throw the journal of a lost database away
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreUnavailable(f"The workspace {home} cannot be used: {error.strerror}.") from error
    return sa.URL.create("sqlite", database=str(path.resolve()))


def _connect_sqlite(address: sa.URL, lock_timeout: float) -> sa.Engine:
    # SQLite makes a file that is missing, unless it is told not to: one that is deleted while we run stays deleted.
    file = f"{Path(str(address.database)).as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(file, uri=True, timeout=lock_timeout, check_same_thread=False)

    engine = sa.create_engine(address, hide_parameters=True, max_overflow=32, creator=connect)
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    mode, synchronous = journal_settings(sqlite3.sqlite_version_info)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != mode:
        connection.execute(f"PRAGMA journal_mode = {mode}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A deferred transaction that reads first and writes later fails at once when another writer came between.
    writes = connection.get_execution_options().get("atlas_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError):
        address = None
    if address is None or address.get_backend_name() not in ("postgresql", "postgres"):
        # The address itself is not repeated: it may hold a password.
        raise StoreUnavailable("The database's address must look like postgresql://user@server/database.") from None
    return address.set(drivername="postgresql+psycopg")


def _connect_postgresql(address: sa.URL, lock_timeout: float) -> sa.Engine:
    arguments = {"connect_timeout": 10}
    try:
        engine = sa.create_engine(
            address, hide_parameters=True, max_overflow=32, pool_pre_ping=True, connect_args=arguments
        )
    except ModuleNotFoundError as error:
        raise StoreUnavailable("PostgreSQL needs a further package: install competency-atlas[postgresql].") from error

    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("atlas_writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(lock_timeout * 1000)}ms'")
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})")

    sa.event.listen(engine, "begin", begin)
    return engine
