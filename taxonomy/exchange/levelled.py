"""A table of competencies with written levels: which concepts, and which level of each, does it hold?

Such tables write the levels as columns (a heading for each level) or as rows (a column that names the level and one
that describes it). A competency is one concept however many rows speak of it; each level is a narrower one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug
from taxonomy.exchange.taken import TableReport, TakenColumn, doubled_ids
from taxonomy.wording.authority import Concept

_FEWEST_LEVELS = 3


def levelled_concepts(
    rows: Sequence[Sequence[str]], fields: Sequence[str | None]
) -> tuple[list[Concept], TableReport] | None:
    """The concepts and levels of a table whose columns are known as `fields`; None where it writes no levels."""
    heads = [slug(cell) for cell in rows[0]]
    table = read_table("level_names.toml")
    named = [place for place, head in enumerate(heads) if head in table["levels"]]
    level = next((place for place, head in enumerate(heads) if head in table["level_columns"]), None)
    text = next((place for place, head in enumerate(heads) if head in table["text_columns"]), None)
    in_rows = level is not None and text is not None
    if "pref_label" not in fields or not (in_rows or len(named) >= _FEWEST_LEVELS):
        return None
    places = {"pref_label": fields.index("pref_label")}
    if "definition" in fields:
        places["definition"] = fields.index("definition")
    read: list[tuple[Concept, int | None]] = []
    for number, row in enumerate(rows[1:], start=2):
        pairs = (
            [(row[level], row[text])]
            if in_rows and level is not None and text is not None
            else [(rows[0][place], row[place]) for place in named]
        )
        read += ((concept, number) for concept in _of_row(row, places, pairs))
    taken_as = {place: field for field, place in places.items()} | dict.fromkeys(named, "level")
    if in_rows:
        taken_as |= {place: "level" for place in (level, text) if place is not None}
    first = {concept.id: concept for concept, _ in reversed(read)}
    doubled = tuple(each for each in doubled_ids(read) if each.differ)
    columns = tuple(
        TakenColumn(name=" ".join(name.split()), taken_as=taken_as.get(n)) for n, name in enumerate(rows[0])
    )
    nameless = tuple(n for n, row in enumerate(rows[1:], start=2) if not row[places["pref_label"]].strip())
    return list(first.values()), TableReport(
        columns=columns, rows=len(rows) - 1, without_label=nameless, doubled=doubled
    )


def _of_row(row: Sequence[str], places: dict[str, int], levels: Sequence[tuple[str, str]]) -> Iterator[Concept]:
    label = " ".join(row[places["pref_label"]].split())
    if not label:
        return
    definition = " ".join(row[places["definition"]].split()) if "definition" in places else None
    yield Concept(id=slug(label), pref_label=label, definition=definition or None)
    for name, text in levels:
        said = " ".join(name.split())
        if said and text.strip():
            yield Concept(
                id=f"{slug(label)}-{slug(said)}",
                pref_label=f"{label}: {said}",
                definition=" ".join(text.split()),
                broader=slug(label),
            )
