"""How do I get from this class to that one? Routes, what is new there, and where I stand."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.paths.answers import Qualification
from taxonomy.paths.gap import Gap, KnowledgeLine, Pair, Printed, gap
from taxonomy.paths.ladder import LadderEdge
from taxonomy.paths.routes import Order
from webapp.careers.beside_rows import LevelTable, filing_words, level_table
from webapp.careers.ladder_steps import BEST_FOR, NamedRow, RouteRow, named_rows, picture_of, route_row, stated_pay
from webapp.careers.profile_form import ProfileForm, profile_of
from webapp.careers.qualification_page import AnsweredNode, QualificationRow, answered_tree, standing
from webapp.classes.class_page import PayRow
from webapp.classes.condition_rows import ConditionRow, condition_rows
from webapp.classes.requirement_page import EquivalencyRow, equivalency_rows
from webapp.drawing.ladder_pictures import LadderPicture
from webapp.web.addresses import career_address, class_address, competency_address, target_address
from webapp.web.components import Cite, Link, Page, cite, plural, shown
from webapp.web.tracked_text import TrackedSpan, stretches

GAPS = {
    "new": ("New", "Stated there and not here."),
    "reworded": ("In other words", "Stated in both, in words that differ."),
    "renamed": ("Under another name", "Stated in both, under two names."),
    "moved": ("Moved", "A part of it stands under another name there."),
    "same": ("The same", "Stated in both in the same meaning."),
    "dropped": ("No longer asked for", "Stated here and not there."),
}

_LISTED = ("Listed there", "Your class lists none, so some of these may not be new to you.")


class GapRow(Struct, frozen=True, kw_only=True):
    """One competency on both sides. `stretches` is the word diff; `proposed`: no person has decided it yet."""

    label: str
    other_label: str | None
    href: str
    definition: str | None
    stretches: tuple[TrackedSpan, ...]
    left: Cite | None
    right: Cite | None
    level: str | None
    clauses: tuple[str, ...]
    proposed: bool
    perhaps: tuple[str, ...] = ()


class GapGroup(Struct, frozen=True, kw_only=True):
    """All competencies in one state."""

    state: str
    words: str
    help: str
    rows: tuple[GapRow, ...]


class LineRow(Struct, frozen=True, kw_only=True):
    """A line of knowledge that only one of the classes states."""

    text: str
    cite: Cite


class TargetPage(Page, frozen=True, kw_only=True):
    """The way from one class to another. `standing` and the answers in `tree` are there once the form was sent."""

    start: Link
    goal: Link
    start_class: Link
    goal_class: Link
    is_compared: bool
    pay: tuple[tuple[Link, PayRow], ...]
    routes: tuple[RouteRow, ...]
    orders: tuple[Link, ...]
    by_likeness: tuple[RouteRow, ...]
    similar: bool
    similar_choices: tuple[Link, ...]
    apart: tuple[NamedRow, ...]
    picture: LadderPicture | None
    gaps: tuple[GapGroup, ...]
    summary: str
    knowledge_new: tuple[LineRow, ...]
    tree: AnsweredNode | None
    equivalencies: tuple[EquivalencyRow, ...]
    form: ProfileForm
    standing: QualificationRow | None
    action: str
    sheet: str
    reminder: str
    back: str
    conditions: tuple[ConditionRow, ...]
    filing: str | None
    levels: LevelTable | None


class RoutesAsked(Struct, frozen=True, kw_only=True):
    """Which routes come first, and the similar classes that may begin some (null: none are to)."""

    order: Order | None = None
    similar: tuple[LadderEdge, ...] | None = None


def target_page(
    atlas: Atlas, start: str, goal: str, form: ProfileForm, found: Qualification | None, wanted: RoutesAsked
) -> TargetPage:
    """The way from `start` to `goal`, with the answer `found` for the goal if the form was sent."""
    one, two = atlas.title_of(start), atlas.title_of(goal)
    ways = atlas.route_map.routes(start, goal, wanted.order, wanted.similar or ())
    routes = ways.routes
    asked = next((each for each in atlas.requirements if each.id == goal), None)
    unknown = _not_compared(atlas, start, goal)
    is_loaded = start in atlas.classes and goal in atlas.classes
    compared = gap(atlas, start, goal) if is_loaded else None
    groups = _gaps(atlas, compared) if compared and compared.to_stated else ()
    classes = list(dict.fromkeys((start, *(each for route in routes[:1] for each in route.classes), goal)))
    served = _served(atlas, form, start) if found else None
    known = ((each, stated_pay(atlas, each)) for each in (start, goal))
    apart = (e for e in atlas.ladder.about(goal) if e.kind == "distinguished_from" and {e.from_, e.to} == {start, goal})
    return TargetPage(
        title=f"From {one} to {two}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("My class", url_for("careers.index")),
            Link(one, career_address(start)),
            Link(two),
        ),
        generation=atlas.generation,
        start=Link(one, career_address(start)),
        goal=Link(two, career_address(goal)),
        start_class=Link(one, class_address(start)),
        goal_class=Link(two, class_address(goal)),
        is_compared=unknown is None,
        pay=tuple((Link(atlas.title_of(each), class_address(each)), pay) for each, pay in known if pay is not None),
        routes=tuple(route_row(atlas, route, served) for route in routes),
        orders=tuple(_orders(start, goal, wanted)) if len(routes) > 1 else (),
        by_likeness=tuple(route_row(atlas, route) for route in ways.by_likeness),
        similar=wanted.similar is not None,
        similar_choices=tuple(_similar_choices(start, goal, wanted)),
        apart=named_rows(atlas, apart, about=start),
        picture=_picture(atlas, start, goal, [each for route in routes for each in route.classes]),
        gaps=groups,
        summary=unknown or ", ".join(f"{len(group.rows)} {group.words.lower()}" for group in groups if group.rows),
        knowledge_new=tuple(_line(atlas, line) for line in compared.knowledge_new) if compared else (),
        tree=answered_tree(atlas, asked, found) if asked else None,
        equivalencies=equivalency_rows(atlas, asked.document, asked.equivalencies) if asked else (),
        form=form,
        standing=standing(atlas, found) if found else None,
        action=target_address(start, goal, "careers.target_answers"),
        sheet=target_address(start, goal, "careers.sheet"),
        reminder=target_address(start, goal, "careers.reminder"),
        back=target_address(start, goal),
        conditions=condition_rows(atlas, asked.document, asked.conditions, _named(found)) if asked else (),
        filing=filing_words(found),
        levels=level_table(atlas, classes),
    )


def _named(found: Qualification | None) -> set[tuple[str, str]]:
    return {(each.quote, each.of) for each in found.conditions if each.answer == "met"} if found else set()


def _served(atlas: Atlas, form: ProfileForm, start: str) -> float:
    """The years that the form tells in the class to start from."""
    authority = start.partition("/")[0]
    told = profile_of(form, atlas, authority).experience
    return sum(each.years for each in told if each.class_ and atlas.rulebook.find(authority, each.class_) == start)


def _not_compared(atlas: Atlas, start: str, goal: str) -> str | None:
    """Why nobody can say which competencies are new: unknown is not zero. None where both classes list some."""
    for each in (start, goal):
        if each not in atlas.classes:
            return f"the specification of {atlas.title_of(each)} is not loaded, so what is new is not known"
    for each in (start, goal):
        if not atlas.everything_of(each):
            return f"the specification of {atlas.title_of(each)} lists no competencies, so what is new is not known"
    return None


def _orders(start: str, goal: str, wanted: RoutesAsked) -> Iterable[Link]:
    choices: list[tuple[str, Order | None]] = [("the best of each", None)]
    choices += [(words, order) for order, words in BEST_FOR.items()]
    similar = None if wanted.similar is None else 1
    for words, order in choices:
        href = target_address(start, goal, order=order, similar=similar, _anchor="routes")
        yield Link(words, None if order == wanted.order else href)


def _similar_choices(start: str, goal: str, wanted: RoutesAsked) -> Iterable[Link]:
    for words, similar in (("not shown", None), ("shown below, marked", 1)):
        href = target_address(start, goal, order=wanted.order, similar=similar, _anchor="routes")
        yield Link(words, None if (similar is None) == (wanted.similar is None) else href)


def _picture(atlas: Atlas, start: str, goal: str, ids: Iterable[str]) -> LadderPicture | None:
    words = "The classes of these routes, and the steps between them. The list of routes says the same."
    return picture_of(atlas, list(dict.fromkeys((start, goal, *ids))), here=start, goal=goal, zoom=1.0, words=words)


def _gaps(atlas: Atlas, found: Gap) -> tuple[GapGroup, ...]:
    named = GAPS if found.from_stated else {**GAPS, "new": _LISTED}
    return tuple(
        GapGroup(
            state=state, words=words, help=text, rows=tuple(_gap_row(atlas, pair) for pair in getattr(found, state))
        )
        for state, (words, text) in named.items()
    )


def _gap_row(atlas: Atlas, pair: Pair) -> GapRow:
    sides = [side for side in (pair.right, pair.left) if side is not None]
    other = pair.left.label if pair.left and pair.right and pair.left.label != pair.right.label else None
    text = sides[0].definition
    return GapRow(
        label=sides[0].label,
        other_label=other,
        href=competency_address(sides[0].competency, variant=sides[0].variant),
        definition=shown(text) if text else None,
        stretches=stretches(pair.diff),
        left=_cite(atlas, pair.left),
        right=_cite(atlas, pair.right),
        level=_level(pair),
        clauses=pair.clauses,
        proposed=pair.proposed,
        perhaps=tuple(dict.fromkeys(each.label for each in pair.perhaps)),
    )


def _level(pair: Pair) -> str | None:
    """ "1 level higher (Working → Practitioner)", as far as the texts and decisions say."""
    change = pair.level_change
    words = f"{plural(abs(change), 'level')} {'higher' if change > 0 else 'lower'}" if change else None
    asked, had = (side.written_level if side else None for side in (pair.right, pair.left))
    if asked and had and asked != had:
        return f"{words} ({had} → {asked})" if words else f"Level: {had} → {asked}"
    return words or (f"Level: {asked}" if asked else None)


def _cite(atlas: Atlas, printed: Printed | None) -> Cite | None:
    return cite(atlas, printed.document, printed.first_line) if printed else None


def _line(atlas: Atlas, line: KnowledgeLine) -> LineRow:
    return LineRow(text=shown(line.text), cite=cite(atlas, line.document, line.first_line))
