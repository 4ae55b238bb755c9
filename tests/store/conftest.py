"""A workspace for every test of the store: once kept by SQLite, once by PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from taxonomy.model import ParsedDocument, Problem, Source
from taxonomy.store import ReadDocument, Store


class Place:
    """Where a workspace is kept; `open` may be called again and again, as several processes would."""

    def __init__(self, home: Path, url: str | None) -> None:
        self.home = home
        self.url = url
        self._opened: list[Store] = []

    def open(self, **options: Any) -> Store:
        store = Store.open(self.home, self.url, **options)
        self._opened.append(store)
        return store

    def close(self) -> None:
        for store in self._opened:
            store.close()


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def _hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password takes a tenth of a second on purpose; tests of everything else need not wait."""
    monkeypatch.setattr("taxonomy.store.passwords._hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def new_place(kind: str, tmp_path: Path) -> Iterator[Callable[[], Place]]:
    """Makes empty places of one kind of database."""
    places: list[Place] = []
    server = os.environ.get("ATLAS_TEST_POSTGRES_URL")
    if kind == "postgres" and not server:
        pytest.skip("no PostgreSQL server: set ATLAS_TEST_POSTGRES_URL to run these tests on one")

    def make() -> Place:
        home = tmp_path / f"workspace-{len(places)}"
        places.append(Place(home, _new_schema(server) if kind == "postgres" and server else None))
        return places[-1]

    yield make
    for place in places:
        place.close()
        if place.url:
            _drop_schema(place.url)


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    return new_place()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database that is up to date: copying it is quicker than making one for every test."""
    home = tmp_path_factory.mktemp("empty")
    Store.open(home).close()
    return home / "atlas.db"


@pytest.fixture
def store(place: Place, clock: Clock, empty_database: Path) -> Store:
    if place.url is None:
        place.home.mkdir(mode=0o700)
        shutil.copy(empty_database, place.home)
    return place.open(clock=clock)


@pytest.fixture
def document() -> Callable[..., ReadDocument]:
    """Makes a document of given bytes, as if it had been read."""

    def make(name: str, data: bytes, **known: Any) -> ReadDocument:
        lines = tuple(data.decode("utf-8", "replace").splitlines())
        source = Source(name=name, media_type="text/plain", encoding="utf-8", sha256="", lines=len(lines))
        parsed = ParsedDocument(source=source, problems=(Problem(code="no_class", message="Nothing here."),))
        return ReadDocument(name=name, data=data, parsed=parsed, lines=lines, **known)

    return make


def _new_schema(server: str) -> str:
    name = f"atlas_test_{secrets.token_hex(6)}"
    _run(server, f"CREATE SCHEMA {name}")
    separator = "&" if "?" in server else "?"
    return f"{server}{separator}options=-csearch_path%3D{name}"


def _drop_schema(url: str) -> None:
    _run(url, f"DROP SCHEMA {url.rpartition('%3D')[2]} CASCADE")


def _run(url: str, statement: str) -> None:
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
