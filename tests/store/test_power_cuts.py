"""The power fails: what was only in memory is gone, what was acknowledged is there.

A small disk inside a file is mounted, a process writes decisions and generations to it and is killed; a copy of that
file, made without letting the system write anything back, is the disk after the power cut. ``ATLAS_POWER_CUTS`` says
how often (the full mark: 20).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from taxonomy.generation.generations import GenerationWriter, current_generation, verify
from taxonomy.store import Store

CUTS = int(os.environ.get("ATLAS_POWER_CUTS", "5"))
SIZE = 24 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the disk is made with Linux's means")


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    """The disk inside the file `image`, at `folder`."""
    folder.mkdir(exist_ok=True)
    # Written back by fsync only, not after a while: the test would otherwise be kinder than a power cut.
    made = subprocess.run(["mount", "-o", "loop,commit=300", image, folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this machine lets nobody mount a disk inside a file")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.fixture
def image(tmp_path) -> Path:
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        pytest.skip("making a disk inside a file needs root and mkfs.ext4")
    path = tmp_path / "disk"
    path.write_bytes(b"")
    os.truncate(path, SIZE)
    subprocess.run(["mkfs.ext4", "-q", path], check=True)
    return path


def test_a_power_cut_loses_nothing_that_was_acknowledged(image, tmp_path):
    chance = random.Random(615)
    acknowledged: list[str] = []
    for cut in range(CUTS):
        after = tmp_path / f"disk after cut {cut}"
        with mounted(image, tmp_path / "running") as folder:
            acknowledged += _write_until_killed(folder / "home", seconds=chance.uniform(0.2, 0.6))
            shutil.copyfile(image, after)
        with mounted(after, tmp_path / "after") as folder:
            _check(folder / "home", acknowledged)
        image.unlink()
        image = after  # life goes on with what the power cut left
    assert len(acknowledged) > CUTS


def _check(home: Path, acknowledged: list[str]) -> None:
    with Store.open(home) as store:
        assert store.verify_ledger() == []
        assert not set(acknowledged) - {decision.id for decision in store.decisions()}
    info = current_generation(home)
    assert info is not None
    assert verify(info) == []


def _write_until_killed(home: Path, *, seconds: float) -> list[str]:
    """The ids of the decisions that the writing process said were saved, after a first generation was in force."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _write(home, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        first = said.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        words = [first, *said.read().splitlines(keepends=True)]
    return [word.decode().strip() for word in words if word.endswith(b"\n")]


def _write(home: Path, writer: int) -> None:
    with Store.open(home) as store:
        while True:
            with GenerationWriter(home, version=store.version) as generation:
                (generation.path / "index").write_bytes(os.urandom(20_000))
            for _ in range(3):
                decision = store.append_decision("same", None, "a", "b", by="Ana", why="because")
                os.write(writer, f"{decision.id}\n".encode())
