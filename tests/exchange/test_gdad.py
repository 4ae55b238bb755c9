"""Roles, their levels and the skills they need, on the skills' levels: each role level is a class that says so."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from taxonomy.atlas import Atlas
from taxonomy.exchange.gdad import is_table_of_roles, role_specifications, roles_report
from taxonomy.linking import build_atlas
from taxonomy.paths.gap import gap
from taxonomy.wording.written_levels import scale_of
from tests.conftest import stored_document

TABLE = (
    "Role Family,Role,Role Level,Role Level Description,Skill Name,Skill Description,Skill Level,"
    "Skill Level Description,Color\r\n"
    '"Data","Mapper","Junior mapper","Draws maps.\n\nYou will:\n- draw maps\n- check borders","Mapping","About maps.",'
    '"Working","You can:\n- draw simple maps",red\r\n'
    '"Data","Mapper","Head mapper","Leads mappers.","Mapping","About maps.","Expert","You can:\n- lead others",red\r\n'
    '"Data","Mapper","Head mapper","Leads mappers.","Talking",MISSING,"Awareness","MISSING",red\r\n'
).encode("utf-8-sig")


def atlas_of(table: bytes) -> Atlas:
    texts = list(role_specifications(table))
    stored = (stored_document(each.name, each.text.encode()) for each in texts)
    return build_atlas([replace(document, authority="gdad") for document in stored])


def test_a_role_level_is_a_class_with_its_skills_on_their_levels() -> None:
    atlas = atlas_of(TABLE)
    head = atlas.everything_of("gdad/head-mapper")
    assert [(s.label, s.definition, s.level) for s, _, _ in head] == [
        ("Mapping", "About maps.", "Expert"),
        ("Talking", None, "Awareness"),
    ]
    specification = atlas.classes["gdad/junior-mapper"].editions[0].specification
    assert [duty.text for duty in specification.duties] == ["draw maps", "check borders"]
    assert [level.name for level in scale_of(atlas.competencies["mapping"])] == ["Working", "Expert"]


def test_the_gap_says_how_far_a_level_rises() -> None:
    (mapping,) = gap(atlas_of(TABLE), "gdad/junior-mapper", "gdad/head-mapper").reworded
    assert mapping.level_change == 2  # in a known order "Practitioner" lies between them


def test_every_column_is_reported() -> None:
    assert is_table_of_roles(TABLE)
    assert not is_table_of_roles(b"Skill Name,Skill Description\n")
    report = roles_report(TABLE)
    assert [column.name for column in report.columns if column.taken_as is None] == ["Color"]
    assert (report.rows, report.without_label) == (3, ())


@pytest.mark.shared
def test_nothing_of_the_framework_is_lost(shared_data: Path) -> None:
    table = (shared_data / "uk_gdad" / "roles_architecture.csv").read_bytes()
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    wanted = {(row["Role Level"].strip(), row["Skill Name"].strip(), row["Skill Level"].strip()) for row in rows}
    atlas = atlas_of(table)
    found = {
        (job_class.title, statement.label, statement.level)
        for job_class in atlas.classes.values()
        for statement, _, _ in atlas.everything_of(job_class.id)
        if statement.kind == "competency"
    }
    assert found == wanted
