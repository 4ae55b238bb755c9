"""Does a notice that was built say what its change set says, to a person and to our own reader?"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from taxonomy.exchange.notices import notice_docx, notice_html, notice_markdown
from taxonomy.model import Notice
from taxonomy.plan.change_sets import ChangeSet, as_notice, read_change_set
from taxonomy.plan.notice_builder import build_notice, pay, written
from taxonomy.reading.sandbox.sandbox import read_paths

WHOLE: dict[str, Any] = {
    "number": "1402",
    "date": "2026-12-01",
    "subject": "Proposed Change to the Classification and Pay Plan",
    "issuer": "Ann Lee, Director",
    "reasons": ["Three wordings of Reasoning were taken for three competencies; they are one now."],
    "retitled": [
        {
            "title_from": "311 Customer Service Agent",
            "title_to": "City Service Agent",
            "code_from": "CS2154",
            "code_to": "CS2154",
        }
    ],
    "regraded": [
        {
            "title_from": "311 Analyst/Trainer",
            "title_to": "Learning Analyst",
            "code_from": "CA2157",
            "code_to": "CA2158",
            "grade_from": "809-A",
            "grade_to": "810-A",
            "minimum_from": 52419,
            "maximum_from": 83640,
            "minimum_to": 54000,
            "maximum_to": 86000.5,
        },
        {
            "title_from": "Lead Customer Service Agent",
            "title_to": "Senior Customer Service Agent",
            "code_from": "CS2155",
            "code_to": "CS2155",
            "grade_from": "615-S",
            "grade_to": "616-S",
            "minimum_from": 35124,
            "maximum_from": 51268,
            "minimum_to": 36000,
            "maximum_to": 52000,
        },
    ],
    "new": [
        {"title": "Research and Data Aide", "code": "CA3000", "grade": "611-A", "minimum": 30000, "maximum": 40000},
        {"title": "Contact Center Planner", "code": "CA2999", "grade": "811-A", "minimum": 60000, "maximum": 90000},
    ],
    "abolished": [{"title": "311 Operations Assistant", "code": "CA2434", "grade": "613-A"}],
    "hearing": {
        "date": "2026-12-17",
        "time": "5:00 p.m.",
        "place": "the Board Room, Room 4.F.6, 201 West Colfax Avenue",
    },
    "comment_deadline": "2026-12-16",
    "comments_to": "the Career Service Authority",
    "posting_days": 13,
    "effective_rule": "The effective date of any change shall be the first work week following approval by the Board.",
}
WRITERS = {
    "md": lambda parts: notice_markdown(parts).encode(),
    "html": lambda parts: notice_html(parts).encode(),
    "docx": notice_docx,
}


def change_set(**changed: Any) -> ChangeSet:
    return read_change_set(json.dumps({**WHOLE, **changed}).encode())


def without_lines(notice: Notice) -> Any:
    """The notice without where it stands."""
    plain = msgspec.to_builtins(notice)
    own = {key: plain[key] for key in plain if key not in ("parts", "first_line", "last_line", "authority")}
    for kind in ("retitled", "regraded", "new", "abolished"):
        own[kind] = [{key: value for key, value in each.items() if "line" not in key} for each in own[kind]]
    return own


def read_back(folder: Path, name: str, content: bytes) -> Notice:
    path = folder / name
    path.write_bytes(content)
    (result,) = read_paths([path])
    assert result.parsed is not None, result.error
    assert result.parsed.notice is not None
    assert not [p for p in result.parsed.problems if p.code.startswith("notice")]
    return result.parsed.notice


@pytest.mark.parametrize("format_", WRITERS)
def test_our_own_reader_reads_what_was_built(tmp_path: Path, format_: str) -> None:
    built = change_set()
    content = WRITERS[format_](build_notice(built))
    assert without_lines(read_back(tmp_path, f"notice.{format_}", content)) == without_lines(as_notice(built))


@pytest.mark.parametrize("only", ["retitled", "regraded", "new", "abolished"])
def test_each_kind_of_change_stands_alone(tmp_path: Path, only: str) -> None:
    others = {kind: [] for kind in ("retitled", "regraded", "new", "abolished") if kind != only}
    built = change_set(**others)
    content = notice_markdown(build_notice(built)).encode()
    assert without_lines(read_back(tmp_path, "notice.md", content)) == without_lines(as_notice(built))


def test_a_title_cannot_break_out_of_its_cell() -> None:
    built = change_set(new=[{"title": "Aide | <script>", "grade": "611-A"}])
    assert r"| Aide \| <script> | 611-A |" in notice_markdown(build_notice(built))
    assert "<td>Aide | &lt;script&gt;</td>" in notice_html(build_notice(built))


def test_the_same_change_set_gives_the_same_document() -> None:
    one, other = (zipfile.ZipFile(io.BytesIO(notice_docx(build_notice(change_set())))) for _ in range(2))
    assert {name: one.read(name) for name in one.namelist()} == {name: other.read(name) for name in other.namelist()}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"retitlled": []}, "retitlled"),
        ({"date": "March 23, 2011"}, "not a date"),
        ({"hearing": {"date": "2026-02-30"}}, "hearing.date"),
        ({"retitled": [{"title_to": "B"}]}, "title_from"),
        ({"retitled": [{"title_from": "A"}]}, "title_to"),
        ({"regraded": [{"title_from": "A"}]}, "grade_to"),
        ({"retitled": [], "regraded": [], "new": [], "abolished": []}, "changes nothing"),
        ({"posting_days": "thirteen"}, "posting_days"),
    ],
)
def test_what_cannot_be_a_change_set_is_said(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        change_set(**changed)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"number": 12}'])
def test_a_file_that_is_no_change_set_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no change set"):
        read_change_set(content)


@pytest.mark.parametrize(
    ("grade", "minimum", "maximum", "printed"),
    [
        ("615-S", 35124, 51268, "615-S ($35,124 to $51,268)"),
        ("615-S", None, None, "615-S"),
        (None, 30000, 40000.5, "$30,000 to $40,000.50"),
        (None, None, None, None),
    ],
)
def test_pay_is_printed_as_far_as_it_is_stated(
    grade: str | None, minimum: float | None, maximum: float | None, printed: str | None
) -> None:
    assert pay(grade, minimum, maximum) == printed


def test_dates_are_written_out() -> None:
    assert (written("2011-04-07"), written("2011-04-07", weekday=True)) == ("April 7, 2011", "Thursday, April 7, 2011")
