"""A process killed at any moment loses nothing that it acknowledged, and the workspace is ready again at once.

``ATLAS_KILLS`` says how often a process is killed in each test (the full mark: 200).
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable

import pytest

from taxonomy.store import StaleVersion, Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")

KILLS = int(os.environ.get("ATLAS_KILLS", "20"))


def test_no_acknowledged_decision_or_document_is_lost(place, document):
    """Each round a process writes as fast as it can, until it is killed in the middle of whatever it is doing."""
    place.open().close()
    acknowledged: list[str] = []
    chance = random.Random(311)
    for round in range(KILLS):
        work = functools.partial(_write, place, document, round)
        acknowledged += killed_while(work, chance.uniform(0.02, 0.25))
        with Store.open(place.home, place.url) as store:
            assert store.verify_ledger() == []
            assert store.verify_documents() == []
            here = {decision.id for decision in store.decisions()} | {d.name for d in store.documents()}
        assert not set(acknowledged) - here
    assert len(acknowledged) > KILLS


def _write(place, document, round: int, say: Callable[[str], None]) -> None:
    with Store.open(place.home, place.url) as store:
        for number in range(100_000):
            say(store.append_decision("same", None, f"left-{number}", "right", by="Ana", why="because").id)
            name = f"{round}-{number}.txt"
            store.put_documents([document(name, name.encode())])
            say(name)


def test_two_writing_processes_and_readers(place):
    """Both append 100 decisions; whoever looked too long ago is told, looks again, and loses nothing."""
    place.open().close()
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_append_many, args=(place, f"writer {number}", 100)) for number in range(2)]
    for writer in writers:
        writer.start()
    problems: list[str] = []
    stop = threading.Event()
    readers = [threading.Thread(target=_read_on, args=(place, stop, problems)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for writer in writers:
        writer.join()
    stop.set()
    for reader in readers:
        reader.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert problems == []
    with Store.open(place.home, place.url) as store:
        decisions = store.decisions()
        assert len(decisions) == 200
        assert [d.sequence for d in decisions] == list(range(1, 201))
        # Nobody decided without having seen the decision before his own.
        assert all(d.why == str(d.sequence - 1) for d in decisions)


def _append_many(place, by: str, count: int) -> None:
    with Store.open(place.home, place.url) as store:
        while count:
            seen, _ = store.ledger_head()
            try:
                store.append_decision("same", "q", "a", "b", by=by, why=str(seen), expected_sequence=seen)
            except StaleVersion:
                continue
            count -= 1


def _read_on(place, stop: threading.Event, problems: list[str]) -> None:
    with Store.open(place.home, place.url) as store:
        while not stop.wait(0.02):
            problems.extend(store.verify_ledger())


def killed_while(work: Callable[[Callable[[str], None]], None], seconds: float) -> list[str]:
    """Fork a process that does `work`, kill it `seconds` after its first word, and give all the words it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            work(lambda word: os.write(writer, f"{word}\n".encode()) and None)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        first = said.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        words = [first, *said.read().splitlines(keepends=True)]
    assert os.WIFSIGNALED(status), "the process ended by itself"
    return [word.decode().strip() for word in words if word.endswith(b"\n")]
