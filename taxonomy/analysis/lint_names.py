"""Which classes do specifications name that are not loaded, abolished, renamed, or that do not answer a distinction?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding, FindingPlace
from taxonomy.basics.naming import slug
from taxonomy.model import ClassReference, JobClass

_NAMED_IN = {
    "experience_as": "in its requirement",
    "supervises": "in its supervision",
    "distinguished_from": "in its distinguishing characteristics",
    "includes": "as included",
    "mentions": "in its text",
}


def named_classes(atlas: Atlas) -> Iterator[Finding]:
    """Each title that stands for no loaded class once, with every place; abolished classes and former titles."""
    missing: dict[tuple[str, str], list[ClassReference]] = defaultdict(list)
    for job_class in atlas.classes.values():
        for reference in job_class.references:
            target = reference.target or _by_former_title(atlas, job_class, reference.title)
            if target is None:
                missing[job_class.authority, slug(reference.title)].append(reference)
            else:
                yield from _ended_or_renamed(atlas, reference, atlas.classes[target])
    for references in missing.values():
        yield _missing(atlas, references)


def one_way_distinctions(atlas: Atlas) -> Iterator[Finding]:
    """A class says how it differs from another, and that one does not say how it differs from the first."""
    stated = {
        (job_class.id, reference.target): reference
        for job_class in atlas.classes.values()
        for reference in job_class.references
        if reference.relation == "distinguished_from" and reference.target is not None
    }
    for (source, target), reference in stated.items():
        if (target, source) not in stated and atlas.classes[target].current is not None:
            here, there = _title(atlas, source), _title(atlas, target)
            message = f"{here} distinguishes itself from {there}, and {there} does not distinguish itself from {here}."
            yield _finding("one_way_distinction", message, reference, source, target)


def _by_former_title(atlas: Atlas, job_class: JobClass, title: str) -> str | None:
    """The class of the same authority whose former title this is, written with other signs ("311", "3-1-1")."""
    printed = _letters(title)
    found = {
        each.id
        for each in atlas.classes.values()
        if each.authority == job_class.authority
        and any(_letters(former.title) == printed for former in each.former_titles)
    }
    return found.pop() if len(found) == 1 else None


def _ended_or_renamed(atlas: Atlas, reference: ClassReference, named: JobClass) -> Iterator[Finding]:
    here, part = _title(atlas, reference.source_class), _NAMED_IN[reference.relation]
    if named.end is not None:
        end = "is abolished" if named.abolished else "is to be abolished, as a notice proposes"
        message = f"{here} names {reference.title} {part}; that class {end}."
        yield _finding("abolished_class_named", message, reference, reference.source_class, named.id)
    elif _letters(reference.title) in {_letters(f.title) for f in named.former_titles} - {_letters(named.title)}:
        message = f"{here} names {reference.title} {part}; its title is now {named.title}."
        yield _finding("former_title_named", message, reference, reference.source_class, named.id)


def _missing(atlas: Atlas, references: list[ClassReference]) -> Finding:
    first = references[0]
    others = len({reference.source_class for reference in references}) - 1
    also = f" So {'does 1 other class' if others == 1 else f'do {others} other classes'}." if others else ""
    here, part = _title(atlas, first.source_class), _NAMED_IN[first.relation]
    message = f"{here} names {first.title} {part}; no specification of that class is loaded.{also}"
    items = [
        FindingPlace(
            text=f"{each.title} – named by {_title(atlas, each.source_class)}",
            document=each.source.document,
            first_line=each.source.first_line,
        )
        for each in references
    ]
    classes = tuple(dict.fromkeys(reference.source_class for reference in references))
    return _finding("class_not_at_hand", message, first, *classes, items=tuple(items) if others else ())


def _finding(
    rule: str, message: str, reference: ClassReference, *classes: str, items: tuple[FindingPlace, ...] = ()
) -> Finding:
    source = reference.source
    return Finding(
        rule=rule,
        message=message,
        document=source.document,
        first_line=source.first_line,
        quote=source.quote,
        classes=classes,
        items=items,
    )


def _letters(title: str) -> str:
    """ "3-1-1 Agents" as "311agent": signs and a plural make no other title."""
    return slug(title).replace("-", "").removesuffix("s")


def _title(atlas: Atlas, class_id: str) -> str:
    return atlas.summary(class_id).title
