"""Small specifications in the layouts of many places, each read as text, as a web page and as a Word file.

What each of them says stands beside it in `expected.json`: title, code, kinds of sections and single facts.
"""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from taxonomy.reading.published import published
from tests.reading.documents import ROOT

FOLDER = ROOT / "tests" / "quirks" / "layouts"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
TEXTS = sorted(name for name in EXPECTED if name.endswith(".txt"))


def summary(data: bytes, name: str) -> list[dict[str, Any]]:
    """What is compared of each specification."""
    record: Any = published(parse(decode(data, name)))
    return [json.loads(json.dumps(_of_class(one))) for one in record["specifications"]]


def _of_class(one: dict[str, Any]) -> dict[str, Any]:
    fields = ("title", "job_code", "authority", "status", "flsa", "physical_demands", "working_environment")
    pay = one["pay"] and [one["pay"][name] for name in ("grade", "minimum", "maximum", "period")]
    return {
        **{name: one[name] for name in fields},
        "kinds": [section["kind"] for section in one["sections"] if section["heading"]],
        "duties": [duty["text"] for duty in one["duties"]],
        "competencies": [[each["label"], each["definition"]] for each in one["competencies"]],
        "knowledge": [each["text"] for each in one["knowledge"]],
        "pay": pay,
        "established": one["established"] and one["established"]["raw"],
        "revised": one["revised"] and one["revised"]["raw"],
        "supervises": (one["supervision_exercised"] or {"supervises": []})["supervises"],
        "references": sorted([each["relation"], each["title"]] for each in one["references"]),
        "asks": _leaves(one["requirement"]),
    }


def _leaves(tree: Any) -> list[Any]:
    if tree is None:
        return []
    if "op" in tree:
        return [tree["op"], [_leaves(below) for below in tree["of"]]]
    return [tree["type"], tree.get("level"), tree.get("years"), tree.get("at_class")]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_as_printed(name: str) -> None:
    assert summary((FOLDER / name).read_bytes(), name) == EXPECTED[name]


def as_page(text: str) -> bytes:
    body = "".join(f"<p>{html.escape(line) or '&nbsp;'}</p>\n" for line in text.split("\n"))
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def as_word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


WRITERS: list[Any] = [
    pytest.param(lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"), ".txt", id="windows"),
    pytest.param(lambda text: text.encode("utf-16"), ".txt", id="utf-16"),
    pytest.param(lambda text: text.encode("cp1252", "replace"), ".txt", id="cp1252"),
    pytest.param(as_page, ".html", id="page"),
    pytest.param(as_word, ".docx", id="word"),
]
# Where every line becomes a paragraph, spaces part no columns and no line goes on below.
BY_LINES = {".html": ("codes_in_a_column", "colons"), ".docx": ("colons",)}


@pytest.mark.parametrize(("write", "ending"), WRITERS)
@pytest.mark.parametrize("name", TEXTS)
def test_in_other_formats(name: str, write: Callable[[str], bytes], ending: str) -> None:
    stem = Path(name).stem
    if stem in BY_LINES.get(ending, ()):
        pytest.skip("its lines or columns are no paragraphs")
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert summary(write(text), stem + ending) == EXPECTED[name]
