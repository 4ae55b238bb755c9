"""Which reader and which builder made what is stored? Known by their own source, so that nobody must remember to count.

What was read by another reader is read again, and what was built by another builder is built again, when next something
is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from taxonomy.basics.datafiles import data_folder

_TAXONOMY = Path(__file__).resolve().parent.parent
_READING = ("reading", "model", "basics")


@cache
def reader_version() -> str:
    """Changes with the code and the tables that turn bytes into records."""
    code = [path for room in _READING for path in (_TAXONOMY / room).rglob("*.py")]
    return _fingerprint([*code, *data_folder().glob("*.toml")])


@cache
def builder_version() -> str:
    """Changes with any code or table that has a part in what is derived."""
    packages = [path for package in (_TAXONOMY, _TAXONOMY.parent / "index") for path in package.rglob("*.py")]
    words = (data_folder() / "meanings" / name for name in ("words.txt", "vectors.npy"))
    return _fingerprint([*packages, *data_folder().glob("*.toml"), *words])


def _fingerprint(paths: Iterable[Path]) -> str:
    """Of names and contents: a name counts from the package or data folder on, wherever these are installed."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        root = data_folder() if path.is_relative_to(data_folder()) else _TAXONOMY.parent
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
