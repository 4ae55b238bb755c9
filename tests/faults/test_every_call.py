"""Killed, or refused by the disk, at the calls of one cycle: nothing acknowledged is lost, nothing is half there.

``ATLAS_FAULTS=full`` takes every single call; without it some of them, others each day.
"""

from __future__ import annotations

import datetime
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FULL = os.environ.get("ATLAS_FAULTS") == "full"
STEP = 1 if FULL else 13
COMPILER = shutil.which("cc")

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="faults are made with Linux's means"),
    pytest.mark.skipif(COMPILER is None, reason="there is no C compiler (cc) to build the faults with"),
]


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that lets calls fail."""
    built = tmp_path_factory.mktemp("faults") / "failing_calls.so"
    command = [str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(built), str(HERE / "failing_calls.c"), "-ldl"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"cc cannot build it here: {made.stderr[:200]}")
    return built


def rounds(
    faults: Path, folder: Path, reason: int, *, goes_on: bool = False, lies: bool = False
) -> list[dict[str, Any]]:
    """What happened at each call that was interrupted."""
    first = 1 if FULL else 1 + datetime.date.today().toordinal() % STEP
    words = [folder, reason, "on" if goes_on else "once", first, STEP, "lies" if lies else "honest"]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.one_cycle", *map(str, words)],
        env={**os.environ, "LD_PRELOAD": str(faults)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def complaints(found: list[dict[str, Any]]) -> list[str]:
    return [f"call {each['at']}: {problem}" for each in found for problem in each["found"]]


def test_killed_at_a_call_nothing_is_lost(faults: Path, tmp_path: Path) -> None:
    found = rounds(faults, tmp_path, 0)
    assert complaints(found) == []
    assert len(found) * STEP > 100, "a cycle has hundreds of calls: are they counted?"


@pytest.mark.parametrize(
    ("reason", "goes_on"),
    [(errno.ENOSPC, True), (errno.EIO, False), (errno.EROFS, True)],
    ids=["disk full", "an error of the disk", "read-only"],
)
def test_a_refusing_disk_is_said_in_a_sentence(faults: Path, tmp_path: Path, reason: int, goes_on: bool) -> None:
    found = rounds(faults, tmp_path, reason, goes_on=goes_on)
    assert complaints(found) == []
    strange = [
        words for each in found for words in each["said"] if words.startswith("?") or "The program failed" in words
    ]
    assert strange == []
    assert any(words.startswith("! ") for each in found for words in each["said"])


def test_the_checker_finds_what_was_acknowledged_too_early(faults: Path, tmp_path: Path) -> None:
    """A planted fault proves the checker: a document is acknowledged before it is stored."""
    assert any("is gone" in problem for problem in complaints(rounds(faults, tmp_path, 0, lies=True)))
