"""The database is the truth: where it is gone, emptied or exchanged, nothing takes its place by itself."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from taxonomy.generation.generations import GenerationWriter, built_from
from taxonomy.store import Store, StoreLost, StoreUnavailable, backup, restore


@pytest.fixture
def home(tmp_path, document):
    """A workspace with one document, one decision and a generation."""
    home = tmp_path / "home"
    with Store.open(home) as store:
        store.put_documents([document("a", b"1")])
        decide(store)
        build(home, store)
        backup(store, tmp_path / "backup.zip", home)
    return home


def build(home, store):
    with GenerationWriter(home, version=store.version) as writer:
        (writer.path / "index").write_bytes(b"x")


def decide(store):
    return store.append_decision("same", None, "a", "b", by="Ana", why="x")


def test_a_missing_database_is_not_made_anew(home):
    (home / "atlas.db").unlink()
    with pytest.raises(StoreLost, match="atlas restore FILE"):
        Store.open(home)
    assert not (home / "atlas.db").exists()


@pytest.mark.parametrize("left", [b"", b"\0" * 4096], ids=["empty", "zeros"])
def test_an_emptied_database_is_not_filled(home, left):
    (home / "atlas.db").write_bytes(left)
    with pytest.raises(StoreUnavailable):
        Store.open(home)
    assert (home / "atlas.db").read_bytes() == left


def test_the_journal_of_a_lost_database_is_left_alone(home):
    (home / "atlas.db").write_bytes(b"")
    (home / "atlas.db-journal").write_bytes(b"what was being written")
    with pytest.raises(StoreLost):
        Store.open(home)
    assert (home / "atlas.db-journal").read_bytes() == b"what was being written"


def test_a_database_without_tables_is_not_filled(home):
    (home / "atlas.db").unlink()
    with sqlite3.connect(home / "atlas.db") as made:
        made.execute("PRAGMA user_version = 7")
    with pytest.raises(StoreLost):
        Store.open(home)


def test_a_database_of_another_program_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "atlas.db") as made:
        made.execute("CREATE TABLE moz_places (url TEXT)")
    with pytest.raises(StoreUnavailable, match="another program"):
        Store.open(tmp_path)


def test_a_new_workspace_is_still_made(tmp_path):
    with Store.open(tmp_path / "new") as store:
        assert store.document_count == 0


def test_a_database_deleted_while_it_is_open_takes_no_decision(home):
    with Store.open(home) as store:
        decide(store)
        (home / "atlas.db").unlink()
        with pytest.raises(StoreUnavailable):
            decide(store)
    assert not (home / "atlas.db").exists()


def test_an_older_database_is_known_by_its_generation(home, tmp_path):
    shutil.copy(home / "atlas.db", tmp_path / "older.db")
    with Store.open(home) as store:
        decide(store)
        build(home, store)
    shutil.copy(tmp_path / "older.db", home / "atlas.db")
    with Store.open(home) as store:
        with pytest.raises(StoreLost, match="older"):
            store.refuse_unless_of(built_from(home))
        store.accept(built_from(home))
        store.refuse_unless_of(built_from(home))


def test_a_backup_comes_back_where_the_database_is_gone(home, tmp_path):
    with Store.open(home) as store:
        decide(store)
        decide(store)
        build(home, store)
    (home / "atlas.db").unlink()
    restore(tmp_path / "backup.zip", home)
    with Store.open(home) as store:
        assert store.document_count == 1
        store.refuse_unless_of(built_from(home))
