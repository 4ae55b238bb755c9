"""Small office files made by hand: an OpenDocument text, a workbook, a zip of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

import xlsxwriter

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these files."""
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def open_document(body: str, styles: str = "", margins: str = "") -> bytes:
    """An OpenDocument text: `styles` are the automatic ones, `margins` stands in the master page."""
    content = f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
    page = (
        f"<office:document-styles {_SPACES}><style:master-page>{margins}</style:master-page></office:document-styles>"
    )
    text = f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content + text, "styles.xml": page}
    )


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """An Excel workbook of these sheets, row by row."""
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return data.getvalue()
