"""What is kept: documents, decisions, accounts and counts (the only door to SQLAlchemy and Alembic).

Importing this package takes about a second: the command line imports it only when a workspace is needed.
"""

from taxonomy.store.accounts import Account, Role
from taxonomy.store.backup import Backup, backup
from taxonomy.store.documents import DocumentStamp, Outcome, ReadDocument
from taxonomy.store.errors import (
    StaleVersion,
    StoreConflict,
    StoreDamaged,
    StoreError,
    StoreLost,
    StoreUnavailable,
    TooManyAttempts,
    UnknownRecord,
)
from taxonomy.store.gaps import SearchGap
from taxonomy.store.ledger import Comment
from taxonomy.store.restore import restore
from taxonomy.store.store import Store
from taxonomy.store.tokens import SCOPES, ApiToken, Scope

__all__ = [
    "SCOPES",
    "Account",
    "ApiToken",
    "Backup",
    "Comment",
    "DocumentStamp",
    "Outcome",
    "ReadDocument",
    "Role",
    "Scope",
    "SearchGap",
    "StaleVersion",
    "Store",
    "StoreConflict",
    "StoreDamaged",
    "StoreError",
    "StoreLost",
    "StoreUnavailable",
    "TooManyAttempts",
    "UnknownRecord",
    "backup",
    "restore",
]
