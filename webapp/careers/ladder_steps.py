"""How is one step of the ladder shown? The class it leads to, the years, and every sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.paths.answers import years_in_words
from taxonomy.paths.ladder import LadderEdge
from taxonomy.paths.routes import Order, Reach, Route, Step
from taxonomy.paths.timetable import not_before
from webapp.classes.class_page import PayRow
from webapp.drawing.ladder_pictures import STEP_WORDS, LadderPicture, ladder_picture
from webapp.service.pay_words import pay_range
from webapp.web.addresses import career_address, class_address, target_address
from webapp.web.components import Cite, Link, Quote, cite, plural, quoted, shown

BEST_FOR: dict[Order, str] = {
    "fewest_years": "fewest stated years",
    "best_prepared": "best prepared",
    "fewest_new": "fewest new competencies",
    "fewest_steps": "fewest steps",
}


class EvidenceRow(Struct, frozen=True, kw_only=True):
    """One sentence that makes a step: what kind of step, with what in words, and the quote with its line."""

    kind: str
    words: str
    quote: Quote


class AskedRow(Struct, frozen=True, kw_only=True):
    """One thing that a step asks for, in plain words, and where it says so."""

    text: str
    cite: Cite


class StepRow(Struct, frozen=True, kw_only=True):
    """A step to or from a class, as the list beside the picture shows it; `asks` is all that it asks for.

    `not_before` is the earliest month by the lengths stated, for who told how long the first class was held."""

    link: Link
    years: str | None
    new_competencies: str | None
    pay: PayRow | None
    evidence: tuple[EvidenceRow, ...]
    asks: tuple[AskedRow, ...] = ()
    target: str | None = None
    not_before: str | None = None


class NamedRow(Struct, frozen=True, kw_only=True):
    """A class that a text names and no document at hand specifies, or one that it is told apart from."""

    link: Link
    evidence: EvidenceRow


class ReachRow(Struct, frozen=True, kw_only=True):
    """A class some steps away and the way there."""

    link: Link
    length: str
    way: tuple[Link, ...]
    target: str


class RouteRow(Struct, frozen=True, kw_only=True):
    """A whole route: what it is best for, how long it is as far as that is stated, and its steps."""

    best_for: tuple[str, ...]
    length: str
    new_competencies: str | None
    prepared: tuple[str, ...]
    start: Link
    steps: tuple[StepRow, ...]


def evidence(atlas: Atlas, edge: LadderEdge) -> EvidenceRow:
    """The sentence of one edge."""
    words = STEP_WORDS[edge.kind].capitalize()
    if edge.kind in ("requirement", "promotion") and edge.years is not None:
        words += f", {years_in_words(edge.years)}"
    if edge.alternative is not None:
        words += f", alternative {edge.alternative}"
    if edge.why is not None:
        words += f". {edge.why}"
    return EvidenceRow(
        kind=edge.kind, words=words, quote=quoted(edge.quote, cite(atlas, edge.document, edge.first_line))
    )


def step_row(atlas: Atlas, step: Step, about: str, *, target: str | None = None, day: date | None = None) -> StepRow:
    """`step` as a row about the class `about`, one of its two."""
    new = step.new_competencies
    return StepRow(
        link=career_link(atlas, about),
        years=years_in_words(step.years) if step.years is not None else None,
        new_competencies=_new(new),
        pay=stated_pay(atlas, about),
        evidence=tuple(evidence(atlas, edge) for edge in step.edges),
        asks=tuple(asked_rows(atlas, step)),
        target=target,
        not_before=f"{day:%B %Y}" if day else None,
    )


def asked_rows(atlas: Atlas, step: Step) -> Iterable[AskedRow]:
    """All that a step asks for, in plain words."""
    document = next((edge.document for edge in step.edges if edge.kind == "requirement"), "")
    for part in step.asks:
        yield AskedRow(text=shown(part.text), cite=cite(atlas, document, part.first_line))


def route_row(atlas: Atlas, route: Route, served: float | None = None) -> RouteRow:
    """`route` with its steps, dated for who told to have `served` so many years in its first class."""
    days = [None] * len(route.steps) if served is None else not_before(route, served, date.today())
    new = route.new_competencies
    return RouteRow(
        best_for=tuple(BEST_FOR[name] for name in route.best_for),
        length=length(route.years, route.unstated),
        new_competencies=_new(new),
        prepared=tuple(_prepared(atlas, route)),
        start=career_link(atlas, route.classes[0]),
        steps=tuple(step_row(atlas, step, step.to, day=day) for step, day in zip(route.steps, days, strict=True)),
    )


def _prepared(atlas: Atlas, route: Route) -> Iterable[str]:
    """What of the goal is there on arrival, in words."""
    found, goal = route.prepared, atlas.title_of(route.classes[-1])
    if found is not None and found.of_competencies:
        asked = plural(found.of_competencies, "competency", "competencies")
        yield f"Classes on this way already state {found.competencies} of the {asked} of {goal}."
    if found is not None and found.of_experience:
        yield _experience_met(found.experience, found.of_experience)


def _experience_met(met: int, asked: int) -> str:
    if met == asked:
        return "The years stated on it meet all the experience it asks for."
    if not met:
        return "The years stated on it do not meet the experience it asks for: look at the whole requirement."
    return f"The years stated on it meet {met} of the {asked} things it asks for as experience."


def reach_row(atlas: Atlas, reach: Reach, *, start: str, goal: str) -> ReachRow:
    """A class further away; `start` and `goal` are the two ends of its route."""
    return ReachRow(
        link=career_link(atlas, reach.class_),
        length=length(reach.years, reach.unstated),
        way=tuple(career_link(atlas, each) for each in reach.route),
        target=target_address(start, goal),
    )


def _new(count: int | None) -> str | None:
    """How many competencies are new on the way there, as the gap between the two classes counts them."""
    if count == 0:
        return "no competency to add"
    return plural(count, "competency to add", "competencies to add") if count is not None else None


def length(years: float | None, unstated: int) -> str:
    """How long, as far as sentences say; a step without a length is said to be one."""
    known = years_in_words(years) if years else ""
    steps = f"{plural(unstated, 'step')} without a stated length" if unstated else ""
    return " and ".join(part for part in (known, steps) if part) or "no length stated"


def career_link(atlas: Atlas, class_id: str) -> Link:
    """The career page of a class."""
    return Link(atlas.title_of(class_id), career_address(class_id))


def stated_pay(atlas: Atlas, class_id: str) -> PayRow | None:
    """Pay in dollars, only where a document states it. Grades of different schedules are never set side by side."""
    job_class = atlas.classes.get(class_id)
    for fact in job_class.pay if job_class else ():
        if fact.minimum is not None or fact.maximum is not None:
            source = fact.source
            cited = cite(atlas, source.document, source.first_line, source.last_line)
            return PayRow(grade=fact.grade, range=pay_range(fact), cite=cited)
    return None


def named_rows(atlas: Atlas, edges: Iterable[LadderEdge], *, about: str) -> tuple[NamedRow, ...]:
    """The other class of each edge."""
    rows = []
    for edge in edges:
        other = edge.to if edge.from_ == about else edge.from_
        rows.append(NamedRow(link=Link(atlas.title_of(other), class_address(other)), evidence=evidence(atlas, edge)))
    return tuple(rows)


def picture_of(
    atlas: Atlas,
    class_ids: Sequence[str],
    *,
    here: str | None = None,
    goal: str | None = None,
    zoom: float,
    words: str,
    beside: Iterable[LadderEdge] = (),
) -> LadderPicture | None:
    """The ladder among these classes, the most important of them first, with lines to what is only `beside` them."""
    wanted = set(class_ids)
    edges = [*(e for e in atlas.ladder.ways_up if e.from_ in wanted and e.to in wanted), *beside]
    kinds = {each: kind for each, kind in ((here, "here"), (goal, "goal")) if each is not None}
    return ladder_picture(
        class_ids,
        edges,
        title=atlas.title_of,
        href=career_address,
        kinds=kinds,
        words=words,
        zoom=zoom,
    )


def qualify_address(class_id: str | None = None) -> str:
    """The form that holds a person against the requirements; a class in it is the one to begin with."""
    return url_for("careers.qualify_form", of=class_id)
