"""What stands on the page "why not this class?"? The answer in a sentence, then part by part beside the last shown."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from msgspec import Struct
from msgspec.structs import replace

from index.related.relatedness import Reason
from index.related.why_not import ComparedPart, Missing, WhyNot
from taxonomy.atlas import Atlas
from webapp.classes.related_page import ReasonRow, reason_rows
from webapp.web.addresses import class_address
from webapp.web.components import Link, Page, Quote, cite, in_words, quoted, shown


class MissingRow(Struct, frozen=True, kw_only=True):
    """Something that the other class lacks, with the lines."""

    text: str
    quotes: tuple[Quote, ...]


class PartRow(Struct, frozen=True, kw_only=True):
    """One part of the score, or a fact beside it."""

    name: str
    points: float | None
    last_points: float | None
    reasons: tuple[ReasonRow, ...]
    last_reasons: tuple[ReasonRow, ...]
    missing: tuple[MissingRow, ...]


class WhyNotPage(Page, frozen=True, kw_only=True):
    """The page. `answer` is null until a class was named; `problem` says what was wrong with its name."""

    class_: Link
    other: Link | None
    last: Link | None
    answer: str | None
    score: float | None
    last_score: float | None
    parts: tuple[PartRow, ...]
    asked: str
    problem: str | None
    candidates: tuple[Link, ...]
    action: str


def why_not_page(
    atlas: Atlas,
    class_id: str,
    found: WhyNot | None,
    *,
    asked: str,
    problem: str | None = None,
    candidates: Iterable[str] = (),
) -> WhyNotPage:
    """The page about `class_id` and the class that was asked for in the words `asked`."""
    authority, _, slug = class_id.partition("/")
    action = url_for("pairs.why_not", authority=authority, slug=slug)
    here = Link(atlas.summary(class_id).title, class_address(class_id))
    return WhyNotPage(
        title=f"Why not {found.other_title}?" if found else "Why is a class not among the related ones?",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Classes", url_for("classes.index")),
            here,
            Link("Why not another class"),
        ),
        generation=atlas.generation,
        class_=here,
        other=Link(found.other_title, class_address(found.other)) if found else None,
        last=Link(found.last.title, class_address(found.last.id)) if found and found.last else None,
        answer=shown(found.answer) if found else None,
        score=found.score if found else None,
        last_score=found.last.score if found and found.last else None,
        parts=tuple(_part(atlas, part) for part in found.parts) if found else (),
        asked=asked,
        problem=problem,
        candidates=tuple(
            Link(f"{atlas.summary(each).title} ({each})", f"{action}?other={each}") for each in candidates
        ),
        action=action,
    )


def _part(atlas: Atlas, part: ComparedPart) -> PartRow:
    return PartRow(
        name=part.name,
        points=part.points,
        last_points=part.last_points,
        reasons=_unweighed(atlas, part.reasons),
        last_reasons=_unweighed(atlas, part.last_reasons),
        missing=tuple(_missing(atlas, each) for each in part.missing),
    )


def _unweighed(atlas: Atlas, reasons: Iterable[Reason]) -> tuple[ReasonRow, ...]:
    """Reasons without their weights: one reason may speak of two parts, and the table has the figures of each."""
    return tuple(replace(row, weight=None) for row in reason_rows(atlas, reasons))


def _missing(atlas: Atlas, missing: Missing) -> MissingRow:
    quotes = (quoted(q.quote, cite(atlas, q.document, q.first_line), in_words(q.section)) for q in missing.quotes)
    return MissingRow(text=shown(missing.text), quotes=tuple(quotes))
