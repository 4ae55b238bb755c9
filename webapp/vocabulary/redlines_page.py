"""What do the pages of redlines hold? Competencies with a chosen text, the specifications it changes, and each one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct

from taxonomy.analysis.impact import Impact, revision_impact
from taxonomy.analysis.redlines import Redline
from taxonomy.analysis.revisions import Revision, choices
from taxonomy.atlas import Atlas
from taxonomy.model import Competency
from webapp.service.decision_log import decided
from webapp.web.addresses import class_address, competency_address
from webapp.web.components import Cite, Link, Page, cite, in_words, shown
from webapp.web.tracked_text import TrackedSpan, stretches


class ChosenRow(Struct, frozen=True, kw_only=True):
    """A competency for which somebody chose a text."""

    label: str
    href: str
    text: str
    by: str
    why: str


class RedlineList(Page, frozen=True, kw_only=True):
    """Every competency with a chosen text."""

    rows: tuple[ChosenRow, ...]


class AffectedRow(Struct, frozen=True, kw_only=True):
    """A specification that would change, and how."""

    title: str
    href: str
    kinds: tuple[str, ...]
    cite: Cite
    redline: str
    word: str
    clean: str


class AffectedPage(Page, frozen=True, kw_only=True):
    """The specifications that the text of one competency changes; `text` is null where each meaning has its own."""

    label: str
    competency: str
    preview: bool
    text: str | None
    impact: Impact
    rows: tuple[AffectedRow, ...]


class RedlineRow(Struct, frozen=True, kw_only=True):
    """One paragraph, with its changes."""

    kind: str
    line: int
    changed: bool
    stretches: tuple[TrackedSpan, ...]


class RedlinePage(Page, frozen=True, kw_only=True):
    """One specification as a redline."""

    href: str
    changes: int
    paragraphs: tuple[RedlineRow, ...]
    downloads: tuple[Link, ...]


def redline_list(atlas: Atlas) -> RedlineList:
    """Where redlines begin."""
    keys = {d.left for d in decided().in_force if d.answer == "canonical"}
    found = {c.id: c for c in (atlas.find_competency(key) for key in keys) if c is not None}
    rows = (
        ChosenRow(
            label=competency.pref_label,
            href=url_for("redlines.index", competency_id=competency.id),
            text=shown(choice.text),
            by=choice.decision.who,
            why=choice.decision.why,
        )
        for competency in sorted(found.values(), key=lambda c: c.pref_label)
        for choice in choices(atlas, competency, decided().decisions)
    )
    return RedlineList(
        title="Redlines",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link("Redlines"),
        ),
        generation=atlas.generation,
        rows=tuple(rows),
    )


def affected_page(
    atlas: Atlas, competency: Competency, changes: Sequence[Revision], preview: str | None
) -> AffectedPage:
    """The specifications that `changes` touch; `preview` is the id of a text that nobody has chosen yet."""
    texts = {change.text for change in changes}
    return AffectedPage(
        title=f"Redlines: {competency.pref_label}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Redlines", url_for("redlines.every")),
            Link(competency.pref_label),
        ),
        generation=atlas.generation,
        label=competency.pref_label,
        competency=competency_address(competency.id),
        preview=preview is not None,
        text=shown(texts.pop()) if len(texts) == 1 else None,
        impact=revision_impact(changes),
        rows=tuple(_affected(atlas, competency, changes, preview)),
    )


def _affected(
    atlas: Atlas, competency: Competency, changes: Sequence[Revision], preview: str | None
) -> Iterable[AffectedRow]:
    for class_id in dict.fromkeys(change.statement.class_id for change in changes):
        mine = [change for change in changes if change.statement.class_id == class_id]
        first = mine[0].statement
        where = redline_values(competency, class_id, preview)
        yield AffectedRow(
            title=first.class_title,
            href=class_address(class_id),
            kinds=tuple(in_words(kind) for kind in dict.fromkeys(kind for change in mine for kind in change.kinds)),
            cite=cite(atlas, first.document, first.first_line, first.last_line),
            redline=url_for("redlines.show", **where),
            word=url_for("redlines.word", **where),
            clean=url_for("redlines.clean", **where),
        )


def redline_values(competency: Competency, class_id: str, preview: str | None) -> dict[str, Any]:
    """What the address of one redline is made of."""
    authority, _, slug = class_id.partition("/")
    return {"competency_id": competency.id, "authority": authority, "slug": slug, "text": preview}


def board_redline_page(atlas: Atlas, redline: Redline) -> RedlinePage:
    """One specification with all chosen texts."""
    authority, _, slug = redline.class_id.partition("/")
    where: dict[str, Any] = {"authority": authority, "slug": slug}
    return RedlinePage(
        title=f"{redline.title}: redline",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Redlines", url_for("redlines.every")),
            Link("For the board", url_for("redlines.board")),
            Link(redline.title),
        ),
        generation=atlas.generation,
        href=class_address(redline.class_id),
        changes=len(redline.revisions),
        paragraphs=_paragraphs(redline),
        downloads=(
            Link("Word, with tracked changes", url_for("redlines.board_word", **where)),
            Link("Clean text", url_for("redlines.board_clean", **where)),
        ),
    )


def _paragraphs(redline: Redline) -> tuple[RedlineRow, ...]:
    return tuple(
        RedlineRow(kind=p.kind, line=p.first_line, changed=p.changed, stretches=stretches(p.parts))
        for p in redline.paragraphs
    )


def redline_page(atlas: Atlas, competency: Competency, redline: Redline, preview: str | None) -> RedlinePage:
    """One specification with its changes."""
    where = redline_values(competency, redline.class_id, preview)
    return RedlinePage(
        title=f"{redline.title}: redline",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Redlines", url_for("redlines.every")),
            Link(competency.pref_label, url_for("redlines.index", competency_id=competency.id, text=preview)),
            Link(redline.title),
        ),
        generation=atlas.generation,
        href=class_address(redline.class_id),
        changes=len(redline.revisions),
        paragraphs=_paragraphs(redline),
        downloads=(
            Link("Word, with tracked changes", url_for("redlines.word", **where)),
            Link("Clean text", url_for("redlines.clean", **where)),
        ),
    )
