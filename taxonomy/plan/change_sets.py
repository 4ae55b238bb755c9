"""What shall change in the classification and pay plan? A change set: the file that a notice is built from.

It is JSON in the words of NOTICE in docs/api.md (`number`, `date`, `retitled`, `regraded`, `new`, `abolished` …)
with three more: `to`, `reasons` (the paragraphs of the letter) and `comments_to`. A key that is not known is
an error, so that no change is lost to a slip of the pen. What a change does not name (`code_to`, `title_to`) stays as
it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec
from msgspec import Struct

from taxonomy.model import Announcement, Change, Citation, ClassEntry, JobClass, Notice

_NO_CHANGE = "The change set changes nothing: give retitled, regraded, new or abolished."


class ChangeSet(Announcement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes of classes that shall be published together, and when and where they are heard."""

    to: str | None = None
    reasons: tuple[str, ...] = ()
    comments_to: str | None = None


class FilledFact(Struct, frozen=True, kw_only=True):
    """A fact that the change set left open and a document states."""

    title: str
    field: str
    value: str | float
    source: Citation


_CHANGE_SET = msgspec.json.Decoder(ChangeSet)


def read_change_set(content: bytes) -> ChangeSet:
    """The change set in `content`. Raises ValueError, with the place, where it cannot be one."""
    try:
        read = _CHANGE_SET.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"This is no change set: {error}.") from error
    wrong = [*_wrong_dates(read), *_wrong_changes(read)]
    if wrong:
        raise ValueError(" ".join(wrong))
    return read


def as_notice(change_set: ChangeSet) -> Notice:
    """The change set as the notice that says just this."""
    return Notice(**{name: getattr(change_set, name) for name in Announcement.__struct_fields__})


def fill(change_set: ChangeSet, find: Callable[[str], JobClass | None]) -> tuple[ChangeSet, tuple[FilledFact, ...]]:
    """`change_set` with the codes and pay that documents state for the classes it changes, and what was filled in.

    Only what was left open is filled, and only where the class has one code or its pay is stated.
    """
    filled: list[FilledFact] = []
    changed = {
        kind: tuple(_filled_change(each, find(each.title_from or ""), filled) for each in getattr(change_set, kind))
        for kind in ("retitled", "regraded")
    }
    gone = tuple(_filled_entry(each, find(each.title), filled) for each in change_set.abolished)
    return msgspec.structs.replace(change_set, **changed, abolished=gone), tuple(filled)


def _filled_change(change: Change, job_class: JobClass | None, filled: list[FilledFact]) -> Change:
    facts = {f"{name}_from": fact for name, fact in _facts(job_class)}
    return msgspec.structs.replace(change, **_open(change, change.title_from or "", facts, filled))


def _filled_entry(entry: ClassEntry, job_class: JobClass | None, filled: list[FilledFact]) -> ClassEntry:
    facts = {name: fact for name, fact in _facts(job_class) if name in ("code", "grade")}
    return msgspec.structs.replace(entry, **_open(entry, entry.title, facts, filled))


def _open(
    record: Change | ClassEntry, title: str, facts: dict[str, tuple[str | float, Citation]], filled: list[FilledFact]
) -> dict[str, str | float]:
    """The facts for the fields that `record` leaves open; they are added to `filled`."""
    own = {name: fact for name, fact in facts.items() if getattr(record, name) is None}
    filled += [FilledFact(title=title, field=name, value=fact[0], source=fact[1]) for name, fact in own.items()]
    return {name: fact[0] for name, fact in own.items()}


def _facts(job_class: JobClass | None) -> Iterator[tuple[str, tuple[str | float, Citation]]]:
    if job_class is None:
        return
    code = _cited_code(job_class)
    if code is not None:
        yield "code", (job_class.codes[0], code)
    for pay in job_class.pay[:1]:
        for name in ("grade", "minimum", "maximum"):
            value = getattr(pay, name)
            if value is not None:
                yield name, (value, pay.source)


def _cited_code(job_class: JobClass) -> Citation | None:
    """Where the only code of the class is printed, in its specification or in a notice; None where that is not so."""
    if len(job_class.codes) != 1:
        return None
    code, edition = job_class.codes[0], job_class.current
    for section in edition.specification.sections if edition else ():
        lines = section.text.splitlines()
        for number, line in enumerate(lines, section.last_line - len(lines) + 1):
            if edition and code in line:
                return Citation(document=edition.document, first_line=number, last_line=number, quote=line)
    noticed = (*(fact.source for fact in job_class.pay), *(former.source for former in job_class.former_titles))
    return next((source for source in noticed if code in source.quote), None)


def _wrong_dates(read: ChangeSet) -> Iterator[str]:
    stated = {"date": read.date, "comment_deadline": read.comment_deadline}
    stated |= {"hearing.date": read.hearing.date} if read.hearing else {}
    for name, value in stated.items():
        try:
            date.fromisoformat(value or "2000-01-01")
        except ValueError:
            yield f"{name}: {value!r} is not a date like 2011-04-07."


def _wrong_changes(read: ChangeSet) -> Iterator[str]:
    changes: Iterable[Change | ClassEntry] = (*read.retitled, *read.regraded, *read.new, *read.abolished)
    if not changes:
        yield _NO_CHANGE
    for number, change in enumerate((*read.retitled, *read.regraded), 1):
        if not change.title_from:
            yield f"Change {number} does not say which class it changes (title_from)."
    for change in read.retitled:
        if change.title_from and not change.title_to:
            yield f"{change.title_from} is retitled, but not to what (title_to)."
    for change in read.regraded:
        if change.title_from and not change.grade_to:
            yield f"{change.title_from} is regraded, but not to what (grade_to)."
