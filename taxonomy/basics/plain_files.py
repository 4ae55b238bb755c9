"""Is this a plain file? Pipes, devices and sockets may never end, or do something when opened: they are not read."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from taxonomy.basics.failures import Failure

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
# A pipe that nobody writes to would be waited for when it is opened; Windows knows none of these but O_BINARY.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


class NotAFile(Failure):
    """What was named is no plain file; the message says what it is."""


def open_plain(path: Path) -> BufferedReader:
    """The file at `path`, open for reading. Raises NotAFile, and OSError as `open` does."""
    _refuse(os.stat(path).st_mode)  # opening a device may already do something
    handle = os.open(path, _FLAGS)
    try:
        _refuse(os.fstat(handle).st_mode)  # asked again of what was opened: it may have been exchanged
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_plain(path: Path, most: int) -> bytes:
    """All of the plain file at `path`. Raises NotAFile also where it holds more than `most` bytes."""
    with open_plain(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise NotAFile(f"{path.name} holds more than {most / 1_000_000:,.0f} MB.")
    return data


def _refuse(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((words for test, words in _KINDS if test(mode)), "no file")
        raise NotAFile(f"This is {kind}, not a file: it was not opened.")
