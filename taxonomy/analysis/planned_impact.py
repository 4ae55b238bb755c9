"""What would a set of planned changes touch, and where do two open sets contradict each other?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.naming import code_key, slug
from taxonomy.dated import states_on
from taxonomy.model import Change, Citation
from taxonomy.model.planned import PlannedChange, PlannedSet
from taxonomy.plan.change_sets import ChangeSet
from taxonomy.plan.planned_notice import ClassNow, classes_of, notice_of
from taxonomy.plan.timeline import amounts_of

_ENDS = ("abolish", "merge", "split")


class ImpactRow(Struct, frozen=True, kw_only=True):
    """One place that a change touches: `kind` is names_old_title, ladder, requirement, wording or pay."""

    kind: str
    change: str
    class_id: str
    text: str
    source: Citation | None = None


class PlanImpact(Struct, frozen=True, kw_only=True):
    """Everything a set touches. The sums are of the ranges in dollars where both sides are stated, a class once."""

    classes: tuple[str, ...]
    rows: tuple[ImpactRow, ...]
    minimum_more: float | None
    maximum_more: float | None
    unknown_pay: tuple[str, ...]


class PlanConflict(Struct, frozen=True, kw_only=True):
    """Two open sets that want different things of one class, title or code."""

    sets: tuple[str, str]
    about: str
    text: str


class PlanNow:
    """The classes in force on a day, found by id, title or code."""

    def __init__(self, atlas: Atlas, day: str, authority: str) -> None:
        self._by_name: dict[str, ClassNow] = {}
        self._of_grade: dict[str, list[ClassNow]] = {}
        for key, state in states_on(atlas, day).items():
            job_class = atlas.classes[key]
            if state.status not in ("in_force", "text_not_loaded") or job_class.authority != authority:
                continue
            low, high = amounts_of(state.range)
            now = ClassNow(
                id=key,
                title=state.title or job_class.title,
                code=state.code,
                grade=state.grade,
                minimum=low,
                maximum=high,
            )
            for name in (key, slug(now.title), code_key(now.code or "")):
                if name:
                    self._by_name.setdefault(name, now)
            if now.grade:
                self._of_grade.setdefault(slug(now.grade), []).append(now)

    def find(self, name: str) -> ClassNow | None:
        """The class with this id, title or code."""
        return self._by_name.get(name) or self._by_name.get(slug(name)) or self._by_name.get(code_key(name))

    def in_grade(self, grade: str) -> list[ClassNow]:
        """The classes in this pay grade."""
        return self._of_grade.get(slug(grade), [])

    def notice(self, planned: PlannedSet) -> ChangeSet:
        """What a notice of the set says."""
        return notice_of(planned, self.find, self.in_grade)


def impact_of(atlas: Atlas, planned: PlannedSet, plan: PlanNow) -> PlanImpact:
    """What the changes of the set touch, in the texts and the ladder as they are."""
    rows: list[ImpactRow] = []
    touched: dict[str, None] = {}
    for change in planned.kept:
        named = plan.in_grade(change.grade or "") if change.kind == "pay" else classes_of(change, plan.find)
        for each in named:
            touched[each.id] = None
            rows += _rows(atlas, change, each)
    notice = plan.notice(planned)
    more = [_more(row) for row in notice.regraded]
    known = [each for each in more if each is not None]
    return PlanImpact(
        classes=tuple(touched),
        rows=tuple(rows),
        minimum_more=sum(each[0] for each in known) if known else None,
        maximum_more=sum(each[1] for each in known) if known else None,
        unknown_pay=tuple(row.title_to or "" for row, each in zip(notice.regraded, more, strict=True) if each is None),
    )


def _rows(atlas: Atlas, change: PlannedChange, each: ClassNow) -> Iterator[ImpactRow]:
    ends = change.kind in _ENDS
    if ends or change.kind == "retitle":
        for reference in atlas.references_to(each.id):
            who = atlas.summary(reference.source_class).title
            how = "requires experience as" if reference.relation == "experience_as" else "names"
            kind = "requirement" if ends and reference.relation == "experience_as" else "names_old_title"
            yield ImpactRow(
                kind=kind,
                change=change.id,
                class_id=reference.source_class,
                text=f"{who} {how} {each.title}.",
                source=reference.source,
            )
    if ends:
        for edge in atlas.ladder.about(each.id):
            if edge.at_hand:
                yield ImpactRow(
                    kind="ladder",
                    change=change.id,
                    class_id=edge.to if edge.from_ == each.id else edge.from_,
                    text=f"The step from {edge.from_} to {edge.to} would be broken.",
                    source=Citation(
                        document=edge.document,
                        first_line=edge.first_line,
                        last_line=edge.first_line,
                        quote=edge.quote,
                    ),
                )


def _more(row: Change) -> tuple[float, float] | None:
    sides = (row.minimum_from, row.maximum_from, row.minimum_to, row.maximum_to)
    if any(side is None for side in sides):
        return None
    low, high, new_low, new_high = (side or 0.0 for side in sides)
    return new_low - low, new_high - high


def conflicts_of(sets: Iterable[PlannedSet], find: PlanNow) -> tuple[PlanConflict, ...]:
    """Where two open sets of one employer want different things."""
    open_sets = sorted((each for each in sets if each.is_open), key=lambda each: each.id)
    found: list[PlanConflict] = []
    for one, two in combinations(open_sets, 2):
        if one.authority == two.authority:
            found += _between(one, two, find)
    return tuple(dict.fromkeys(found))


def _between(one: PlannedSet, two: PlannedSet, plan: PlanNow) -> Iterator[PlanConflict]:
    mine, theirs = dict(_claims(one, plan)), dict(_claims(two, plan))
    for key in mine.keys() & theirs.keys():
        if mine[key] != theirs[key] or key[1] in ("title of", "code of"):
            about = f"{key[1]} {key[0]}"
            text = f"{about}: {one.id} wants {mine[key]}, {two.id} wants {theirs[key]}."
            yield PlanConflict(sets=(one.id, two.id), about=key[0], text=text)
    for first, second, a, b in ((mine, theirs, one, two), (theirs, mine, two, one)):
        ended = {name for (name, what), _ in first.items() if what == "the end of"}
        for (name, what), wanted in second.items():
            if name in ended and what != "the end of":
                text = f"{a.id} ends {name}, and {b.id} wants {wanted} for it."
                yield PlanConflict(sets=(one.id, two.id), about=name, text=text)


def _claims(planned: PlannedSet, plan: PlanNow) -> Iterator[tuple[tuple[str, str], str]]:
    """What a set wants, by class and fact; new titles and codes are wanted by one set only."""
    for change in planned.kept:
        for name in change.classes:
            known = plan.find(name)
            title = known.title if known else name
            if change.kind in _ENDS:
                yield (title, "the end of"), "it to end"
            for field in ("title", "code", "grade", "text_to"):
                value = getattr(change, field)
                if value and change.kind not in ("merge", "new"):
                    yield (title, f"the {field.removesuffix('_to')} of"), value
        if change.title and change.kind in ("new", "retitle", "merge"):
            yield (change.title, "title of"), f"a class called {change.title}"
        if change.code:
            yield (change.code, "code of"), f"a class with the code {change.code}"
