"""Tables that write levels: one concept for a competency, a narrower one for each level, nothing doubled or hidden."""

from __future__ import annotations

from taxonomy.exchange.vocabulary import read_and_report

WIDE = """Skill Name,Skill Description,Awareness,Working,Expert,Used by
Mapping,Draws maps.,Knows maps.,Draws simple maps.,Leads mapping.,Planner
Counting,Counts things.,,Counts alone.,Teaches counting.,Clerk
"""
LONG = """Role,Skill Name,Skill Description,Skill Level,Skill Level Description
Planner,Mapping,Draws maps.,Working,Draws simple maps.
Lead planner,Mapping,Draws maps.,Expert,Leads mapping.
Surveyor,Mapping,Draws maps.,Working,Draws simple maps.
"""


def test_levels_in_columns() -> None:
    read, taken = read_and_report(WIDE.encode(), "skills.csv")
    assert {c.pref_label: c.definition for c in read.concepts if c.broader == "mapping"} == {
        "Mapping: Awareness": "Knows maps.",
        "Mapping: Working": "Draws simple maps.",
        "Mapping: Expert": "Leads mapping.",
    }
    assert [c.id for c in read.concepts if c.broader is None] == ["counting", "mapping"]
    assert [(c.name, c.taken_as) for c in taken.columns][-1] == ("Used by", None)
    assert not taken.is_whole


def test_levels_in_rows_are_no_doubled_ids() -> None:
    read, taken = read_and_report(LONG.encode(), "roles.csv")
    assert [c.id for c in read.concepts] == ["mapping", "mapping-expert", "mapping-working"]
    assert taken.rows == 3
    assert taken.doubled == ()


def test_two_texts_of_one_level_are_reported() -> None:
    _, taken = read_and_report(f"{LONG}Clerk,Mapping,Draws maps.,Expert,Does it all.\n".encode(), "roles.csv")
    assert [each.id for each in taken.doubled] == ["mapping-expert"]
