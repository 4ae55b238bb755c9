"""The store of a workspace: everything that is kept, behind one object."""

from __future__ import annotations

from taxonomy.store.accounts import Accounts
from taxonomy.store.gaps import Gaps
from taxonomy.store.ledger import Ledger
from taxonomy.store.plan_acts import PlanActs
from taxonomy.store.sessions import Sessions
from taxonomy.store.tokens import Tokens


class Store(PlanActs, Ledger, Accounts, Sessions, Tokens, Gaps):
    """Documents, decisions, planned changes, accounts, sessions, tokens and counts of one workspace.

    ``with Store.open(home) as store: …`` opens or makes ``<home>/atlas.db``; with `url` a PostgreSQL database is used
    instead. It may be used from several threads, and several processes may open the same workspace.
    """
