"""Documents byte for byte, their names, the counts of words not found, and the version of it all."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the first tables."""
    _make_state()
    op.create_table(
        "contents",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_contents"),
    )
    _make_documents()
    op.create_table(
        "gaps",
        sa.Column("day", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "words", name="pk_gaps"),
    )


def _make_state() -> None:
    state = op.create_table(
        "state",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.BigInteger, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_state"),
    )
    op.bulk_insert(state, [{"id": 1, "version": 0}])


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("authority", TEXT),
        sa.Column("status", TEXT),
        sa.Column("parser_version", TEXT, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], name="fk_documents_sha256"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
    )
    op.create_table(
        "names",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("document_id", TEXT, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("name", "document_id", name="pk_names"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_names_document_id"),
    )
    op.create_index("ix_names_document_id", "names", ["document_id"])
