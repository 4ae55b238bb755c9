"""Which tables there are.

A change here needs a new migration beside it (a test compares the two). Migrations only add, and what they add has
a server default, so that a backup of an older revision can still be restored.
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0006"  # the newest migration; kept here so that opening a workspace that is up to date needs no Alembic

# Ids sort by their bytes in both databases: the Atlas must not depend on the language of a PostgreSQL server.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row. `version` grows with every committed change of documents or decisions; the ledger's newest number and hash
# stand here as well, so that decisions cut off at the end are noticed.
state = sa.Table(
    "state",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("ledger_sequence", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("ledger_hash", TEXT, nullable=False, server_default=""),
)

# The bytes of a document, once, however many names it has.
contents = sa.Table(
    "contents",
    metadata,
    sa.Column("sha256", TEXT, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

# What reading the bytes gave. `record` is compressed JSON of the parsed document and its lines.
documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("sha256", TEXT, sa.ForeignKey("contents.sha256"), nullable=False, unique=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("authority", TEXT),
    sa.Column("status", TEXT),
    sa.Column("parser_version", TEXT, nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
)

# Every name a document came under; `current` while the name still stands for these bytes.
names = sa.Table(
    "names",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("document_id", TEXT, sa.ForeignKey("documents.id"), primary_key=True, index=True),
    sa.Column("current", sa.Boolean, nullable=False),
)

# Words that were searched for and not found: counts by day, nothing about who asked.
gaps = sa.Table(
    "gaps",
    metadata,
    sa.Column("day", TEXT, primary_key=True),
    sa.Column("words", TEXT, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

# The ledger. Triggers refuse to change or delete a row. `by` and `when` are who wrote the row here, and this server's
# time; of a decision that came in a file, `claimed_by` and `claimed_at` are the author and time that the file states.
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", TEXT, nullable=False, unique=True),
    sa.Column("answer", TEXT, nullable=False),
    sa.Column("question", TEXT, index=True),
    sa.Column("left", TEXT, nullable=False, index=True),
    sa.Column("right", TEXT, nullable=False),
    sa.Column("by", TEXT, nullable=False),
    sa.Column("when", TEXT, nullable=False),
    sa.Column("why", TEXT, nullable=False),
    sa.Column("undoes", TEXT),
    sa.Column("previous_hash", TEXT, nullable=False),
    sa.Column("hash", TEXT, nullable=False),
    sa.Column("account", TEXT),
    sa.Column("claimed_by", TEXT),
    sa.Column("claimed_at", TEXT),
)

# What people said about a question, without deciding it. Triggers as on the ledger.
comments = sa.Table(
    "comments",
    metadata,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("question", TEXT, nullable=False, index=True),
    sa.Column("by", TEXT, nullable=False),
    sa.Column("when", TEXT, nullable=False),
    sa.Column("text", TEXT, nullable=False),
    sa.Column("account", TEXT),
)

# People who decide. `folded` is the name as compared; `issuer` and `subject` are what single sign-on calls them.
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("folded", TEXT, nullable=False, unique=True),
    sa.Column("role", TEXT, nullable=False),
    sa.Column("password_hash", TEXT),
    sa.Column("issuer", TEXT),
    sa.Column("subject", TEXT),
    sa.Column("created", TEXT, nullable=False),
    sa.Column("disabled", TEXT),
    sa.UniqueConstraint("issuer", "subject"),
)

# Only the hash of a token is kept: a stolen database opens no session. Times are seconds since 1970.
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", TEXT, primary_key=True),
    sa.Column("account_id", TEXT, sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("created", sa.BigInteger, nullable=False),
    sa.Column("expires", sa.BigInteger, nullable=False),
)

# By which programs work for an account; only the hash of the secret is kept. Times are seconds since 1970.
api_tokens = sa.Table(
    "api_tokens",
    metadata,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("account_id", TEXT, sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("scopes", TEXT, nullable=False),
    sa.Column("token_hash", TEXT, nullable=False, unique=True),
    sa.Column("created", sa.BigInteger, nullable=False),
    sa.Column("expires", sa.BigInteger, nullable=False),
    sa.Column("used", sa.BigInteger),
)

# Failed attempts to sign in, by the hash of what was typed or of where it came from.
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("blocked_until", sa.BigInteger, nullable=False),
)

# What people did to sets of planned changes of the classification plan. Triggers as on the ledger.
plan_acts = sa.Table(
    "plan_acts",
    metadata,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("change_set", TEXT, nullable=False, index=True),
    sa.Column("act", TEXT, nullable=False),
    sa.Column("by", TEXT, nullable=False),
    sa.Column("when", TEXT, nullable=False),
    sa.Column("content", TEXT, nullable=False),
    sa.Column("account", TEXT),
)
