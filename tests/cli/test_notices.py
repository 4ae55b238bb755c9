"""`notice build` as an analyst uses it."""

from __future__ import annotations

import json
from pathlib import Path

from taxonomy.model import Change
from taxonomy.plan.change_sets import ChangeSet, fill
from tests.cli.conftest import DOCUMENTS, Run
from tests.plan.test_notice_builder import WHOLE

NOTICE = next(DOCUMENTS.glob("004*"))


def test_a_notice_is_built_without_a_workspace_and_checked(fresh: Run, tmp_path: Path) -> None:
    path = tmp_path / "changes.json"
    path.write_text(json.dumps(WHOLE), encoding="utf-8")
    built = fresh("notice", "build", path, "--format", "json")
    assert (built.code, built.json["number"], built.err) == (0, "1402", "")
    path.write_text(json.dumps({**WHOLE, "comment_deadline": "2027-01-05"}), encoding="utf-8")
    late = fresh("notice", "build", path, "--format", "md")
    assert late.code == 1
    assert "comments_after_hearing" in late.err
    assert late.out.startswith("# Classification Notice No. 1402")


def test_what_is_no_change_set_is_refused_and_nothing_is_written(fresh: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "changes.json", tmp_path / "notice.docx"
    path.write_text("{", encoding="utf-8")
    ran = fresh("notice", "build", path, "--format", "docx", "--out", out)
    assert ran.code == 2
    assert "no change set" in ran.err
    assert not out.exists()


def test_open_facts_are_filled_from_documents_and_their_lines_are_said(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "changes.json"
    changes = {"number": "1", "regraded": [{"title_from": "311 Analyst/Trainer", "grade_to": "810-A"}]}
    changes["abolished"] = [{"title": "Unheard Of"}]
    path.write_text(json.dumps(changes), encoding="utf-8")
    ran = filled("notice", "build", path, "--format", "json", "--fill")
    (change,) = ran.json["regraded"]
    assert (change["grade_from"], change["minimum_from"], change["maximum_from"]) == ("809-A", 52419, 83640)
    assert (change["grade_to"], change["code_from"], change["code_to"]) == ("810-A", "CA2157", None)
    assert ran.json["abolished"][0]["grade"] is None
    said = [line for line in ran.err.splitlines() if line.startswith("311 Analyst/Trainer: ")]
    assert len(said) == 4
    printed = NOTICE.read_text(encoding="utf-8").split("\n")
    for line, value in zip(sorted(said), ("CA2157", "809-A", "83,640", "52,419"), strict=True):
        assert value in printed[int(line.removesuffix(")").rsplit(":", 1)[1]) - 1]
    assert ran.code == 1  # a notice without a date, a sender and a hearing


def test_what_is_stated_is_never_filled_over() -> None:
    stated = Change(title_from="A", grade_from="800-A", grade_to="810-A")
    assert fill(ChangeSet(regraded=(stated,)), lambda _: None) == (ChangeSet(regraded=(stated,)), ())
