"""What does each notice state about each class? One record a row, with its lines and whether it was adopted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from taxonomy.basics.naming import slug
from taxonomy.model import Change, Citation, ClassEntry, Notice, PayFact, StoredDocument
from taxonomy.plan.effective_dates import effective_by_rule, stated_effective_date

UNKNOWN_AUTHORITY = "unknown"


class NoticedPay(Struct, frozen=True, kw_only=True):
    """One side of a change: code, grade and range, and the line of the pay."""

    code: str | None = None
    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    source: Citation

    @property
    def fact(self) -> PayFact | None:
        """The pay alone; a notice prints ranges without saying a year or a month: the period stays unknown."""
        if self.grade is None and self.minimum is None and self.maximum is None:
            return None
        return PayFact(grade=self.grade, minimum=self.minimum, maximum=self.maximum, period=None, source=self.source)


class NoticedChange(Struct, frozen=True, kw_only=True):
    """What one notice states about one class. `before` is null for a new class, `after` for one that ends."""

    authority: str
    title: str
    title_before: str | None = None
    before: NoticedPay | None = None
    after: NoticedPay | None = None
    source: Citation
    notice: str
    date: str | None
    effective: str | None
    expected: str | None
    is_adopted: bool
    replaced_by: tuple[str, ...] = ()

    @property
    def is_retitled(self) -> bool:
        """Whether the title changes."""
        return self.title_before is not None and slug(self.title_before) != slug(self.title)

    @property
    def is_new(self) -> bool:
        """Whether the notice makes the class."""
        return self.before is None

    @property
    def is_end(self) -> bool:
        """Whether the notice abolishes the class."""
        return self.after is None


def noticed_changes(documents: Iterable[StoredDocument]) -> list[NoticedChange]:
    """Every row of every notice that is current, in the order of their dates."""
    found = [change for document in documents for change in _changes(document)]
    return sorted(found, key=lambda change: (change.effective or change.date or "", change.source.document))


def authority_of(document: StoredDocument, stated: str | None) -> str:
    """The authority's slug: what the workspace knows about the document, else what its text says."""
    if stated and any(use.field == "authority" and not use.missing for use in document.parsed.corrections):
        return slug(stated)  # a person said so
    return slug(document.authority or stated or "") or UNKNOWN_AUTHORITY


def is_adopted(document: StoredDocument) -> bool:
    """Whether the changes of the document's notice were adopted, as far as the document or a person says."""
    notice = document.parsed.notice
    return notice is not None and (document.status or notice.standing) == "adopted"


def notice_name(notice: Notice) -> str:
    """What a notice is called: its number, else its day."""
    if notice.number:
        return f"Classification Notice No. {notice.number}"
    return f"classification notice of {notice.date}" if notice.date else "classification notice without a date"


def _changes(document: StoredDocument) -> Iterator[NoticedChange]:
    notice = document.parsed.notice
    if notice is None or document.superseded:
        return
    of_notice = _Noticed(document, notice)
    yield from (of_notice.changed(c) for c in (*notice.regraded, *notice.retitled) if c.title_to or c.title_from)
    yield from (of_notice.made(entry) for entry in notice.new)
    yield from (of_notice.ended(entry) for entry in notice.abolished)


class _Noticed:
    """What all rows of one notice share."""

    def __init__(self, document: StoredDocument, notice: Notice) -> None:
        self._document, self._notice = document, notice
        authority = authority_of(document, notice.authority)
        self._shared = {
            "authority": authority,
            "notice": notice_name(notice),
            "date": notice.date,
            "effective": stated_effective_date(notice),
            "expected": stated_effective_date(notice) or effective_by_rule(notice, authority),
            "is_adopted": is_adopted(document),
        }

    def changed(self, change: Change) -> NoticedChange:
        return NoticedChange(
            title=change.title_to or change.title_from or "",
            title_before=change.title_from,
            before=NoticedPay(
                code=change.code_from,
                grade=change.grade_from,
                minimum=change.minimum_from,
                maximum=change.maximum_from,
                source=self._cite(change.pay_line_from or change.first_line),
            ),
            after=NoticedPay(
                code=change.code_to,
                grade=change.grade_to,
                minimum=change.minimum_to,
                maximum=change.maximum_to,
                source=self._cite(change.pay_line_to or change.first_line),
            ),
            source=self._cite(change.first_line),
            **self._shared,  # type: ignore[arg-type]
        )

    def made(self, entry: ClassEntry) -> NoticedChange:
        source = self._cite(entry.first_line)
        return NoticedChange(title=entry.title, after=self._pay(entry), source=source, **self._shared)  # type: ignore[arg-type]

    def ended(self, entry: ClassEntry) -> NoticedChange:
        return NoticedChange(
            title=entry.title,
            before=self._pay(entry),
            source=self._cite(entry.first_line),
            replaced_by=entry.replaced_by,
            **self._shared,  # type: ignore[arg-type]
        )

    def _pay(self, entry: ClassEntry) -> NoticedPay:
        return NoticedPay(
            code=entry.code,
            grade=entry.grade,
            minimum=entry.minimum,
            maximum=entry.maximum,
            source=self._cite(entry.pay_line or entry.first_line),
        )

    def _cite(self, first_line: int | None) -> Citation:
        line = first_line or self._notice.first_line
        lines = self._document.lines
        quote = lines[line - 1].strip() if line <= len(lines) else ""
        return Citation(document=self._document.id, first_line=line, last_line=line, quote=quote)
