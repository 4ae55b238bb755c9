"""Pages about moving: my class, the way to another, where I stand. What a person says of herself is kept nowhere."""

from __future__ import annotations

from datetime import date

import msgspec
from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index.related.related_list import related_list
from index.related.similar import LOOKED_AT, similar_edges
from taxonomy.atlas import Atlas
from taxonomy.paths.answers import Qualification
from taxonomy.paths.profile import MOST_YEARS, ProfileError, read_profile
from taxonomy.paths.qualify import qualify
from taxonomy.paths.routes import ORDERS
from webapp.careers.careers_page import MapView, career_page, map_page, start_page
from webapp.careers.learning_page import development_page, interview_page
from webapp.careers.moves_page import EXAMINATIONS, KIND_WORDS, MoveFilter, moves_from, moves_page
from webapp.careers.profile_form import ProfileForm, empty_form, form_of, profile_of, read_form
from webapp.careers.qualification_page import ANSWER_WORDS, qualify_page
from webapp.careers.reminder import reminder_file
from webapp.careers.route_page import RoutesAsked, TargetPage, target_page
from webapp.drawing.ladder_pictures import ZOOMS
from webapp.web import request_context
from webapp.web.addresses import career_address, target_address
from webapp.web.arguments import bounded
from webapp.web.failures import BadArgument
from webapp.web.responses import answer, moved, page_route

careers = Blueprint("careers", __name__)
_LONGEST_TITLE = 200
_MOST_TITLES = 300
_MOST_DIGITS = 9
_LARGEST_FILE = 100_000
_WAY = "/careers/<slug:authority>/<slug:slug>/to/<slug:to_authority>/<slug:to_slug>"


@page_route(careers, "/careers")
def index() -> AnyResponse:
    """Find the class to start from; a title that means one class leads to it."""
    asked = " ".join(request.args.get("class", "")[:_LONGEST_TITLE].split())
    page = start_page(request_context.atlas(), asked)
    if page.found is not None and len(page.found) == 1 and page.found[0].href and request.endpoint == "careers.index":
        return redirect(page.found[0].href, 303)
    return answer("career_start.html", page)


@page_route(careers, "/careers/map")
def plan() -> Response:
    """The ladders of a whole plan."""
    return answer("career_map.html", map_page(request_context.atlas(), request.args.get("authority")))


@page_route(careers, "/careers/<slug:authority>/<slug:slug>")
def show(authority: str, slug: str) -> AnyResponse:
    """Where one class leads, what leads to it, and what is like it."""
    opened = request_context.opened()
    key = _known(opened.atlas, authority, slug)
    if key != f"{authority}/{slug}":
        return moved(career_address(key))
    is_loaded = key in opened.atlas.classes
    near = related_list(opened.atlas, key, LOOKED_AT, opened.engine.neighbours).related if is_loaded else ()
    asked = MapView(
        within=bounded("within", default=0, least=0, most=80) or None,
        zoom=_zoom(),
        similar=request.args.get("similar") == "1" and is_loaded,
    )
    similar = similar_edges(opened.atlas, [key], opened.engine.neighbours) if asked.similar else ()
    return answer("career.html", career_page(opened.atlas, key, near, similar, asked))


@page_route(careers, "/careers/<slug:authority>/<slug:slug>/moves")
def moves(authority: str, slug: str) -> AnyResponse:
    """The next moves from one class, before anybody said anything about herself."""
    return _moves(authority, slug, sent=False)


@careers.post("/careers/<slug:authority>/<slug:slug>/moves")
def moves_answers(authority: str, slug: str) -> AnyResponse:
    """The same, ranked by how ready the person is who sent the form."""
    return _kept_nowhere(_moves(authority, slug, sent=True))


def _moves(authority: str, slug: str, *, sent: bool) -> Response:
    opened = request_context.opened()
    atlas, key = opened.atlas, _known(opened.atlas, authority, slug)
    near = related_list(atlas, key, LOOKED_AT, opened.engine.neighbours).related if key in atlas.classes else ()
    titles, found = _titles(atlas, authority), None
    form = _form_sent(titles) if sent else empty_form(atlas.title_of(key), titles=titles)
    if sent:
        form, answers = _answers(atlas, form, {each.id for each in moves_from(atlas, key, near)}, authority)
        found = None if answers is None else {each.class_: each for each in answers}
    return answer("career_moves.html", moves_page(atlas, key, near, form, found, _move_filter()))


def _move_filter() -> MoveFilter:
    told = request.values
    return MoveFilter(
        kind=told.get("kind", "") if told.get("kind") in KIND_WORDS else "",
        examination=told.get("examination", "") if told.get("examination") in EXAMINATIONS else "",
        more_pay=told.get("more_pay") == "1",
        answer=told.get("ready", "") if told.get("ready") in ANSWER_WORDS else "",
    )


@page_route(careers, _WAY)
def target(authority: str, slug: str, to_authority: str, to_slug: str) -> AnyResponse:
    """The way from one class to another."""
    page = _target(authority, slug, to_authority, to_slug, sent=False)
    return page if isinstance(page, AnyResponse) else answer("career_target.html", page)


@careers.post(_WAY)
def target_answers(authority: str, slug: str, to_authority: str, to_slug: str) -> AnyResponse:
    """The same, with the answers for who sent the form."""
    page = _target(authority, slug, to_authority, to_slug, sent=True)
    return page if isinstance(page, AnyResponse) else _kept_nowhere(answer("career_target.html", page))


@page_route(careers, f"{_WAY}/development")
def development(authority: str, slug: str, to_authority: str, to_slug: str) -> Response:
    """What to learn for a class, where the text says it: what is new for a holder of another."""
    atlas = request_context.atlas()
    start, goal = _known(atlas, authority, slug), _known(atlas, to_authority, to_slug)
    return answer("career_learning.html", development_page(atlas, start, goal))


@page_route(careers, "/careers/<slug:authority>/<slug:slug>/development")
def development_for(authority: str, slug: str) -> Response:
    """What to learn for a class, where the text says it."""
    atlas = request_context.atlas()
    return answer("career_learning.html", development_page(atlas, None, _known(atlas, authority, slug)))


@page_route(careers, "/careers/<slug:authority>/<slug:slug>/interview")
def interview(authority: str, slug: str) -> Response:
    """What an interview for a class may be about, competency by competency."""
    atlas = request_context.atlas()
    return answer("career_learning.html", interview_page(atlas, _known(atlas, authority, slug)))


@careers.route(f"{_WAY}/sheet", methods=["GET", "POST"])
def sheet(authority: str, slug: str, to_authority: str, to_slug: str) -> AnyResponse:
    """One page to print and take along to a conversation."""
    page = _target(authority, slug, to_authority, to_slug, sent=request.method == "POST")
    return page if isinstance(page, AnyResponse) else _kept_nowhere(answer("career_sheet.html", page))


@careers.post(f"{_WAY}/reminder.ics")
def reminder(authority: str, slug: str, to_authority: str, to_slug: str) -> AnyResponse:
    """A calendar entry for the earliest date."""
    atlas = request_context.atlas()
    start, goal = _known(atlas, authority, slug), _known(atlas, to_authority, to_slug)
    try:
        day = date.fromisoformat(request.form.get("date", ""))
    except ValueError:
        abort(400)
    if abs(day.year - date.today().year) > MOST_YEARS:
        abort(400)
    address = target_address(start, goal, _external=True)
    text = reminder_file(day, atlas.title_of(goal), address)
    made = Response(text, mimetype="text/calendar")
    made.headers["Content-Disposition"] = f'attachment; filename="{to_slug}.ics"'
    return _kept_nowhere(made)


@careers.post("/careers/profile.json")
def profile_file() -> AnyResponse:
    """What was typed, as a file for the person's own device: the PROFILE.json that `atlas qualify` reads."""
    try:
        profile = profile_of(read_form(request.form), request_context.atlas(), request.form.get("authority") or None)
    except ProfileError as error:
        raise BadArgument(str(error)) from error
    made = Response(msgspec.json.encode(profile), mimetype="application/json")
    made.headers["Content-Disposition"] = 'attachment; filename="my-profile.json"'
    return _kept_nowhere(made)


@careers.get("/careers/qualify")
def qualify_form() -> Response:
    """The form that holds a person against the requirements of all classes."""
    atlas, wanted = request_context.atlas(), request.args.get("of", "")
    title = atlas.classes[wanted].title if wanted in atlas.classes else ""
    authority = wanted.partition("/")[0] if title else None
    form = empty_form(title, titles=_titles(atlas, authority))
    return answer("career_qualify.html", qualify_page(atlas, form, None, authority))


@careers.post("/careers/qualify")
def qualify_answers() -> Response:
    """The answers for every class."""
    atlas = request_context.atlas()
    authority = request.form.get("authority") or None
    form = _form_sent(_titles(atlas, authority))
    ids = {row.id for row in atlas.summaries if authority in (None, row.authority)}
    form, found = _answers(atlas, form, ids, authority)
    begins = {each: _place(f"{each}_from") for each in ANSWER_WORDS}
    return _kept_nowhere(answer("career_qualify.html", qualify_page(atlas, form, found, authority, begins)))


def _place(name: str) -> int:
    typed = request.form.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < _MOST_DIGITS else 0


def _target(authority: str, slug: str, to_authority: str, to_slug: str, *, sent: bool) -> TargetPage | AnyResponse:
    atlas = request_context.atlas()
    start, goal = _known(atlas, authority, slug), _known(atlas, to_authority, to_slug)
    if (start, goal) != (f"{authority}/{slug}", f"{to_authority}/{to_slug}") and not sent:
        return moved(target_address(start, goal))
    titles, wanted = _titles(atlas, authority), _routes_asked(start)
    if not sent:
        return target_page(atlas, start, goal, empty_form(atlas.title_of(start), titles=titles), None, wanted)
    form, found = _answers(atlas, _form_sent(titles), {goal}, authority)
    return target_page(atlas, start, goal, form, found[0] if found else None, wanted)


def _routes_asked(start: str) -> RoutesAsked:
    opened, order = request_context.opened(), request.args.get("order")
    asked = request.args.get("similar") == "1" and start in opened.atlas.classes
    similar = similar_edges(opened.atlas, [start], opened.engine.neighbours) if asked else None
    return RoutesAsked(order=next((each for each in ORDERS if each == order), None), similar=similar)


def _answers(
    atlas: Atlas, form: ProfileForm, only: set[str], authority: str | None
) -> tuple[ProfileForm, tuple[Qualification, ...] | None]:
    """The form, with what is wrong with it if something is, and the answers if nothing is."""
    if form.problem or request.form.get("more_rows"):
        return form, None
    try:
        profile = profile_of(form, atlas, authority)
    except ProfileError as error:
        return form.with_problem(str(error)), None
    return form, qualify(profile, atlas.rulebook, date.today(), only=only)


def _form_sent(titles: tuple[str, ...]) -> ProfileForm:
    """The form as typed, or as the file says that was sent with it; the file is read and forgotten."""
    sent = request.files.get("profile_file")
    if sent is None or not sent.filename:
        return read_form(request.form, titles=titles)
    try:
        return form_of(read_profile(sent.read(_LARGEST_FILE)), titles=titles)
    except ProfileError as error:
        return read_form(request.form, titles=titles).with_problem(str(error))


def _titles(atlas: Atlas, authority: str | None) -> tuple[str, ...]:
    """Titles to choose from while typing, where there are few enough to send along."""
    named = [(row.title, row.authority) for row in atlas.summaries]
    named += [(each.title, each.authority) for each in atlas.mentioned.values()]
    titles = sorted({title for title, issuer in named if authority in (None, issuer)})
    return tuple(titles) if len(titles) <= _MOST_TITLES else ()


def _known(atlas: Atlas, authority: str, slug: str) -> str:
    key = atlas.redirects.get(f"{authority}/{slug}", f"{authority}/{slug}")
    if key not in atlas.classes and key not in atlas.mentioned:
        abort(404)
    return key


def _zoom() -> float:
    wanted = bounded("zoom", default=100, least=1, most=1000) / 100
    return min(ZOOMS, key=lambda zoom: abs(zoom - wanted))


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
