"""Where do files wait that were brought in by a browser, until somebody publishes them? Nothing here is published.

Each visit is a folder of its own below ``incoming`` in the workspace, with a name that nobody can guess; what nobody
published within a day is deleted when the next files come.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

_FOLDER = "incoming"
_KEPT_SECONDS = 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 180
MOST_FILES = 200


def stage(home: Path, files: Iterable[tuple[str, IO[bytes]]]) -> str:
    """Keep files under a new token. Names are cut to their last part, so that none leads out of the folder."""
    _clear(home)
    token = secrets.token_hex(16)
    folder = home / _FOLDER / token
    folder.mkdir(mode=0o700, parents=True)
    for name, data in list(files)[:MOST_FILES]:
        safe = _safe(name)
        if safe:
            with (folder / safe).open("wb") as file:
                shutil.copyfileobj(data, file)
    return token


def staged(home: Path, token: str) -> list[Path]:
    """The files under a token, by name; none for a token that is unknown or over."""
    folder = home / _FOLDER / token
    if not _TOKEN.fullmatch(token) or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file())


def discard(home: Path, token: str) -> None:
    """Delete what waits under a token."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(home / _FOLDER / token, ignore_errors=True)


def _safe(name: str) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name.lstrip(". ")
    return "".join(letter for letter in last if letter.isprintable())[-_LONGEST_NAME:]


def _clear(home: Path) -> None:
    for folder in (home / _FOLDER).glob("*"):
        if _TOKEN.fullmatch(folder.name) and time.time() - folder.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
