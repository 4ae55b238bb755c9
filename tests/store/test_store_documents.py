"""Documents are kept byte for byte, once; a name stands for one of them at a time."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
import sqlalchemy as sa

from taxonomy.store import StoreUnavailable, UnknownRecord
from taxonomy.store.schema import contents, documents

ODD_BYTES = {
    "empty": b"",
    "nul": b"\x00\x00",
    "cp1252": "Peña – “quoted”".encode("cp1252"),
    "crlf": b"one\r\ntwo\r\n",
    "no final newline": b"one\ntwo",
    "every byte": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("data", ODD_BYTES.values(), ids=ODD_BYTES.keys())
def test_bytes_come_back_as_they_were(store, document, data):
    store.put_documents([document("a.txt", data)])
    (stored,) = store.documents()
    assert store.document_bytes(stored.id) == data


def test_reading_comes_back_as_it_was(store, document):
    given = document("city/a.txt", b"one\ntwo", authority="denver", status="adopted")
    store.put_documents([given])
    (stored,) = store.documents()
    assert (stored.name, stored.authority, stored.status, stored.superseded) == (
        "city/a.txt",
        "denver",
        "adopted",
        False,
    )
    assert (stored.parsed, stored.lines) == (given.parsed, given.lines)
    assert store.find_document(stored.id) == stored


# Each step: (name, bytes, expected outcome); then: which bytes are current, how many documents there are.
STORIES = {
    "the same again": ([("a", b"1", "added"), ("a", b"1", "unchanged")], {b"1"}, 1),
    "a new edition": ([("a", b"1", "added"), ("a", b"2", "updated")], {b"2"}, 2),
    "back to the old edition": (
        [("a", b"1", "added"), ("a", b"2", "updated"), ("a", b"1", "updated"), ("a", b"1", "unchanged")],
        {b"1"},
        2,
    ),
    "another name for it": ([("a", b"1", "added"), ("b", b"1", "unchanged")], {b"1"}, 1),
    "one of two names moves on": (
        [("a", b"1", "added"), ("b", b"1", "unchanged"), ("a", b"2", "updated")],
        {b"1", b"2"},
        2,
    ),
    "both names move on": (
        [("a", b"1", "added"), ("b", b"1", "unchanged"), ("a", b"2", "updated"), ("b", b"3", "updated")],
        {b"2", b"3"},
        3,
    ),
    "superseded bytes under a new name": (
        [("a", b"1", "added"), ("a", b"2", "updated"), ("c", b"1", "updated")],
        {b"1", b"2"},
        2,
    ),
    "two documents": ([("a", b"1", "added"), ("b", b"2", "added"), ("b", b"2", "unchanged")], {b"1", b"2"}, 2),
}


@pytest.mark.parametrize(("steps", "current", "count"), STORIES.values(), ids=STORIES.keys())
@pytest.mark.parametrize("at_once", [True, False], ids=["one transaction", "one each"])
def test_what_a_name_stands_for(store, document, steps, current, count, at_once):
    items = [document(name, data) for name, data, _ in steps]
    outcomes = store.put_documents(items) if at_once else [store.put_documents([item])[0] for item in items]
    assert outcomes == [outcome for _, _, outcome in steps]
    assert {store.document_bytes(d.id) for d in store.documents() if not d.superseded} == current
    assert store.document_count == count


@pytest.mark.parametrize(("steps", "current", "count"), STORIES.values(), ids=STORIES.keys())
def test_putting_again_without_reading_is_the_same(store, document, steps, current, count):
    for name, data, outcome in steps:
        again = store.put_again(name, hashlib.sha256(data).hexdigest())
        assert outcome == (again or store.put_documents([document(name, data)])[0])
    assert {store.document_bytes(d.id) for d in store.documents() if not d.superseded} == current
    assert store.document_count == count


def test_putting_again_what_another_reader_read(store, document):
    store.put_documents([document("a", b"1", parser_version="1")])
    known = hashlib.sha256(b"1").hexdigest()
    assert store.put_again("a", known, parser_version="2") is None
    assert store.put_again("a", known, parser_version="1", authority="denver") == "updated"
    assert [d.authority for d in store.documents()] == ["denver"]


def test_every_name_is_remembered(store, document):
    store.put_documents([document("b.txt", b"1"), document("a.txt", b"1")])
    (stored,) = store.documents()
    assert stored.name == "b.txt"
    assert store.document_names(stored.id) == ("a.txt", "b.txt")


def test_what_is_said_about_a_document_is_taken_over_and_not_forgotten(store, document):
    store.put_documents([document("a", b"1", authority="denver")])
    assert store.put_documents([document("a", b"1")]) == ["unchanged"]
    assert store.put_documents([document("a", b"1", status="adopted")]) == ["updated"]
    (stored,) = store.documents()
    assert (stored.authority, stored.status) == ("denver", "adopted")


def test_documents_come_in_the_order_of_their_ids_over_several_pages(store, document):
    store.put_documents([document(f"class {number % 7}-{number}", str(number).encode()) for number in range(450)])
    ids = [stored.id for stored in store.documents()]
    assert len(ids) == 450
    assert ids == sorted(ids)


def test_ids_with_the_same_beginning_are_told_apart_by_the_bytes(store, document):
    store.put_documents([document("x/a.txt", b"1"), document("y/a.txt", b"2")])
    assert len({stored.id for stored in store.documents()}) == 2


def test_other_bytes_with_the_same_id_get_a_longer_one(store, document, monkeypatch):
    monkeypatch.setattr("taxonomy.store.documents.document_id", lambda name, sha256: "a-00000000")
    assert store.put_documents([document("a", b"1"), document("b", b"2")]) == ["added", "added"]
    assert len({stored.id for stored in store.documents()}) == 2


def test_version_grows_with_changes_only(store, document):
    before = store.version
    store.put_documents([document("a", b"1")])
    after = store.version
    store.put_documents([document("a", b"1"), document("b", b"1")])
    assert before < after == store.version


def test_another_version_of_the_reader_reads_again(store, document):
    store.put_documents([document("a", b"1", parser_version="1"), document("b", b"2", parser_version="2")])
    (stale,) = (each for each in store.stamps() if each.parser_version != "2")
    assert (stale.name, store.document_bytes(stale.id)) == ("a", b"1")
    again = document("a", b"1").parsed
    store.replace_reading(stale.id, msgspec.structs.replace(again, problems=()), ("one",), "2")
    assert {each.parser_version for each in store.stamps()} == {"2"}
    stored = store.find_document(stale.id)
    assert (stored.parsed.problems, stored.lines) == ((), ("one",))


def test_same_bytes_from_a_newer_reader_are_an_update(store, document):
    store.put_documents([document("a", b"1", parser_version="1")])
    assert store.put_documents([document("a", b"1", parser_version="2")]) == ["updated"]
    assert {each.parser_version for each in store.stamps()} == {"2"}


def test_unknown_documents(store):
    assert store.find_document("nothing-00000000") is None
    with pytest.raises(UnknownRecord):
        store.document_bytes("nothing-00000000")
    with pytest.raises(UnknownRecord):
        store.replace_reading("nothing-00000000", None, (), "1")


def test_a_failing_batch_leaves_nothing_behind(store, document):
    def items():
        yield document("a", b"1")
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError):
        store.put_documents(items())
    assert store.document_count == 0


def test_damaged_bytes_are_noticed(store, document):
    store.put_documents([document("a", b"1"), document("b", b"2")])
    assert store.verify_documents() == []
    damaged = next(iter(store.documents())).id
    with store.writing() as connection:
        mine = sa.select(documents.c.sha256).where(documents.c.id == damaged).scalar_subquery()
        connection.execute(sa.update(contents).where(contents.c.sha256 == mine).values(packed=b"not this"))
    with pytest.raises(StoreUnavailable, match="damaged"):
        store.document_bytes(damaged)
    assert [damaged in sentence for sentence in store.verify_documents()] == [True]
