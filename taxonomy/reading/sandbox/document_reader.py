"""What does reading one document give, from its bytes to its records?"""

from __future__ import annotations

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.parse import parse
from taxonomy.reading.sandbox.sandbox_pipe import ReadAnswer


def read_document(data: bytes, name: str) -> ReadAnswer:
    """Decode and parse one document. What was decoded is kept even where parsing fails."""
    try:
        document = decode(data, name)
    except UnreadableDocument as error:
        return ReadAnswer(error=str(error))
    try:
        return ReadAnswer(document=document, parsed=parse(document))
    except MemoryError:
        raise
    except Exception as error:
        # The door of the child: whatever a reader trips over, the other documents go on.
        return ReadAnswer(document=document, error=f"The text was decoded, but reading it failed ({error!r:.200}).")
