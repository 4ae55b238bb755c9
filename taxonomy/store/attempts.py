"""How often signing in may fail: after a few free attempts each further one must wait, twice as long each time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import sqlalchemy as sa

from taxonomy.store.errors import TooManyAttempts
from taxonomy.store.schema import attempts

FREE_ATTEMPTS = 5
FORGOTTEN_AFTER = 3600  # seconds without an attempt

# Whoever knows a name could otherwise keep its owner out: a name waits a minute at most, an address a quarter hour.
LONGEST_WAIT = {"name": 60, "origin": 900}


def attempt_keys(name: str, origin: str | None) -> dict[str, str]:
    """What is counted for one attempt: kind → key. Hashes, because people type passwords into the name field."""
    said = {"name": name} if origin is None else {"name": name, "origin": origin}
    return {kind: _hash(f"{kind}:{text}") for kind, text in said.items()}


def count_attempt(connection: sa.Connection, keys: Mapping[str, str], at: int) -> None:
    """Count an attempt as failed before it is tried, so that many at once cannot slip through together."""
    connection.execute(sa.delete(attempts).where(attempts.c.blocked_until < at - FORGOTTEN_AFTER))
    failures = {kind: _failures(connection, key, at) for kind, key in keys.items()}
    for kind, key in keys.items():
        count = failures[kind] + 1
        values = {"failures": count, "blocked_until": at + _wait(count, LONGEST_WAIT[kind])}
        if connection.execute(sa.update(attempts).where(attempts.c.key == key).values(values)).rowcount == 0:
            connection.execute(sa.insert(attempts).values(key=key, **values))


def forgive_attempt(connection: sa.Connection, keys: Mapping[str, str], at: int) -> None:
    """The attempt succeeded: the name starts anew; its address only gets this one back, or one good account there
    would open the way for guessing at all others."""
    connection.execute(sa.delete(attempts).where(attempts.c.key == keys["name"]))
    if "origin" in keys:
        change = sa.update(attempts).where(attempts.c.key == keys["origin"])
        connection.execute(change.values(failures=attempts.c.failures - 1, blocked_until=at))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _failures(connection: sa.Connection, key: str, at: int) -> int:
    row = connection.execute(sa.select(attempts).where(attempts.c.key == key)).one_or_none()
    if row is None:
        return 0
    if row.blocked_until > at:
        raise TooManyAttempts(row.blocked_until - at)
    return int(row.failures)


def _wait(failures: int, longest: int) -> int:
    """Seconds to wait after so many failures."""
    beyond = failures - FREE_ATTEMPTS
    return 0 if beyond < 0 else min(longest, 2 ** min(beyond, 20))
