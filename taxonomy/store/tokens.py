"""Which program works for whom: tokens for the API, each for certain acts and until a day; only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import Literal, TypeAlias, get_args

import sqlalchemy as sa
from msgspec import Struct

from taxonomy.store.accounts import Account, account_of
from taxonomy.store.engine import Database
from taxonomy.store.errors import StoreConflict, StoreUnavailable, UnknownRecord
from taxonomy.store.schema import accounts, api_tokens

Scope: TypeAlias = Literal["decide", "documents"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
MOST_DAYS = 366
_DAY = 86_400
_NOTED_AFTER = 3_600  # when it was used last is written down again so often at most
_MAX_NAME = 80
_PREFIX = "atlas_"  # so that a token in the wrong place is recognized by scanners and by people


class ApiToken(Struct, frozen=True, kw_only=True):
    """A token as its owner sees it: never its secret. Times are seconds since 1970."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: int
    expires: int
    used: int | None


class Tokens(Database):
    """The tokens of the workspace."""

    def create_token(self, account_id: str, name: str, scopes: tuple[Scope, ...], *, days: int) -> tuple[ApiToken, str]:
        """A new token of an account, and its secret, which is told this once. Raises StoreConflict, UnknownRecord."""
        shown = " ".join(name.split())[:_MAX_NAME]
        if not shown:
            raise StoreConflict("Give the token a name: which program is it for?")
        if not scopes or not set(scopes) <= set(SCOPES):
            raise StoreConflict(f"Say what the token is for: {', '.join(SCOPES)}.")
        if not 1 <= days <= MOST_DAYS:
            raise StoreConflict(f"A token lasts for 1 to {MOST_DAYS} days.")
        secret, at = _PREFIX + secrets.token_urlsafe(32), self._now()
        row = {
            "id": f"t-{secrets.token_hex(6)}",
            "account_id": account_id,
            "name": shown,
            "scopes": " ".join(sorted(set(scopes))),
            "token_hash": _hash(secret),
            "created": at,
            "expires": at + days * _DAY,
        }
        with self.writing() as connection:
            active = sa.select(accounts.c.id).where(accounts.c.id == account_id, accounts.c.disabled.is_(None))
            if connection.execute(active).first() is None:
                raise UnknownRecord("There is no such account, or it is disabled.")
            connection.execute(sa.insert(api_tokens).values(row))
            made = connection.execute(sa.select(api_tokens).where(api_tokens.c.id == row["id"])).one()
        return _token_of(made), secret

    def tokens_of(self, account_id: str) -> tuple[ApiToken, ...]:
        """The tokens of an account that have not expired, the newest first."""
        mine = (api_tokens.c.account_id == account_id, api_tokens.c.expires > self._now())
        with self.reading() as connection:
            rows = connection.execute(
                sa.select(api_tokens).where(*mine).order_by(api_tokens.c.created.desc(), api_tokens.c.id)
            )
            return tuple(map(_token_of, rows))

    def token_user(self, secret: str) -> tuple[Account, ApiToken] | None:
        """Whose token this is, while it lasts and the account is not disabled."""
        at = self._now()
        mine = (api_tokens.c.token_hash == _hash(secret), api_tokens.c.expires > at, accounts.c.disabled.is_(None))
        owner = sa.select(accounts).join(api_tokens, api_tokens.c.account_id == accounts.c.id).where(*mine)
        with self.reading() as connection:
            account = connection.execute(owner).one_or_none()
            token = connection.execute(sa.select(api_tokens).where(mine[0])).one_or_none()
        if account is None or token is None:
            return None
        if (token.used or 0) + _NOTED_AFTER < at:
            change = sa.update(api_tokens).where(api_tokens.c.id == token.id).values(used=at)
            with suppress(StoreUnavailable), self.writing() as connection:
                connection.execute(change)
        return account_of(account), _token_of(token)

    def revoke_token(self, account_id: str, id: str) -> None:
        """End a token of an account at once; one that is not there is no error."""
        mine = (api_tokens.c.account_id == account_id, api_tokens.c.id == id)
        with self.writing() as connection:
            connection.execute(sa.delete(api_tokens).where(*mine))

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _token_of(row: sa.Row[tuple[object, ...]]) -> ApiToken:
    scopes: tuple[Scope, ...] = tuple(scope for scope in SCOPES if scope in row.scopes.split())
    return ApiToken(id=row.id, name=row.name, scopes=scopes, created=row.created, expires=row.expires, used=row.used)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
