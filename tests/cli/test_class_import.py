"""`atlas import classes`: what a table of classes changes is said before and after, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run, run_in

TABLE = (
    "Job Title,Job Code,Minimum Salary,Maximum Salary,Essential Functions,Parking Zone\n"
    "Map Keeper,M-10,$40000,$50000,Keeps maps; lends maps to readers,Local 1\n"
    ",M-11,$1,$2,Nothing,\n"
    "Map Clerk,M-12,$30000,$35000,Files maps; answers letters,Local 1\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_in(tmp_path / "home")


def test_a_table_is_tried_taken_in_and_changed(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "classes.csv"
    table.write_text(TABLE, encoding="utf-8")
    tried = run("import", "classes", table, "--authority", "springfield", "--dry-run", "--json")
    assert (tried.code, tried.json["generation"], tried.json["created"]) == (1, None, 2)
    assert [(each["row"], each["id"]) for each in tried.json["rows"]] == [
        (2, "springfield/map-keeper"),
        (4, "springfield/map-clerk"),
    ]
    assert [each["row"] for each in tried.json["refused"]] == [3]
    assert {each["name"]: each["taken_as"] for each in tried.json["columns"]}["Parking Zone"] == "notes"

    done = run("import", "classes", table, "--authority", "springfield", "--json")
    assert done.json["generation"] == 1
    assert run("class", "M-12", "--json").json["id"] == "springfield/map-clerk"

    table.write_text(
        TABLE.replace("files maps", "Files maps").replace("answers letters", "answers mail"), encoding="utf-8"
    )
    again = run("import", "classes", table, "--authority", "springfield", "--dry-run", "--json").json
    assert {each["title"]: each["outcome"] for each in again["rows"]} == {
        "Map Keeper": "unchanged",
        "Map Clerk": "updated",
    }


def test_what_is_no_table_is_said_and_a_template_shows_one(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = run("import", "classes", other)
    assert refused.code == 2
    assert "--template" in refused.err
    assert run("import", "classes", "--template", tmp_path / "empty.xlsx").code == 0
    [head] = CalamineWorkbook.from_path(str(tmp_path / "empty.xlsx")).get_sheet_by_index(0).to_python()
    assert head[0] == "Class Title"
