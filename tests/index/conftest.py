"""The bundled corpus as an index, read and written once for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Engine, open_engine, write_engine
from taxonomy.atlas import Atlas
from taxonomy.basics.datafiles import data_folder
from taxonomy.linking import build_atlas
from tests.index.documents import stored


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The bundled documents, linked."""
    paths = sorted((data_folder() / "documents").glob("*.txt"))
    return build_atlas([stored(path, _authority(path)) for path in paths], generation=7)


def _authority(path: Path) -> str:
    return "Los Angeles" if path.name.startswith("002") else "Denver"


@pytest.fixture(scope="session")
def home(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that holds the index of the bundled corpus; tests must not change it."""
    directory = tmp_path_factory.mktemp("generation")
    write_engine(directory, atlas)
    return directory


@pytest.fixture(scope="session")
def engine(home: Path) -> Iterator[Engine]:
    """The open index of the bundled corpus."""
    opened = open_engine(home)
    yield opened
    opened.close()
