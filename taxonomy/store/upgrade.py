"""How a database is brought to the newest revision (the only door to Alembic; imported only when there is work)."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Run every missing migration up to `revision` inside the transaction of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
