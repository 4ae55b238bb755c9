"""Readers that misbehave, for the children of the sandbox to run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.sandbox.sandbox_pipe import Answer


def lines_only(data: bytes, name: str) -> Answer:
    """Decode and do not parse."""
    try:
        return Answer(document=decode(data, name))
    except UnreadableDocument as error:
        return Answer(error=str(error))


def by_content(data: bytes, name: str) -> Answer:
    """Do what the document's text asks for."""
    deeds = {b"hang": _hang, b"spin": _spin, b"die": _die, b"eat": _eat, b"raise": _raise, b"print": _print}
    deeds |= {b"connect": _connect, b"write": _write, b"start": _start}
    deed = deeds.get(data.strip())
    if deed is not None:
        deed()
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


def _write() -> None:
    Path(os.environ["ATLAS_TEST_TARGET"]).write_text("written", encoding="utf-8")


def _start() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)
