"""The pages, the JSON API and the `atlas` command over one workspace. Decides nothing about the domain."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.service.workspace import Workspace
    from webapp.settings import Settings


def create_app(workspace: Workspace, settings: Settings | None = None) -> Flask:
    """The web application over `workspace`."""
    # Flask and the index cost half a second; commands that serve no pages live in this package too.
    application = importlib.import_module("webapp.application")
    app: Flask = application.create_app(workspace, settings)
    return app
