"""Accounts hold no secret that can be read back, and guessing takes ever longer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from taxonomy.store import StoreConflict, TooManyAttempts, UnknownRecord
from taxonomy.store.attempts import FREE_ATTEMPTS, MOST_CHECKED
from taxonomy.store.schema import accounts, attempts, sessions
from taxonomy.store.sessions import IDLE_SECONDS, SESSION_SECONDS

PASSWORD = "correct horse battery"


@pytest.fixture
def ana(store):
    return store.create_account("Ana Example", "analyst", password=PASSWORD)


def test_first_account(store):
    assert not store.has_accounts
    made = store.create_account("Ana", "administrator", password=PASSWORD)
    assert store.has_accounts
    assert store.accounts() == (made,)
    assert (made.name, made.role, made.has_password, made.disabled) == ("Ana", "administrator", True, None)


@pytest.mark.parametrize("typed", ["Ana Example", "ana example", " ANA   EXAMPLE "])
def test_the_right_password(store, ana, typed):
    assert store.verify_password(typed, PASSWORD) == ana


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ana Example", "wrong horse battery"), ("Ana Example", ""), ("nobody", PASSWORD), ("Ana Example", "x" * 10_000)],
    ids=["wrong", "empty", "unknown name", "very long"],
)
def test_the_wrong_password(store, ana, name, password):
    assert store.verify_password(name, password) is None


def test_no_secret_is_kept(store, ana):
    token = store.start_session(ana.id)
    with store.reading() as connection:
        kept = repr([connection.execute(sa.select(table)).all() for table in (accounts, sessions)])
    assert PASSWORD not in kept
    assert token not in kept
    assert "$argon2id$" in kept


@pytest.mark.parametrize("password", ["short", "x" * 300, "aaaaaaaaaaaaaaa"], ids=["short", "long", "one letter"])
def test_passwords_that_will_not_do(store, password):
    with pytest.raises(StoreConflict):
        store.create_account("Ana", "analyst", password=password)
    assert not store.has_accounts


@pytest.mark.parametrize("name", ["", "   ", "x" * 100, "a\x00b", "a\u202eb"], ids=repr)
def test_names_that_will_not_do(store, name):
    with pytest.raises(StoreConflict):
        store.create_account(name, "analyst")


def test_a_name_is_taken_in_any_case(store, ana):
    with pytest.raises(StoreConflict, match="already"):
        store.create_account("ANA example", "reader")


@pytest.mark.parametrize(
    "name",
    [
        "Аna Example",
        "Ana Examp1e",
        "AnaExample",
        "Ana‐Example",
        "Ana Exarnple",
        "ANА EXAMPLE",
        "local analyst",
        "Iocal anaIyst",
    ],
    ids=ascii,
)
def test_a_name_that_looks_like_another_is_refused(store, ana, name):
    with pytest.raises(StoreConflict, match="looks like"):
        store.create_account(name, "analyst")


@pytest.mark.parametrize("name", ["Anna Example", "Ana Exampler", "Żaneta", "Иван Петров", "李明", "Iris", "O'Neil"])
def test_a_name_of_its_own_is_welcome(store, ana, name):
    assert store.create_account(name, "analyst").name == name


@pytest.mark.parametrize(
    "password",
    ["password1234", "P@ssw0rd2026", "Welcome2026!!", "qwertyuiop123", "letmeinletmein", "1q2w3e4r5t6y7u",
     "abcdefghijkl", "zaq12wsxcde3", "Ana Example 1", "changeme12345"],
)  # fmt: skip
def test_passwords_that_are_guessed_first_are_refused(store, password):
    with pytest.raises(StoreConflict):
        store.create_account("Ana Example", "analyst", password=password)
    made = store.create_account("Ana Example", "analyst", password=PASSWORD)
    with pytest.raises(StoreConflict):
        store.change_password(made.name, password)


@pytest.mark.parametrize(
    "password", ["my dog eats pizza", "kx8#fPq2!vLm", "purple elephants dance", "kaffee am morgen"]
)
def test_unusual_passwords_are_welcome(store, password):
    assert store.create_account("Ana Example", "analyst", password=password).has_password


def test_an_unknown_role(store, ana):
    with pytest.raises(StoreConflict):
        store.create_account("Ben", "king")
    with pytest.raises(StoreConflict):
        store.set_role("Ana Example", "king")


def guess(store, times, name="Ana Example", origin="192.0.2.1"):
    """Type a wrong password so often, however long one is told to wait."""
    waits = []
    for _ in range(times):
        try:
            assert store.verify_password(name, "guess", origin=origin) is None
        except TooManyAttempts as wait:
            waits.append(wait.retry_after)
    return waits


def test_wrong_passwords_are_told_to_wait_ever_longer(store, ana):
    assert guess(store, FREE_ATTEMPTS) == []
    waits = guess(store, 10)
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == 60


def test_the_right_password_succeeds_while_others_guess(store, ana):
    for number in range(50):
        guess(store, 1, f"name {number}")
    guess(store, MOST_CHECKED * 2, origin="192.0.2.9")
    assert store.verify_password("Ana Example", PASSWORD, origin="192.0.2.1") == ana


def test_the_right_password_succeeds_after_wrong_ones(store, ana):
    guess(store, MOST_CHECKED - 1)
    assert store.verify_password("Ana Example", PASSWORD, origin="192.0.2.1") == ana
    assert guess(store, FREE_ATTEMPTS) == [], "and starts anew"


def test_guessing_on_and_on_is_not_even_checked(store, ana, clock):
    guess(store, MOST_CHECKED)
    with pytest.raises(TooManyAttempts) as caught:
        store.verify_password("Ana Example", PASSWORD, origin="192.0.2.1")
    assert store.verify_password("Ana Example", PASSWORD, origin="192.0.2.2") == ana
    clock.advance(caught.value.retry_after)
    assert store.verify_password("Ana Example", PASSWORD, origin="192.0.2.1") == ana


def test_guesses_are_few_however_long_one_tries(store, ana, clock):
    tried = 0
    for _ in range(6 * 3600 // 30):
        with store.reading() as connection:
            before = connection.execute(sa.select(attempts.c.failures)).scalar() or 0
        guess(store, 1)
        with store.reading() as connection:
            tried += (connection.execute(sa.select(attempts.c.failures)).scalar() or 0) > before
        clock.advance(30)
    assert tried < MOST_CHECKED + 6 * 8


def test_success_and_time_forgive(store, ana, clock):
    for _ in range(3):
        for _ in range(FREE_ATTEMPTS - 1):
            store.verify_password("Ana Example", "guess")
        assert store.verify_password("Ana Example", PASSWORD) == ana
    store.verify_password("Ana Example", "guess")
    clock.advance(2 * 3600)
    store.verify_password("nobody", "guess")
    with store.reading() as connection:
        assert len(connection.execute(sa.select(attempts)).all()) == 1


def test_a_session_lasts_until_it_ends(store, ana, clock):
    token = store.start_session(ana.id, seconds=100)
    assert store.session_user(token) == ana
    clock.advance(99)
    assert store.session_user(token) == ana
    clock.advance(1)
    assert store.session_user(token) is None


def test_a_session_that_nobody_uses_ends_early(store, ana, clock):
    token = store.start_session(ana.id)
    for _ in range(9):
        clock.advance(IDLE_SECONDS // 2)
        assert store.session_user(token) == ana, "in use"
    clock.advance(IDLE_SECONDS)
    assert store.session_user(token) is None


def test_a_session_in_use_ends_after_a_working_day(store, ana, clock):
    token = store.start_session(ana.id)
    for _ in range(SESSION_SECONDS // 3600 - 1):
        clock.advance(3600)
        assert store.session_user(token) == ana
    clock.advance(3600)
    assert store.session_user(token) is None


def test_all_other_sessions_end(store, ana):
    other = store.create_account("Ben", "analyst", password=PASSWORD)
    here, there, bens = (store.start_session(each) for each in (ana.id, ana.id, other.id))
    assert store.open_sessions(ana.id) == 2
    assert store.end_other_sessions(ana.id, here) == 1
    assert [store.session_user(each) for each in (here, there, bens)] == [ana, None, other]


def test_signing_in_rotates_the_token(store, ana):
    first = store.start_session(ana.id)
    second = store.start_session(ana.id, replaces=first)
    assert first != second
    assert (store.session_user(first), store.session_user(second)) == (None, ana)


def test_signing_out(store, ana):
    token, other = store.start_session(ana.id), store.start_session(ana.id)
    store.end_session(token)
    store.end_session(token)
    assert (store.session_user(token), store.session_user(other)) == (None, ana)


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "' OR 1=1 --"])
def test_a_token_that_nobody_was_given(store, ana, token):
    assert store.session_user(token) is None


CHANGES = {
    "password": lambda store: store.change_password("Ana Example", "another long one"),
    "role": lambda store: store.set_role("Ana Example", "reader"),
    "disabled": lambda store: store.disable_account("Ana Example"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_the_account_ends_its_sessions(store, ana, change):
    token = store.start_session(ana.id)
    change(store)
    assert store.session_user(token) is None


def test_a_new_password_replaces_the_old(store, ana):
    store.change_password("Ana Example", "another long one")
    assert store.verify_password("Ana Example", PASSWORD) is None
    assert store.verify_password("Ana Example", "another long one") == ana


def test_a_hash_of_weaker_days_is_replaced_at_sign_in(store, ana, monkeypatch):
    monkeypatch.setattr("taxonomy.store.passwords._hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert store.verify_password("Ana Example", PASSWORD) == ana
    with store.reading() as connection:
        assert ",t=2," in connection.execute(sa.select(accounts.c.password_hash)).scalar_one()
    assert store.verify_password("Ana Example", PASSWORD) == ana


def test_a_disabled_account(store, ana):
    store.disable_account("Ana Example")
    assert store.verify_password("Ana Example", PASSWORD) is None
    with pytest.raises(UnknownRecord):
        store.start_session(ana.id)
    store.enable_account("Ana Example")
    assert store.verify_password("Ana Example", PASSWORD) == ana


def test_the_last_administrator_stays(store):
    store.create_account("Ana", "administrator", password=PASSWORD)
    with pytest.raises(StoreConflict, match="last administrator"):
        store.disable_account("Ana")
    with pytest.raises(StoreConflict, match="last administrator"):
        store.set_role("Ana", "analyst")
    store.create_account("Ben", "administrator", password=PASSWORD)
    store.disable_account("Ana")
    assert store.get_account("Ana").disabled is not None


def test_single_sign_on(store, ana):
    made = store.create_account("Ben", "analyst", issuer="https://id.example", subject="7")
    assert store.account_by_subject("https://id.example", "7") == made
    assert store.account_by_subject("https://other.example", "7") is None
    assert store.verify_password("Ben", "") is None
    with pytest.raises(StoreConflict):
        store.create_account("Cy", "analyst", issuer="https://id.example", subject="7")
    with pytest.raises(StoreConflict):
        store.create_account("Dee", "analyst", issuer="https://id.example")
    store.disable_account("Ben")
    assert store.account_by_subject("https://id.example", "7") is None


@pytest.mark.parametrize("call", ["get_account", "disable_account", "enable_account"])
def test_an_unknown_account(store, call):
    with pytest.raises(UnknownRecord):
        getattr(store, call)("nobody")
