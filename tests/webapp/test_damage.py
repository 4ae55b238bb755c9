"""A damaged generation is passed over for the one before it, built anew by itself, and said so."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from taxonomy.generation.generations import GenerationInfo, current_generation, verify
from tests.cli.conftest import DOCUMENTS, run_in
from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import read_settings


@pytest.fixture(scope="module")
def twice_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two generations."""
    home = tmp_path_factory.mktemp("built") / "home"
    workspace = Workspace.open(home)
    workspace.ingest([DOCUMENTS])
    workspace.rebuild()
    workspace.close()
    return home


@pytest.fixture
def home(twice_built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(twice_built, tmp_path / "home"))


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    opened = Workspace.open(home)
    yield opened
    opened.close()


def in_force(home: Path) -> GenerationInfo:
    info = current_generation(home)
    assert info is not None
    return info


def flip(path: Path) -> None:
    """Change every byte in the middle third of a file."""
    data = bytearray(path.read_bytes())
    third = max(1, len(data) // 3)
    data[third : 2 * third] = bytes(byte ^ 0x5A for byte in data[third : 2 * third])
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["atlas.index", "classes.records", "documents.records", "manifest.json"])
def test_the_generation_before_is_read(home: Path, workspace: Workspace, name: str) -> None:
    number = in_force(home).number
    flip(in_force(home).path / name)
    opened = workspace.opened
    assert opened is not None
    assert (opened.number, opened.is_fallback) == (number - 1, True)
    assert opened.atlas.summaries


def test_a_site_heals_itself(home: Path, workspace: Workspace) -> None:
    """Damage that comes while the pages are served: one answer says so, and the next ones are whole again."""
    app = create_app(workspace, read_settings({}))
    client = app.test_client()
    number = in_force(home).number
    assert client.get("/api/v1/health").get_json()["status"] == "ready"
    flip(in_force(home).path / "classes.records")
    workspace.examine()
    health = client.get("/api/v1/health").get_json()
    assert health["generation"] in (number - 1, number + 1)
    for _ in range(300):
        if in_force(home).number > number:
            break
        time.sleep(0.1)
    health = client.get("/api/v1/health").get_json()
    assert (health["generation"], health["status"]) == (number + 1, "ready")
    assert verify(in_force(home)) == []
    assert client.get("/classes").status_code == 200


def test_a_page_that_fails_over_damage_is_not_our_fault_for_ever(home: Path, workspace: Workspace) -> None:
    app = create_app(workspace, read_settings({}))
    client = app.test_client()
    key = next(iter(workspace.atlas.classes))
    path = in_force(home).path / "classes.records"
    size = path.stat().st_size
    with path.open("r+b") as file:  # in place: the open generation sees it
        file.write(b"\xc1" * (size // 2))
    first = client.get(f"/classes/{key}").status_code
    assert first in (200, 503)
    assert client.get(f"/classes/{key}").status_code == 200 or first == 200


def test_the_command_says_so_and_answers(home: Path) -> None:
    run = run_in(home)
    flip(in_force(home).path / "classes.records")
    found = run("search", "CS2154", "--json")
    assert (found.code, bool(found.json["hits"])) == (0, True)
    assert "is damaged and is read no longer" in found.err
    assert run("check").code == 1
    (in_force(home).path / "manifest.json").write_bytes(b'{"format": "\xff"}')
    assert run("search", "CS2154", "--json").json["hits"]
    assert run("reindex").code == 0
    assert run("check").code == 0
