"""How are many documents, some of them hostile, read fast and without harm?

A few child processes each read one document after the other; one that runs out of time or memory, or dies, fails its
document alone and is replaced. Children keep what they imported, so that a small file costs milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from typing import IO

import msgspec
from msgspec import Struct

import taxonomy
from taxonomy.basics.plain_files import NotAFile, open_plain
from taxonomy.model import Corrections, Document, ParsedDocument
from taxonomy.model.corrections import NOTHING_CORRECTED
from taxonomy.reading.formats import MAX_BYTES, UnreadableDocument, refuse_large
from taxonomy.reading.formats.picture import is_readable
from taxonomy.reading.sandbox.sandbox_pipe import Limits, Order, ReadAnswer, read_answer, receive, send

__all__ = ["Limits", "ReadResult", "fences", "read_path", "read_paths"]

READER = "taxonomy.reading.sandbox.document_reader:read_document"
_PICTURE_READER = "taxonomy.reading.sandbox.document_reader:read_pictured"
_FOR_PICTURES = Limits(wall_seconds=600, cpu_seconds=300, memory_bytes=4 * 1024**3)  # 10 seconds and 1.3 GB a page
_NEEDED = ("SYSTEMROOT",)  # Windows starts no Python without it
_ROOT = Path(sys.executable).anchor
_DOCUMENTS_PER_CHILD = 256
_AHEAD = 4  # documents read ahead of the one that is asked for, for each child


class ReadResult(Struct, frozen=True, kw_only=True):
    """What became of one file. `error` is one plain sentence, or null; bytes and hash are there if it was opened.

    `pictured` says that it is a scan, which was not read for lack of the extra `ocr`.
    """

    path: Path
    name: str
    data: bytes = b""
    sha256: str | None = None
    document: Document | None = None
    parsed: ParsedDocument | None = None
    error: str | None = None
    pictured: bool = False


def read_paths(
    paths: Sequence[Path],
    *,
    workers: int | None = None,
    limits: Limits | None = None,
    reader: str = READER,
    corrections: Corrections = NOTHING_CORRECTED,
) -> Iterator[ReadResult]:
    """Read files in parallel over `workers` processes (default: one a core); results come in the order of `paths`.

    Closing the iterator, or Ctrl-C in the loop over it, ends the children at once. `reader` names the function that the
    children run, as ``module:name``; `corrections` are what people said about documents and forms.
    """
    count = max(1, min(workers or os.cpu_count() or 1, len(paths)))
    children = [_Child(limits or Limits(), reader) for _ in range(count)]
    idle: SimpleQueue[_Child] = SimpleQueue()
    for child in children:
        idle.put(child)
    threads = ThreadPoolExecutor(count, thread_name_prefix="read")
    try:
        yield from _in_order(threads, idle, paths, corrections, count * _AHEAD)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.close()
        threads.shutdown()


def read_path(path: Path, *, limits: Limits | None = None) -> ReadResult:
    """Read one file in a child process of its own."""
    return next(read_paths([path], workers=1, limits=limits))


def _in_order(
    threads: ThreadPoolExecutor,
    idle: SimpleQueue[_Child],
    paths: Sequence[Path],
    corrections: Corrections,
    ahead: int,
) -> Iterator[ReadResult]:
    waiting: deque[Future[ReadResult]] = deque()
    for path in paths:
        waiting.append(threads.submit(_read, idle, path, corrections))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _read(idle: SimpleQueue[_Child], path: Path, corrections: Corrections) -> ReadResult:
    try:
        data = _bytes_of(path)
    except (UnreadableDocument, NotAFile) as error:
        return ReadResult(path=path, name=path.name, error=str(error))
    except OSError as error:
        return ReadResult(path=path, name=path.name, error=f"The file cannot be opened: {error.strerror or error}.")
    sha256 = hashlib.sha256(data).hexdigest()
    child = idle.get()
    try:
        order = Order(name=path.name, data=data, corrections=corrections.for_bytes(sha256))
        answer = child.read(order)
        if answer.pictured and is_readable():
            answer = _from_pictures(order)
    finally:
        idle.put(child)
    return ReadResult(
        path=path,
        name=path.name,
        data=data,
        sha256=sha256,
        document=answer.document,
        parsed=answer.parsed,
        error=answer.error,
        pictured=answer.pictured,
    )


def _from_pictures(order: Order) -> ReadAnswer:
    """A scan is read by a child of its own, which may hold what recognizing letters takes."""
    child = _Child(_FOR_PICTURES, _PICTURE_READER)
    try:
        return child.read(order)
    finally:
        child.close()


def _bytes_of(path: Path) -> bytes:
    """The whole file, never more than the size that is read at all (it may grow while it is read)."""
    with open_plain(path) as file:
        refuse_large(os.fstat(file.fileno()).st_size)
        data = file.read(MAX_BYTES + 1)
    refuse_large(len(data))
    return data


class _Child:
    """One reading process, started when first needed and replaced when it is worn or dead."""

    def __init__(self, limits: Limits, reader: str) -> None:
        self._limits = limits
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None
        self._documents = 0
        self._closed = False

    def read(self, order: Order) -> ReadAnswer:
        """The child's answer, or the reason why there is none."""
        process = self._running()
        timed_out: list[bool] = []
        timer = Timer(self._limits.wall_seconds, _expire, (process, timed_out))
        timer.start()
        try:
            payload = _exchange(process, order)
        finally:
            timer.cancel()
        if payload is None or timed_out:
            self._stop()
        if payload is None:
            return ReadAnswer(error=self._why(process, bool(timed_out)))
        answer = read_answer(payload)
        self._wear(answer)
        return answer

    def close(self) -> None:
        """End the process, in the middle of a document too."""
        self._closed = True
        self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = _start(self._reader, self._limits)
            self._documents = 0
        if self._closed:  # closed while it was being started
            self._process.kill()
        return self._process

    def _wear(self, answer: ReadAnswer) -> None:
        """Replace a child that has read much, or that held so much memory that the next document might miss it."""
        self._documents += 1
        if self._documents >= _DOCUMENTS_PER_CHILD or answer.peak_bytes > self._limits.memory_bytes // 2:
            self._stop()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def _why(self, process: subprocess.Popen[bytes], timed_out: bool) -> str:
        code = process.returncode
        if timed_out:
            return f"Reading it took longer than {self._limits.wall_seconds:g} seconds and was stopped."
        if code == -getattr(signal, "SIGXCPU", 0):
            return f"Reading it took more than {self._limits.cpu_seconds} seconds of computing time and was stopped."
        ending = f"by signal {-code}" if code < 0 else f"with code {code}"
        return f"The process that read it ended unexpectedly ({ending})."


def _start(reader: str, limits: Limits) -> subprocess.Popen[bytes]:
    """A fresh child, in the root folder and with an empty environment: no secret of ours is in its reach."""
    return subprocess.Popen(
        [*_python("sandbox_worker"), reader, msgspec.json.encode(limits).decode()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=_ROOT,
    )


def fences() -> tuple[str, ...]:
    """The kernel's fences that a child puts up on this machine; see `confinement.FENCES` for all there are."""
    asked = subprocess.run(
        _python("confinement"), capture_output=True, text=True, env=_environment(), cwd=_ROOT, timeout=60, check=False
    )
    return tuple(asked.stdout.split())


def _python(module: str) -> list[str]:
    """``-P`` keeps the folder it is started in out of its imports; ``-B`` keeps it from writing."""
    return [sys.executable, "-P", "-B", "-m", f"taxonomy.reading.sandbox.{module}"]


def _environment() -> dict[str, str]:
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    folders = [Path(taxonomy.__file__).parent.parent, *(Path(each).absolute() for each in given if each)]
    needed = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return needed | {"PYTHONPATH": os.pathsep.join(map(str, folders)), "PYTHONUTF8": "1"}


def _exchange(process: subprocess.Popen[bytes], order: Order) -> bytes | None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        send(process.stdin, order)
        return receive(process.stdout)
    except (OSError, ValueError):  # the pipe broke, or was closed under us: the child is gone
        return None


def _expire(process: subprocess.Popen[bytes], timed_out: list[bool]) -> None:
    timed_out.append(True)
    process.kill()


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # unsent bytes for a process that is gone
        return
