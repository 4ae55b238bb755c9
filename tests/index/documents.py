"""Files as the workspace would store them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from taxonomy.basics.naming import document_id
from taxonomy.model import StoredDocument
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse


def stored(path: Path, authority: str) -> StoredDocument:
    """The document at `path`, read."""
    data = path.read_bytes()
    document = decode(data, path.name)
    return StoredDocument(
        id=document_id(path.name, hashlib.sha256(data).hexdigest()),
        name=path.name,
        authority=authority,
        lines=document.lines,
        parsed=parse(document),
    )
