"""Where is a text printed, as a row: class, grade, section and line?"""

from __future__ import annotations

from msgspec import Struct

from taxonomy.analysis.impact import Touched
from taxonomy.atlas import Atlas
from webapp.web.addresses import class_address
from webapp.web.components import Cite, authority_name, cite


class Printing(Struct, frozen=True, kw_only=True):
    """One printing of a side: class, grade, section and line."""

    title: str
    href: str
    authority: str
    grade: str | None
    section: str | None
    label: str
    cite: Cite


def printing(atlas: Atlas, place: Touched) -> Printing:
    """One printing as a row."""
    statement, job_class = place.statement, atlas.classes[place.statement.class_id]
    return Printing(
        title=statement.class_title,
        href=class_address(statement.class_id),
        authority=authority_name(job_class.authority),
        grade=next((pay.grade for pay in job_class.pay if pay.grade), None),
        section=place.section,
        label=statement.label,
        cite=cite(atlas, statement.document, statement.first_line, statement.last_line),
    )
