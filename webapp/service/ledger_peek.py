"""How many decisions does a workspace's SQLite database hold? Asked by commands that only read, in a millisecond.

`taxonomy.store` is the door to the database, and costs a second to import: too much for a question that is nearly
always answered "none that you do not know".
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from taxonomy.generation.generations import has_generations

FILE_NAME = "atlas.db"


def newest_decision(home: Path) -> int | None:
    """The newest decision's number; null where the database does not say so at once."""
    address = f"{(home / FILE_NAME).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0.2)) as connection:
            row = connection.execute("SELECT ledger_sequence FROM state").fetchone()
    except sqlite3.Error:
        return None
    return int(row[0]) if row else None


def is_lost(home: Path) -> bool:
    """Whether generations were built here, and the database that they were built from is gone."""
    path = home / FILE_NAME
    return has_generations(home) and not (path.exists() and path.stat().st_size)
