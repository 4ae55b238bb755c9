"""Readers that misbehave, for the children of the sandbox to run."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.sandbox.sandbox_pipe import ReadAnswer


def lines_only(data: bytes, name: str) -> ReadAnswer:
    """Decode and do not parse."""
    try:
        return ReadAnswer(document=decode(data, name))
    except UnreadableDocument as error:
        return ReadAnswer(error=str(error))


def by_content(data: bytes, name: str) -> ReadAnswer:
    """Do what the document's text asks for."""
    deeds = {b"hang": _hang, b"spin": _spin, b"die": _die, b"eat": _eat, b"raise": _raise, b"print": _print}
    deeds |= {b"connect": _connect, b"start": _start}
    word, _, target = data.strip().partition(b" ")
    deed = deeds.get(word)
    if deed is not None:
        deed()
    hostile = HOSTILE.get(word)
    if hostile is not None:
        raise AssertionError(f"it could: {hostile(target.decode())!r}")
    return lines_only(data, name)


def _hang() -> None:
    time.sleep(600)


def _spin() -> None:
    while True:
        pass


def _die() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def _eat() -> None:
    held = [bytes(16 * 1024 * 1024) for _ in range(200)]
    raise AssertionError(f"{len(held)} blocks were to be had")


def _raise() -> None:
    raise KeyError("competencies")


def _print() -> None:
    print("this must not reach the parent", flush=True)
    os.write(1, b"nor this")


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _environment(_: str) -> object:
    """What a secret in the environment would be found by, in Python and in the kernel's own list."""
    return sorted(set(os.environ) - {"PYTHONPATH", "PYTHONUTF8", "LC_CTYPE"}) or _refused("nothing but its own")


def _refused(why: str) -> object:
    raise PermissionError(why)


def _connect_in_c(_: str) -> object:
    """Past every hook of Python: the C library itself."""
    handle = LIBC.socket(2, 1, 0)
    return handle if handle >= 0 else _refused(os.strerror(ctypes.get_errno()))


def _start_in_c(_: str) -> object:
    child = LIBC.fork()
    if child == 0:
        os._exit(0)
    return child if child > 0 else _refused(os.strerror(ctypes.get_errno()))


def _open_in_c(target: str, flags: int) -> object:
    handle = LIBC.open(target.encode(), flags, 0o600)
    return handle if handle >= 0 else _refused(os.strerror(ctypes.get_errno()))


def _result_in_c(call: str, *arguments: object) -> object:
    result = getattr(LIBC, call)(*arguments)
    return result if result == 0 else _refused(os.strerror(ctypes.get_errno()))


LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None
HOSTILE: dict[bytes, Callable[[str], object]] = {
    b"environment": _environment,
    b"c-connect": _connect_in_c,
    b"c-start": _start_in_c,
    b"c-read": lambda target: _open_in_c(target, os.O_RDONLY),
    b"c-create": lambda target: _open_in_c(target, os.O_WRONLY | os.O_CREAT),
    b"c-truncate": lambda target: _result_in_c("truncate", target.encode(), 0),
    b"c-delete": lambda target: _result_in_c("unlink", target.encode()),
    b"c-rights": lambda target: _result_in_c("chmod", target.encode(), 0o777),
    b"c-signal-parent": lambda _: _result_in_c("kill", os.getppid(), 0),
    b"c-signal-group": lambda _: _result_in_c("kill", 0, 0),
    b"c-trace-parent": lambda _: _result_in_c("ptrace", 16, os.getppid(), 0, 0),
    b"c-namespace": lambda _: _result_in_c("unshare", 0x10000000),
    b"read": lambda target: Path(target).read_bytes(),
    b"list": lambda target: os.listdir(target),
}


def _start() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)
