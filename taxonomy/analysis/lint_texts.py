"""Where do texts contradict themselves, over time or along the ladder? Histories, requirements, pay, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from taxonomy.analysis.dated_differences import between_editions
from taxonomy.analysis.pay_plan import pay_plan
from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding
from taxonomy.basics.naming import slug
from taxonomy.model import Edition, Education, Group, JobClass, Requirement
from taxonomy.paths.schooling import find_level

# By which words a class history names the sections of a specification.
_NAMED = {
    "general_statement": ("general statement", "gsd", "class concept", "definition"),
    "distinguishing_characteristics": ("distinguishing",),
    "duties": ("dut", "task", "responsibilit"),
    "competencies": ("competenc", "skill", "knowledge"),
    "knowledge": ("competenc", "skill", "knowledge"),
    "minimum_qualifications": ("qualification", "requirement", "education", "experience"),
    "education": ("qualification", "requirement", "education", "equivalen"),
    "experience": ("qualification", "requirement", "experience", "equivalen"),
    "equivalency": ("qualification", "equivalen", "substitut"),
    "physical_demands": ("physical", "working condition"),
    "working_environment": ("environment", "working condition"),
}
_DOUBLED = re.compile(r"\b(the|of|to|and|a|an|in|for|is|are|with|by|on|or)\s+\1\b", re.IGNORECASE)
_END_OF_TIME = "9999"


def histories(atlas: Atlas) -> Iterator[Finding]:
    """The newest entry of a class history against what changed from one loaded edition to the next."""
    for job_class in atlas.classes.values():
        dated = sorted((each for each in job_class.editions if each.date), key=lambda each: each.date or "")
        for before, after in pairwise(dated):
            yield from _history(job_class, before, after)


def _history(job_class: JobClass, before: Edition, after: Edition) -> Iterator[Finding]:
    known = {slug(entry.text) for entry in before.specification.history}
    new = " ".join(entry.text for entry in after.specification.history if slug(entry.text) not in known).casefold()
    named = {kind for kind, words in _NAMED.items() if any(word in new for word in words)}
    if not named:  # nothing is said about sections, or no entry is new: nothing to compare
        return
    changed = {
        each.kind
        for each in between_editions(job_class, before.document, after.document).sections
        if each.change != "same" and each.kind in _NAMED
    }
    said = {word for kind in named for word in _NAMED[kind]}
    missing = sorted(kind for kind in changed if not said & set(_NAMED[kind]))
    if missing:
        words = " and ".join(kind.replace("_", " ") for kind in missing)
        message = f"The class history of {job_class.title} does not name what else changed: {words}."
        line = after.specification.first_line
        yield Finding(
            rule="history_omits_change",
            message=message,
            document=after.document,
            first_line=line,
            quote=None,
            classes=(job_class.id,),
        )


def requirement_regressions(atlas: Atlas) -> Iterator[Finding]:
    """A class that asks for less schooling than one that leads to it by its requirement or its series."""
    needs = {each.id: _least_schooling(each.requirement) for each in atlas.requirements if each.requirement}
    for edge in atlas.ladder.promotions:
        lower, upper = needs.get(edge.from_), needs.get(edge.to)
        if edge.kind not in ("requirement", "series") or lower is None or upper is None or upper >= lower:
            continue
        here, there = atlas.summary(edge.to).title, atlas.summary(edge.from_).title
        yield Finding(
            rule="requirement_regression",
            message=f"{here} asks for less schooling than {there}, which leads to it.",
            document=edge.document,
            first_line=edge.first_line,
            quote=edge.quote,
            classes=(edge.from_, edge.to),
        )


def _least_schooling(node: Requirement | None) -> int | None:
    """The rank of the schooling that every way in asks for; None where it is not stated or not known."""
    if isinstance(node, Education):
        level = find_level(node.level)
        return level.rank if level else None
    if isinstance(node, Group):
        ranks = [_least_schooling(part) for part in node.of]
        known = [rank for rank in ranks if rank is not None]
        if node.op == "and":
            return max(known, default=None)
        return min(known) if known and len(known) == len(ranks) else None
    return None


def pay_regressions(atlas: Atlas) -> Iterator[Finding]:
    """A class whose range begins or ends below the range of one that leads to it or that it supervises."""
    for step in pay_plan(atlas, _END_OF_TIME).steps:
        # A class that prints several ranges, by grade or department, has no single one to compare.
        if step.below and all(_has_one_range(atlas.classes[each.id]) for each in (step.lower, step.upper)):
            yield Finding(
                rule="pay_regression",
                message=f"The range of {step.upper.title} begins or ends below that of {step.lower.title}.",
                document=step.source.document,
                first_line=step.source.first_line,
                quote=step.source.quote,
                classes=(step.lower.id, step.upper.id),
            )


def _has_one_range(job_class: JobClass) -> bool:
    return len({(pay.minimum, pay.maximum) for pay in job_class.pay if pay.maximum is not None}) == 1


def doubled_words(atlas: Atlas) -> Iterator[Finding]:
    """ "of the the city": one small word printed twice, in a current edition."""
    for job_class in atlas.classes.values():
        edition = job_class.current
        if edition is None:
            continue
        specification = edition.specification
        lines = atlas.documents[edition.document].lines
        numbered = enumerate(lines[specification.first_line - 1 : specification.last_line], specification.first_line)
        for number, line in _with_doubled(numbered):
            found = _DOUBLED.search(line)
            yield Finding(
                rule="doubled_word",
                message=f"{job_class.title} prints “{found[0] if found else ''}”.",
                document=edition.document,
                first_line=number,
                quote=line,
                classes=(job_class.id,),
            )


def _with_doubled(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in numbered if _DOUBLED.search(line))
