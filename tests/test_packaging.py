"""Does a wheel built from the project work away from the checkout, with its data?"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; skips where nothing here can build one without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = shutil.which("uv")
    build = [uv, "build", "--wheel"] if uv else [sys.executable, "-m", "pip", "wheel", "--no-deps"]
    out = ["--out-dir", str(folder)] if uv else ["--wheel-dir", str(folder)]
    done = subprocess.run([*build, str(ROOT), *out], capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if not wheels:
        pytest.skip(f"no wheel could be built here: {done.stderr[-300:]}")
    return wheels[0]


def test_it_holds_the_code_the_pages_and_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("taxonomy", "index", "webapp"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix not in {".pyc"} and "_data" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in names
    for path in (ROOT / "data").rglob("*"):
        if path.is_file():
            assert f"taxonomy/_data/{path.relative_to(ROOT / 'data').as_posix()}" in names


def test_it_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    # -I leaves the checkout out of the path; the packages that we depend on come from this environment.
    program = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from webapp.cli import main; main()"
    command = [sys.executable, "-I", "-c", program, "--home", str(tmp_path / "home")]
    documents = unpacked / "taxonomy" / "_data" / "documents"
    done = subprocess.run(
        [*command, "ingest", str(documents)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    found = subprocess.run([*command, "search", "CS2154"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "denver/311-customer-service-agent" in found.stdout
