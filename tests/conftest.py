"""Fixtures that every room's tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxonomy.atlas import Atlas
from taxonomy.basics.corpus import CorpusEntry, read_corpus_table
from taxonomy.basics.naming import document_id
from taxonomy.linking import build_atlas
from taxonomy.model import StoredDocument
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The developers' documents; a test that needs them skips where they are not at hand."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the developers' documents (../shared/data) are not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def bundled_documents() -> tuple[StoredDocument, ...]:
    """The bundled documents as the workspace stores them."""
    folder = ROOT / "data" / "documents"
    table = read_corpus_table(folder)
    return tuple(
        stored_document(path.name, path.read_bytes(), table.get(path.name)) for path in sorted(folder.iterdir())
    )


@pytest.fixture(scope="session")
def bundled_atlas(bundled_documents: tuple[StoredDocument, ...]) -> Atlas:
    """The Atlas of the bundled documents, before any decision."""
    return build_atlas(bundled_documents)


def stored_document(name: str, data: bytes, entry: CorpusEntry | None = None) -> StoredDocument:
    """A document as it stands in the workspace after it was read."""
    document = decode(data, name)
    return StoredDocument(
        id=document_id(name, document.source.sha256),
        name=name,
        authority=entry.authority if entry else None,
        status=entry.status if entry else None,
        lines=document.lines,
        parsed=parse(document),
    )
