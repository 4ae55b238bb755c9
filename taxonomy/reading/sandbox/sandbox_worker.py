"""The child process that reads documents: one order after the other over a pipe, under limits that it sets itself.

Guaranteed on Linux: no document takes more memory (address space) or computing time than allowed, and nothing is
written to disk. Where the kernel has the fences of `confinement` (`atlas check` names them), whatever code runs here,
a flaw in a C library too, reads no file but the program's own, opens no connection and starts no program; elsewhere
only Python code is held back from that. Where `resource` is missing (Windows) or a limit is not honoured (memory on
macOS), the wall clock of the parent still holds.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import IO, Protocol

import msgspec

from taxonomy.model import ReadingCorrection
from taxonomy.reading.sandbox.confinement import confine, isolate
from taxonomy.reading.sandbox.sandbox_pipe import Limits, Order, ReadAnswer, read_order, receive, send

resource: ModuleType | None
try:
    resource = import_module("resource")
except ImportError:  # Windows
    resource = None

_LINUX = sys.platform.startswith("linux")
# Audit events of what reading a document never needs.
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile")


class Reader(Protocol):
    """Bytes and name (and corrections, where there are any) → what reading gave."""

    def __call__(self, data: bytes, name: str, *corrections: ReadingCorrection) -> ReadAnswer: ...


def named(path: str) -> Reader:
    """The function a ``module:name`` path stands for; functions cross to another process only by name."""
    module, _, name = path.partition(":")
    found: Reader = getattr(import_module(module), name)
    return found


def serve(orders: IO[bytes], answers: IO[bytes], reader: Reader, limits: Limits) -> None:
    """Answer orders until the parent goes, or until memory ran out once (a fresh child is cleaner)."""
    while (payload := receive(orders)) is not None:
        order = read_order(payload)
        _allow_computing(limits.cpu_seconds)
        answer = _answer(order, reader, limits)
        send(answers, msgspec.structs.replace(answer, peak_bytes=_peak()))


def _answer(order: Order, reader: Reader, limits: Limits) -> ReadAnswer:
    try:
        return reader(order.data, order.name, *order.corrections)
    except MemoryError:
        return ReadAnswer(error=f"Reading it would take more than {limits.memory_bytes // 2**20} MB of memory.")
    except Exception as error:
        # The door of the child: whatever a reader trips over, the other documents go on.
        return ReadAnswer(error=f"Reading it failed ({error!r:.200}).")


def _allow_computing(seconds: int) -> None:
    """From now on so many seconds of computing time, whatever earlier documents used."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        _limit("RLIMIT_CPU", int(used) + seconds + 1)


def _limit(name: str, value: int) -> None:
    if resource is None:
        return
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    within = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (within, hard))
    except (ValueError, OSError):  # macOS refuses some limits; the wall clock remains
        return


def _peak() -> int:
    if _LINUX:
        # Not `ru_maxrss`: a child inherits there what its parent held when it started it.
        status = os.pread(_status(), 8192, 0).decode("ascii", "replace")
        found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
        return int(found[1]) * 1024 if found else 0
    if resource is None:
        return 0
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak


@cache
def _status() -> int:
    """What the kernel says of this process; opened before files are out of reach."""
    return os.open("/proc/self/status", os.O_RDONLY | os.O_CLOEXEC)


def _forbid(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"A document may not do this: {event}")


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of reach of anything that prints or reads the standard ones."""
    orders = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, sys.stdin.fileno())
    os.dup2(nothing, sys.stdout.fileno())
    return orders, answers


def main(reader_path: str, limits_json: str) -> None:
    """Set the limits and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends its children
    limits = msgspec.json.decode(limits_json, type=Limits)
    orders, answers = _private_pipes()
    isolate()  # before the reader's libraries start threads
    reader = named(reader_path)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_AS", limits.memory_bytes)
    _peak()
    confine()
    sys.addaudithook(_forbid)
    serve(orders, answers, reader, limits)


if __name__ == "__main__":
    main(*sys.argv[1:])
