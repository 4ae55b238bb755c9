"""By which sentence does a class include the duties of another that made it a hit?

"Performs … duties … as described in the 311 Customer Service Agent class specification": such duties are searched with
the class, cited where they stand, and said to be included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from index.results import Because, Hit, Inclusion
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import JobClass

INCLUDED = "included"


class Classes(Protocol):
    """What is needed of a mapping of classes."""

    def __getitem__(self, class_id: str) -> JobClass: ...

    def __contains__(self, class_id: object) -> bool: ...


def with_inclusions(classes: Classes, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """`hits`, each included duty with the sentence that includes it."""
    return tuple(
        replace(hit, because=tuple(said_by(classes, hit.id, each) for each in hit.because))
        if hit.kind == "class" and any(each.section == INCLUDED for each in hit.because)
        else hit
        for hit in hits
    )


def said_by(classes: Classes, class_id: str, because: Because) -> Because:
    """`because` with the sentence of class `class_id` that includes it, where it is an included duty."""
    if because.section != INCLUDED or class_id not in classes:
        return because
    for reference in classes[class_id].references:
        target = classes[reference.target] if reference.target and reference.target in classes else None
        if reference.relation == "includes" and target is not None and _prints(target, because):
            cited = reference.source
            inclusion = Inclusion(
                class_id=target.id,
                title=target.title,
                quote=mask_contacts(cited.quote),
                first_line=cited.first_line,
                document=cited.document,
            )
            return replace(because, included_by=inclusion)
    return because


def _prints(job_class: JobClass, because: Because) -> bool:
    """Does the current edition of the class hold the cited line?"""
    current = job_class.current
    if current is None or current.document != because.document:
        return False
    return current.specification.first_line <= because.first_line <= current.specification.last_line
