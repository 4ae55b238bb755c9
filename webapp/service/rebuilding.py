"""How do decisions get from the ledger into the generation that people read, without anybody waiting for it?

The ledger is the truth: a decision is acknowledged once it is on the disk. One thread of this process then builds the
next generation. Whoever decided waits for it only where the last one was built in less than `PATIENCE` seconds.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from flask import Flask, current_app
from msgspec import Struct

from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterBusy
from taxonomy.store import StoreError

if TYPE_CHECKING:
    from webapp.service.workspace import Workspace

PATIENCE = 2.0
_REST = 30.0  # seconds after a failure in which reading a page does not try again
_KEY = "atlas-rebuilder"
_log = logging.getLogger(__name__)


class Progress(Struct, frozen=True, kw_only=True):
    """How far the generation is behind the database: null where it is not."""

    running: bool
    problem: str | None


class Rebuilder:
    """Keeps the generation of one workspace up with its database."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._seconds: float | None = None
        self._problem: str | None = None
        self._failed_at = 0.0

    @property
    def is_behind(self) -> bool:
        """Whether documents or decisions were committed that the generation does not hold."""
        opened = self._workspace.opened
        return opened is None or opened.is_fallback or opened.version != self._workspace.store.version

    def heal(self) -> None:
        """Build anew in the background, because what is read was found damaged."""
        with self._lock:
            self._problem = None
            self._begin()

    def catch_up(self) -> None:
        """Work in what was just committed; wait for it where that is quick."""
        with self._lock:
            self._problem = None
            thread = self._begin()
        if self._seconds is None or self._seconds < PATIENCE:
            thread.join(PATIENCE)

    def progress(self) -> Progress | None:
        """What to tell a reader. Work that another process left undone (it was killed) is begun here."""
        if not self.is_behind:
            return None
        with self._lock:
            if self._problem is None or time.monotonic() - self._failed_at > _REST:
                self._begin()
            return Progress(running=self._thread is not None, problem=self._problem)

    def _begin(self) -> threading.Thread:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="atlas-rebuilding", daemon=True)
            self._thread.start()
        return self._thread

    def _run(self) -> None:
        while True:
            with self._lock:  # decided under the lock: a decision made now either is seen here or finds no thread
                if self._problem is not None or not self.is_behind:
                    self._thread = None
                    return
            begun = time.monotonic()
            try:
                self._workspace.rebuild(force=False)
            except (StoreError, GenerationError, WriterBusy, OSError) as error:
                _log.warning("A generation could not be built: %s", error)
                with self._lock:
                    self._problem, self._failed_at = str(error), time.monotonic()
            self._seconds = time.monotonic() - begun


def register(app: Flask, workspace: Workspace) -> None:
    """Give `app` its one thread."""
    app.extensions[_KEY] = Rebuilder(workspace)
    workspace.on_damage = app.extensions[_KEY].heal


def rebuilder() -> Rebuilder:
    """The rebuilder of this application."""
    found: Rebuilder = current_app.extensions[_KEY]
    return found
