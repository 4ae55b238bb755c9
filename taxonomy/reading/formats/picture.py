"""Which lines does a picture of a page show? None here: `ocr` reads pictures, where its extra is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import NoReturn

from taxonomy.reading.formats.unreadable import PicturesOnly


def is_readable() -> bool:
    """Whether pictures can be read here: whether the extra `ocr` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(data: bytes) -> NoReturn:
    """Raises `PicturesOnly`: a picture holds no text."""
    raise PicturesOnly("This is a picture of a page and holds no text")
