"""What does reading one document give, from its bytes to its records?"""

from __future__ import annotations

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.parse import parse
from taxonomy.reading.sandbox.sandbox_pipe import Answer


def read_document(data: bytes, name: str) -> Answer:
    """Decode and parse one document. What was decoded is kept even where parsing fails."""
    try:
        document = decode(data, name)
    except UnreadableDocument as error:
        return Answer(error=str(error))
    try:
        return Answer(document=document, parsed=parse(document))
    except MemoryError:
        raise
    except Exception as error:
        # The door of the child: whatever a reader trips over, the other documents go on.
        return Answer(document=document, error=f"The text was decoded, but reading it failed ({error!r:.200}).")
