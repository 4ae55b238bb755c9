"""Where can I go from my class? The pages that begin there: find the class, its two doors, and the map of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from msgspec import Struct
from msgspec.structs import replace

from index.related.relatedness import Related
from taxonomy.atlas import Atlas
from taxonomy.paths.ladder import LadderEdge
from taxonomy.paths.routes import Reach
from webapp.careers.ladder_steps import (
    NamedRow,
    ReachRow,
    StepRow,
    career_link,
    named_rows,
    picture_of,
    qualify_address,
    reach_row,
    stated_pay,
    step_row,
)
from webapp.careers.moves_page import moves_address
from webapp.classes.class_page import PayRow
from webapp.drawing.ladder_pictures import ZOOMS, LadderPicture
from webapp.web.addresses import career_address, class_address, target_address
from webapp.web.components import Link, Page, Quote, authority_name, cite, plural, quoted, shown

_MOST_FOUND = 50
_MOST_FURTHER = 60
_MOST_DRAWN = 12  # families of a plan that the map draws; the others are lists


class StartPage(Page, frozen=True, kw_only=True):
    """The way in: a title, an old title or a code, and what was found for it (null: nothing was asked)."""

    asked: str
    found: tuple[Link, ...] | None
    map_href: str
    qualify_href: str


class SidewaysRow(Struct, frozen=True, kw_only=True):
    """A class beside this one, why it is like it, and its pay where a document states it.

    `drawn` is there where a dotted line leads to it: the line of a text that the likeness rests on."""

    link: Link
    reasons: tuple[str, ...]
    drawn: Quote | None
    pay: PayRow | None
    target: str


class CareerPage(Page, frozen=True, kw_only=True):
    """One class and its doors: up, where it comes from, and sideways."""

    id: str
    authority: str
    loaded: bool
    codes: tuple[str, ...]
    former_titles: tuple[str, ...]
    pay: PayRow | None
    class_href: str
    moves_href: str
    sheets_href: str
    qualify_href: str
    up: tuple[StepRow, ...]
    further: tuple[ReachRow, ...]
    below: tuple[StepRow, ...]
    further_below: tuple[ReachRow, ...]
    sideways: tuple[SidewaysRow, ...]
    apart: tuple[NamedRow, ...]
    not_at_hand: tuple[NamedRow, ...]
    within: int | None
    within_choices: tuple[Link, ...]
    without_length: str | None
    picture: LadderPicture | None
    zooms: tuple[Link, ...]
    similar: bool
    similar_choices: tuple[Link, ...]


class GroupRow(Struct, frozen=True, kw_only=True):
    """Classes that steps join, named by where they lead: the whole group is listed, its picture is one link away."""

    title: str
    count: str
    picture: LadderPicture | None
    classes: tuple[Link, ...]


class MapPage(Page, frozen=True, kw_only=True):
    """The ladder of a whole plan: groups of classes that lead to each other, and the classes that stand alone."""

    authority: str | None
    authorities: tuple[Link, ...]
    groups: tuple[GroupRow, ...]
    alone: tuple[Link, ...]
    counts: str


def start_page(atlas: Atlas, asked: str) -> StartPage:
    """The way in; what `asked` may mean by title, old title or code."""
    named = atlas.classes_named(asked) if asked else ()
    words = asked.casefold().split()
    near = [row.id for row in atlas.summaries if words and all(word in row.title.casefold() for word in words)]
    mentioned = [
        key for key, each in atlas.mentioned.items() if words and all(w in each.title.casefold() for w in words)
    ]
    ids = list(dict.fromkeys((*named, *near, *mentioned)))[:_MOST_FOUND]
    return StartPage(
        title="My class",
        crumbs=(Link("Home", url_for("site.home")), Link("My class")),
        generation=atlas.generation,
        asked=asked,
        found=tuple(_with_authority(atlas, each) for each in ids) if asked else None,
        map_href=url_for("careers.plan"),
        qualify_href=qualify_address(),
    )


def _with_authority(atlas: Atlas, class_id: str) -> Link:
    employer = authority_name(class_id.partition("/")[0])
    return Link(f"{atlas.title_of(class_id)} ({employer})", career_address(class_id))


class MapView(Struct, frozen=True, kw_only=True):
    """How the page is to be shown: `within` bounds by stated years, `similar` draws what is only similar."""

    within: int | None = None
    zoom: float = 1.0
    similar: bool = False

    def address(self, class_id: str, *, anchor: str | None = None, **other: Any) -> str:
        """The page of `class_id` shown like this but for what `other` says."""
        asked = replace(self, **other)
        zoom = None if asked.zoom == 1 else round(asked.zoom * 100)
        return career_address(
            class_id, within=asked.within, zoom=zoom, similar=1 if asked.similar else None, _anchor=anchor
        )


def career_page(
    atlas: Atlas, class_id: str, related: Sequence[Related], similar: Sequence[LadderEdge], asked: MapView
) -> CareerPage:
    """The doors of a class; `similar` are the lines that no text states, where they are asked for."""
    job_class, ways, within = atlas.classes.get(class_id), atlas.route_map, asked.within
    title = atlas.title_of(class_id)
    ahead, behind = ways.leads_to(class_id, within=within), ways.leads_from(class_id)
    edges = atlas.ladder.about(class_id)
    apart = [edge for edge in edges if edge.kind == "distinguished_from" and edge.at_hand]
    ladder = {each.class_ for each in (*ahead, *behind)}
    return CareerPage(
        title=title,
        crumbs=(*_crumbs(), Link(title)),
        generation=atlas.generation,
        id=class_id,
        authority=authority_name(class_id.partition("/")[0]),
        loaded=job_class is not None,
        codes=job_class.codes if job_class else (),
        former_titles=tuple(former.title for former in job_class.former_titles) if job_class else (),
        pay=stated_pay(atlas, class_id),
        class_href=class_address(class_id),
        moves_href=moves_address(class_id),
        sheets_href=career_address(class_id),
        qualify_href=qualify_address(class_id),
        up=tuple(_up(atlas, class_id, within)),
        further=_further(atlas, (each for each in ahead if each.steps > 1), class_id),
        below=tuple(step_row(atlas, step, step.from_) for step in ways.steps_to(class_id)),
        further_below=_further(atlas, (each for each in behind if each.steps > 1), class_id, backward=True),
        sideways=tuple(_sideways(atlas, class_id, related, ladder, similar)),
        apart=named_rows(atlas, apart, about=class_id),
        not_at_hand=named_rows(atlas, (e for e in edges if _is_missing(e)), about=class_id),
        within=within,
        within_choices=_within_choices(class_id, asked),
        without_length=_without_length(atlas, class_id) if within else None,
        picture=_neighbourhood(atlas, class_id, (*ahead, *behind), (*apart, *similar), asked),
        zooms=tuple(_zooms(class_id, asked)),
        similar=asked.similar,
        similar_choices=tuple(_similar_choices(class_id, asked)),
    )


def _up(atlas: Atlas, class_id: str, within: int | None) -> Iterable[StepRow]:
    for step in atlas.route_map.steps_from(class_id):
        if within is None or (step.years is not None and step.years <= within):
            yield step_row(atlas, step, step.to, target=target_address(class_id, step.to))


def _without_length(atlas: Atlas, class_id: str) -> str | None:
    """Steps that no number of years can include or leave out."""
    count = sum(step.years is None for step in atlas.route_map.steps_from(class_id))
    return f"{plural(count, 'more step states', 'more steps state')} no length: see “any number”." if count else None


def _is_missing(edge: LadderEdge) -> bool:
    return edge.kind in ("requirement", "promotion", "supervises") and not edge.at_hand


def _further(atlas: Atlas, reached: Iterable[Reach], class_id: str, *, backward: bool = False) -> tuple[ReachRow, ...]:
    rows = []
    for each in list(reached)[:_MOST_FURTHER]:
        start, goal = (each.class_, class_id) if backward else (class_id, each.class_)
        rows.append(reach_row(atlas, each, start=start, goal=goal))
    return tuple(rows)


def _sideways(
    atlas: Atlas, class_id: str, related: Sequence[Related], ladder: Iterable[str], similar: Iterable[LadderEdge]
) -> Iterable[SidewaysRow]:
    authority, known = class_id.partition("/")[0], set(ladder)
    drawn = {edge.to if edge.from_ == class_id else edge.from_: edge for edge in similar}
    for each in related:
        if each.id not in known and each.id.partition("/")[0] == authority and each.id != class_id:
            edge = drawn.get(each.id)
            yield SidewaysRow(
                link=career_link(atlas, each.id),
                reasons=tuple(shown(reason.text) for reason in each.reasons[:3]),
                drawn=quoted(edge.quote, cite(atlas, edge.document, edge.first_line)) if edge else None,
                pay=stated_pay(atlas, each.id),
                target=target_address(class_id, each.id),
            )


def _within_choices(class_id: str, asked: MapView) -> tuple[Link, ...]:
    choices: list[tuple[str, int | None]] = [(plural(years, "year"), years) for years in (1, 3, 5)]
    choices.append(("any number", None))
    return tuple(
        Link(words, None if years == asked.within else asked.address(class_id, within=years))
        for words, years in choices
    )


def _zooms(class_id: str, asked: MapView) -> Iterable[Link]:
    for each in ZOOMS:
        href = asked.address(class_id, anchor="picture", zoom=each)
        yield Link(f"{each:.0%}", None if each == asked.zoom else href)


def _similar_choices(class_id: str, asked: MapView) -> Iterable[Link]:
    for words, similar in (("not drawn", False), ("drawn as dotted lines", True)):
        href = asked.address(class_id, anchor="picture", similar=similar)
        yield Link(words, None if similar == asked.similar else href)


def _neighbourhood(
    atlas: Atlas, class_id: str, ways: Sequence[Reach], beside: Sequence[LadderEdge], asked: MapView
) -> LadderPicture | None:
    near = sorted(ways, key=lambda each: (each.steps, each.class_))
    sideways = (each for edge in beside for each in (edge.from_, edge.to))
    ids = list(dict.fromkeys((class_id, *(each.class_ for each in near), *sideways)))
    words = (
        f"Classes that {atlas.title_of(class_id)} leads to, classes that lead to it, and classes beside it. "
        "The lists say the same."
    )
    return picture_of(atlas, ids, here=class_id, zoom=asked.zoom, words=words, beside=beside)


def map_page(atlas: Atlas, authority: str | None) -> MapPage:
    """The ladder of the plan of one authority, or of all of them."""
    ids = [row.id for row in atlas.summaries if authority in (None, row.authority)]
    groups, alone = _groups(atlas, ids)
    rows = tuple(_group_row(atlas, each, draw=number < _MOST_DRAWN) for number, each in enumerate(groups))
    slugs = sorted({row.authority for row in atlas.summaries})
    choices = [Link("All", None if authority is None else url_for("careers.plan"))]
    choices += [
        Link(authority_name(each), None if each == authority else url_for("careers.plan", authority=each))
        for each in slugs
    ]
    return MapPage(
        title="Map of the plan",
        crumbs=(*_crumbs(), Link("Map of the plan")),
        generation=atlas.generation,
        authority=authority,
        authorities=tuple(choices),
        groups=rows,
        alone=tuple(career_link(atlas, each) for each in alone),
        counts=f"{plural(len(ids), 'class', 'classes')}, {plural(len(groups), 'ladder')}",
    )


def _groups(atlas: Atlas, ids: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Classes joined by steps, the largest group first, and those that no step joins."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in atlas.ladder.ways_up:
        beside[edge.from_].add(edge.to)
        beside[edge.to].add(edge.from_)
    seen: set[str] = set()
    groups = []
    for first in ids:
        if first in seen or first not in beside:
            continue
        group, rim = {first}, {first}
        while rim:
            rim = {other for each in rim for other in beside[each]} - group
            group |= rim
        seen |= group
        groups.append(sorted(group))
    return sorted(groups, key=lambda group: (-len(group), group)), [each for each in ids if each not in beside]


def _group_row(atlas: Atlas, group: Sequence[str], *, draw: bool) -> GroupRow:
    """A group by the name of its highest class: the one that leads nowhere and that most classes lead to."""
    starts = {edge.from_ for edge in atlas.ladder.ways_up}
    tops = [each for each in group if each not in starts] or list(group)
    top = max(tops, key=lambda each: len(atlas.route_map.leads_from(each)))
    words = f"The ladder up to {atlas.title_of(top)}. The list below says the same."
    near = [each.class_ for each in atlas.route_map.leads_from(top)]
    drawn = list(dict.fromkeys((top, *near, *group)))  # of a group that is too large, what is nearest to its top
    return GroupRow(
        title=f"Up to {atlas.title_of(top)}",
        count=plural(len(group), "class", "classes"),
        picture=picture_of(atlas, drawn, goal=top, zoom=1.0, words=words) if draw else None,
        classes=tuple(career_link(atlas, each) for each in group),
    )


def _crumbs() -> tuple[Link, ...]:
    return Link("Home", url_for("site.home")), Link("My class", url_for("careers.index"))
