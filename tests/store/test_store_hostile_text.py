"""Text that no database likes gets a plain answer, not an error nobody expected."""

from __future__ import annotations

import contextlib

import pytest

from taxonomy.store import StoreError

TEXTS = {
    "NUL": "a\x00b",
    "half a character": "\ud800",
    "SQL": "'; DROP TABLE decisions; --",
    "format": "%s %(x)s {0}",
    "very long": "x" * 1_000_000,
    "right to left": "\u202egnp.exe",
}

CALLS = {
    "document": lambda store, text: store.find_document(text),
    "names": lambda store, text: store.document_names(text),
    "put again": lambda store, text: store.put_again("a", text),
    "decision": lambda store, text: store.append_decision("same", text, text, "b", by="Ana", why=text),
    "stale": lambda store, text: store.append_decision("same", text, "a", text, by="A", why="", expected_sequence=0),
    "undo": lambda store, text: store.undo_decision(text, by="Ana", why=""),
    "import": lambda store, text: store.import_decisions([text], by="Cy"),
    "comment": lambda store, text: store.add_comment("q", by="Ana", text=text),
    "comments": lambda store, text: store.comments(text),
    "sign in": lambda store, text: store.verify_password(text, text, origin=text),
    "account": lambda store, text: store.create_account(text, "analyst", password=text),
    "find account": lambda store, text: store.find_account(text),
    "single sign-on": lambda store, text: store.account_by_subject(text, text),
    "session": lambda store, text: store.session_user(text),
    "sign out": lambda store, text: store.end_session(text),
    "gap": lambda store, text: store.count_gap(text),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_plain_answer_and_nothing_broken(store, text):
    for call in CALLS.values():
        with contextlib.suppress(StoreError):
            call(store, text)
    assert store.verify_ledger() == []
    assert store.verify_documents() == []


@pytest.mark.parametrize("text", [TEXTS["NUL"], TEXTS["half a character"]], ids=["NUL", "half a character"])
@pytest.mark.parametrize("call", ["decision", "comment", "account"])
def test_what_cannot_be_kept_everywhere_is_kept_nowhere(store, call, text):
    with pytest.raises(StoreError):
        CALLS[call](store, text)
    assert (store.decisions(), store.comments(), store.accounts()) == ((), (), ())
