"""What people did to sets of planned changes: rows are added, never changed and never taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLE = "plan_acts"


def upgrade() -> None:
    """Make the table and its guards."""
    op.create_table(
        TABLE,
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("change_set", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("when", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("account", TEXT),
        sa.PrimaryKeyConstraint("sequence", name="pk_plan_acts"),
    )
    op.create_index("ix_plan_acts_change_set", TABLE, ["change_set"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{TABLE} are append-only'); END"
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} {refuse}")
    op.execute(
        f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE sequence = NEW.sequence) {refuse}"
    )
