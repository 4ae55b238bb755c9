"""Levels and indicators that a document writes stay with the statement: in the scale, in gaps, in tables."""

from __future__ import annotations

from msgspec.structs import replace

from taxonomy.model import Statement
from taxonomy.model.specifications import Indicator, ProficiencyLevel
from taxonomy.paths.gap import Printed, _same_competency
from taxonomy.wording.harmonize import harmonize
from taxonomy.wording.written_levels import level_rise, scale_of

LEVELS = (
    ProficiencyLevel(name="Working", text="Applies it with help.", first_line=4),
    ProficiencyLevel(name="Expert", text="Leads others in it.", first_line=5),
)
FULL = Statement(
    id="s1",
    class_id="town/1",
    class_title="",
    document="d1",
    first_line=3,
    last_line=5,
    label="Mapping",
    definition="Draws maps.",
    level="Working",
    levels=LEVELS,
    indicators=(Indicator(text="Maps are right.", first_line=6),),
)


def test_the_scale_of_a_competency_holds_every_written_level_once_in_order() -> None:
    other = replace(FULL, id="s2", class_id="town/2", document="d2", level="Expert", levels=(LEVELS[1],))
    (found,) = harmonize([other, FULL], []).competencies
    assert [level.name for level in scale_of(found)] == ["Working", "Expert"]
    assert {s.level for s in found.statements} == {"Working", "Expert"}


def test_the_same_words_at_another_level_are_not_the_same_demand() -> None:
    left = Printed(
        class_id="town/1",
        competency="mapping",
        label="Mapping",
        variant="mapping-1",
        definition="Draws maps.",
        document="d1",
        first_line=3,
        written_level="Working",
    )
    assert _same_competency(left, replace(left, written_level="Expert")).state == "reworded"
    assert _same_competency(left, replace(left, written_level="working ")).state == "same"
    assert _same_competency(left, replace(left, written_level=None)).state == "same"


def classes_on(*levels: str) -> list[Statement]:
    return [
        replace(
            FULL, id=f"s{n}", class_id=f"town/{n}", document=f"d{n}", definition=f"Text {n}.", level=level, levels=()
        )
        for n, level in enumerate(levels)
    ]


def test_written_levels_are_the_levels_where_nobody_decided() -> None:
    (found,) = harmonize(classes_on("Expert", "Awareness", "Practitioner"), []).competencies
    assert {v.definition: v.level for v in found.variants} == {"Text 0.": 4, "Text 1.": 1, "Text 2.": 3}


def test_a_written_level_that_no_order_knows_ranks_nothing() -> None:
    (found,) = harmonize(classes_on("Expert", "Purple"), []).competencies
    assert {v.level for v in found.variants} == {None}


def test_levels_rise_by_number_by_list_and_by_known_order() -> None:
    assert level_rise("Level 2 - Working", "Level 4", {}) == 2
    assert level_rise("Level III", "Level I", {}) == -2
    assert level_rise("Working", "Expert", {}) == 2
    assert level_rise("Blue", "Red", {"blue": 1, "red": 2}) == 1
    assert level_rise("Blue", "Red", {}) is None
    assert level_rise(None, "Expert", {}) is None
