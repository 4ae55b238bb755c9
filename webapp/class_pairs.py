"""Two classes side by side: pinned, suppressed or kept apart by a person, and why one is not related to the other."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index.why_not import why_not as explain
from taxonomy.class_pairs import PAIR_ANSWERS, PairRefused, refuse_against
from taxonomy.model.wording import Answer
from taxonomy.store import StaleVersion
from webapp import current
from webapp.addresses import class_address
from webapp.answers import answer, page_route
from webapp.classes import RELATED_SHOWN, shown_class
from webapp.decided import decided, forget
from webapp.decision_forms import decision_seen, reason_given
from webapp.errors import BadArgument
from webapp.identity import person
from webapp.pages.related import Entered
from webapp.pages.why_not import why_not_page
from webapp.rebuilding import rebuilder

pairs = Blueprint("pairs", __name__)
_LONGEST_NAME = 300


@pairs.post("/classes/<slug:authority>/<slug:slug>/related")
def decide(authority: str, slug: str) -> AnyResponse:
    """Pin or suppress a class, unless somebody was faster or it contradicts an older decision."""
    key, other = known_class(authority, slug), request.form.get("other", "")[:_LONGEST_NAME]
    given, why = request.form.get("answer", ""), request.form.get("why", "")
    try:
        save_pair(given, key, named_class(other))
    except (PairRefused, BadArgument, StaleVersion) as error:
        forget()
        entered = Entered(other=other, why=why, answer=given, conflict=f"Nothing was saved. {error}")
        return _again(key, entered, 400 if isinstance(error, BadArgument) else 409)
    return redirect(class_address(key, _anchor="related"), 303)


def save_pair(given: str, left: str, right: str) -> None:
    """Keep a decision about two classes that somebody sent by a form."""
    answers: dict[str, Answer] = {each: each for each in PAIR_ANSWERS}
    if given not in answers:
        raise BadArgument(f"Choose an answer: {', '.join(answers)}.")
    why, seen, who = reason_given(), decision_seen(), person()
    assert who is not None  # webapp/permissions.py lets nobody in here without a name
    refuse_against(answers[given], left, right, decided().decisions, current.atlas().former_titles)
    current.workspace().store.append_decision(
        answers[given], None, left, right, by=who.name, why=why, expected_sequence=seen
    )
    rebuilder().catch_up()
    forget()


def named_class(text: str) -> str:
    """The id of the class that a person wrote by id, title or code. Raises BadArgument that names what it may be."""
    atlas, wanted = current.atlas(), " ".join(text.split())
    found = atlas.find_class(wanted) if wanted else None
    if found is not None:
        return found.id
    several = atlas.classes_named(wanted) if wanted else ()
    if several:
        raise BadArgument(f"“{wanted}” may mean several classes: {', '.join(several)}. Say which by its id.")
    raise BadArgument(f"No class is called “{wanted}”." if wanted else "Name a class by its title, code or id.")


def known_class(authority: str, slug: str) -> str:
    """The id in the address, if a class has it."""
    key = f"{authority}/{slug}"
    if key not in current.atlas().classes:
        abort(404)
    return key


def _again(key: str, entered: Entered, status: int) -> Response:
    return answer("class.html", shown_class(key, entered), status)


@page_route(pairs, "/classes/<slug:authority>/<slug:slug>/why-not")
def why_not(authority: str, slug: str) -> AnyResponse:
    """Why a class is not among the related classes of another, or where it stands among them."""
    opened, key = current.opened(), known_class(authority, slug)
    asked = " ".join(request.args.get("other", "")[:_LONGEST_NAME].split())
    if not asked:
        return answer("why_not.html", why_not_page(opened.atlas, key, None, asked=asked))
    try:
        found = explain(opened.atlas, key, named_class(asked), RELATED_SHOWN, opened.engine.neighbours)
    except ValueError as error:
        candidates = opened.atlas.classes_named(asked)
        page = why_not_page(opened.atlas, key, None, asked=asked, problem=str(error), candidates=candidates)
        return answer("why_not.html", page, 400)
    return answer("why_not.html", why_not_page(opened.atlas, key, found, asked=asked))
