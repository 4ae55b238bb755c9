"""Which notice says what a set of changes does? Each planned change as rows of a notice, from the plan as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.naming import slug
from taxonomy.model import Change, ClassEntry, Hearing
from taxonomy.model.planned import PlannedChange, PlannedSet
from taxonomy.plan.change_sets import ChangeSet
from taxonomy.plan.planned import PlanRefused


class ClassNow(Struct, frozen=True, kw_only=True):
    """A class as it is before the changes."""

    id: str
    title: str
    code: str | None = None
    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None


Find = Callable[[str], ClassNow | None]


def notice_of(planned: PlannedSet, find: Find, in_grade: Callable[[str], Sequence[ClassNow]]) -> ChangeSet:
    """The set as the content of a notice. Raises PlanRefused for a class that is not in the plan."""
    rows: dict[str, Change] = {}
    new: dict[str, ClassEntry] = {}
    gone: dict[str, ClassEntry] = {}
    for change in planned.kept:
        _apply(change, find, in_grade, rows, new, gone)
    head = planned.head
    hearing = Hearing(date=head.hearing_date, time=head.hearing_time, place=head.hearing_place)
    effect = f"These changes take effect on {planned.effective}." if planned.effective else head.effective_rule
    return ChangeSet(
        number=head.number,
        date=head.date,
        subject=head.subject,
        issuer=head.issuer,
        authority=planned.authority,
        to=head.to,
        reasons=(*head.reasons, *_revisions(planned.kept, find)),
        comments_to=head.comments_to,
        retitled=tuple(row for row in rows.values() if not _is_regraded(row)),
        regraded=tuple(row for row in rows.values() if _is_regraded(row)),
        new=tuple(new.values()),
        abolished=tuple(gone.values()),
        hearing=hearing if head.hearing_date else None,
        comment_deadline=head.comment_deadline,
        posting_days=head.posting_days,
        effective_rule=effect,
    )


def classes_of(change: PlannedChange, find: Find) -> list[ClassNow]:
    """The classes that a change names. Raises PlanRefused where one is not in the plan."""
    return [_must(find(name), name) for name in change.classes]


def _must(found: ClassNow | None, name: str) -> ClassNow:
    if found is None:
        raise PlanRefused(f"No class loaded here is in force under the name {name}.")
    return found


def _apply(
    change: PlannedChange,
    find: Find,
    in_grade: Callable[[str], Sequence[ClassNow]],
    rows: dict[str, Change],
    new: dict[str, ClassEntry],
    gone: dict[str, ClassEntry],
) -> None:
    classes = classes_of(change, find)
    if change.kind in ("retitle", "recode", "regrade"):
        for each in classes:
            rows[each.id] = _changed(rows.get(each.id) or _row(each), change)
    elif change.kind == "pay":
        for each in in_grade(change.grade or ""):
            of_class = replace(change, grade=None, title=None, code=None)
            rows[each.id] = _changed(rows.get(each.id) or _row(each), of_class)
    elif change.kind == "new":
        new[slug(change.title or "")] = _made(change, change.title or "")
    elif change.kind in ("abolish", "merge", "split"):
        onward = (change.title,) if change.kind == "merge" and change.title else change.into
        for each in classes:
            if slug(each.title) not in {slug(title) for title in onward}:  # one of the merged may keep its title
                gone[each.id] = ClassEntry(title=each.title, code=each.code, grade=each.grade, replaced_by=onward)
        for title in onward if change.kind != "abolish" else ():
            if find(title) is None:
                new.setdefault(slug(title), _made(change, title))


def _row(each: ClassNow) -> Change:
    return Change(
        title_from=each.title,
        title_to=each.title,
        code_from=each.code,
        code_to=each.code,
        grade_from=each.grade,
        grade_to=each.grade,
        minimum_from=each.minimum,
        maximum_from=each.maximum,
        minimum_to=each.minimum,
        maximum_to=each.maximum,
    )


def _changed(row: Change, change: PlannedChange) -> Change:
    """The row after one more change; a new grade without a range has a range that is not known."""
    regraded = change.kind == "regrade"
    return replace(
        row,
        title_to=change.title or row.title_to,
        code_to=change.code or row.code_to,
        grade_to=change.grade or row.grade_to,
        minimum_to=change.minimum if regraded or change.minimum is not None else row.minimum_to,
        maximum_to=change.maximum if regraded or change.maximum is not None else row.maximum_to,
    )


def _is_regraded(row: Change) -> bool:
    before = (row.grade_from, row.minimum_from, row.maximum_from)
    return before != (row.grade_to, row.minimum_to, row.maximum_to)


def _made(change: PlannedChange, title: str) -> ClassEntry:
    one = change.kind != "split"  # a split makes several classes: what each is paid is said by changes of their own
    return ClassEntry(
        title=title,
        code=change.code if one else None,
        grade=change.grade if one else None,
        minimum=change.minimum if one else None,
        maximum=change.maximum if one else None,
    )


def _revisions(changes: Iterable[PlannedChange], find: Find) -> Iterator[str]:
    """What is revised in texts, in sentences of their own."""
    words: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.kind in ("reword", "requirement"):
            what = "a competency" if change.kind == "reword" else "the minimum qualifications"
            titles = ", ".join(each.title for each in classes_of(change, find))
            words[titles].append(f"In {what} of {titles}, “{change.text_from}” reads “{change.text_to}” from then on.")
    for sentences in words.values():
        yield from sentences
