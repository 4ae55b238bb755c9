"""Is everything that has a part in what is derived part of the builder's version?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from taxonomy.basics.datafiles import data_folder
from taxonomy.generation import versions


@pytest.mark.parametrize("name", ["search.toml", "meanings/vectors.npy", "meanings/words.txt"])
def test_another_table_is_another_builder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("documents", "*.jsonl"))
    monkeypatch.setattr(versions, "data_folder", lambda: folder)
    anew: Callable[[], str] = versions.builder_version.__wrapped__
    before = anew()
    assert anew() == before
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    assert anew() != before
