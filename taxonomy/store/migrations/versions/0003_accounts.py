"""Accounts of the people who decide, their sessions, and failed attempts to sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables for signing in."""
    op.create_table(
        "accounts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("password_hash", TEXT),
        sa.Column("issuer", TEXT),
        sa.Column("subject", TEXT),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("disabled", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("folded", name="uq_accounts_folded"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_issuer"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "attempts",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("blocked_until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempts"),
    )
