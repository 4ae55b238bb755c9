"""Which workspace, settings and generation does this request work with?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g

from taxonomy.atlas import Atlas
from webapp.settings import Settings

if TYPE_CHECKING:
    from webapp.service.workspace import Opened, Workspace

_KEY = "atlas"


class NothingToRead(LookupError):
    """The workspace has no generation yet."""


def attach(app: Flask, workspace: Workspace, settings: Settings) -> None:
    """Give `app` its workspace and settings."""
    app.extensions[_KEY] = (workspace, settings)


def workspace() -> Workspace:
    """The workspace that this application serves."""
    return cast("Workspace", current_app.extensions[_KEY][0])


def settings() -> Settings:
    """The settings that this application was made with."""
    return cast(Settings, current_app.extensions[_KEY][1])


def opened() -> Opened:
    """The generation of this request: asked for once, so that one answer never mixes two of them."""
    if "opened" not in g:
        newest = workspace().opened
        if newest is None:
            raise NothingToRead("This workspace holds no documents yet.")
        g.opened = newest
    return cast("Opened", g.opened)


def atlas() -> Atlas:
    """The Atlas of this request's generation."""
    return opened().atlas
