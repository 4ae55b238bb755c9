"""An ingest that is killed at any moment loses nothing: the next one finishes the work, and the workspace is whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENTS, ROOT, run_in

COPIES = 12
# Seconds after the start; on any machine some of them hit reading, some storing, some building.
MOMENTS = (0.4, 0.9, 1.4, 2.0, 3.0)


def many_documents(folder: Path) -> Path:
    """Documents enough that an ingest takes a while, each a little different."""
    folder.mkdir()
    for source in sorted(DOCUMENTS.iterdir()):
        for number in range(COPIES):
            (folder / f"{number}-{source.name}").write_bytes(source.read_bytes() + f"\n\ncopy {number}\n".encode())
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_ingest_is_finished_by_the_next_one(tmp_path: Path) -> None:
    documents = many_documents(tmp_path / "documents")
    home = tmp_path / "home"
    run = run_in(home)
    assert run("ingest", DOCUMENTS).code == 0
    command = [sys.executable, "-m", "webapp.cli", "--home", str(home), "ingest", str(documents)]
    for moment in MOMENTS:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert run("search", "CS2154", "--json").json["hits"], "reading goes on with the generation before"
    done = run("ingest", documents, "--json")
    assert done.code == 0
    assert done.json["added"] + done.json["unchanged"] + done.json["updated"] == 5 * COPIES
    assert run("check").code == 0


def test_two_ingests_at_once_both_arrive(tmp_path: Path) -> None:
    home, files = tmp_path / "home", sorted(DOCUMENTS.iterdir())
    command = [sys.executable, "-m", "webapp.cli", "--home", str(home), "ingest"]
    for number, half in enumerate((files[:2], files[2:])):
        (tmp_path / str(number)).mkdir()
        for path in half:
            shutil.copy(path, tmp_path / str(number))
    both = [subprocess.Popen([*command, str(tmp_path / str(number))], cwd=ROOT) for number in (0, 1)]
    assert [process.wait() for process in both] == [0, 0]
    run = run_in(home)
    assert run("check").code == 0
    assert run("ingest", DOCUMENTS, "--json").json["added"] == 0
