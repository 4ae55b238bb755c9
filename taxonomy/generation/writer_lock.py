"""Who may write to a workspace just now: one process, and the others are told which."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Self

from taxonomy.basics.failures import Failure

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE_NAME = "writer.lock"

_held: set[int] = set()
_LOCKED_BYTE = 4096  # on Windows the locked byte cannot be read: one behind the text that says who holds the lock


class WriterBusy(Failure):
    """Another process is writing to the workspace; the message says which, what for and since when."""


class WriterLock:
    """The right to ingest into a workspace and to build its generations::

        with WriterLock(home, purpose="ingesting documents"):
            ...

    The system itself gives the lock back when the process ends, however it ends. `wait` is how many seconds to wait
    for another holder before `WriterBusy` is raised.
    """

    def __init__(self, home: Path, *, purpose: str, wait: float = 0.0) -> None:
        self._path = home / FILE_NAME
        self._purpose = purpose
        self._wait = wait
        self._handle: int | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            self._take(handle)
            self._say_who(handle)
        except BaseException:
            os.close(handle)
            raise
        _held.add(handle)
        self._handle = handle
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.truncate(self._handle, 0)
            _held.discard(self._handle)
            os.close(self._handle)
            self._handle = None

    def _take(self, handle: int) -> None:
        until = time.monotonic() + self._wait
        while not _lock(handle):
            if time.monotonic() >= until:
                raise WriterBusy(f"The workspace is being written to by {_holder(handle)}: try again when it is done.")
            time.sleep(0.05)

    def _say_who(self, handle: int) -> None:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        os.truncate(handle, 0)
        os.write(handle, f"process {os.getpid()} ({self._purpose}, since {since})".encode())


def _holder(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 200).decode(errors="replace").strip() or "another process"


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _close_inherited() -> None:
    """A child made by fork would keep the lock of a parent that was killed, as long as it lives itself."""
    for handle in _held:
        os.close(handle)
    _held.clear()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_close_inherited)
