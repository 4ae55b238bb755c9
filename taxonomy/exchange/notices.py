"""A classification notice as a file: Markdown, HTML or Word."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

import docx

from taxonomy.plan.notice_builder import BuiltTable, Field, NoticeParagraph, Part, Title

_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}caption{font-weight:bold;text-align:left;padding:.5rem 0}"
    "th,td{border:1px solid;padding:.3rem .6rem;text-align:left;vertical-align:top}"
)


def notice_markdown(parts: Iterable[Part]) -> str:
    """The notice as Markdown, tables with pipes."""
    return "\n\n".join(_markdown(part) for part in parts) + "\n"


def _markdown(part: Part) -> str:
    match part:
        case Title(text):
            return f"# {text}"
        case Field(label, value):
            return f"{label}: {value}"
        case NoticeParagraph(text):
            return text
        case BuiltTable(caption, head, rows):
            lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
            return f"## {caption}\n\n" + "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def notice_html(parts: Sequence[Part]) -> str:
    """The notice as one page of HTML that stands alone and prints."""
    title = next((part.text for part in parts if isinstance(part, Title)), "")
    body = "\n".join(_html(part) for part in parts)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _html(part: Part) -> str:
    match part:
        case Title(text):
            return f"<h1>{escape(text)}</h1>"
        case Field(label, value):
            return f"<p><strong>{escape(label)}:</strong> {escape(value)}</p>"
        case NoticeParagraph(text):
            return f"<p>{escape(text)}</p>"
        case BuiltTable(caption, head, rows):
            heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
            lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
            return f"<table>\n<caption>{escape(caption)}</caption>\n<tr>{heads}</tr>\n{lines}</table>"


def notice_docx(parts: Sequence[Part]) -> bytes:
    """The notice as a Word document; the same notice gives the same text and properties."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)
    for part in parts:
        match part:
            case Title(text):
                document.core_properties.title = text
                document.add_heading(text, level=1)
            case Field(label, value):
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(value)
            case NoticeParagraph(text):
                document.add_paragraph(text)
            case BuiltTable(caption, head, rows):
                document.add_heading(caption, level=2)
                _add_table(document, (head, *rows))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
