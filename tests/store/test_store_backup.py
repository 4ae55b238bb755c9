"""A backup is the whole workspace in one file; what is not whole never comes in."""

from __future__ import annotations

import hashlib
import stat
import zipfile

import msgspec
import pytest

from taxonomy.store import Store, StoreConflict, StoreUnavailable, backup, restore
from taxonomy.store.backup import MANIFEST

PASSWORD = "correct horse battery"


@pytest.fixture
def filled(store, document):
    """A store with something of everything."""
    store.put_documents([document("a.txt", bytes(range(256)), authority="denver"), document("a.txt", b"2")])
    store.put_documents([document("b.txt", b"2")])
    first = store.append_decision("same", "q-1", "a", "b", by="Ana", why="ñ “x”")
    store.undo_decision(first.id, by="Ben", why="no")
    store.add_comment("q-1", by="Ana", text="hm")
    store.create_account("Ana", "administrator", password=PASSWORD)
    store.start_session(store.get_account("Ana").id)
    store.count_gap("juggling")
    return store


def everything(store):
    documents = list(store.documents())
    return (
        documents,
        [store.document_bytes(d.id) for d in documents],
        [store.document_names(d.id) for d in documents],
        store.decisions(),
        store.comments(),
        store.accounts(),
        store.gaps(),
        store.ledger_head(),
    )


def test_there_and_back(filled, new_place, tmp_path):
    summary = backup(filled, tmp_path / "atlas.zip")
    assert (summary.documents, summary.decisions) == (2, 2)
    other = new_place()
    restore(tmp_path / "atlas.zip", other.home, other.url)
    store = other.open()
    assert everything(store) == everything(filled)
    assert store.verify_ledger() == store.verify_documents() == []
    assert store.verify_password("Ana", PASSWORD) is not None
    assert store.version > filled.version  # a generation built before must not pass for one of the restored store


def test_what_is_kept_beside_the_database_goes_along(filled, new_place, tmp_path):
    home = tmp_path / "home with a list"
    home.mkdir()
    (home / "vocabulary.json").write_bytes(b"{}")
    (home / "notes.txt").write_bytes(b"not ours")
    backup(filled, tmp_path / "with.zip", home)
    backup(filled, tmp_path / "without.zip", tmp_path)
    other = new_place()
    restore(tmp_path / "with.zip", other.home, other.url)
    assert (other.home / "vocabulary.json").read_bytes() == b"{}"
    assert not (other.home / "notes.txt").exists()
    restore(tmp_path / "without.zip", other.home, other.url, overwrite=True)
    assert not (other.home / "vocabulary.json").exists()


def test_a_workspace_moves_between_kinds_of_database(filled, kind, tmp_path):
    backup(filled, tmp_path / "atlas.zip")
    restore(tmp_path / "atlas.zip", tmp_path / "on sqlite")
    with Store.open(tmp_path / "on sqlite") as store:
        assert everything(store) == everything(filled)


def test_nobody_else_can_read_it(filled, tmp_path):
    backup(filled, tmp_path / "atlas.zip")
    assert stat.S_IMODE((tmp_path / "atlas.zip").stat().st_mode) == 0o600
    assert not (tmp_path / "atlas.zip.tmp").exists()


def test_no_session_is_in_it(filled, tmp_path):
    backup(filled, tmp_path / "atlas.zip")
    with zipfile.ZipFile(tmp_path / "atlas.zip") as archive:
        assert not [name for name in archive.namelist() if "session" in name or "attempt" in name]


def test_a_workspace_that_holds_something_is_refused(filled, new_place, document, tmp_path):
    backup(filled, tmp_path / "atlas.zip")
    other = new_place()
    store = other.open()
    store.put_documents([document("mine", b"mine")])
    store.append_decision("different", None, "x", "y", by="Cy", why="")
    before = everything(store)
    with pytest.raises(StoreConflict, match="not empty"):
        restore(tmp_path / "atlas.zip", other.home, other.url)
    assert everything(store) == before
    restore(tmp_path / "atlas.zip", other.home, other.url, overwrite=True)
    assert everything(store) == everything(filled)
    with pytest.raises(StoreUnavailable), store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM decisions")


def rewritten(path, change):
    """The backup with its parts changed by `change`."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _change_manifest(members, **changes):
    manifest = msgspec.json.decode(members[MANIFEST])
    members[MANIFEST] = msgspec.json.encode(manifest | changes)


def _forge_a_decision(parts):
    """Someone who mends the manifest after changing a decision."""
    name = "tables/decisions.jsonl"
    parts[name] = parts[name].replace(b'"same"', b'"different"')
    manifest = msgspec.json.decode(parts[MANIFEST])
    _change_manifest(parts, parts=manifest["parts"] | {name: hashlib.sha256(parts[name]).hexdigest()})


DAMAGE = {
    "a part changed": lambda parts: parts.update({"tables/documents.jsonl": b""}),
    "a part missing": lambda parts: parts.pop("tables/names.jsonl"),
    "a part too many": lambda parts: parts.update({"tables/more.jsonl": b""}),
    "no manifest": lambda parts: parts.pop(MANIFEST),
    "a manifest that is none": lambda parts: parts.update({MANIFEST: b"{}"}),
    "a newer form": lambda parts: _change_manifest(parts, format=99),
    "a newer database": lambda parts: _change_manifest(parts, revision="9999"),
    "a decision forged": _forge_a_decision,
}


@pytest.mark.parametrize("change", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_backup_never_comes_in(filled, new_place, tmp_path, change):
    backup(filled, tmp_path / "atlas.zip")
    rewritten(tmp_path / "atlas.zip", change)
    other = new_place()
    with pytest.raises(StoreConflict):
        restore(tmp_path / "atlas.zip", other.home, other.url)
    store = other.open()
    assert (store.document_count, store.decisions(), store.accounts()) == (0, (), ())


@pytest.mark.parametrize("data", [b"", b"this is no zip", None], ids=["empty", "a letter", "missing"])
def test_what_is_no_backup(tmp_path, data):
    if data is not None:
        (tmp_path / "atlas.zip").write_bytes(data)
    with pytest.raises((StoreConflict, StoreUnavailable)):
        restore(tmp_path / "atlas.zip", tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_damaged_database_is_set_aside_when_told(tmp_path, document):
    home = tmp_path / "home"
    with Store.open(home) as store:
        store.put_documents([document("a", b"1")])
        backup(store, tmp_path / "atlas.zip")
    (home / "atlas.db").write_bytes(b"scribble " * 1000)
    with pytest.raises(StoreUnavailable, match="not a database"):
        restore(tmp_path / "atlas.zip", home)
    restore(tmp_path / "atlas.zip", home, overwrite=True)
    with Store.open(home) as store:
        assert [d.name for d in store.documents()] == ["a"]
    assert [path for path in home.iterdir() if path.name.startswith("damaged-")]


def test_a_backup_that_cannot_be_written_leaves_the_one_before(filled, tmp_path):
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        backup(filled, tmp_path / "no such folder" / "atlas.zip")
