"""What do the columns of a table of competencies hold: names, definitions, a level asked for, a text for each level?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.model import ProficiencyLevel
from taxonomy.reading.facts.labels import form_words, is_level
from taxonomy.reading.language.spellings import fold_heading

_NAMES = frozenset(("name", "title", "label", "competencies", "skill", "skills"))


class CompetencyTable(Struct, frozen=True, kw_only=True):
    """A table by its columns, folded; none where its head row is not printed."""

    columns: tuple[str, ...] = ()

    def definition(self, cells: Sequence[str]) -> str | None:
        """The definition in a row: in its own column, else the longest cell that is no level."""
        place = self._place("definition_leads")
        if place is not None and place < len(cells):
            return cells[place].strip() or None
        levels = {place for place, column in enumerate(self.columns) if _describes_level(column)}
        others = [
            cell.strip() for place, cell in enumerate(cells) if place and place not in levels and not is_level(cell)
        ]
        return max(others, key=len, default=None) or None

    def level(self, cells: Sequence[str]) -> str | None:
        """The level that a row asks for: in its own column, else a cell that is nothing but a level."""
        place = self._place("level_leads")
        if place is not None and place < len(cells):
            return cells[place].strip() or None
        return next((cell.strip() for cell in cells[1:] if is_level(cell)), None) if len(cells) > 2 else None

    def levels(self, cells: Sequence[str], number: int) -> Iterator[ProficiencyLevel]:
        """The levels that a row describes, one a column ("Level 1", "Advanced")."""
        for column, cell in zip(self.columns, cells, strict=False):
            if _describes_level(column) and cell.strip():
                yield ProficiencyLevel(name=column.title(), text=cell.strip(), first_line=number)

    def _place(self, leads: str) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column in form_words(leads)), None)


def table_head(text: str) -> tuple[str, ...]:
    """ "Competency<TAB>Level<TAB>Definition" over the rows of a table: its columns, folded; none for other lines."""
    columns = tuple(fold_heading(cell) for cell in text.split("\t"))
    if len(columns) < 2 or columns[0] not in form_words("name_leads") | _NAMES:
        return ()
    return columns if all(map(_is_column, columns[1:])) else ()


def _is_column(column: str) -> bool:
    leads = form_words("level_leads") | form_words("definition_leads") | form_words("indicator_leads") | _NAMES
    return column in leads or is_level(column)


def _describes_level(column: str) -> bool:
    return column not in form_words("level_leads") and is_level(column)
