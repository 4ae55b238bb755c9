"""Levels and indicators that a document writes stay with the statement: in the scale, in gaps, in tables."""

from __future__ import annotations

from msgspec.structs import replace

from taxonomy.model import Statement
from taxonomy.model.specifications import Indicator, ProficiencyLevel
from taxonomy.paths.gap import Printed, _same_competency
from taxonomy.wording.harmonize import harmonize

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
    assert [level.name for level in found.scale] == ["Working", "Expert"]
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
