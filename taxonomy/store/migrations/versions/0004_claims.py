"""Who brought a decision in, and whose it is said to be: an imported file may name anybody."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the account that wrote a row, and the author and time that a file claimed."""
    for column in ("account", "claimed_by", "claimed_at"):
        op.add_column("decisions", sa.Column(column, TEXT))
    op.add_column("comments", sa.Column("account", TEXT))
