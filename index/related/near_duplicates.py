"""Which classes are described almost alike, so that a person should look whether they are one: like pay for like work?

Two classes meet only where a clause of each shares two of its three rarest words; those that meet are held against
each other clause by clause. What a pair shares and what differs is quoted; pay and grade stand as stated and are never
compared. The figure says how much of both texts is shared; whether that is right, a person decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from index.content.work_units import WorkUnit, authority, work_units
from index.related.related_list import DecidedSource
from taxonomy.model import Decision

LEAST_ALIKE = 0.5
ALMOST_THE_SAME = 0.75
_LEAST_CLAUSE = 0.6
_TELLING = 3
_CROWD = 60
_REACH = 12
_PARTNERS = 6

Pair = tuple[str, str]
Units = Mapping[str, Sequence[WorkUnit]]


class SharedClause(Struct, frozen=True, kw_only=True):
    """A clause of the left class and its like in the right one; `likeness` 1: the same words."""

    left: WorkUnit
    right: WorkUnit
    likeness: float


class Duplicate(Struct, frozen=True, kw_only=True):
    """Two classes that read almost alike. `competencies` is null where neither states any in a meaning."""

    left: str
    right: str
    likeness: float
    duties: float
    competencies: float | None
    shared: tuple[SharedClause, ...]
    only_left: tuple[WorkUnit, ...]
    only_right: tuple[WorkUnit, ...]
    kept_apart: Decision | None = None


def duplicates(atlas: DecidedSource, least: float = ALMOST_THE_SAME) -> tuple[Duplicate, ...]:
    """The pairs that are alike by `least` (never below LEAST_ALIKE) in duties and in competencies, most alike first;
    of each class its closest few."""
    least = max(least, LEAST_ALIKE)
    units = work_units(atlas.classes)
    meanings = _meanings(atlas, units)
    found = [_compared(atlas, units, meanings, pair) for pair in sorted(meeting(units))]
    alike = [each for each in found if each is not None and each.likeness >= least]
    return tuple(_closest(sorted(alike, key=lambda each: (-each.likeness, each.left, each.right))))


def meeting(units: Units) -> set[Pair]:
    """Pairs of classes of which enough clauses meet to be worth a look."""
    frequency = Counter(stem for each in units.values() for unit in each for stem in unit.stems)
    places: dict[Pair, list[tuple[str, int]]] = defaultdict(list)
    for class_id in sorted(units):
        for number, unit in enumerate(_duties(units[class_id])):
            rarest = sorted(unit.stems, key=lambda stem: (frequency[stem], stem))[:_TELLING]
            for one, two in combinations(sorted(rarest), 2):
                places[one, two].append((class_id, number))
    met: dict[Pair, set[int]] = defaultdict(set)
    for at in places.values():
        for (one, number), (other, _) in _meetings(at):
            if one != other:
                met[one, other].add(number)
    return {pair for pair, numbers in met.items() if len(numbers) * 4 >= len(_duties(units[pair[0]]))}


def _meetings(at: Sequence[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """Everybody with everybody; in a crowd only with those that sort next."""
    reach = len(at) if len(at) <= _CROWD else _REACH
    return ((one, other) for place, one in enumerate(at) for other in at[place + 1 : place + 1 + reach])


def _duties(units: Iterable[WorkUnit]) -> list[WorkUnit]:
    return [unit for unit in units if unit.kind == "duties"]


def _meanings(atlas: DecidedSource, units: Units) -> dict[str, frozenset[str]]:
    """The meanings (variants) that each class states, read competency by competency."""
    found: dict[str, set[str]] = defaultdict(set)
    for competency in atlas.competencies.values():
        for variant in competency.variants:
            for statement in variant.statements:
                if statement.current and statement.class_id in units:
                    found[statement.class_id].add(variant.id)
    return defaultdict(frozenset, {class_id: frozenset(variants) for class_id, variants in found.items()})


def _compared(
    atlas: DecidedSource, units: Units, meanings: Mapping[str, frozenset[str]], pair: Pair
) -> Duplicate | None:
    """The pair with its evidence; None where competencies or duties are too far apart."""
    left, right = pair
    one, two = _duties(units[left]), _duties(units[right])
    shared = _aligned(one, two)
    duties = _share(shared, one, two)
    competencies = _competencies(units, meanings, pair)
    likeness = duties if competencies is None else min(duties, competencies)
    if likeness < LEAST_ALIKE:
        return None
    mine, theirs = ({id(getattr(each, side)) for each in shared} for side in ("left", "right"))
    return Duplicate(
        left=left,
        right=right,
        likeness=round(likeness, 4),
        duties=round(duties, 4),
        competencies=None if competencies is None else round(competencies, 4),
        shared=shared,
        only_left=tuple(unit for unit in one if id(unit) not in mine),
        only_right=tuple(unit for unit in two if id(unit) not in theirs),
        kept_apart=atlas.class_pairs.between("different", left, right),
    )


def _aligned(one: Sequence[WorkUnit], two: Sequence[WorkUnit]) -> tuple[SharedClause, ...]:
    """Each clause with its like in the other class, the most alike first taken; authority must be the same."""
    scored = [
        (likeness, a, b)
        for a, left in enumerate(one)
        for b, right in enumerate(two)
        if (likeness := _dice(left, right)) >= _LEAST_CLAUSE and authority(left.text) == authority(right.text)
    ]
    found: dict[int, SharedClause] = {}
    taken: set[int] = set()
    for likeness, a, b in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if a not in found and b not in taken:
            taken.add(b)
            found[a] = SharedClause(left=one[a], right=two[b], likeness=round(likeness, 4))
    return tuple(found[place] for place in sorted(found))


def _dice(one: WorkUnit, two: WorkUnit) -> float:
    return 2 * len(one.stems & two.stems) / (len(one.stems) + len(two.stems))


def _share(shared: Iterable[SharedClause], one: Iterable[WorkUnit], two: Iterable[WorkUnit]) -> float:
    """How much of both texts is shared; a reworded clause counts by its likeness."""
    whole = sum(len(unit.stems) for unit in (*one, *two))
    both = sum(each.likeness * (len(each.left.stems) + len(each.right.stems)) for each in shared)
    return both / whole if whole else 0.0


def _competencies(units: Units, meanings: Mapping[str, frozenset[str]], pair: Pair) -> float | None:
    """The share of meanings and of lines of knowledge that both ask for; null where neither asks for any."""
    left, right = (meanings[each] for each in pair)
    known = [[unit for unit in units[each] if unit.kind == "knowledge"] for each in pair]
    total = len(left) + len(right) + len(known[0]) + len(known[1])
    if not total:
        return None
    lines = sum(each.likeness for each in _aligned(known[0], known[1]))
    return 2 * (len(left & right) + lines) / total


def _closest(found: Iterable[Duplicate]) -> Iterator[Duplicate]:
    """Of each class at most its closest few; a pair stays where either has room for it."""
    count: Counter[str] = Counter()
    for each in found:
        if min(count[each.left], count[each.right]) < _PARTNERS:
            count.update((each.left, each.right))
            yield each
