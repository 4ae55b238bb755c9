"""Which classes are there, which editions has each, and what do notices say of them?

A specification gives an edition of the class its title names; a notice gives former titles, codes and pay. A title that
a notice replaced leads to the class that has the new title, within the same authority only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from taxonomy.basics.naming import class_id, code_key, short_hash, slug
from taxonomy.model import Citation, Edition, FormerTitle, JobClass, PayFact, Specification, StoredDocument
from taxonomy.plan.date_orders import day_first_authorities, with_day_first
from taxonomy.plan.effective_dates import stated_effective_date
from taxonomy.plan.lineages import Lineages
from taxonomy.plan.noticed_changes import UNKNOWN_AUTHORITY, NoticedChange, authority_of, noticed_changes
from taxonomy.plan.timeline import timeline

_STATUS_ORDER = ("adopted", "unknown", "proposed", "superseded")


class PlanOverTime(Struct, frozen=True, kw_only=True):
    """Every class by id, in order of id, and the ids that titles and codes of the past would give."""

    classes: dict[str, JobClass]
    former_ids: dict[str, str]


def build_classes(documents: Sequence[StoredDocument]) -> dict[str, JobClass]:
    """Every class that a specification or a notice names as its own, by id, in order of id."""
    return build_plan(documents).classes


def build_plan(documents: Sequence[StoredDocument]) -> PlanOverTime:
    """The classes, and where their former names lead.

    Class references are left for the caller, who knows how titles are resolved.
    """
    changes = noticed_changes(documents)
    lineages = Lineages()
    handles = [_follow(lineages, change) for change in changes]
    authorities: dict[str, str] = {}
    editions = _editions(documents, lineages, authorities)
    stated: dict[str, list[NoticedChange]] = defaultdict(list)
    for change, handle in zip(changes, handles, strict=True):
        key = lineages.id_now(handle)
        authorities[key] = change.authority
        stated[key].append(change)
    classes = {
        key: _job_class(key, authorities[key], editions[key], stated[key], lineages) for key in sorted(authorities)
    }
    former = {old: now for old, now in lineages.former_ids() if old not in classes and now in classes}
    return PlanOverTime(classes=classes, former_ids=dict(sorted({**_by_code(classes), **former}.items())))


def _follow(lineages: Lineages, change: NoticedChange) -> int:
    """The class that a change is about, after it."""
    if change.is_retitled:
        return lineages.rename(change.authority, change.title_before or "", change.title)
    make = lineages.make if change.is_new else lineages.named
    return make(change.authority, change.title)


def _editions(
    documents: Sequence[StoredDocument], lineages: Lineages, authorities: dict[str, str]
) -> defaultdict[str, list[Edition]]:
    """The editions of each class; whose class it is goes into `authorities`."""
    editions: defaultdict[str, list[Edition]] = defaultdict(list)
    strangers = _strangers(documents)
    stating = [(d, s, authority_of(d, s.authority)) for d in documents for s in d.parsed.specifications]
    day_first = day_first_authorities((authority, s) for _, s, authority in stating if authority != UNKNOWN_AUTHORITY)
    for document, printed, authority in stating:
        specification = with_day_first(printed) if authority in day_first else printed
        title = class_name(document, printed)
        key = strangers.get((document.name, slug(title))) or lineages.id_of(authority, title)
        authorities[key] = authority
        editions[key].append(_edition(document, specification))
    return editions


def _by_code(classes: Mapping[str, JobClass]) -> dict[str, str]:
    """``denver/cs2154`` leads to the one class that has this job code or had it."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key, job_class in classes.items():
        for code in job_class.codes:
            owners[f"{job_class.authority}/{code_key(code)}"].add(key)
    return {old: next(iter(ids)) for old, ids in owners.items() if len(ids) == 1 and old not in classes}


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


def _edition(document: StoredDocument, specification: Specification) -> Edition:
    status = "superseded" if document.superseded else (document.status or specification.status)
    date = _edition_date(document, specification, status)
    return Edition(document=document.id, status=status, date=date, specification=specification)


def _edition_date(document: StoredDocument, specification: Specification, status: str) -> str | None:
    """When the text began to hold; what a notice proposes has the day of the notice, whatever its history says."""
    notice = document.parsed.notice
    revised = specification.revised.date if specification.revised else None
    if notice is not None and status == "proposed":
        return notice.date or revised
    if notice is not None and status == "adopted" and document.status == "adopted":
        return stated_effective_date(notice) or revised or notice.date
    return revised or (specification.established.date if specification.established else None)


def _newest_first(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    by_document = sorted(editions, key=lambda e: (e.document, e.specification.first_line))
    by_date = sorted(by_document, key=lambda e: e.date or "", reverse=True)
    return tuple(sorted(by_date, key=lambda e: _STATUS_ORDER.index(e.status)))


def _job_class(
    key: str, authority: str, editions: Iterable[Edition], changes: Sequence[NoticedChange], lineages: Lineages
) -> JobClass:
    ordered = _newest_first(editions)
    printed = [e.specification.job_code for e in ordered if e.specification.job_code]
    noticed = [side.code for change in changes for side in (change.after, change.before) if side and side.code]
    end = changes[-1] if changes and changes[-1].is_end else None
    lines = timeline(ordered, changes, lambda title: lineages.id_of(authority, title))
    return JobClass(
        id=key,
        title=_title(key, ordered, changes),
        authority=authority,
        codes=tuple(dict.fromkeys(printed + noticed)),
        former_titles=tuple(_distinct(_former_titles(changes), key)),
        editions=ordered,
        pay=(*_noticed_pay(changes), *_printed_pay(ordered)),
        abolished=end.source if end and end.is_adopted else None,
        abolition_proposed=end.source if end and not end.is_adopted else None,
        facts=lines.facts,
        events=lines.events,
    )


def _title(key: str, editions: Sequence[Edition], changes: Sequence[NoticedChange]) -> str:
    """The title that the id was made from, as the newest edition or notice that has it writes it."""
    named = [*(e.specification.name for e in editions), *(change.title for change in reversed(changes))]
    return next((title for title in named if slug(title) == key.split("/", 1)[1]), named[0])


def _noticed_pay(changes: Iterable[NoticedChange]) -> Iterator[PayFact]:
    for change in changes:
        side = change.after or change.before
        if side and side.fact:
            yield side.fact


def _former_titles(changes: Iterable[NoticedChange]) -> Iterator[FormerTitle]:
    for change in changes:
        if change.is_retitled:
            yield FormerTitle(title=change.title_before or "", source=change.source)


def _distinct(titles: Iterable[FormerTitle], key: str) -> Iterator[FormerTitle]:
    """Each title once; the one that the id was made from is not a former one."""
    seen = {key.split("/", 1)[1]}
    for former in titles:
        if slug(former.title) not in seen:
            seen.add(slug(former.title))
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
                currency=pay.currency,
                note=pay.note,
            )
