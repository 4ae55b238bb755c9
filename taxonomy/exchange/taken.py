"""What became of a vocabulary's file when it was read: every column, every row, and every id that stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from taxonomy.wording.authority import Concept


class TakenColumn(Struct, frozen=True, kw_only=True):
    """A column of a table, and what it was taken as; null: nothing of it was taken."""

    name: str
    taken_as: str | None


class DoubledId(Struct, frozen=True, kw_only=True):
    """An id that stands several times, in which rows (empty where the file has none), and whether they differ."""

    id: str
    times: int
    rows: tuple[int, ...]
    differ: bool


class NotTaken(Struct, frozen=True, kw_only=True):
    """What a file holds that a vocabulary has no place for, and how many of it."""

    what: str
    count: int


class TableReport(Struct, frozen=True, kw_only=True):
    """Columns, rows, rows that name nothing, doubled ids, and what else was not taken of one file.

    `dangling` are links to a concept that is not in the file, `circular` concepts that are above themselves.
    """

    columns: tuple[TakenColumn, ...] = ()
    rows: int = 0
    without_label: tuple[int, ...] = ()
    doubled: tuple[DoubledId, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    dangling: tuple[str, ...] = ()
    circular: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything that the file says was taken."""
        lost = any(column.taken_as is None for column in self.columns)
        loose = self.dangling or self.circular or any(each.differ for each in self.doubled)
        return not (lost or self.without_label or self.not_taken or loose)


def loose_links(concepts: Sequence[Concept]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The broader links that lead nowhere (“A → X”), and the concepts that stand above themselves."""
    above = {concept.id: tuple(filter(None, (concept.broader, *concept.also_broader))) for concept in concepts}
    labels = {concept.id: concept.pref_label for concept in concepts}
    dangling = tuple(f"{labels[id]} → {to}" for id, links in above.items() for to in links if to not in above)
    circular = tuple(labels[id] for id in above if _reaches_itself(id, above))
    return dangling, circular


def _reaches_itself(id: str, above: dict[str, tuple[str, ...]]) -> bool:
    waiting, seen = list(above[id]), set[str]()
    while waiting:
        here = waiting.pop()
        if here == id:
            return True
        if here not in seen:
            seen.add(here)
            waiting += above.get(here, ())
    return False


def doubled_ids(concepts: Sequence[tuple[Concept, int | None]]) -> tuple[DoubledId, ...]:
    """The ids that stand several times in `concepts`, each given with its row."""
    by_id: dict[str, list[tuple[Concept, int | None]]] = defaultdict(list)
    for concept, row in concepts:
        by_id[concept.id].append((concept, row))
    return tuple(
        DoubledId(
            id=id,
            times=len(found),
            rows=tuple(row for _, row in found if row is not None),
            differ=any(concept != found[0][0] for concept, _ in found),
        )
        for id, found in by_id.items()
        if len(found) > 1
    )
