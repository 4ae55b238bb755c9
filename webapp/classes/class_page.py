"""What does the page of one class hold?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import ClassReference, Edition, JobClass, PayFact
from taxonomy.plan.as_of import edition_on
from webapp.classes.related_page import PairForm, PairRow, RelatedPart, RelatedRow
from webapp.classes.sections_page import SectionView, contents, section_views
from webapp.classes.state_card import StateCard, is_over, pending_end, pending_title, state_card
from webapp.service.pay_words import pay_range
from webapp.web.addresses import career_address, class_address, document_address, history_address
from webapp.web.components import Cite, Fact, Link, Page, Quote, authority_name, cite, quoted, readable_date, shown

RELATIONS = {
    "distinguished_from": ("Distinguished from", "Distinguishes itself from this class"),
    "experience_as": ("Asks for experience as", "Asks for experience as this class"),
    "supervises": ("Supervises", "Supervises this class"),
    "includes": ("Includes the work of", "Includes the work of this class"),
    "mentions": ("Mentions", "Mentions this class"),
}


class EditionRow(Struct, frozen=True, kw_only=True):
    """One dated edition of a class."""

    status: str
    date: str | None
    cite: Cite
    href: str
    shown: bool
    download: str


class PayRow(Struct, frozen=True, kw_only=True):
    """Pay in dollars, and the place that states it."""

    grade: str | None
    range: str | None
    cite: Cite
    step: str | None = None


class ReferenceRow(Struct, frozen=True, kw_only=True):
    """One class naming another, with the sentence."""

    relation: str
    other: Link
    quote: Quote


class ClassPage(Page, frozen=True, kw_only=True):
    """Everything the page of a class shows."""

    id: str
    authority: Link
    codes: tuple[str, ...]
    lead: str | None
    status: str | None
    facts: tuple[Fact, ...]
    former_titles: tuple[Fact, ...]
    pay: tuple[PayRow, ...]
    editions: tuple[EditionRow, ...]
    abolished: Quote | None
    is_ended: bool
    ends_on: str | None
    day: str
    state: StateCard | None
    title_in_force: str | None
    history: str
    contents: tuple[Link, ...]
    sections: tuple[SectionView, ...]
    names: tuple[ReferenceRow, ...]
    named_by: tuple[ReferenceRow, ...]
    related: tuple[RelatedRow, ...]
    suppressed: tuple[PairRow, ...]
    why_not: str
    deciding: PairForm | None
    document_address: str | None
    beside: bool
    views: tuple[Link, ...]
    downloads: tuple[Link, ...]
    career: str


def class_page(
    atlas: Atlas,
    job_class: JobClass,
    related: RelatedPart,
    *,
    edition: str | None,
    beside: bool,
    day: str | None = None,
) -> ClassPage:
    """The page of `job_class` in its current edition, the one in document `edition`, or the one in force on `day`."""
    chosen = edition_on(job_class, day) if day and not edition else _chosen(job_class, edition)
    sections = section_views(atlas, job_class, chosen, beside=beside) if chosen else ()
    names = tuple(_names(atlas, job_class.references))
    named_by = tuple(named_by_rows(atlas, atlas.references_to(job_class.id)))
    has_related = bool(related.rows or related.suppressed or related.deciding)
    tail = _tail(job_class, has_related=has_related, has_references=bool(names or named_by))
    return ClassPage(
        title=job_class.title,
        crumbs=(Link("Home", url_for("site.home")), Link("Classes", url_for("classes.index")), Link(job_class.title)),
        generation=atlas.generation,
        id=job_class.id,
        authority=Link(authority_name(job_class.authority), url_for("classes.index", authority=job_class.authority)),
        codes=job_class.codes,
        lead=_lead(chosen),
        status=chosen.status if chosen else None,
        facts=tuple(_facts(job_class, chosen)),
        former_titles=tuple(_former_titles(atlas, job_class)),
        pay=tuple(_pay_row(atlas, fact) for fact in job_class.pay),
        editions=tuple(_edition_row(atlas, job_class, each, each is chosen) for each in job_class.editions),
        abolished=_abolished(atlas, job_class),
        is_ended=is_over(job_class, date.today().isoformat()),
        ends_on=pending_end(job_class, date.today().isoformat()),
        day=day or "",
        state=state_card(job_class, day),
        title_in_force=pending_title(job_class, date.today().isoformat()),
        history=history_address(job_class.id),
        contents=(*contents(sections), *tail),
        sections=sections,
        names=names,
        named_by=named_by,
        related=related.rows,
        suppressed=related.suppressed,
        why_not=related.why_not,
        deciding=related.deciding,
        document_address=document_address(chosen.document) if chosen else None,
        beside=beside,
        views=_views(job_class, edition, beside),
        downloads=tuple(_downloads(job_class, chosen)),
        career=career_address(job_class.id),
    )


def _tail(job_class: JobClass, *, has_related: bool, has_references: bool) -> Iterable[Link]:
    """What stands below the sections."""
    if has_related:
        yield Link("Related classes", "#related")
    if has_references:
        yield Link("Classes that name each other", "#references")
    if job_class.former_titles or job_class.pay:
        yield Link("Former titles and pay", "#titles-and-pay")
    yield Link("Editions and downloads", "#editions")


def _chosen(job_class: JobClass, document: str | None) -> Edition | None:
    return next((e for e in job_class.editions if e.document == document), job_class.current)


def _lead(edition: Edition | None) -> str | None:
    for section in edition.specification.sections if edition else ():
        if section.kind == "general_statement" and section.text.strip():
            return shown(section.text.split("\n\n")[0])
    return None


def _facts(job_class: JobClass, edition: Edition | None) -> Iterable[Fact]:
    """The few facts a reader looks for first."""
    for pay in job_class.pay[:1]:
        if pay.grade:
            yield Fact(name="Pay grade", value=pay.grade)
        if pay_range(pay):
            yield Fact(name="Pay", value=pay_range(pay) or "")
    if len(job_class.pay) > 1:
        yield Fact(name="Pay, all ranges", value=f"{len(job_class.pay)} stated, listed under “Former titles and pay”")
    if edition is None:
        return
    specification = edition.specification
    if specification.flsa:
        yield Fact(name="FLSA", value=specification.flsa)
    for name, dated in (("Established", specification.established), ("Revised", specification.revised)):
        if dated and dated.raw:
            yield Fact(name=name, value=readable_date(dated.date) or dated.raw)
    supervised = specification.supervision_exercised.supervises if specification.supervision_exercised else ()
    if supervised:
        yield Fact(name="Supervises", value=", ".join(supervised))


def _former_titles(atlas: Atlas, job_class: JobClass) -> Iterable[Fact]:
    for former in job_class.former_titles:
        source = former.source
        yield Fact(
            name=former.title,
            value=shown(source.quote),
            cite=cite(atlas, source.document, source.first_line, source.last_line),
        )


def _pay_row(atlas: Atlas, fact: PayFact) -> PayRow:
    source = fact.source
    return PayRow(
        grade=fact.grade,
        range=pay_range(fact),
        cite=cite(atlas, source.document, source.first_line, source.last_line),
        step=fact.step,
    )


def _edition_row(atlas: Atlas, job_class: JobClass, edition: Edition, is_shown: bool) -> EditionRow:
    specification = edition.specification
    return EditionRow(
        status=edition.status,
        date=readable_date(edition.date),
        cite=cite(atlas, edition.document, specification.first_line, specification.last_line),
        href=class_address(job_class.id, edition=edition.document),
        shown=is_shown,
        download=url_for("documents.original", document_id=edition.document),
    )


def _abolished(atlas: Atlas, job_class: JobClass) -> Quote | None:
    source = job_class.end
    if source is None:
        return None
    return quoted(source.quote, cite(atlas, source.document, source.first_line, source.last_line))


def _names(atlas: Atlas, references: Iterable[ClassReference]) -> Iterable[ReferenceRow]:
    for reference in references:
        other = Link(reference.title, class_address(reference.target) if reference.target else None)
        yield _reference_row(atlas, reference, RELATIONS[reference.relation][0], other)


def named_by_rows(atlas: Atlas, references: Iterable[ClassReference]) -> Iterable[ReferenceRow]:
    """Each class that names this one, with its sentence."""
    for reference in references:
        other = Link(atlas.summary(reference.source_class).title, class_address(reference.source_class))
        yield _reference_row(atlas, reference, RELATIONS[reference.relation][1], other)


def _reference_row(atlas: Atlas, reference: ClassReference, relation: str, other: Link) -> ReferenceRow:
    source = reference.source
    cited = cite(atlas, source.document, source.first_line, source.last_line)
    return ReferenceRow(relation=relation, other=other, quote=quoted(source.quote, cited))


def _views(job_class: JobClass, edition: str | None, beside: bool) -> tuple[Link, ...]:
    reading = Link("Reading view", class_address(job_class.id, edition=edition) if beside else None)
    original = Link(
        "Original text beside it", None if beside else class_address(job_class.id, edition=edition, view="original")
    )
    return reading, original


def _downloads(job_class: JobClass, edition: Edition | None) -> Iterable[Link]:
    authority, _, slug = job_class.id.partition("/")
    yield Link("This page as JSON", url_for("classes.show_json", authority=authority, slug=slug))
    yield Link("The class as JSON (API)", url_for("api.show_class", authority=authority, slug=slug))
    if edition is not None:
        word = url_for("classes.word", authority=authority, slug=slug, edition=edition.document)
        yield Link("The specification as Word document", word)
        yield Link("Original document", url_for("documents.original", document_id=edition.document))
        yield Link("The document, line by line", document_address(edition.document))
