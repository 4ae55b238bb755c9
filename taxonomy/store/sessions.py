"""Who is signed in: one row a session, found by a random token of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress

import sqlalchemy as sa

from taxonomy.store.accounts import Account, account_of
from taxonomy.store.engine import Database
from taxonomy.store.errors import StoreUnavailable, UnknownRecord
from taxonomy.store.schema import accounts, sessions

SESSION_SECONDS = 12 * 3600  # a long working day
IDLE_SECONDS = 2 * 3600
_NOTED_AFTER = 300  # a session in use is written down again so often at most


class Sessions(Database):
    """The sessions of the workspace."""

    def start_session(self, account_id: str, *, replaces: str | None = None, seconds: int = SESSION_SECONDS) -> str:
        """A new token for somebody who has just proved who they are; the one they came with (`replaces`) ends.

        It lasts for `seconds` at most, and ends before when nobody uses it for `IDLE_SECONDS`.
        """
        token = secrets.token_urlsafe(32)
        at = self._now()
        with self.writing() as connection:
            active = sa.select(accounts.c.id).where(accounts.c.id == account_id, accounts.c.disabled.is_(None))
            if connection.execute(active).first() is None:
                raise UnknownRecord("There is no such account, or it is disabled.")
            ended = sessions.c.expires <= at
            if replaces is not None:
                ended = sa.or_(ended, sessions.c.token_hash == _hash(replaces))
            connection.execute(sa.delete(sessions).where(ended))
            begun = at + seconds - SESSION_SECONDS
            row = {"token_hash": _hash(token), "account_id": account_id, "created": begun, "expires": _end(begun, at)}
            connection.execute(sa.insert(sessions).values(row))
        return token

    def session_user(self, token: str) -> Account | None:
        """Whose session this is, while it lasts and the account is not disabled."""
        mine = (sessions.c.token_hash == _hash(token), sessions.c.expires > self._now(), accounts.c.disabled.is_(None))
        times = (sessions.c.created.label("begun"), sessions.c.expires)
        query = sa.select(accounts, *times).join(sessions, sessions.c.account_id == accounts.c.id).where(*mine)
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        end = _end(row.begun, self._now())
        if end > row.expires + _NOTED_AFTER:
            self._prolong(token, end)
        return account_of(row)

    def _prolong(self, token: str, end: int) -> None:
        """The session is in use. Where nothing can be written just now, it ends when it would have."""
        change = sa.update(sessions).where(sessions.c.token_hash == _hash(token))
        with suppress(StoreUnavailable), self.writing() as connection:
            connection.execute(change.values(expires=end))

    def open_sessions(self, account_id: str) -> int:
        """In how many browsers somebody is signed in."""
        mine = (sessions.c.account_id == account_id, sessions.c.expires > self._now())
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).where(*mine)).scalar_one())

    def end_other_sessions(self, account_id: str, token: str) -> int:
        """Sign the account out everywhere but in the session of `token`; how many ended."""
        others = (sessions.c.account_id == account_id, sessions.c.token_hash != _hash(token))
        with self.writing() as connection:
            return int(connection.execute(sa.delete(sessions).where(*others)).rowcount)

    def end_session(self, token: str) -> None:
        """Sign out; a token that is not there is no error."""
        with self.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.token_hash == _hash(token)))

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _end(begun: int, used: int) -> int:
    """When a session ends that began and was used then."""
    return min(begun + SESSION_SECONDS, used + IDLE_SECONDS)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
