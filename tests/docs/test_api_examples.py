"""Is what docs/api.md promises true? Every example in it is run, and its answer has the keys that stand beside it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\natlas (.+)\n# (.+)\n```", PAGE)


def _atlas(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "webapp.cli", "--home", str(home), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the bundled documents."""
    made = tmp_path_factory.mktemp("api-examples")
    assert _atlas(made, "ingest", str(ROOT / "data" / "documents")).returncode in (0, 1)
    return made


def test_every_example_is_found() -> None:
    assert len(EXAMPLES) == PAGE.count("```console")


@pytest.mark.parametrize(("command", "keys"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_answers_with_the_keys_beside_it(command: str, keys: str, home: Path) -> None:
    done = _atlas(home, *shlex.split(command))
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    wanted = keys.split()
    if wanted[0] == "[]":
        assert isinstance(answer, list)
        assert all(set(wanted[1:]) <= row.keys() for row in answer)
    else:
        assert set(wanted) <= answer.keys()
