"""What did the form say that corrects a reading? The acts in it, and the form again as it was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import request
from msgspec import Struct

from taxonomy.model.corrections import CorrectedField
from taxonomy.reading.correcting import Act, CorrectionRefused

LINE_ROWS = 6
_LONGEST = 300
_TEXTS: tuple[CorrectedField, ...] = ("code", "authority", "date")
_LINES = re.compile(r"[Ll]?\s?(\d{1,6})(?:\s?[-–]\s?[Ll]?(\d{1,6}))?")


class LineEntry(Struct, frozen=True, kw_only=True):
    """One line or run of lines in the form, and what it is said to be."""

    lines: str = ""
    what: str = ""


class CorrectEntries(Struct, frozen=True, kw_only=True):
    """The form that corrects a reading, as it was filled in."""

    is_class: str = ""
    title: str = ""
    code: str = ""
    authority: str = ""
    date: str = ""
    columns: str = ""
    scope: str = "document"
    why: str = ""
    rows: tuple[LineEntry, ...] = (LineEntry(),) * LINE_ROWS


def entries() -> CorrectEntries:
    """The form of this request; a chosen candidate counts where no text was typed."""
    given = {
        name: (request.form.get(name, "").strip() or request.form.get(f"{name}_choice", "").strip())[:_LONGEST]
        for name in ("title", "code", "authority", "date")
    }
    lines, whats = request.form.getlist("lines"), request.form.getlist("what")
    rows = [LineEntry(lines=a.strip()[:20], what=b[:40]) for a, b in zip(lines, whats, strict=False)][: LINE_ROWS * 5]
    return CorrectEntries(
        is_class=request.form.get("is_class", ""),
        columns=request.form.get("columns", ""),
        scope="form" if request.form.get("scope") == "form" else "document",
        why=request.form.get("why", "").strip()[:2_000],
        rows=(*rows, *(LineEntry(),) * (LINE_ROWS - len(rows))),
        **given,
    )


def acts_of(entered: CorrectEntries) -> tuple[Act, ...]:
    """What the form says. Raises CorrectionRefused for a line that is no number."""
    return tuple(_acts(entered))


def _acts(entered: CorrectEntries) -> Iterator[Act]:
    if entered.is_class in ("yes", "no"):
        yield Act(field="class", value=entered.is_class)
    if entered.title:
        found = _LINES.fullmatch(entered.title)
        yield Act(field="title", **_range(entered.title)) if found else Act(field="title", value=entered.title)
    for field in _TEXTS:
        if value := getattr(entered, field):
            yield Act(field=field, value=value)
    for row in entered.rows:
        if row.lines and row.what:
            yield _line_act(row)
        elif row.lines:
            raise CorrectionRefused(f"Say what line {row.lines} is.")
    if entered.columns.isdigit():
        yield Act(field="columns", value=entered.columns)


def _line_act(row: LineEntry) -> Act:
    kind, _, value = row.what.partition(":")
    if kind == "lines":
        return Act(field="lines", value=value, **_range(row.lines))
    if kind == "furniture":
        return Act(field="furniture", **_range(row.lines))
    field: CorrectedField = "section" if kind == "section" else "heading"
    return Act(field=field, value=value, **_range(row.lines))


def _range(text: str) -> dict[str, Any]:
    found = _LINES.fullmatch(text)
    if found is None:
        raise CorrectionRefused(f"“{text}” is no line: write a number (12), or two (12-15).")
    return {"first_line": int(found[1]), "last_line": int(found[2] or found[1])}
