"""May a person file today, and which levels of competencies do the classes of a way state?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.paths.answers import Qualification
from webapp.careers.ladder_steps import career_link
from webapp.web.addresses import competency_address
from webapp.web.components import Cite, Link, cite


class LevelCell(Struct, frozen=True, kw_only=True):
    """The level that one class states of a competency, and where."""

    level: str
    cite: Cite


class LevelTable(Struct, frozen=True, kw_only=True):
    """Competencies whose level the documents state, class by class along the way (null: that class states none)."""

    classes: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[LevelCell | None, ...]], ...]


def filing_words(found: Qualification | None) -> str | None:
    """May the person file today? Nothing where a note of the answer says so already."""
    if found is None or any(note.startswith("You may file now") for note in found.notes):
        return None
    words = {True: "You may file now.", False: "You may not file yet.", None: "Ask HR whether you may file now."}
    return words[found.may_file_now]


def level_table(atlas: Atlas, class_ids: Sequence[str]) -> LevelTable | None:
    """The written levels of competencies along `class_ids`; null where no document states any."""
    found: dict[tuple[str, str], dict[str, LevelCell]] = {}
    for class_id in class_ids:
        for competency, label, cell in _levels(atlas, class_id):
            found.setdefault((competency, label), {}).setdefault(class_id, cell)
    rows = tuple(
        (Link(label, competency_address(competency)), tuple(cells.get(each) for each in class_ids))
        for (competency, label), cells in found.items()
    )
    return LevelTable(classes=tuple(career_link(atlas, each) for each in class_ids), rows=rows) if rows else None


def _levels(atlas: Atlas, class_id: str) -> Iterator[tuple[str, str, LevelCell]]:
    for statement, _, competency in atlas.everything_of(class_id) if class_id in atlas.classes else ():
        if statement.level:
            cited = cite(atlas, statement.document, statement.first_line)
            yield competency.id, competency.pref_label, LevelCell(level=statement.level, cite=cited)
