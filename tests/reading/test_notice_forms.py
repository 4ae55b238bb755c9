"""Notices and board items in the forms of other bodies: sentences, tables with and without a header, labelled lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from taxonomy.model import Change, ClassEntry, Notice
from tests.reading.documents import ROOT, read

FOLDER = ROOT / "tests" / "quirks" / "notices"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
LISTS = ("retitled", "regraded", "new", "abolished")


def _row(kind: str, row: Change | ClassEntry) -> list[Any]:
    """A change as expected.json lists it; a mark such as "(NC)" is no part of a title."""
    if isinstance(row, ClassEntry):
        found = [row.title, row.code, row.grade, row.minimum, row.maximum]
    elif kind == "retitled":
        found = [row.title_from, row.title_to]
    else:
        pay = [row.minimum_from, row.maximum_from, row.minimum_to, row.maximum_to]
        found = [row.title_from, row.grade_from, row.grade_to, *pay]
    return [each.replace(" (NC)", "") if isinstance(each, str) else each for each in found]


def _wanted(expected: dict[str, Any], kind: str) -> list[list[Any]]:
    rates = [[t, g, g, old, old, new, new] for t, g, old, new in expected.get("repaid", [])]
    return [*expected.get(kind, []), *(rates if kind == "regraded" else [])]


def _compare(notice: Notice | None, expected: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What was missed, and what was read that is no change."""
    missed, false = [], []
    for kind in LISTS:
        read_rows = [_row(kind, row) for row in getattr(notice, kind, ())]
        for wanted in _wanted(expected, kind):
            same = next((row for row in read_rows if row[: len(wanted)] == wanted), None)
            if same is None:
                missed.append(f"{kind} {wanted}")
            else:
                read_rows.remove(same)
        false += [f"{kind} {row}" for row in read_rows]
    return missed, false


@pytest.mark.parametrize("name", EXPECTED)
def test_every_stated_change_is_read_and_no_other(name: str) -> None:
    notice = read(FOLDER / name).notice
    assert _compare(notice, EXPECTED[name]) == ([], [])
    assert (notice is None) == (EXPECTED[name] == {})


@pytest.mark.parametrize("name", [name for name, each in EXPECTED.items() if "hearing" in each or "effective" in each])
def test_hearing_and_effective_day(name: str) -> None:
    notice = read(FOLDER / name).notice
    assert notice is not None
    if hearing := EXPECTED[name].get("hearing"):
        assert notice.hearing is not None
        assert notice.hearing.date == hearing
    if effective := EXPECTED[name].get("effective"):
        year = effective[:4]
        assert year in (notice.effective_rule or "")


def test_a_change_that_was_not_understood_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "item.txt"
    path.write_text(
        "Amend the Pay Ordinance\n\nAbolish the class of Page (101).\nAbolish the classification named in exhibit b.\n",
        encoding="utf-8",
    )
    parsed = read(path)
    assert parsed.notice is not None
    assert [row.title for row in parsed.notice.abolished] == ["Page"]
    assert [(p.code, p.first_line) for p in parsed.problems] == [("notice_change_not_understood", 4)]


@pytest.mark.shared
def test_the_developers_notices(shared_data: Path) -> None:
    folder = shared_data / "wild" / "notices"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    results = {name: _compare(read(folder / name).notice, each) for name, each in expected.items()}
    assert results == dict.fromkeys(expected, ([], []))


@pytest.mark.shared
def test_no_specification_and_no_bulletin_is_a_notice(shared_data: Path) -> None:
    texts = [
        *(shared_data / "wild" / "specs").glob("*.txt"),
        *sorted((shared_data / "la_bulletins").glob("*.txt"))[:40],
    ]
    assert [path.name for path in texts if read(path).notice] == []
