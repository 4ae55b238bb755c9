"""Disk full, read-only, errors of the disk: reads go on, writes say why in one sentence and leave nothing half done."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from taxonomy.store import Store, StoreUnavailable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with Linux's means")


def decide(store, why="x"):
    return store.append_decision("same", None, "a", "b", by="Ana", why=why)


def test_a_limit_on_the_file_is_a_full_disk(tmp_path):
    with Store.open(tmp_path) as store:
        kept = decide(store)
    assert in_child(_write_until_full, tmp_path) == "stopped"
    with Store.open(tmp_path) as store:
        assert store.decisions()[0] == kept
        assert store.verify_ledger() == []
        decide(store)


def _write_until_full(home: Path) -> str:
    with Store.open(home) as store:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (home / "atlas.db").stat().st_size + 64 * 1024
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        acknowledged = len(store.decisions())
        said = ""
        while not said:
            try:
                decide(store, why="long reasons " * 500)
                acknowledged += 1
            except StoreUnavailable as error:
                said = str(error)
        assert "nothing was saved" in said
        assert len(store.decisions()) == acknowledged
        assert store.verify_ledger() == []
    return "stopped"


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs root")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this machine lets nobody mount")
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def test_a_full_disk(small_disk, document):
    with Store.open(small_disk) as store:
        store.put_documents([document("a", b"1")])
        filler = small_disk / "filler"
        fill(filler)
        with pytest.raises(StoreUnavailable, match="nothing was saved"):
            store.put_documents([document("b", os.urandom(100_000))])
        assert [d.name for d in store.documents()] == ["a"]
        filler.unlink()
        assert store.put_documents([document("b", b"2")]) == ["added"]


def test_a_read_only_disk(small_disk, document):
    with Store.open(small_disk) as store:
        store.put_documents([document("a", b"1")])
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with Store.open(small_disk) as store:
        assert [d.name for d in store.documents()] == ["a"]
        with pytest.raises(StoreUnavailable, match="read-only"):
            decide(store)


def test_a_database_that_was_cut_short(tmp_path, document):
    with Store.open(tmp_path) as store:
        store.put_documents([document(str(number), os.urandom(2000)) for number in range(100)])
    with (tmp_path / "atlas.db").open("r+b") as file:
        file.truncate(file.seek(0, os.SEEK_END) // 2 + 100)
    with pytest.raises(StoreUnavailable, match="damaged"), Store.open(tmp_path) as store:
        list(store.documents())


def test_a_server_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        Store.open(tmp_path, "postgresql://atlas@127.0.0.1:1/atlas")


def fill(path: Path) -> None:
    """Write until there is no room left."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(512)):
            pass


def in_child(work, *arguments):
    """What `work` returns in a process of its own, whose limits die with it."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(work, arguments)
