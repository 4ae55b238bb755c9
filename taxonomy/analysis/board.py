"""What would change for which class if every chosen text were printed: all redlines together, and what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from taxonomy.analysis.revisions import Revision, choices, chosen_texts, revisions
from taxonomy.atlas import Atlas
from taxonomy.model import Decision


class BoardLine(Struct, frozen=True, kw_only=True):
    """One line of the covering table: a statement of a class, how it reads, and how it would read."""

    class_id: str
    title: str
    competency: str
    label: str
    editorial: bool
    kinds: tuple[str, ...]
    before: str
    after: str
    document: str
    first_line: int


BOARD_COLUMNS = (
    "class_id", "title", "competency", "printed_name", "editorial", "kinds", "reads_now", "would_read", "document",
    "first_line",
)  # fmt: skip


def every_revision(atlas: Atlas, decisions: Sequence[Decision]) -> dict[str, tuple[Revision, ...]]:
    """By class, all changes that the chosen texts of all competencies bring, in printed order."""
    keys = {d.left for d in decisions if d.answer == "canonical"}
    chosen = {c.id: c for c in (atlas.find_competency(key) for key in sorted(keys)) if c is not None}
    found: dict[str, list[Revision]] = defaultdict(list)
    for key in sorted(chosen):
        texts = chosen_texts(chosen[key], choices(atlas, chosen[key], decisions))
        for change in revisions(chosen[key], texts):
            found[change.statement.class_id].append(change)
    ordered = sorted(found, key=lambda key: (atlas.classes[key].title, key))
    return {key: tuple(sorted(found[key], key=lambda r: r.statement.first_line)) for key in ordered}


def covering_table(atlas: Atlas, changes: dict[str, tuple[Revision, ...]]) -> tuple[BoardLine, ...]:
    """What changes for whom, one line for each statement."""
    return tuple(
        BoardLine(
            class_id=class_id,
            title=atlas.classes[class_id].title,
            competency=_competency(atlas, change),
            label=change.statement.label,
            editorial=change.editorial,
            kinds=change.kinds,
            before=change.statement.definition or "",
            after=change.text,
            document=atlas.documents[change.statement.document].name,
            first_line=change.statement.first_line,
        )
        for class_id, mine in changes.items()
        for change in mine
    )


def board_rows(lines: Sequence[BoardLine]) -> list[tuple[str | int, ...]]:
    """The covering table as rows under `BOARD_COLUMNS`."""
    return [
        (
            each.class_id,
            each.title,
            each.competency,
            each.label,
            "yes" if each.editorial else "no",
            ", ".join(each.kinds),
            each.before,
            each.after,
            each.document,
            each.first_line,
        )
        for each in lines
    ]


def _competency(atlas: Atlas, change: Revision) -> str:
    found = atlas.find_competency(change.statement.label)
    return found.pref_label if found else change.statement.label
