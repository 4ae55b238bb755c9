"""Opening a workspace: where it may stand, how it is brought up to date, and how it is locked."""

from __future__ import annotations

import sqlite3
import stat
import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from taxonomy.store import Store, StoreUnavailable
from taxonomy.store.engine import Database
from taxonomy.store.places import file_system_of, journal_settings, refuse_network_file_system
from taxonomy.store.schema import HEAD, metadata
from taxonomy.store.upgrade import MIGRATIONS, upgrade

MOUNTS = r"""/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /home/shared nfs4 rw,vers=4.2 0 0
//server/hr /media/HR\040files cifs rw 0 0
tmpfs /home/shared/local tmpfs rw 0 0
ana@host: /home/ana/remote fuse.sshfs rw 0 0
/dev/sdb1 /home/ana/remote/disk ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana/atlas", "ext4"),
        ("/home/shared/atlas", "nfs4"),
        ("/home/shared", "nfs4"),
        ("/home/sharedness", "ext4"),
        ("/home/shared/local/atlas", "tmpfs"),
        ("/media/HR files/atlas", "cifs"),
        ("/home/ana/remote/x", "fuse.sshfs"),
        ("/home/ana/remote/disk/x", "ext4"),
    ],
)
def test_file_system_of_a_folder(tmp_path, folder, kind):
    assert file_system_of(type(tmp_path)(folder), MOUNTS) == kind


def test_a_network_file_system_is_refused(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path}/far nfs4 rw 0 0\n")
    monkeypatch.setattr("taxonomy.store.places.MOUNTS", mounts)
    with pytest.raises(StoreUnavailable, match=r"network file system \(nfs4\)"):
        Store.open(tmp_path / "far" / "workspace")
    refuse_network_file_system(tmp_path / "near")


@pytest.mark.parametrize(
    ("version", "settings"),
    [
        ((3, 40, 1), ("delete", "EXTRA")),
        ((3, 51, 2), ("delete", "EXTRA")),
        ((3, 51, 3), ("wal", "FULL")),
        ((3, 53, 0), ("wal", "FULL")),
    ],
)
def test_the_journal_suits_the_version_of_sqlite(version, settings):
    assert journal_settings(version) == settings


@pytest.mark.parametrize(("settings", "number"), [(("delete", "EXTRA"), 3), (("wal", "FULL"), 2)], ids=["old", "new"])
def test_every_connection_is_set_up(tmp_path, monkeypatch, settings, number):
    monkeypatch.setattr("taxonomy.store.engine.journal_settings", lambda _: settings)
    with Store.open(tmp_path) as store, store.reading() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert asked == [settings[0], number]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_nobody_else_can_read_the_workspace(tmp_path):
    home = tmp_path / "new" / "workspace"
    Store.open(home).close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "atlas.db").stat().st_mode) == 0o600


def test_migrations_make_what_the_code_expects(store):
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_changes_nothing(place, document):
    first = place.open()
    first.put_documents([document("a", b"1")])
    second = place.open()
    assert (second.revision(), second.document_count, second.version) == (HEAD, 1, first.version)


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_workspace_of_an_older_version_is_brought_up_to_date(place, document, monkeypatch, revision):
    with monkeypatch.context() as older:
        older.setattr(Database, "_bring_up_to_date", lambda *_, **__: None)
        old = place.open()
        with old.writing() as connection:
            upgrade(connection, revision)
        old.put_documents([document("a", b"1")])
    store = place.open()
    assert (store.revision(), store.version) == (HEAD, 1)
    assert [d.name for d in store.documents()] == ["a"]
    store.append_decision("same", None, "a", "b", by="Ana", why="")
    assert store.verify_ledger() == []


def test_a_workspace_of_a_newer_version_is_left_alone(place):
    with place.open().writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnavailable, match="newer version"):
        place.open()


def test_several_open_an_empty_workspace_at_once(place):
    problems: list[BaseException] = []

    def open_one() -> None:
        try:
            place.open()
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert place.open().revision() == HEAD


def test_a_writer_who_waits_too_long_is_told_and_may_try_again(place):
    slow, hasty = place.open(), place.open(lock_timeout=0.1)
    with slow.writing(), pytest.raises(StoreUnavailable, match="Another process"):
        hasty.add_comment("q", by="Ana", text="x")
    hasty.add_comment("q", by="Ana", text="x")
    assert len(slow.comments()) == 1


def test_waiting_is_tried_a_second_time(place, monkeypatch):
    slow, patient = place.open(), place.open(lock_timeout=0.4)
    release, asked = threading.Event(), threading.Event()

    def hold() -> None:
        with slow.writing():
            asked.set()
            release.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    asked.wait(10)

    def noticed(error: object) -> bool:  # the first timeout lets the other writer go on
        release.set()
        holder.join(10)
        return True

    monkeypatch.setattr("taxonomy.store.engine.is_lock_timeout", noticed)
    patient.add_comment("q", by="Ana", text="x")
    assert len(slow.comments()) == 1


def test_threads_take_turns_and_the_last_one_is_told(place):
    store = place.open(lock_timeout=0.1)
    with store.writing(), pytest.raises(StoreUnavailable, match="Another process"):
        store.add_comment("q", by="Ana", text="x")
    store.add_comment("q", by="Ana", text="x")


def test_a_reader_sees_one_state_from_beginning_to_end(place, kind):
    store, other = place.open(), place.open(lock_timeout=0.1)
    count = sa.text("SELECT count(*) FROM comments")
    with store.reading() as connection:
        before = connection.execute(count).scalar()
        if kind == "postgres":  # SQLite's rollback journal lets the writer wait instead
            other.add_comment("q", by="Ana", text="x")
        assert connection.execute(count).scalar() == before


def test_what_is_no_database_is_said_so(tmp_path):
    (tmp_path / "atlas.db").write_bytes(b"this is a letter, not a database. " * 200)
    with pytest.raises(StoreUnavailable, match="not a database"):
        Store.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        Store.open(tmp_path / "file" / "workspace")


def test_no_secret_of_the_address_is_in_the_message(tmp_path):
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(tmp_path, "postgresql://atlas:geheim@127.0.0.1:1/atlas")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("url", ["nonsense:geheim", "mysql://u:geheim@h/d", "sqlite:///x.db", "postgresql://:x:y"])
def test_an_address_that_is_none(tmp_path, url):
    with pytest.raises(StoreUnavailable, match="address") as caught:
        Store.open(tmp_path, url)
    assert "geheim" not in str(caught.value)


def test_sqlite_is_threadsafe_here():
    assert sqlite3.threadsafety >= 1
