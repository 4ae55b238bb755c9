"""What do two classes state alike, in other words, under another name, or alone? By variant, never by name only.

Both the comparison of any classes and the gap from one class to the next are made of the same pairs, so that they never
contradict each other. A name or a clause that a likeness suggests is only *proposed*; a decision makes it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from taxonomy.model import Competency, JobClass, Statement, Variant
from taxonomy.wording.clauses import clauses_of
from taxonomy.wording.compare import compare
from taxonomy.wording.diff import DiffPart
from taxonomy.wording.fold import fold
from taxonomy.wording.written_levels import level_rise, rank_of, written_order

_CLAUSES_KEPT = 8192


class GapSource(Protocol):
    """What a comparison needs of an Atlas."""

    @property
    def classes(self) -> Mapping[str, JobClass]:
        """Every class by id."""

    def everything_of(self, class_id: str) -> tuple[tuple[Statement, Variant | None, Competency], ...]:
        """What the current edition of a class states, in printed order."""

    def perhaps_same(self, competency_id: str) -> frozenset[str]:
        """Competencies of which an open question asks whether they are this one under another name."""


GapState: TypeAlias = Literal["same", "reworded", "renamed", "moved", "only_in"]


class Printed(Struct, frozen=True, kw_only=True):
    """One statement as a comparison shows it: whose, under which label, in which words, and where."""

    class_id: str = field(name="class")
    competency: str
    label: str
    variant: str | None
    definition: str | None
    document: str
    first_line: int
    level: int | None = None
    written_level: str | None = None


class Pair(Struct, frozen=True, kw_only=True):
    """How one competency stands in both classes. `proposed` is true where no person has decided it yet.

    `perhaps` holds what the first class states that may be the same by a question that nobody has answered yet."""

    competency: str
    state: GapState
    in_: tuple[str, ...] = field(name="in")
    left: Printed | None = None
    right: Printed | None = None
    diff: tuple[DiffPart, ...] = ()
    kinds: tuple[str, ...] = ()
    level_change: int | None = None
    clauses: tuple[str, ...] = ()
    proposed: bool = False
    perhaps: tuple[Printed, ...] = ()


class KnowledgeLine(Struct, frozen=True, kw_only=True):
    """A knowledge line that only one of the classes states."""

    class_id: str = field(name="class")
    text: str
    document: str
    first_line: int


class ClassComparison(Struct, frozen=True, kw_only=True):
    """The answer of `atlas compare`. With more than two classes each neighboring pair is compared in order."""

    classes: tuple[str, ...]
    competencies: tuple[Pair, ...]
    knowledge: tuple[KnowledgeLine, ...] = ()


class Gap(Struct, frozen=True, kw_only=True):
    """The answer of `atlas gap`: what changes on the way from one class to another.

    Where `from_stated` is 0 the first class lists nothing, and nobody can say what of the second is new."""

    from_: str = field(name="from")
    to: str
    from_stated: int = 0
    to_stated: int = 0
    same: tuple[Pair, ...] = ()
    reworded: tuple[Pair, ...] = ()
    renamed: tuple[Pair, ...] = ()
    moved: tuple[Pair, ...] = ()
    new: tuple[Pair, ...] = ()
    dropped: tuple[Pair, ...] = ()
    knowledge_new: tuple[KnowledgeLine, ...] = ()
    knowledge_dropped: tuple[KnowledgeLine, ...] = ()


def compare_classes(atlas: GapSource, class_ids: Sequence[str]) -> ClassComparison:
    """Each neighbouring pair of `class_ids` (two or more). Raises KeyError for an unknown id."""
    pairs = [pair for left, right in pairwise(class_ids) for pair in _pairs(atlas, left, right)]
    lines = [line for left, right in pairwise(class_ids) for line in _knowledge(atlas, left, right)]
    return ClassComparison(classes=tuple(class_ids), competencies=tuple(pairs), knowledge=tuple(lines))


def gap(atlas: GapSource, from_class: str, to_class: str) -> Gap:
    """What a holder of `from_class` finds the same, reworded, renamed, moved, new and dropped in `to_class`."""
    found: dict[str, list[Pair]] = {name: [] for name in ("same", "reworded", "renamed", "moved", "new", "dropped")}
    for pair in _pairs(atlas, from_class, to_class):
        only = "new" if pair.left is None else "dropped"
        named = pair if pair.left is not None else replace(pair, perhaps=_perhaps(atlas, from_class, pair.competency))
        found[only if pair.state == "only_in" else pair.state].append(named)
    lines = tuple(_knowledge(atlas, from_class, to_class))
    return Gap(
        from_=from_class,
        to=to_class,
        from_stated=len(_printed(atlas, from_class)),
        to_stated=len(_printed(atlas, to_class)),
        knowledge_new=tuple(line for line in lines if line.class_id == to_class),
        knowledge_dropped=tuple(line for line in lines if line.class_id == from_class),
        **{name: tuple(pairs) for name, pairs in found.items()},
    )


def _perhaps(atlas: GapSource, from_class: str, competency: str) -> tuple[Printed, ...]:
    alike = atlas.perhaps_same(competency)
    return tuple(each for each in _printed(atlas, from_class) if each.competency in alike) if alike else ()


def new_statements(atlas: GapSource, from_class: str, to_class: str) -> frozenset[int]:
    """Which statements of `to_class` (by place) `gap` calls new: what is to be added on the way there."""
    new = {m.right for m in _matches(atlas, from_class, to_class) if m.right is not None and m.left is None}
    return frozenset(place for place, each in enumerate(_printed(atlas, to_class)) if each in new)


class _Match(Struct, frozen=True, kw_only=True):
    """Which statements belong together, and why; what differs in their words is worked out later."""

    state: GapState
    left: Printed | None = None
    right: Printed | None = None
    clauses: tuple[str, ...] = ()
    proposed: bool = False


def _pairs(atlas: GapSource, left_id: str, right_id: str) -> Iterator[Pair]:
    return (_pair(match) for match in _matches(atlas, left_id, right_id))


def _matches(atlas: GapSource, left_id: str, right_id: str) -> Iterator[_Match]:
    left, right = _printed(atlas, left_id), _printed(atlas, right_id)
    for one in [*left]:
        other = next((p for p in right if p.competency == one.competency), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            yield _same_competency(one, other)
    for one in [*left]:
        other = next((p for p in right if _same_text(one, p)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            yield _Match(state="renamed", left=one, right=other, proposed=True)
    shown = set()
    for one in left:
        match = _moved(one, right, _printed(atlas, right_id)) or _Match(state="only_in", left=one)
        shown.add(match.right)
        yield match
    for other in right:
        if other not in shown:  # a clause that moved between two competencies is one move, not two
            yield _moved_back(other, _printed(atlas, left_id)) or _Match(state="only_in", right=other)


def _printed(atlas: GapSource, class_id: str) -> list[Printed]:
    if class_id not in atlas.classes:
        raise KeyError(class_id)
    return [_as_printed(s, v, c) for s, v, c in atlas.everything_of(class_id)]


def _as_printed(statement: Statement, variant: Variant | None, competency: Competency) -> Printed:
    return Printed(
        class_id=statement.class_id,
        competency=competency.id,
        label=statement.label,
        variant=variant.id if variant else None,
        definition=statement.definition,
        document=statement.document,
        first_line=statement.first_line,
        level=_rank(statement, variant, competency),
        written_level=statement.level,
    )


def _rank(statement: Statement, variant: Variant | None, competency: Competency) -> int | None:
    if statement.level is None:
        return variant.level if variant else None
    return rank_of(statement, variant, written_order(competency.statements))


def _same_competency(left: Printed, right: Printed) -> _Match:
    """Joined labels are one competency by decision or by spelling; a person has already said so."""
    state: GapState = "same" if left.variant == right.variant else "reworded"
    levels = fold(left.written_level or ""), fold(right.written_level or "")
    if state == "same" and all(levels) and levels[0] != levels[1]:
        state = "reworded"  # the same words, asked for at another level
    if state == "same" and fold(left.label) != fold(right.label):
        state = "renamed"
    return _Match(state=state, left=left, right=right)


def _same_text(left: Printed, right: Printed) -> bool:
    return bool(left.definition and right.definition) and fold(left.definition or "") == fold(right.definition or "")


def _moved(one: Printed, unmatched: list[Printed], right: Sequence[Printed]) -> _Match | None:
    """A clause of `one` that stands, word for word, under another competency of the other class."""
    for other in [*unmatched, *right]:
        shared = _shared_clauses(one, other)
        if shared:
            return _Match(state="moved", left=one, right=other, clauses=shared, proposed=True)
    return None


def _moved_back(other: Printed, left: Sequence[Printed]) -> _Match | None:
    for one in left:
        shared = _shared_clauses(one, other)
        if shared:
            return _Match(state="moved", left=one, right=other, clauses=shared, proposed=True)
    return None


def _shared_clauses(left: Printed, right: Printed) -> tuple[str, ...]:
    if left.competency == right.competency or not left.definition or not right.definition:
        return ()
    there = {folded for _, folded in _clauses(right.definition)}
    return tuple(clause for clause, folded in _clauses(left.definition) if folded in there)


@lru_cache(maxsize=_CLAUSES_KEPT)
def _clauses(definition: str) -> tuple[tuple[str, str], ...]:
    """The clauses of a definition as printed and folded; the same definitions are compared again and again."""
    return tuple((clause, fold(clause)) for clause in clauses_of(definition))


def _pair(match: _Match) -> Pair:
    state, left, right = match.state, match.left, match.right
    sides = tuple(side for side in (left, right) if side is not None)
    diff: tuple[DiffPart, ...] = ()
    kinds: tuple[str, ...] = ()
    if state == "reworded" and left and right and left.definition and right.definition:
        comparison = compare(left.definition, right.definition)
        diff, kinds = comparison.diff, comparison.kinds
    rise = _rise(left, right) if left and right else None
    return Pair(
        competency=sides[-1].competency,
        state=state,
        in_=tuple(side.class_id for side in sides),
        left=left,
        right=right,
        diff=diff,
        kinds=kinds,
        level_change=rise,
        clauses=match.clauses,
        proposed=match.proposed,
    )


def _rise(left: Printed, right: Printed) -> int | None:
    if left.level is not None and right.level is not None:
        return right.level - left.level
    return level_rise(left.written_level, right.written_level, {})


def _knowledge(atlas: GapSource, left_id: str, right_id: str) -> Iterator[KnowledgeLine]:
    left, right = _knowledge_lines(atlas, left_id), _knowledge_lines(atlas, right_id)
    yield from (line for key, line in left.items() if key not in right)
    yield from (line for key, line in right.items() if key not in left)


def _knowledge_lines(atlas: GapSource, class_id: str) -> dict[str, KnowledgeLine]:
    current = atlas.classes[class_id].current
    if current is None:
        return {}
    return {
        fold(line.text): KnowledgeLine(
            class_id=class_id, text=line.text, document=current.document, first_line=line.first_line
        )
        for line in current.specification.knowledge
    }
