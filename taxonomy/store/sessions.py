"""Who is signed in: one row a session, found by a random token of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa

from taxonomy.store.accounts import Account, account_of
from taxonomy.store.engine import Database
from taxonomy.store.errors import UnknownRecord
from taxonomy.store.schema import accounts, sessions

SESSION_SECONDS = 12 * 3600  # a long working day


class Sessions(Database):
    """The sessions of the workspace."""

    def start_session(self, account_id: str, *, replaces: str | None = None, seconds: int = SESSION_SECONDS) -> str:
        """A new token for somebody who has just proved who they are; the one they came with (`replaces`) ends."""
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
            row = {"token_hash": _hash(token), "account_id": account_id, "created": at, "expires": at + seconds}
            connection.execute(sa.insert(sessions).values(row))
        return token

    def session_user(self, token: str) -> Account | None:
        """Whose session this is, while it lasts and the account is not disabled."""
        mine = (sessions.c.token_hash == _hash(token), sessions.c.expires > self._now(), accounts.c.disabled.is_(None))
        query = sa.select(accounts).join(sessions, sessions.c.account_id == accounts.c.id).where(*mine)
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else account_of(row)

    def end_session(self, token: str) -> None:
        """Sign out; a token that is not there is no error."""
        with self.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.token_hash == _hash(token)))

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
