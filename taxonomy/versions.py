"""Which reader and which builder made what is stored? Known by their own source, so that nobody must remember to count.

What was read by another reader is read again, and what was built by another builder is built again, when next something
is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from taxonomy.datafiles import data_folder

_HERE = Path(__file__).resolve().parent


@cache
def reader_version() -> str:
    """Changes with the code and the tables that turn bytes into records."""
    return _fingerprint([*_HERE.glob("reading/**/*.py"), *_HERE.glob("model/*.py"), *data_folder().glob("*.toml")])


@cache
def builder_version() -> str:
    """Changes with any code or table that has a part in what is derived."""
    packages = [path for package in (_HERE, _HERE.parent / "index") for path in package.rglob("*.py")]
    words = (data_folder() / "meanings" / name for name in ("words.txt", "vectors.npy"))
    return _fingerprint([*packages, *data_folder().glob("*.toml"), *words])


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
