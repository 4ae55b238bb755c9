"""The bundled documents, read and indexed once for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from taxonomy.datafiles import data_folder
from webapp import create_app
from webapp.settings import Settings
from webapp.workspace import Workspace


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
