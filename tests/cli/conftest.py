"""Fixtures: a workspace filled from the bundled documents, and a way to run the command in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "data" / "documents"


class Ran(Struct, frozen=True):
    """What a run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON value."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def run_in(home: Path) -> Run:
    """A function that runs ``atlas ARGUMENTS`` in the workspace `home`, as a program of its own."""

    def run(*arguments: str | Path, stdin: str | None = None) -> Ran:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ATLAS_")}
        environment["XDG_CONFIG_HOME"] = str(home.parent / "settings")  # the signing key; nothing in the user's own
        done = subprocess.run(
            [sys.executable, "-m", "webapp.cli", "--home", str(home), *map(str, arguments)],
            capture_output=True,
            text=True,
            input=stdin,
            cwd=ROOT,
            env=environment,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`atlas` in a workspace that holds the bundled documents; for reading only."""
    run = run_in(tmp_path_factory.mktemp("filled"))
    assert run("ingest", DOCUMENTS).code == 0
    return run


@pytest.fixture
def fresh(tmp_path: Path) -> Run:
    """`atlas` in an empty workspace of its own."""
    return run_in(tmp_path / "home")
