"""The ledger of decisions and the comments: rows are added, never changed and never taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# A row is told from the ones there by these: REPLACE in SQLite would otherwise delete without asking the trigger.
UNIQUE_COLUMNS = {"decisions": ("sequence", "id"), "comments": ("sequence",)}


def upgrade() -> None:
    """Make the ledger and its guards."""
    _make_decisions()
    op.create_table(
        "comments",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("when", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_comments"),
    )
    op.create_index("ix_comments_question", "comments", ["question"])
    op.add_column("state", sa.Column("ledger_sequence", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("state", sa.Column("ledger_hash", TEXT, nullable=False, server_default=""))
    guard = _guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite
    guard()


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("question", TEXT),
        sa.Column("left", TEXT, nullable=False),
        sa.Column("right", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("when", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("undoes", TEXT),
        sa.Column("previous_hash", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
    )
    op.create_index("ix_decisions_question", "decisions", ["question"])
    op.create_index("ix_decisions_left", "decisions", ["left"])


def _guard_sqlite() -> None:
    for table, columns in UNIQUE_COLUMNS.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}")
        same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END $$"
    )
    for table in UNIQUE_COLUMNS:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
