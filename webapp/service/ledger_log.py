"""What proves, outside the database, that the ledger was not rewritten? Its head in the log, once a day.

One line of JSON a day, on the first request of the day: whoever keeps the log can tell later that the chain still leads
through the decision of that number and hash (`atlas decisions --lines` prints both).
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Flask

from taxonomy.store import StoreError
from webapp.service.workspace import Workspace

log = logging.getLogger("atlas.ledger")


class HeadLog:
    """Writes the head of one workspace's ledger when a new day has begun."""

    def __init__(self, workspace: Workspace, today: Callable[[], date]) -> None:
        self._workspace, self._today = workspace, today
        self._written: date | None = None
        self._lock = threading.Lock()

    def note(self) -> None:
        """Write the head, unless it was written today. A database that does not answer now is asked again later."""
        day = self._today()
        if day == self._written:
            return
        with self._lock:
            if day == self._written:
                return
            try:
                number, digest = self._workspace.store.ledger_head()
            except StoreError:
                return
            self._written = day
        log.info(json.dumps({"event": "ledger head", "day": day.isoformat(), "decision": number, "hash": digest}))


def _utc_today() -> date:
    return datetime.now(UTC).date()


def register(app: Flask, workspace: Workspace, today: Callable[[], date] = _utc_today) -> None:
    """Let `app` write the head of the ledger once a day, to its log or, where none is set up, to the error stream."""
    log.setLevel(logging.INFO)
    if not log.hasHandlers():
        log.addHandler(logging.StreamHandler())
    app.before_request(HeadLog(workspace, today).note)
