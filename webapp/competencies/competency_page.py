"""What does the page of one competency hold? Labels, variants, who states which, and the difference between any two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Statement, Variant
from taxonomy.wording.compare import compare
from taxonomy.wording.kinds import KIND_HELP
from taxonomy.wording.written_levels import scale_of
from webapp.drawing.pictures import Knot, Picture, tree_picture
from webapp.vocabulary.reference_page import ReferenceNote
from webapp.web.addresses import class_address, competency_address
from webapp.web.components import (
    Cite,
    Fact,
    Link,
    Page,
    Pagination,
    authority_name,
    cite,
    in_words,
    paginate,
    plural,
    shown,
    with_rows,
)
from webapp.web.tracked_text import TrackedSpan, stretches
from webapp.workbench.workbench_state import DecisionRow, history_of

VARIANTS = 25  # on one page
_MOST_USES = 40


class UseRow(Struct, frozen=True, kw_only=True):
    """A class that states a variant, under which label, and where."""

    title: str
    href: str
    authority: str
    label: str
    current: bool
    level: str | None
    cite: Cite


class VariantView(Struct, frozen=True, kw_only=True):
    """One meaning of the competency: `name` is its place in the list, `more` says how many uses are not shown."""

    id: str
    name: str
    level: int | None
    definition: str | None
    labels: tuple[str, ...]
    wordings: tuple[str, ...]
    uses: tuple[UseRow, ...]
    more: str | None


class ComparisonView(Struct, frozen=True, kw_only=True):
    """Two variants, word by word, and the kinds of their differences."""

    left: Link
    right: Link
    kinds: tuple[Fact, ...]
    stretches: tuple[TrackedSpan, ...]
    swap: str
    close: str


class CompetencyPage(Page, frozen=True, kw_only=True):
    """Everything the page of a competency shows."""

    id: str
    alt_labels: tuple[str, ...]
    scope_note: str | None
    counts: str
    levels: tuple[Fact, ...]
    variants: Pagination[VariantView]
    pickable: tuple[tuple[str, str], ...]
    bare: tuple[UseRow, ...]
    bare_more: str | None
    comparison: ComparisonView | None
    compared: tuple[str, str] | None
    questions: tuple[Link, ...]
    references: tuple[ReferenceNote, ...]
    history: tuple[DecisionRow, ...]
    picture: Picture
    downloads: tuple[Link, ...]


def competency_page(
    atlas: Atlas,
    competency: Competency,
    wanted: str | None,
    notes: tuple[ReferenceNote, ...] = (),
    *,
    page: int = 1,
) -> CompetencyPage:
    """The page of `competency`; `wanted` is ``<variant id>..<variant id>`` where two are to be compared."""
    numbers = range(len(competency.variants))
    found = paginate(numbers, page, VARIANTS, lambda number: competency_address(competency.id, page=number))
    variants = tuple(_variant(atlas, competency, number) for number in found.rows)
    pair = compared_pair(competency, wanted)
    return CompetencyPage(
        title=competency.pref_label,
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Competencies", url_for("competencies.index")),
            Link(competency.pref_label),
        ),
        generation=atlas.generation,
        id=competency.id,
        alt_labels=competency.alt_labels,
        scope_note=competency.scope_note,
        counts=_counts(atlas, competency),
        levels=tuple(Fact(name=level.name, value=shown(level.text)) for level in scale_of(competency)),
        variants=with_rows(found, variants),
        pickable=tuple((each.id, f"Variant {place}") for place, each in enumerate(competency.variants, start=1)),
        bare=tuple(_use(atlas, s) for s in competency.bare[:_MOST_USES]),
        bare_more=_more(competency.bare),
        comparison=_comparison(competency, *pair) if pair else None,
        compared=(pair[0].id, pair[1].id) if pair else None,
        questions=tuple(_questions(atlas, competency)),
        references=notes,
        history=history_of(atlas, competency),
        picture=_picture(competency, variants, atlas),
        downloads=(
            Link("This page as JSON", url_for("competencies.show_json", competency_id=competency.id)),
            Link("The competency as JSON (API)", url_for("api.show_competency", competency_id=competency.id)),
        ),
    )


def compared_pair(competency: Competency, wanted: str | None) -> tuple[Variant, Variant] | None:
    """The two variants that ``a..b`` names; None unless both belong to the competency and differ."""
    by_id = {variant.id: variant for variant in competency.variants}
    left, _, right = (wanted or "").partition("..")
    if left in by_id and right in by_id and left != right:
        return by_id[left], by_id[right]
    return None


def variant_name(competency: Competency, variant: Variant) -> str:
    """What a variant is called on pages: its place in the list."""
    return f"Variant {competency.variants.index(variant) + 1}"


def _counts(atlas: Atlas, competency: Competency) -> str:
    classes = len(atlas.classes_with(competency.id))
    stated = f"Stated by {plural(classes, 'class', 'classes')}"
    if not competency.variants:
        return f"{stated}, by name only"
    return f"{stated}, in {plural(len(competency.variants), 'variant')}"


def _variant(atlas: Atlas, competency: Competency, number: int) -> VariantView:
    variant = competency.variants[number]
    return VariantView(
        id=variant.id,
        name=variant_name(competency, variant),
        level=variant.level,
        definition=shown(variant.definition) if variant.definition else None,
        labels=tuple(dict.fromkeys(s.label for s in variant.statements)),
        wordings=tuple(shown(w.text) for w in variant.wordings),
        uses=tuple(_use(atlas, s) for s in variant.statements[:_MOST_USES]),
        more=_more(variant.statements),
    )


def _more(statements: Sequence[Statement]) -> str | None:
    left = len(statements) - _MOST_USES
    return f"and {left:,} more" if left > 0 else None


def page_of(competency: Competency, variant_id: str) -> int | None:
    """On which page of the competency a variant is shown; None for the first, which needs no number."""
    place = next((place for place, each in enumerate(competency.variants) if each.id == variant_id), 0)
    return place // VARIANTS + 1 if place >= VARIANTS else None


def _use(atlas: Atlas, statement: Statement) -> UseRow:
    row = atlas.summary(statement.class_id)
    return UseRow(
        title=row.title,
        href=class_address(row.id),
        authority=authority_name(row.authority),
        label=statement.label,
        current=statement.current,
        level=statement.level,
        cite=cite(atlas, statement.document, statement.first_line, statement.last_line),
    )


def _comparison(competency: Competency, left: Variant, right: Variant) -> ComparisonView:
    found = compare(shown(left.definition or ""), shown(right.definition or ""))
    return ComparisonView(
        left=Link(variant_name(competency, left), competency_address(competency.id, variant=left.id)),
        right=Link(variant_name(competency, right), competency_address(competency.id, variant=right.id)),
        kinds=tuple(Fact(name=in_words(kind), value=KIND_HELP[kind]) for kind in found.kinds),
        stretches=stretches(found.diff),
        swap=competency_address(competency.id, compare=f"{right.id}..{left.id}", _anchor="comparison"),
        close=competency_address(competency.id),
    )


def _questions(atlas: Atlas, competency: Competency) -> Iterable[Link]:
    """Other competencies that may be the same: open questions, for a person to decide."""
    for question in atlas.questions:
        sides = {question.left, question.right}
        if question.kind == "label" and competency.id in sides:
            other = atlas.competencies.get((sides - {competency.id} or sides).pop())
            if other is not None:
                yield Link(other.pref_label, competency_address(other.id))


def _picture(competency: Competency, variants: Sequence[VariantView], atlas: Atlas) -> Picture:
    knots = [_variant_knot(variant) for variant in variants]
    if competency.bare:
        uses = [_use(atlas, s) for s in competency.bare[:_MOST_USES]]
        knots.append(Knot(kind="variant", title="Named without a definition", children=_class_knots(uses)))
    root = Knot(kind="competency", title=competency.pref_label, children=tuple(knots))
    words = f"{competency.pref_label}, its variants and their classes. The list above says the same."
    return tree_picture(root, words)


def _variant_knot(variant: VariantView) -> Knot:
    title = f"{variant.name}: {variant.definition}"
    return Knot(kind="variant", title=title, href=f"#{variant.id}", children=_class_knots(variant.uses))


def _class_knots(uses: Iterable[UseRow]) -> tuple[Knot, ...]:
    current = {use.href: use for use in uses if use.current}
    return tuple(Knot(kind="class", title=use.title, href=use.href) for use in current.values())
