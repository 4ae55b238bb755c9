"""Small PDFs made by hand: pages of lines, each with a place, a size and a weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_HEAD = b"%PDF-1.4\n"
_FIRST_PAGE = 5  # objects 1 to 4: catalogue, page tree, two fonts


class Printed(NamedTuple):
    """Text at a place on the page (points from the lower left)."""

    text: str
    y: float
    x: float = 72.0
    size: float = 10.0
    bold: bool = False


def paragraph(text: str, top: float, *, per_line: int = 90, x: float = 72.0, leading: float = 12.0) -> list[Printed]:
    """Text broken over lines of at most so many letters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= per_line:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Printed(line, top - leading * number, x) for number, line in enumerate(lines)]


def small_pdf(pages: Sequence[Sequence[Printed]], paint: str = "") -> bytes:
    """A PDF of these pages in Helvetica; `paint` is drawn before the text of each, in the words of the format."""
    kids = " ".join(f"{_FIRST_PAGE + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _font("Helvetica"),
        _font("Helvetica-Bold"),
    ]
    for number, page in enumerate(pages):
        objects.append(_page(_FIRST_PAGE + 2 * number + 1))
        objects.append(_content(page, paint))
    return _file(objects)


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _page(content: int) -> bytes:
    fonts = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {fonts} /Contents {content} 0 R >>".encode()
    )


def _content(page: Sequence[Printed], paint: str) -> bytes:
    drawn = f"{paint}\n" + "\n".join(
        f"BT /F{2 if line.bold else 1} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm ({_escaped(line.text)}) Tj ET"
        for line in page
    )
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn.encode("cp1252"))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes]) -> bytes:
    data, places = bytearray(_HEAD), []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (len(objects) + 1, table)
    data += b"<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, data.rindex(b"xref\n0 "))
    return bytes(data)
