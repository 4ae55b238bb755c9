"""What a folder's ``documents.toml`` says of its documents beside their text: authority, status, provenance."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from taxonomy.basics.failures import Failure

TABLE = "documents.toml"


class BadTable(Failure, ValueError):
    """A ``documents.toml`` that cannot be read."""


class CorpusEntry(Struct, frozen=True, kw_only=True):
    """One document of a collection. `authority` is a slug; `sha256` is of the bytes."""

    file: str
    authority: str | None = None
    kind: str | None = None
    status: str | None = None
    provenance: str | None = None
    sha256: str | None = None


def read_corpus_table(folder: Path) -> dict[str, CorpusEntry]:
    """The entries of ``documents.toml`` in `folder` or beside it, by file name; empty where there is none.

    Raises BadTable where the table is there and cannot be read.
    """
    for path in (folder / TABLE, folder.parent / TABLE):
        if path.is_file():
            try:
                rows = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
                return {row.file: row for row in msgspec.convert(rows, list[CorpusEntry])}
            except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
                raise BadTable(f"{path.name} cannot be read: {error}.") from error
    return {}
