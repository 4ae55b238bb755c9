"""Linear algebra runs in one thread, in the server and in every process that builds an index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_COUNT = (
    "from threadpoolctl import threadpool_info as i; print({x['num_threads'] for x in i() if x['user_api'] == 'blas'})"
)


@pytest.mark.parametrize("imported", ["index", "webapp.application", "index.storage.segments", "webapp.cli.serving"])
def test_blas_has_one_thread(imported: str) -> None:
    code = f"import {imported}\n{_COUNT}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("{1}", "set()"), "or a numpy without such a library"
