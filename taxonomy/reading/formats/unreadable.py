"""What is raised when a file gives no lines at all?"""

from __future__ import annotations


class UnreadableDocument(Exception):
    """The file cannot be read. The message is one plain sentence for the person who brought the file."""


class PicturesOnly(UnreadableDocument):
    """The file shows its text only in pictures: a scan."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}. To read the pictures themselves (OCR), install the extra `ocr` (in the program's folder: "
            "pip install '.[ocr]'), or save the file with text by another OCR program."
        )
