"""What must one learn for a class, and what may an interview ask? Sheets made only of sentences that are cited."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Education, Licence
from taxonomy.paths.gap import Pair, Printed, gap
from taxonomy.paths.plain_words import leaf_words
from taxonomy.paths.rulebook import leaves_of
from webapp.web.addresses import career_address, class_address, competency_address, target_address
from webapp.web.components import Cite, Link, Page, cite, shown


class LearningRow(Struct, frozen=True, kw_only=True):
    """One competency in the document's words; `had` is the level that the class before states."""

    label: str
    href: str
    definition: str | None
    cite: Cite
    level: str | None
    had: str | None


class CitedRow(Struct, frozen=True, kw_only=True):
    """A line of knowledge, a degree or a license, and where it stands."""

    text: str
    cite: Cite


class LearningPage(Page, frozen=True, kw_only=True):
    """A sheet to print: for the person who wants to learn, or for those who interview."""

    interview: bool
    goal: Link
    back: Link
    rows: tuple[LearningRow, ...]
    knowledge: tuple[CitedRow, ...]
    needed: tuple[CitedRow, ...]


def interview_page(atlas: Atlas, class_id: str) -> LearningPage:
    """What an interview for a class may be about, competency by competency."""
    return LearningPage(
        title=f"Interview sheet: {atlas.title_of(class_id)}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link(atlas.title_of(class_id), class_address(class_id)),
            Link("Interview sheet"),
        ),
        generation=atlas.generation,
        interview=True,
        goal=Link(atlas.title_of(class_id), class_address(class_id)),
        back=Link("Back to the class", class_address(class_id)),
        rows=tuple(_stated(atlas, class_id)),
        knowledge=tuple(_knowledge(atlas, class_id)),
        needed=(),
    )


def development_page(atlas: Atlas, start: str | None, goal: str) -> LearningPage:
    """What to learn for `goal`: all that it states, or what is new for a holder of `start`."""
    compared = gap(atlas, start, goal) if start in atlas.classes and goal in atlas.classes and start else None
    back = target_address(start, goal) if start else career_address(goal)
    if compared is None:
        rows, knowledge = tuple(_stated(atlas, goal)), tuple(_knowledge(atlas, goal))
    else:
        wanted = (*compared.new, *(pair for pair in compared.reworded if pair.right))
        rows = tuple(_compared(atlas, pair) for pair in wanted if pair.right is not None)
        lines = compared.knowledge_new
        knowledge = tuple(
            CitedRow(text=shown(each.text), cite=cite(atlas, each.document, each.first_line)) for each in lines
        )
    title = atlas.title_of(goal)
    return LearningPage(
        title=f"Development sheet: {title}",
        crumbs=(Link("Home", url_for("site.home")), Link(title, career_address(goal)), Link("Development sheet")),
        generation=atlas.generation,
        interview=False,
        goal=Link(title, class_address(goal)),
        back=Link("Back to the plan", back),
        rows=rows,
        knowledge=knowledge,
        needed=tuple(_needed(atlas, goal)),
    )


def _stated(atlas: Atlas, class_id: str) -> Iterable[LearningRow]:
    for statement, variant, competency in atlas.statements_of(class_id):
        yield LearningRow(
            label=statement.label,
            href=competency_address(competency.id, variant=variant.id if variant else None),
            definition=shown(statement.definition) if statement.definition else None,
            cite=cite(atlas, statement.document, statement.first_line),
            level=statement.level,
            had=None,
        )


def _compared(atlas: Atlas, pair: Pair) -> LearningRow:
    there: Printed = pair.right or pair.left  # type: ignore[assignment]
    return LearningRow(
        label=there.label,
        href=competency_address(there.competency, variant=there.variant),
        definition=shown(there.definition) if there.definition else None,
        cite=cite(atlas, there.document, there.first_line),
        level=there.written_level,
        had=pair.left.written_level if pair.left else None,
    )


def _knowledge(atlas: Atlas, class_id: str) -> Iterable[CitedRow]:
    job_class = atlas.classes.get(class_id)
    current = job_class.current if job_class else None
    for line in current.specification.knowledge if current else ():
        yield CitedRow(text=shown(line.text), cite=cite(atlas, current.document if current else "", line.first_line))


def _needed(atlas: Atlas, class_id: str) -> Iterable[CitedRow]:
    """Degrees and licenses that the requirement or a note names."""
    asked = next((each for each in atlas.requirements if each.id == class_id), None)
    if asked is None:
        return
    for leaf in leaves_of(asked.requirement):
        if isinstance(leaf, Education | Licence):
            yield CitedRow(text=shown(leaf_words(leaf)), cite=cite(atlas, asked.document, leaf.first_line))
    for each in asked.conditions:
        if each.type in ("licence", "registration", "training"):
            yield CitedRow(text=shown(each.of), cite=cite(atlas, asked.document, each.first_line))
