"""How is a specification laid out on the page of its class? In one order for every city, with the lines beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.naming import slug
from taxonomy.model import SECTION_KINDS, Edition, JobClass, Requirement, Section, Specification, TextLines
from webapp.classes.condition_rows import ConditionRow, condition_rows
from webapp.classes.requirement_page import (
    EquivalencyRow,
    RequirementNode,
    equivalency_rows,
    leaf_lines,
    requirement_node,
)
from webapp.classes.stated_page import StatedCompetency, stated_competencies
from webapp.web.components import Cite, Fact, Link, NumberedLine, cite, in_words, shown

HEADINGS = {
    "general_statement": "General statement of duties",
    "supervision_received": "Supervision received",
    "duties": "Essential duties",
    "knowledge": "Knowledge, skills and abilities",
    "interpersonal": "Contacts with others",
    "guidelines": "Guidelines and difficulty",
    "licensure": "Licenses and certificates",
    "equivalency": "Education and experience equivalency",
    "other": "Other text",
}
# A tree read from several sections stands under the first of these that the specification has.
_REQUIREMENT_HOMES = ("minimum_qualifications", "experience", "education", "licensure")
# What is left of a line is taken for a part of an item only when it is long enough not to be there by chance.
_TELLING = 12


class SectionItem(Struct, frozen=True, kw_only=True):
    """A duty or a line of knowledge."""

    text: str
    cite: Cite


class SectionView(Struct, frozen=True, kw_only=True):
    """One section: what it says, item by item where it was read so, and its own lines when they are asked for."""

    kind: str
    heading: str
    printed_heading: str | None
    anchor: str
    cite: Cite
    before: tuple[str, ...] = ()
    items: tuple[SectionItem, ...] = ()
    competencies: tuple[StatedCompetency, ...] = ()
    facts: tuple[Fact, ...] = ()
    after: tuple[str, ...] = ()
    requirement: RequirementNode | None = None
    equivalencies: tuple[EquivalencyRow, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()
    original: tuple[NumberedLine, ...] = ()


def section_views(atlas: Atlas, job_class: JobClass, edition: Edition, *, beside: bool) -> tuple[SectionView, ...]:
    """Every section of an edition, in the same order for every class; `beside` adds the original lines."""
    ordered = sorted(edition.specification.sections, key=lambda s: (SECTION_KINDS.index(s.kind), s.first_line))
    home = _requirement_home(ordered, edition.specification.requirement)
    repeated = {kind for kind, count in Counter(section.kind for section in ordered).items() if count > 1}
    return tuple(
        _view(
            atlas, job_class, edition, section, heading=_heading(section, repeated), home=section is home, beside=beside
        )
        for section in ordered
    )


def _heading(section: Section, repeated: Collection[str]) -> str:
    """The heading that all cities share; with the printed one where a specification has several of a kind."""
    heading = HEADINGS.get(section.kind) or in_words(section.kind)
    printed = (section.heading or "").strip(" :*")
    return f"{heading}: {printed}" if section.kind in repeated and printed else heading


def numbered_lines(atlas: Atlas, document: str, first_line: int, last_line: int) -> tuple[NumberedLine, ...]:
    """The lines of a document as decoded."""
    known = atlas.documents.get(document)
    lines = known.lines[first_line - 1 : last_line] if known else ()
    return tuple(NumberedLine(number, shown(text)) for number, text in enumerate(lines, first_line))


def _requirement_home(sections: Sequence[Section], requirement: Requirement | None) -> Section | None:
    """The section that shows the tree: of the first kind at hand, the one that the tree was read from."""
    lines = leaf_lines(requirement) if requirement else frozenset()
    for kind in _REQUIREMENT_HOMES:
        of_kind = [section for section in sections if section.kind == kind]
        for section in of_kind:
            if lines & set(range(section.first_line, section.last_line + 1)):
                return section
        if of_kind:
            return of_kind[-1]
    return None


def _view(
    atlas: Atlas, job_class: JobClass, edition: Edition, section: Section, *, heading: str, home: bool, beside: bool
) -> SectionView:
    specification, document = edition.specification, edition.document
    items = tuple(_items(atlas, document, section, specification))
    stated = stated_competencies(atlas, job_class, edition, section)
    before, after = _rest(section, items, stated)
    requirement = specification.requirement if home else None
    lines = range(section.first_line, section.last_line + 1)
    rules = tuple(rule for rule in specification.equivalencies if rule.first_line in lines)
    return SectionView(
        kind=section.kind,
        heading=heading,
        printed_heading=section.heading,
        anchor=f"{slug(section.kind)}-{section.first_line}",
        cite=cite(atlas, document, section.first_line, section.last_line),
        before=before,
        items=items,
        competencies=stated,
        facts=_details(specification) if section.kind == "class_detail" else (),
        after=after,
        requirement=requirement_node(atlas, document, requirement, job_class.authority) if requirement else None,
        equivalencies=equivalency_rows(atlas, document, rules),
        conditions=condition_rows(atlas, document, specification.conditions) if home else (),
        original=numbered_lines(atlas, document, section.first_line, section.last_line) if beside else (),
    )


def _inside(section: Section, passages: Iterable[TextLines]) -> Iterable[TextLines]:
    return (p for p in passages if section.first_line <= p.first_line <= section.last_line)


def _items(atlas: Atlas, document: str, section: Section, specification: Specification) -> Iterable[SectionItem]:
    passages = {"duties": specification.duties}.get(section.kind, specification.knowledge)
    for passage in _inside(section, passages):
        yield SectionItem(text=shown(passage.text), cite=cite(atlas, document, passage.first_line, passage.last_line))


def _rest(
    section: Section, items: Sequence[SectionItem], stated: Sequence[StatedCompetency]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paragraphs that no item holds: those before the first item, and those after it. Nothing is left out."""
    taken = [_squeezed(item.text) for item in items]
    taken += [_squeezed(f"{c.label} {c.definition or ''}") for c in stated]
    before: list[str] = []
    after: list[str] = []
    begun = False
    for paragraph in section.text.split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        left = [line for line in lines if not _held(_squeezed(line), taken)]
        begun = begun or len(left) < len(lines)
        if left:
            (after if begun else before).append(shown("\n".join(left)))
    return tuple(before), tuple(after)


def _held(line: str, items: Sequence[str]) -> bool:
    for item in sorted(items, key=len, reverse=True):
        line = line.replace(item, "") if item else line
    return not line or (len(line) >= _TELLING and any(line in item for item in items))


def _squeezed(text: str) -> str:
    """Letters and digits only: dashes and spaces between a label and its definition do not count."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _details(specification: Specification) -> tuple[Fact, ...]:
    dates = (("Established", specification.established), ("Revised", specification.revised))
    facts = [("Job code", specification.job_code), ("FLSA", specification.flsa)]
    facts += [(f"{name} on", dated.raw) for name, dated in dates if dated]
    facts += [(f"{name} by", dated.by) for name, dated in dates if dated]
    return tuple(Fact(name=name, value=value) for name, value in facts if value)


def contents(views: Sequence[SectionView]) -> tuple[Link, ...]:
    """The list 'on this page'."""
    return tuple(Link(view.heading, f"#{view.anchor}") for view in views)
