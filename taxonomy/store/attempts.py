"""How often signing in may fail, without ever keeping out whoever has the right password?

Counted is one name from one address: what others type, elsewhere or beside you, is never held against you. A password
is checked first and only then counted as wrong, so that a right one succeeds; after `MOST_CHECKED` wrong ones in a row
from one address at one name the next is not even checked before its time.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from taxonomy.store.errors import TooManyAttempts
from taxonomy.store.schema import attempts

FREE_ATTEMPTS = 5  # wrong ones before it says to wait
MOST_CHECKED = 30
FORGOTTEN_AFTER = 3600  # seconds without an attempt
_SHORT_WAIT, _LONG_WAIT = 60, 900


def attempt_key(name: str, origin: str | None) -> str:
    """What is counted for one attempt. A hash, because people type passwords into the name field."""
    text = f"{name}\n{origin or ''}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def count_attempt(connection: sa.Connection, key: str, at: int) -> int:
    """Count an attempt as failed before it is tried, so that many at once cannot slip through together.

    Gives the seconds to wait if it does fail, 0 for the first ones. Raises `TooManyAttempts` where it is not tried.
    """
    connection.execute(sa.delete(attempts).where(attempts.c.blocked_until < at - FORGOTTEN_AFTER))
    row = connection.execute(sa.select(attempts).where(attempts.c.key == key)).one_or_none()
    if row is None:
        connection.execute(sa.insert(attempts).values(key=key, failures=1, blocked_until=at))
        return 0
    if row.failures >= MOST_CHECKED and row.blocked_until > at:
        raise TooManyAttempts(row.blocked_until - at)
    wait = _wait(row.failures + 1)
    change = sa.update(attempts).where(attempts.c.key == key)
    connection.execute(change.values(failures=row.failures + 1, blocked_until=at + wait))
    return wait


def forgive_attempts(connection: sa.Connection, key: str) -> None:
    """The right password came: its name starts anew at this address."""
    connection.execute(sa.delete(attempts).where(attempts.c.key == key))


def _wait(failures: int) -> int:
    """Seconds to wait after so many failures."""
    if failures >= MOST_CHECKED:
        return int(min(_LONG_WAIT, _SHORT_WAIT * 2 ** min(failures - MOST_CHECKED, 10)))
    return 0 if failures <= FREE_ATTEMPTS else int(min(_SHORT_WAIT, 2 ** (failures - FREE_ATTEMPTS)))
