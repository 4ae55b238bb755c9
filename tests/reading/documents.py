"""Documents that the tests of reading share: texts written here, quirk files, the bundled corpus."""

from __future__ import annotations

import hashlib
from pathlib import Path

from taxonomy.model import Document, ParsedDocument, Source, Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = tuple(sorted((ROOT / "data" / "documents").glob("*.txt")))
QUIRKS = tuple(sorted((ROOT / "tests" / "quirks").glob("*.txt")))


def document(text: str, name: str = "example.txt") -> Document:
    """`text` as a decoded document."""
    lines = tuple(text.split("\n"))
    source = Source(
        name=name,
        media_type="text/plain",
        encoding="utf-8",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        lines=len(lines),
    )
    return Document(source=source, lines=lines)


def decoded(path: Path) -> Document:
    """The file at `path`, as the product decodes it."""
    return decode(path.read_bytes(), path.name)


def read(path: Path) -> ParsedDocument:
    """The file at `path`, read."""
    return parse(decoded(path))


def read_quirk(name: str) -> ParsedDocument:
    """The quirk file of that name, read."""
    return read(ROOT / "tests" / "quirks" / f"{name}.txt")


def only(parsed: ParsedDocument) -> Specification:
    """The one specification of a document."""
    (specification,) = parsed.specifications
    return specification
