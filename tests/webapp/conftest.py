"""The bundled documents, read and indexed once for all tests of the pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from taxonomy.basics.datafiles import data_folder
from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that holds the bundled documents."""
    opened = Workspace.open(tmp_path_factory.mktemp("workspace"))
    opened.ingest([data_folder() / "documents"])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app(workspace: Workspace) -> Flask:
    """The application over it, without a limit on requests."""
    return create_app(workspace, Settings(rate_limit=""))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen."""
    return app.test_client()


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a generation takes longer than a person would wait for; tests look at what it holds."""
    monkeypatch.setattr("webapp.service.rebuilding.PATIENCE", 60.0)


@pytest.fixture
def own_workspace(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the workspace that a test may write to."""
    shutil.copytree(workspace.home, tmp_path / "home")
    opened = Workspace.open(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def own_app(own_workspace: Workspace) -> Flask:
    """The application over that copy."""
    return create_app(own_workspace, Settings(rate_limit=""))


_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_of(client: FlaskClient, address: str) -> str:
    """The form token on a page."""
    found = _TOKEN.search(client.get(address).get_data(as_text=True))
    assert found is not None, f"{address} holds no form"
    return found[1]
