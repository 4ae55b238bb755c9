"""Which classes are there, which editions has each, and what do notices say of them?

A specification gives an edition of the class its title names; a notice gives former titles, codes and pay. A title that
a notice replaced leads to the class that has the new title, within the same authority only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.basics.naming import class_id, short_hash, slug
from taxonomy.model import (
    Change,
    Citation,
    ClassEntry,
    Edition,
    FormerTitle,
    JobClass,
    Notice,
    PayFact,
    Specification,
    StoredDocument,
)
from taxonomy.plan.date_orders import day_first_authorities, with_day_first

UNKNOWN_AUTHORITY = "unknown"
_STATUS_ORDER = ("adopted", "unknown", "proposed", "superseded")


class _Fact(Struct, frozen=True, kw_only=True):
    """One thing a notice states about one class."""

    authority: str
    title: str
    codes: tuple[str, ...] = ()
    former_title: FormerTitle | None = None
    pay: PayFact | None = None
    abolished: Citation | None = None


def build_classes(documents: Sequence[StoredDocument]) -> dict[str, JobClass]:
    """Every class that a specification or a notice names as its own, by id, in order of id.

    Class references are left for the caller, who knows how titles are resolved.
    """
    facts = [fact for document in documents for fact in _notice_facts(document)]
    renamed = {(f.authority, slug(f.former_title.title)): f.title for f in facts if f.former_title is not None}
    editions: dict[str, list[Edition]] = defaultdict(list)
    authorities: dict[str, str] = {}
    strangers = _strangers(documents)
    stating = [(d, s, authority_of(d, s.authority)) for d in documents for s in d.parsed.specifications]
    day_first = day_first_authorities((authority, s) for _, s, authority in stating if authority != UNKNOWN_AUTHORITY)
    for document, printed, authority in stating:
        specification = with_day_first(printed) if authority in day_first else printed
        title = class_name(document, printed)
        title = renamed.get((authority, slug(title)), title)
        key = strangers.get((document.name, slug(title))) or class_id(authority, title)
        authorities[key] = authority
        editions[key].append(_edition(document, specification))
    stated: dict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        key = class_id(fact.authority, fact.title)
        authorities[key] = fact.authority
        stated[key].append(fact)
    return {key: _job_class(key, authorities[key], editions[key], stated[key]) for key in sorted(authorities)}


def class_name(document: StoredDocument, specification: Specification) -> str:
    """What the class is called: its title, else its code; without both, by its document, so that none is joined."""
    if specification.title or specification.job_code:
        return specification.name
    return f"{specification.name} ({document.name.rsplit('/', 1)[-1].rsplit('.', 1)[0]})"


def _strangers(documents: Sequence[StoredDocument]) -> dict[tuple[str, str], str]:
    """Ids of classes of no known employer that share a title with another such document: a title alone joins nothing.

    The document that comes first in order of id keeps the plain id; a code or the document tells the others apart.
    """
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for document in sorted(documents, key=lambda one: one.id):
        for each in document.parsed.specifications:
            if authority_of(document, each.authority) == UNKNOWN_AUTHORITY:
                mark = each.job_code or document.id
                named[slug(class_name(document, each))].setdefault(document.name, mark)
    found: dict[tuple[str, str], str] = {}
    for title, marks in named.items():
        taken = {class_id(UNKNOWN_AUTHORITY, title)}
        for name, mark in list(marks.items())[1:]:
            key = class_id(UNKNOWN_AUTHORITY, f"{title} {mark}")
            if key in taken:
                key = class_id(UNKNOWN_AUTHORITY, f"{title} {mark} {short_hash(name)}")
            taken.add(key)
            found[name, title] = key
    return found


def authority_of(document: StoredDocument, stated: str | None) -> str:
    """The authority's slug: what the workspace knows about the document, else what its text says."""
    return slug(document.authority or stated or "") or UNKNOWN_AUTHORITY


def _edition(document: StoredDocument, specification: Specification) -> Edition:
    dated = specification.revised or specification.established
    date = (dated.date if dated else None) or (specification.established and specification.established.date) or None
    status = "superseded" if document.superseded else (document.status or specification.status)
    return Edition(document=document.id, status=status, date=date, specification=specification)


def _newest_first(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    by_document = sorted(editions, key=lambda e: (e.document, e.specification.first_line))
    by_date = sorted(by_document, key=lambda e: e.date or "", reverse=True)
    return tuple(sorted(by_date, key=lambda e: _STATUS_ORDER.index(e.status)))


def _job_class(key: str, authority: str, editions: Iterable[Edition], facts: Sequence[_Fact]) -> JobClass:
    ordered = _newest_first(editions)
    title = ordered[0].specification.name if ordered else facts[0].title
    printed = [e.specification.job_code for e in ordered if e.specification.job_code]
    noticed = [code for fact in facts for code in fact.codes]
    return JobClass(
        id=key,
        title=facts[0].title if facts and slug(title) != key.split("/", 1)[1] else title,
        authority=authority,
        codes=tuple(dict.fromkeys(printed + noticed)),
        former_titles=tuple(_distinct(f.former_title for f in facts if f.former_title)),
        editions=ordered,
        pay=tuple(f.pay for f in facts if f.pay) + tuple(_printed_pay(ordered)),
        abolished=next((f.abolished for f in facts if f.abolished), None),
    )


def _distinct(titles: Iterable[FormerTitle]) -> Iterator[FormerTitle]:
    seen: set[str] = set()
    for former in titles:
        if former.title not in seen:
            seen.add(former.title)
            yield former


def _printed_pay(editions: Sequence[Edition]) -> Iterator[PayFact]:
    """Every range that the editions print; of each edition first the one that `pay` holds."""
    for edition in editions:
        specification = edition.specification
        first = (specification.pay,) if specification.pay else ()
        for pay in dict.fromkeys((*first, *specification.pays)):
            line = pay.first_line or specification.first_line
            yield PayFact(
                grade=pay.grade,
                minimum=pay.minimum,
                maximum=pay.maximum,
                period=pay.period,
                source=Citation(document=edition.document, first_line=line, last_line=line, quote=""),
                step=pay.step,
                note=pay.note,
            )


def _notice_facts(document: StoredDocument) -> Iterator[_Fact]:
    notice = document.parsed.notice
    if notice is None or document.superseded:
        return
    authority = authority_of(document, notice.authority)
    for change in (*notice.regraded, *notice.retitled):
        if change.title_to or change.title_from:
            yield _change_fact(document, notice, authority, change)
    for entry in notice.new:
        pay = _entry_pay(document, notice, entry)
        yield _Fact(authority=authority, title=entry.title, codes=_codes(entry.code), pay=pay)
    for entry in notice.abolished:
        yield _abolished_fact(document, notice, authority, entry)


def _change_fact(document: StoredDocument, notice: Notice, authority: str, change: Change) -> _Fact:
    source = _cite(document, notice, change.first_line)
    former = None
    if change.title_from and change.title_to and slug(change.title_from) != slug(change.title_to):
        former = FormerTitle(title=change.title_from, source=source)
    return _Fact(
        authority=authority,
        title=change.title_to or change.title_from or "",
        codes=_codes(change.code_to, change.code_from),
        former_title=former,
        pay=_pay(
            change.grade_to,
            change.minimum_to,
            change.maximum_to,
            _cite(document, notice, change.pay_line_to or change.first_line),
        ),
    )


def _abolished_fact(document: StoredDocument, notice: Notice, authority: str, entry: ClassEntry) -> _Fact:
    source = _cite(document, notice, entry.first_line)
    pay = _entry_pay(document, notice, entry)
    return _Fact(authority=authority, title=entry.title, codes=_codes(entry.code), pay=pay, abolished=source)


def _entry_pay(document: StoredDocument, notice: Notice, entry: ClassEntry) -> PayFact | None:
    source = _cite(document, notice, entry.pay_line or entry.first_line)
    return _pay(entry.grade, entry.minimum, entry.maximum, source)


def _codes(*codes: str | None) -> tuple[str, ...]:
    return tuple(code for code in codes if code)


def _pay(grade: str | None, minimum: float | None, maximum: float | None, source: Citation) -> PayFact | None:
    if grade is None and minimum is None and maximum is None:
        return None
    # A notice prints ranges without saying a year or a month: the period stays unknown.
    return PayFact(grade=grade, minimum=minimum, maximum=maximum, period=None, source=source)


def _cite(document: StoredDocument, notice: Notice, first_line: int | None) -> Citation:
    line = first_line or notice.first_line
    quote = document.lines[line - 1].strip() if line <= len(document.lines) else ""
    return Citation(document=document.id, first_line=line, last_line=line, quote=quote)
