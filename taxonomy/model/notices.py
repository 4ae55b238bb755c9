"""A classification notice: what changes in the classification and pay plan, who hears it, and when."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Change(Struct, frozen=True, kw_only=True):
    """A class whose title or grade changes. Money is in dollars as printed; what is not stated is null.

    Pay may be printed in a table of its own: `pay_line_from` and `pay_line_to` are its lines.
    """

    title_from: str | None = None
    title_to: str | None = None
    code_from: str | None = None
    code_to: str | None = None
    grade_from: str | None = None
    grade_to: str | None = None
    minimum_from: float | None = None
    maximum_from: float | None = None
    minimum_to: float | None = None
    maximum_to: float | None = None
    pay_line_from: int | None = None
    pay_line_to: int | None = None
    first_line: int | None = None


class ClassEntry(Struct, frozen=True, kw_only=True):
    """A class that the notice makes or abolishes; one that ends may be `replaced_by` others."""

    title: str
    code: str | None = None
    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pay_line: int | None = None
    first_line: int | None = None
    replaced_by: tuple[str, ...] = ()


class Hearing(Struct, frozen=True, kw_only=True):
    """The public hearing: ISO date, time and place as printed."""

    date: str | None = None
    time: str | None = None
    place: str | None = None


class NoticePart(Struct, frozen=True, kw_only=True):
    """A run of lines of the notice that belongs together (heading, letter, table, rule, hearing …)."""

    kind: str
    first_line: int
    last_line: int
    text: str


class Announcement(Struct, frozen=True, kw_only=True):
    """What a notice says, printed or not yet. `date` and `comment_deadline` are ISO dates."""

    number: str | None = None
    date: str | None = None
    subject: str | None = None
    issuer: str | None = None
    authority: str | None = None
    retitled: tuple[Change, ...] = ()
    regraded: tuple[Change, ...] = ()
    new: tuple[ClassEntry, ...] = ()
    abolished: tuple[ClassEntry, ...] = ()
    hearing: Hearing | None = None
    comment_deadline: str | None = None
    posting_days: int | None = None
    effective_rule: str | None = None


class Notice(Announcement, frozen=True, kw_only=True):
    """A Classification Notice as it was read (docs/api.md, NOTICE). `effective_rule` is the sentence as printed.

    `standing`: whether its words propose the changes or report that a body has adopted them.
    """

    standing: Literal["proposed", "adopted"] = "proposed"

    parts: tuple[NoticePart, ...] = ()
    first_line: int = 1
    last_line: int = 1
