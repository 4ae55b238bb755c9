"""How is something handed out as a file? Tables as CSV or XLSX, and whatever else has a name and a media type."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Response

from taxonomy.exchange.cells import Row
from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


_UNPRINTABLE = re.compile(r"[^\w .,()+@&'-]+")
_LONGEST_NAME = 120


def file_name(name: str) -> str:
    """`name` as a header and every disk take it: no folder, no line break, no mark that means something there."""
    plain = _UNPRINTABLE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    return plain[-_LONGEST_NAME:] or "document"


def download(data: bytes, media_type: str, name: str) -> Response:
    """`data` as a file called `name`."""
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def table_download(form: str, name: str, columns: Row, rows: Iterable[Row]) -> Response:
    """A table as the file ``<name>.<form>``, where `form` is csv or xlsx."""
    if form == "csv":
        return download(rows_to_csv(columns, rows), "text/csv", f"{name}.csv")
    return download(sheets_to_xlsx({name.capitalize(): (columns, rows)}), XLSX, f"{name}.xlsx")
