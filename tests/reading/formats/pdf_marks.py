"""How well are real PDFs read? Words of each PDF against the same bulletin as plain text.

Run it (``python tests/reading/formats/pdf_marks.py``) for the figures of every file; the tests hold the marks.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from taxonomy.reading.formats import decode

# Dots of leaders, bullets and marks are no words; quotes differ between the two files.
_WORD = re.compile(r"[A-Za-z0-9$%/&@]+(?:[-.,'][A-Za-z0-9$%/&@]+)*")
SHARED_DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def words(path: Path) -> Counter[str]:
    """The words of a file as our reader gives them, marks and kinds of quotes aside."""
    text = "\n".join(decode(path.read_bytes(), path.name).lines).replace("’", "'").replace("**", "")
    return Counter(_WORD.findall(text.lower()))


def twins(shared_data: Path) -> Iterator[tuple[Path, Path]]:
    """PDFs and their plain texts."""
    for pdf in sorted((shared_data / "la_pdf").glob("*.pdf")):
        text = shared_data / "la_bulletins" / f"{pdf.stem}.txt"
        if text.is_file():
            yield pdf, text


def precision_and_recall(pdf: Path, text: Path) -> tuple[float, float]:
    """Of the words read from the PDF, how many are in the text; of those in the text, how many were read."""
    read, expected = words(pdf), words(text)
    common = (read & expected).total()
    return common / read.total(), common / expected.total()


def main() -> None:
    """Print precision, recall and seconds of every pair."""
    for pdf, text in twins(SHARED_DATA):
        began = time.perf_counter()
        precision, recall = precision_and_recall(pdf, text)
        print(f"{precision:.4f} {recall:.4f} {time.perf_counter() - began:5.2f} s  {pdf.name}")
        if "-v" in sys.argv:
            read, expected = words(pdf), words(text)
            print("   only in pdf:", dict(read - expected), "\n   only in text:", dict(expected - read))


if __name__ == "__main__":
    main()
