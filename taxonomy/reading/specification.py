"""What does one class specification say: every field of the record, read out of its sections?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from taxonomy.basics.written_dates import first_date
from taxonomy.model import DatedBy, Specification
from taxonomy.reading.facts.duties import read_duties
from taxonomy.reading.facts.examined import read_examined
from taxonomy.reading.facts.named_competencies import read_named_competencies
from taxonomy.reading.facts.pay import first_and_all
from taxonomy.reading.facts.plain_facts import (
    read_demands,
    read_passage,
    read_supervision_exercised,
    read_text,
)
from taxonomy.reading.facts.references import read_references
from taxonomy.reading.facts.statements import read_statements
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout import class_detail
from taxonomy.reading.qualifications import read_qualifications
from taxonomy.reading.qualifications.advancement import read_advancements

Status = Literal["proposed", "adopted", "unknown"]


class RegionName(Struct, frozen=True, kw_only=True):
    """What a class is called, by whom, and between which lines it stands."""

    title: str | None
    job_code: str | None
    authority: str | None
    first_line: int
    last_line: int


def read_specification(name: RegionName, sections: Sequence[SectionLines], *, proposed: bool) -> Specification:
    """The record of one class; `proposed` when it stands inside a notice of a proposed change."""
    statements = read_statements(sections)
    named = read_named_competencies(sections)
    asked = read_qualifications(sections)
    labels = class_detail.read_labels(sections)
    pay, pays = first_and_all(sections)
    day_first = class_detail.day_first(sections) or False
    revised = class_detail.dated(labels, class_detail.REVISED, class_detail.REVISED_BY, day_first=day_first)
    if revised is None and class_detail.ESTABLISHED not in labels and (alone := class_detail.date_alone(sections)):
        labels[class_detail.ESTABLISHED] = alone
    established = class_detail.dated(labels, class_detail.ESTABLISHED, class_detail.ESTABLISHED_BY, day_first=day_first)
    return Specification(
        title=name.title,
        job_code=name.job_code,
        authority=name.authority,
        status="proposed" if proposed else _status(sections, established, revised),
        first_line=name.first_line,
        last_line=name.last_line,
        sections=tuple(section.published() for section in sections),
        duties=read_duties(sections),
        competencies=(*statements.competencies, *named),
        knowledge=(*statements.knowledge, *read_examined(sections, {fold_heading(one.label) for one in named})),
        requirement=asked.requirement,
        equivalencies=asked.equivalencies,
        preferences=asked.preferences,
        conditions=asked.conditions,
        filing_grace_months=asked.filing_grace_months,
        examination=asked.examination,
        residue=asked.residue,
        advancements=read_advancements(name.title or "", sections),
        references=read_references(name.title or "", sections),
        pay=pay,
        pays=pays,
        flsa=labels.get(class_detail.FLSA),
        established=established,
        revised=revised,
        open_date=class_detail.dated(labels, class_detail.OPENED, day_first=day_first),
        supervision_received=read_text(sections, "supervision_received"),
        supervision_exercised=read_supervision_exercised(sections),
        education=read_passage(sections, "education"),
        experience=read_passage(sections, "experience"),
        licensure=read_text(sections, "licensure"),
        physical_demands=read_demands(sections, "physical_demands"),
        working_environment=read_demands(sections, "working_environment"),
        history=class_detail.read_history(sections),
    )


_FORMS = ("class specification", "classification specification", "class series description")
_DAY_ALONE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
# "11/89, 5/95", "8/78", "March 1994", "5/97 SA": real months, while "x/2011" is still to come
_MONTH = re.compile(r"(?:\d{1,2}[/-])?\d{2,4}\b|[A-Z][a-z]{2,8}\.?\s\d{4}\b")


def _status(sections: Sequence[SectionLines], *dates: DatedBy | None) -> Status:
    """Adopted when a specification bears a real date of being established or revised; a bulletin only offers places."""
    if any(section.kind == "how_to_apply" for section in sections):
        return "unknown"
    dated = any(date is not None and (date.date or _MONTH.match(date.raw or "")) for date in dates)
    return "adopted" if dated or _dated_form(sections) else "unknown"


def _dated_form(sections: Sequence[SectionLines]) -> bool:
    """ "CLASS SPECIFICATION" over a date, or "06-15-12" alone over the title: the sheet says when it was issued."""
    head = [line.text for section in sections if section.heading is None for line in section.body if line.text]
    form = any(fold_heading(text).endswith(_FORMS) for text in head)
    return any(first_date(text) and len(text) < 30 and (form or _DAY_ALONE.fullmatch(text)) for text in head)
