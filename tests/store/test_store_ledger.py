"""The ledger only grows; nobody overwrites anybody, and whoever touches it is found out."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taxonomy.model import Decision
from taxonomy.store import StaleVersion, StoreConflict, StoreUnavailable, UnknownRecord, schema
from taxonomy.store.guards import guards_down
from taxonomy.store.ledger_chain import broken_links, decision_hash


def decide(store, left="writing", right="written-communication", question="q-1", answer="same", **more):
    return store.append_decision(answer, question, left, right, by="Ana", why="the same words", **more)


def test_decisions_are_numbered_and_chained(store):
    first, second = decide(store), decide(store, answer="different")
    assert (first.sequence, second.sequence) == (1, 2)
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert store.decisions() == (first, second)
    assert store.ledger_head() == (2, second.hash)
    assert store.verify_ledger() == []


def test_order_is_by_number_and_not_by_clock(store, clock):
    late = decide(store)
    clock.advance(-3600)
    early = decide(store)
    assert [d.id for d in store.decisions()] == [late.id, early.id]
    assert early.when < late.when


def test_undoing_is_a_further_decision(store):
    first = decide(store)
    undo = store.undo_decision(first.id, by="Ben", why="wrong one")
    assert (undo.answer, undo.undoes, undo.left, undo.question) == ("undo", first.id, first.left, first.question)
    assert len(store.decisions()) == 2


def test_undoing_what_is_not_there(store):
    with pytest.raises(UnknownRecord):
        store.undo_decision("d-nothing", by="Ben", why="")
    with pytest.raises(UnknownRecord):
        decide(store, undoes="d-nothing")
    assert store.decisions() == ()


# (what the other analyst decided meanwhile, whether it is the same matter as mine: question q-1, pair writing,
# written-communication)
MEANWHILE = {
    "same question": ({"left": "x", "right": "y"}, True),
    "same pair, another question": ({"question": "q-2"}, True),
    "pair the other way round": (
        {"question": "q-2", "left": "written-communication", "right": "writing"},
        True,
    ),
    "same pair, no question": ({"question": None}, True),
    "another matter": ({"question": "q-2", "left": "writing", "right": "speaking"}, False),
}


@pytest.mark.parametrize(("meanwhile", "stale"), MEANWHILE.values(), ids=MEANWHILE.keys())
def test_two_analysts_never_overwrite_each_other(store, meanwhile, stale):
    decide(store)
    seen, _ = store.ledger_head()
    theirs = decide(store, **meanwhile)
    if not stale:
        assert decide(store, expected_sequence=seen).sequence == 3
        return
    with pytest.raises(StaleVersion, match="Ana") as caught:
        decide(store, expected_sequence=seen)
    assert caught.value.sequence == theirs.sequence
    assert len(store.decisions()) == 2
    assert decide(store, expected_sequence=theirs.sequence).sequence == 3


TOUCH = [
    "UPDATE decisions SET why = 'x'",
    "DELETE FROM decisions",
    "UPDATE comments SET text = 'x'",
    "DELETE FROM comments",
]


@pytest.mark.parametrize("statement", TOUCH)
def test_the_database_itself_refuses_changes(store, statement):
    kept = decide(store)
    said = store.add_comment("q-1", by="Ben", text="hm")
    with pytest.raises(StoreUnavailable), store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert store.decisions() == (kept,)
    assert store.comments() == (said,)


def test_sqlite_refuses_replacing_a_row(store, kind):
    if kind != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    kept = decide(store)
    columns = 'sequence, id, answer, "left", "right", "by", "when", why, previous_hash, hash'
    for sequence, id in ((1, "d-new"), (9, kept.id)):
        with pytest.raises(StoreUnavailable), store.writing() as connection:
            connection.exec_driver_sql(
                f"INSERT OR REPLACE INTO decisions ({columns}) "
                f"VALUES ({sequence}, '{id}', '', '', '', '', '', '', '', '')"
            )
    assert store.decisions() == (kept,)


def test_postgresql_refuses_truncating(store, kind):
    if kind != "postgres":
        pytest.skip("only PostgreSQL knows TRUNCATE")
    kept = decide(store)
    with pytest.raises(StoreUnavailable), store.writing() as connection:
        connection.exec_driver_sql("TRUNCATE decisions")
    assert store.decisions() == (kept,)


# What somebody with the database in his hands might do → what verify_ledger says.
TAMPERING = {
    "a word": ("UPDATE decisions SET why = 'other' WHERE sequence = 2", "Decision 2"),
    "an answer": ("UPDATE decisions SET answer = 'different' WHERE sequence = 3", "Decision 3"),
    "who": ("UPDATE decisions SET \"by\" = 'Eve' WHERE sequence = 1", "Decision 1"),
    "one taken out": ("DELETE FROM decisions WHERE sequence = 2", "2 to 2 are missing"),
    "the first taken out": ("DELETE FROM decisions WHERE sequence = 1", "1 to 1 are missing"),
    "the last cut off": ("DELETE FROM decisions WHERE sequence = 3", "ends at decision 2"),
    "all gone": ("DELETE FROM decisions", "ends at decision 0"),
}


@pytest.mark.parametrize(("statement", "sentence"), TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_found_out(store, statement, sentence):
    for _ in range(3):
        decide(store)
    with store.writing() as connection, guards_down(connection):
        connection.exec_driver_sql(statement)
    assert any(sentence in found for found in store.verify_ledger())


def test_a_forged_row_with_a_right_hash_breaks_the_chain_after_it():
    first = _chained("one", 1, "")
    second = _chained("two", 2, first.hash)
    forged = _chained("other", 1, "")
    assert list(broken_links([first, second], (2, second.hash))) == []
    assert list(broken_links([forged, second], (2, second.hash))) == [
        "Decision 2 does not follow from the one before it."
    ]


def test_every_field_of_a_decision_is_hashed():
    """A field added to the model later must be null in the rows before it, and changes the hash where it is not."""
    decision = _chained("why", 1, "")
    for field in set(decision.__struct_fields__) - {"hash", "sequence"}:
        assert decision_hash(msgspec.structs.replace(decision, **{field: "other"})) != decision.hash
    assert decision_hash(msgspec.structs.replace(decision, sequence=2)) != decision.hash
    assert set(decision.__struct_fields__) == {column.name for column in schema.decisions.columns}


def test_guards_are_up_again_after_stepping_aside(store):
    decide(store)
    with store.writing() as connection, guards_down(connection):
        pass
    with pytest.raises(StoreUnavailable), store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM decisions")


def test_lines_go_out_and_come_back_the_same(store, new_place):
    undone = decide(store)
    decide(store, question=None, when="2019-02-03T04:05:06+00:00")
    store.undo_decision(undone.id, by="Ben", why="“no” – ñ\nsecond line")
    other = new_place().open()
    assert len(other.import_decisions(store.ledger_lines(), by="Cy")) == 3
    assert [said(d) for d in other.decisions()] == [said(d) for d in store.decisions()]
    assert other.import_decisions(store.ledger_lines(), by="Cy") == ()
    assert store.import_decisions(other.ledger_lines(), by="Dee") == (), "nor are they new where they come from"
    assert other.verify_ledger() == []


def test_lines_join_another_ledger_at_its_end(store, new_place):
    decide(store)
    other = new_place().open()
    own = decide(other, question="q-9")
    (come,) = other.import_decisions(store.ledger_lines(), by="Cy")
    assert (come.sequence, come.previous_hash) == (2, own.hash)
    assert other.verify_ledger() == []


def said(decision):
    """What a decision says in every ledger: its words, and whose and of when it is said to be."""
    stated = (decision.claimed_by or decision.by, decision.claimed_at or decision.when)
    return (decision.id, decision.answer, decision.left, decision.right, decision.why, decision.undoes, *stated)


def test_whom_a_file_names_is_only_a_claim(store, clock):
    line = BY_HAND | {"by": "The Director", "when": "1999-01-01T00:00:00+00:00", "account": "a-director"}
    (made,) = store.import_decisions([json.dumps(line)], by="Cy", account="a-1")
    assert (made.by, made.account) == ("Cy", "a-1")
    assert made.when == clock().isoformat(timespec="seconds")
    assert (made.claimed_by, made.claimed_at) == ("The Director", "1999-01-01T00:00:00+00:00")
    assert "stated in a file that Cy imported" in made.who
    assert '"claimed_by":"The Director"' in next(iter(store.ledger_lines()))


def test_a_claim_stays_the_first_one_from_ledger_to_ledger(store, new_place):
    store.import_decisions([json.dumps(BY_HAND)], by="Cy")
    other = new_place().open()
    (made,) = other.import_decisions(store.ledger_lines(), by="Dee")
    assert (made.by, made.claimed_by, made.claimed_at) == ("Dee", "Ana", "2026-01-01")
    assert other.verify_ledger() == []


def test_a_claim_that_was_changed_on_the_way_is_refused(store, new_place):
    store.import_decisions([json.dumps(BY_HAND)], by="Cy")
    line = next(iter(store.ledger_lines())).replace('"claimed_by":"Ana"', '"claimed_by":"Eve"')
    with pytest.raises(StoreConflict, match="changed"):
        new_place().open().import_decisions([line], by="Dee")


BY_HAND = {"id": "d-1", "answer": "same", "left": "a", "right": "b", "by": "Ana", "when": "2026-01-01", "why": ""}


def test_a_line_written_by_hand_is_welcome(store):
    (decision,) = store.import_decisions([json.dumps(BY_HAND), "", "  \n"], by="Cy")
    assert (decision.sequence, decision.question) == (1, None)
    assert store.verify_ledger() == []


BAD_LINES = {
    "not JSON": "same a b",
    "a word missing": json.dumps({key: value for key, value in BY_HAND.items() if key != "why"}),
    "an unknown answer": json.dumps(BY_HAND | {"answer": "perhaps"}),
    "a hash that is not its own": json.dumps(BY_HAND | {"hash": "0" * 64}),
    "undoes nothing known": json.dumps(BY_HAND | {"answer": "undo", "undoes": "d-nothing"}),
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_one_bad_line_and_none_comes_in(store, line):
    good = json.dumps(BY_HAND | {"id": "d-0"})
    with pytest.raises((StoreConflict, UnknownRecord)):
        store.import_decisions([good, line], by="Cy")
    assert store.decisions() == ()


def test_the_same_id_with_other_words_is_refused(store):
    store.import_decisions([json.dumps(BY_HAND)], by="Cy")
    with pytest.raises(StoreConflict, match="d-1"):
        store.import_decisions([json.dumps(BY_HAND | {"why": "another reason"})], by="Cy")


def test_comments_are_kept_by_question(store):
    first = store.add_comment("q-1", by="Ana", text="see page 3")
    other = store.add_comment("q-2", by="Ben", text="no")
    assert store.comments("q-1") == (first,)
    assert store.comments() == (first, other)


def test_a_decision_makes_the_version_grow_and_a_comment_does_not(store):
    before = store.version
    decide(store)
    after = store.version
    store.add_comment("q-1", by="Ana", text="x")
    assert before < after == store.version


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept_and_chained(store, texts):
    for left, right, why in texts:
        written = store.append_decision("same", None, left, right, by="Ana", why=why)
        assert store.find_decision(written.id) == written
    assert store.verify_ledger() == []


def _chained(why: str, sequence: int, previous: str) -> Decision:
    decision = Decision(
        id=f"d-{sequence}",
        sequence=sequence,
        answer="same",
        question=None,
        left="a",
        right="b",
        by="Ana",
        when="2026-01-01",
        why=why,
        previous_hash=previous,
    )
    return msgspec.structs.replace(decision, hash=decision_hash(decision))
