"""Facts on lines of a doubtful order, or read from a picture, are kept, marked, and never certain."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

from taxonomy.model import Problem
from taxonomy.reading.doubtful_lines import with_line_doubts
from taxonomy.reading.formats import PicturesOnly, decode
from taxonomy.reading.formats.marks import Block, lay_out
from taxonomy.reading.parse import parse
from taxonomy.reading.sandbox.sandbox import read_path

TEXT = (
    "TOOL KEEPER\nClass Code: 4410\n\nDEFINITION\n\nKeeps tools.\n\nDUTIES\n\n- Lends tools.\n- Mends handles.\n\n"
    "MINIMUM QUALIFICATIONS\n\nOne year of stock work.\n"
)
# A white picture of one dot: enough to be known as a picture
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def test_facts_on_doubtful_lines_are_marked() -> None:
    (specification,) = parse(decode(TEXT.encode(), "kept.txt")).specifications
    doubt = Problem(code="reading_order_doubtful", message="", first_line=8, last_line=15)
    marked = with_line_doubts(specification, [doubt])
    assert marked.duties == specification.duties
    assert {section.kind: section.doubt for section in marked.sections} == {
        "class_detail": None,
        "general_statement": None,
        "duties": "reading_order_doubtful",
        "minimum_qualifications": "reading_order_doubtful",
    }
    told = {each.field: [one.first_line for one in each.candidates] for each in marked.doubts}
    assert (told["duties"], told["requirement"]) == ([10, 11], [15])
    assert [(each.text, each.first_line) for each in marked.residue] == [("One year of stock work.", 15)]


def test_nothing_is_marked_without_a_doubt_about_lines() -> None:
    (specification,) = parse(decode(TEXT.encode(), "kept.txt")).specifications
    assert with_line_doubts(specification, [Problem(code="other", message="", first_line=1, last_line=15)]) == (
        specification
    )


def test_each_stretch_of_doubtful_lines_is_named() -> None:
    blocks = [Block("a", doubt="reading_order_doubtful"), Block("b", doubt="reading_order_doubtful"), Block("c")]
    problems = lay_out([*blocks, Block("d", doubt="reading_order_doubtful")]).problems
    assert [(each.first_line, each.last_line) for each in problems] == [(1, 3), (7, 7)]


def test_a_picture_says_how_it_can_be_read() -> None:
    with pytest.raises(PicturesOnly, match="extra `ocr`"):
        decode(DOT, "scan.png")


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra `ocr` (rapidocr) is not installed here")
def test_a_scan_is_read_from_its_picture_and_is_never_certain(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(_printed(TEXT))
    parsed = read_path(scan).parsed
    assert parsed is not None
    (specification,) = parsed.specifications
    assert (specification.title, specification.job_code) == ("TOOL KEEPER", "4410")
    assert {section.doubt for section in specification.sections} == {"read_from_picture"}
    assert specification.residue


def _printed(text: str) -> bytes:
    """A PDF of one page that shows `text` only as a picture."""
    pictures = pytest.importorskip("PIL.Image")
    fonts = pytest.importorskip("PIL.ImageFont")
    page = pictures.new("RGB", (1700, 2200), "white")
    drawing = pytest.importorskip("PIL.ImageDraw").Draw(page)
    drawing.multiline_text((200, 200), text, fill="black", font=fonts.load_default(36), spacing=14)
    file = BytesIO()
    page.save(file, "PDF", resolution=200)
    return file.getvalue()
