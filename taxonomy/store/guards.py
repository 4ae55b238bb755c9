"""How the guards of the ledger step aside for the one who may replace it whole: restoring a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

GUARDED = ("decisions", "comments", "plan_acts")


@contextmanager
def guards_down(connection: sa.Connection) -> Iterator[None]:
    """Within the transaction of `connection`, rows of the ledger may be deleted; nobody else ever sees it so."""
    if connection.dialect.name == "postgresql":
        _switch_postgresql(connection, "DISABLE")
        yield
        _switch_postgresql(connection, "ENABLE")
        return
    triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def _switch_postgresql(connection: sa.Connection, verb: str) -> None:
    for table in GUARDED:
        connection.exec_driver_sql(f"ALTER TABLE {table} {verb} TRIGGER USER")
