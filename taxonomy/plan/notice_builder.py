"""How does a change set read as a classification notice? Its parts in order, whatever file they are written to.

The order and the words are those in which notices are published: head, letter, tables, rule, posting, hearing and
comments. What the change set does not say is left out; `atlas notice check` names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Change, ClassEntry
from taxonomy.plan.change_sets import ChangeSet

_SUBJECT = "Proposed Change to the Classification and Pay Plan"


class Title(Struct, frozen=True):
    """What the document is."""

    text: str


class Field(Struct, frozen=True):
    """A line of the head: To, From, Date, Subject."""

    label: str
    value: str


class NoticeParagraph(Struct, frozen=True):
    """A paragraph of the letter or of what follows the tables."""

    text: str


class BuiltTable(Struct, frozen=True):
    """What changes, a class a row, under its caption."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part: TypeAlias = Title | Field | NoticeParagraph | BuiltTable


def build_notice(change_set: ChangeSet) -> tuple[Part, ...]:
    """The parts of the notice, from its title to the last day for comments."""
    return (
        Title(f"Classification Notice No. {change_set.number}" if change_set.number else "Classification Notice"),
        *_head(change_set),
        NoticeParagraph(_letter(change_set)),
        *(NoticeParagraph(reason) for reason in change_set.reasons),
        *_tables(change_set),
        *(NoticeParagraph(text) for text in _schedule(change_set)),
    )


def _head(change_set: ChangeSet) -> Iterator[Field]:
    yield Field("To", change_set.to or "Agency Heads and Employees")
    if change_set.issuer:
        yield Field("From", change_set.issuer)
    if change_set.date:
        yield Field("Date", written(change_set.date))
    yield Field("Subject", change_set.subject or _SUBJECT)


def _letter(change_set: ChangeSet) -> str:
    """What changes in one sentence, each class by its name and, where it has one, its grade."""
    regraded = [
        f"{_graded(c.title_from or '', c.grade_from)} to {_graded(c.title_to or c.title_from or '', c.grade_to)}"
        for c in change_set.regraded
    ]
    said = [
        _said("changing the titles of", [f"{c.title_from} to {c.title_to}" for c in change_set.retitled]),
        _said("changing the pay grades of", regraded),
        _said("adding the classes", [_graded(c.title, c.grade) for c in change_set.new]),
        _said("abolishing", [_graded(c.title, c.grade) for c in change_set.abolished]),
    ]
    return f"The proposed change amends the Classification and Pay Plan by {'; '.join(filter(None, said))}."


def _said(verb: str, what: Sequence[str]) -> str:
    if not what:
        return ""
    return f"{verb} {' and '.join([', '.join(what[:-1]), what[-1]] if what[:-1] else what)}"


def _graded(title: str, grade: str | None) -> str:
    return f"{title} ({grade})" if grade else title


def _tables(change_set: ChangeSet) -> Iterator[BuiltTable]:
    if change_set.retitled:
        yield _changes("REVISED CLASS SPECIFICATIONS INCLUDING TITLE CHANGES", change_set.retitled)
    if change_set.regraded:
        what = "PAY GRADE AND TITLE" if any(c.title_to for c in change_set.regraded) else "PAY GRADE"
        yield _changes(f"REVISED CLASS SPECIFICATIONS INCLUDING {what} CHANGES", change_set.regraded)
    if change_set.new:
        yield _entries("NEW CLASSES", "Pay Grade & Range", change_set.new)
    if change_set.abolished:
        yield _entries("ABOLISHMENT", "Pay Grade", change_set.abolished)


def _changes(caption: str, changes: Iterable[Change]) -> BuiltTable:
    return _table(
        caption,
        {
            "Current Job Code": [c.code_from for c in changes],
            "Proposed Job Code": [c.code_to or c.code_from for c in changes],
            "Current Classification Title": [c.title_from for c in changes],
            "Proposed Classification Title": [c.title_to or c.title_from for c in changes],
            "Present Pay Grade & Range": [pay(c.grade_from, c.minimum_from, c.maximum_from) for c in changes],
            "Proposed Pay Grade & Range": [pay(c.grade_to, c.minimum_to, c.maximum_to) for c in changes],
        },
    )


def _entries(caption: str, pay_heading: str, entries: Iterable[ClassEntry]) -> BuiltTable:
    return _table(
        caption,
        {
            "Job Code": [e.code for e in entries],
            "Classification Title": [e.title for e in entries],
            pay_heading: [pay(e.grade, e.minimum, e.maximum) for e in entries],
            "Replaced By": ["; ".join(e.replaced_by) or None for e in entries],
        },
    )


def _table(caption: str, columns: dict[str, list[str | None]]) -> BuiltTable:
    """The table without the columns in which nothing is stated."""
    stated = {heading: cells for heading, cells in columns.items() if any(cells)}
    return BuiltTable(
        caption, tuple(stated), tuple(tuple(cell or "" for cell in row) for row in zip(*stated.values(), strict=True))
    )


def _schedule(change_set: ChangeSet) -> Iterator[str]:
    if change_set.effective_rule:
        yield change_set.effective_rule
    if change_set.posting_days is not None:
        days = _in_words(change_set.posting_days)
        yield f"This notice shall be posted on appropriate bulletin boards at least {days} calendar days from its date."
    hearing = change_set.hearing
    if hearing and hearing.date:
        at = f" {hearing.time}" if hearing.time else ""
        place = f" in {hearing.place}" if hearing.place else ""
        yield f"The scheduled time for the public hearing is {written(hearing.date, weekday=True)}{at}{place}."
    if change_set.comment_deadline:
        to = f" to {change_set.comments_to}" if change_set.comments_to else ""
        by = written(change_set.comment_deadline, weekday=True)
        yield f"Please submit any questions or comments on this proposal in writing{to} by {by}."


def pay(grade: str | None, minimum: float | None, maximum: float | None) -> str | None:
    """``615-S ($35,124 to $51,268)``, as much of it as is stated; None where nothing is."""
    money = [_dollars(amount) for amount in (minimum, maximum) if amount is not None]
    span = " to ".join(money)
    return " ".join(part for part in (grade, f"({span})" if grade and span else span) if part) or None


def _dollars(amount: float) -> str:
    return f"${amount:,.0f}" if amount == round(amount) else f"${amount:,.2f}"


def written(iso: str, *, weekday: bool = False) -> str:
    """``April 7, 2011``, or ``Thursday, April 7, 2011``."""
    day = date.fromisoformat(iso)
    return f"{f'{day:%A}, ' if weekday else ''}{day:%B} {day.day}, {day.year}"


def _in_words(number: int) -> str:
    words: dict[int, str] = {value: word for word, value in read_table("notices.toml")["numbers"].items()}
    return f"{words[number]} ({number})" if number in words else str(number)
