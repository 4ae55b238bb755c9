"""Who may decide: accounts with a role, a password or a single sign-on, and nothing else about the person."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Literal, TypeAlias, get_args

import sqlalchemy as sa
from msgspec import Struct

from taxonomy.basics.look_alikes import look_alike
from taxonomy.store.attempts import attempt_key, count_attempt, forgive_attempts
from taxonomy.store.engine import Database
from taxonomy.store.errors import StoreConflict, TooManyAttempts, UnknownRecord
from taxonomy.store.passwords import hash_password, new_password, password_matches, wants_new_hash
from taxonomy.store.schema import accounts, sessions

Role: TypeAlias = Literal["reader", "analyst", "administrator"]

_MAX_NAME = 80
# Who decides without an account: on loopback before there is one, and the software itself.
_RESERVED = ("local analyst", "system", "Competency Atlas")


class Account(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in. `disabled` is the time when the account was closed."""

    id: str
    name: str
    role: Role
    created: str
    disabled: str | None = None
    issuer: str | None = None
    subject: str | None = None
    has_password: bool = False


class Accounts(Database):
    """The accounts of the workspace."""

    def create_account(
        self,
        name: str,
        role: Role,
        *,
        password: str | None = None,
        issuer: str | None = None,
        subject: str | None = None,
    ) -> Account:
        """Make an account that signs in with a password, or as `subject` of the OpenID provider `issuer`."""
        shown = _shown(name)
        _refuse_unknown_role(role)
        if (issuer is None) != (subject is None):
            raise StoreConflict("Single sign-on needs both the issuer and the subject.")
        row = {
            "id": f"a-{secrets.token_hex(6)}",
            "name": shown,
            "folded": _folded(shown),
            "role": role,
            "password_hash": None if password is None else new_password(password, shown),
            "issuer": issuer,
            "subject": subject,
            "created": self._clock().isoformat(timespec="seconds"),
        }
        with self.writing() as connection:
            _refuse_taken(connection, row)
            connection.execute(sa.insert(accounts).values(row))
        return self.get_account(shown)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts by name, the disabled ones included."""
        with self.reading() as connection:
            rows = connection.execute(sa.select(accounts).order_by(accounts.c.folded))
            return tuple(account_of(row) for row in rows)

    @property
    def has_accounts(self) -> bool:
        """Whether anybody can sign in: without accounts, one local analyst may work without."""
        with self.reading() as connection:
            return connection.execute(sa.select(accounts.c.id).limit(1)).first() is not None

    def find_account(self, name: str) -> Account | None:
        """The account of this name, in whatever case it is typed."""
        with self.reading() as connection:
            row = connection.execute(sa.select(accounts).where(accounts.c.folded == _folded(name))).one_or_none()
        return None if row is None else account_of(row)

    def get_account(self, name: str) -> Account:
        """The account of this name; raises `UnknownRecord`."""
        found = self.find_account(name)
        if found is None:
            raise UnknownRecord(f"There is no account {name}.")
        return found

    def account_by_subject(self, issuer: str, subject: str) -> Account | None:
        """The account that the OpenID provider `issuer` calls `subject`; a disabled one does not count."""
        same = (accounts.c.issuer == issuer, accounts.c.subject == subject, accounts.c.disabled.is_(None))
        with self.reading() as connection:
            row = connection.execute(sa.select(accounts).where(*same)).one_or_none()
        return None if row is None else account_of(row)

    def verify_password(self, name: str, password: str, *, origin: str | None = None) -> Account | None:
        """The account, if name and password are right; raises `TooManyAttempts` after too many that were wrong.

        `origin` is where the attempt comes from (a network address): failures at one name are counted there alone.
        """
        at = int(self._clock().timestamp())
        key = attempt_key(_folded(name), origin)
        with self.writing() as connection:
            wait = count_attempt(connection, key, at)
            row = connection.execute(sa.select(accounts).where(accounts.c.folded == _folded(name))).one_or_none()
        # Outside the transaction: hashing is slow on purpose, and nobody else should wait for it.
        kept = None if row is None or row.disabled else row.password_hash
        if not password_matches(kept, password) or row is None:
            if wait:
                raise TooManyAttempts(wait)
            return None
        with self.writing() as connection:
            forgive_attempts(connection, key)
            if wants_new_hash(row.password_hash):
                change = sa.update(accounts).where(accounts.c.id == row.id)
                connection.execute(change.values(password_hash=hash_password(password)))
        return account_of(row)

    def change_password(self, name: str, password: str) -> None:
        """Give the account another password, and end all of its sessions."""
        self._change(name, {"password_hash": new_password(password, name)})

    def set_role(self, name: str, role: Role) -> None:
        """Let the account do more, or less; it has to sign in again."""
        _refuse_unknown_role(role)
        self._change(name, {"role": role})

    def disable_account(self, name: str) -> None:
        """Close an account; its decisions stay, with its name."""
        self._change(name, {"disabled": self._clock().isoformat(timespec="seconds")})

    def enable_account(self, name: str) -> None:
        """Open a closed account again."""
        self._change(name, {"disabled": None})

    def _change(self, name: str, values: dict[str, str | None]) -> None:
        """Change the account and end its sessions; some administrator must be left."""
        with self.writing() as connection:
            found = sa.select(accounts.c.id, accounts.c.role).where(accounts.c.folded == _folded(name))
            row = connection.execute(found).one_or_none()
            if row is None:
                raise UnknownRecord(f"There is no account {name}.")
            connection.execute(sa.update(accounts).where(accounts.c.id == row.id).values(values))
            if row.role == "administrator" and not _has_administrator(connection):
                raise StoreConflict(f"{name} is the last administrator: make another one first.")
            connection.execute(sa.delete(sessions).where(sessions.c.account_id == row.id))


def account_of(row: sa.Row[*tuple[object, ...]]) -> Account:
    """A row of `accounts` without its secrets."""
    return Account(
        id=row.id,
        name=row.name,
        role=row.role,
        created=row.created,
        disabled=row.disabled,
        issuer=row.issuer,
        subject=row.subject,
        has_password=row.password_hash is not None,
    )


def _shown(name: str) -> str:
    """The name as it is shown: one line, no invisible characters."""
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if not shown or len(shown) > _MAX_NAME or not shown.isprintable():
        raise StoreConflict(f"An account needs a name of 1 to {_MAX_NAME} letters.")
    return shown


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _refuse_unknown_role(role: str) -> None:
    if role not in get_args(Role):
        raise StoreConflict(f"There is no role {role}: it is one of {', '.join(get_args(Role))}.")


def _refuse_taken(connection: sa.Connection, row: dict[str, str | None]) -> None:
    name = str(row["name"])
    for taken, folded in connection.execute(sa.select(accounts.c.name, accounts.c.folded)).all():
        if folded == row["folded"]:
            raise StoreConflict(f"There is an account {name} already.")
        if look_alike(name, taken):
            raise StoreConflict(f"{name} looks like the name of the account {taken}: choose another one.")
    if any(look_alike(name, reserved) for reserved in _RESERVED):
        raise StoreConflict(f"{name} looks like a name that this software uses itself: choose another one.")
    if row["subject"] is None:
        return
    same = (accounts.c.issuer == row["issuer"], accounts.c.subject == row["subject"])
    if connection.execute(sa.select(accounts.c.id).where(*same)).first():
        raise StoreConflict("This single sign-on belongs to another account already.")


def _has_administrator(connection: sa.Connection) -> bool:
    wanted = (accounts.c.role == "administrator", accounts.c.disabled.is_(None))
    return connection.execute(sa.select(accounts.c.id).where(*wanted).limit(1)).first() is not None
