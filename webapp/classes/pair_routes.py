"""Two classes side by side: decided about by a person, why one is not related to the other, and what reads alike."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.related.duplicate_evidence import COLUMNS, evidence, table_rows
from index.related.why_not import why_not as explain
from taxonomy.model.wording import DecisionKind
from taxonomy.store import StaleVersion
from taxonomy.wording.class_pairs import PAIR_ANSWERS, PairRefused, refuse_against
from webapp.accounts.identity import person
from webapp.classes.duplicates_page import AMONG, LEVELS, STATES, Sought, duplicates_page
from webapp.classes.related_page import RelatedForm
from webapp.classes.routes import RELATED_SHOWN, shown_class
from webapp.classes.why_not_page import why_not_page
from webapp.service.decision_log import decided, forget
from webapp.service.duplicate_search import duplicates_of
from webapp.service.rebuilding import rebuilder
from webapp.web import request_context
from webapp.web.addresses import class_address
from webapp.web.arguments import page_number
from webapp.web.downloads import table_download
from webapp.web.failures import BadArgument
from webapp.web.responses import answer, page_route
from webapp.workbench.decision_forms import decision_seen, reason_given

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
        entered = RelatedForm(other=other, why=why, answer=given, conflict=f"Nothing was saved. {error}")
        return _again(key, entered, 400 if isinstance(error, BadArgument) else 409)
    return redirect(class_address(key, _anchor="related"), 303)


def save_pair(given: str, left: str, right: str) -> None:
    """Keep a decision about two classes that somebody sent by a form."""
    answers: dict[str, DecisionKind] = {each: each for each in PAIR_ANSWERS}
    if given not in answers:
        raise BadArgument(f"Choose an answer: {', '.join(answers)}.")
    why, seen, who = reason_given(), decision_seen(), person()
    assert who is not None  # webapp/permissions.py lets nobody in here without a name
    refuse_against(answers[given], left, right, decided().decisions, request_context.atlas().former_titles)
    request_context.workspace().store.append_decision(
        answers[given], None, left, right, by=who.name, account=who.account, why=why, expected_sequence=seen
    )
    rebuilder().catch_up()
    forget()


def named_class(text: str) -> str:
    """The id of the class that a person wrote by id, title or code. Raises BadArgument that names what it may be."""
    atlas, wanted = request_context.atlas(), " ".join(text.split())
    found = atlas.find_class(wanted) if wanted else None
    if found is not None:
        return found.id
    several = atlas.classes_named(wanted) if wanted else ()
    if several:
        raise BadArgument(f"“{wanted}” may mean several classes: {', '.join(several)}. Say which by its id.")
    raise BadArgument(
        f"No class loaded here is called “{wanted}”." if wanted else "Name a class by its title, code or id."
    )


def known_class(authority: str, slug: str) -> str:
    """The id in the address, if a class has it."""
    key = f"{authority}/{slug}"
    if key not in request_context.atlas().classes:
        abort(404)
    return key


def _again(key: str, entered: RelatedForm, status: int) -> Response:
    return answer("class.html", shown_class(key, entered), status)


@page_route(pairs, "/classes/<slug:authority>/<slug:slug>/why-not")
def why_not(authority: str, slug: str) -> AnyResponse:
    """Why a class is not among the related classes of another, or where it stands among them."""
    opened, key = request_context.opened(), known_class(authority, slug)
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


@page_route(pairs, "/duplicates")
def duplicates() -> Response:
    """Pairs of classes whose duties and competencies are almost the same."""
    return _duplicates()


@pairs.get("/duplicates.<any(csv,xlsx):form>")
def duplicates_table(form: str) -> Response:
    """The same pairs as a table, one row for each point."""
    atlas, sought = request_context.atlas(), _sought()
    found = duplicates_of(atlas, None) or ()
    told = (evidence(atlas, pair) for pair in found if sought.wants(pair))
    return table_download(form, "duplicates", COLUMNS, table_rows(told))


@pairs.post("/duplicates/keep-apart")
def keep_apart() -> AnyResponse:
    """Looked at: the two classes stay two, and why."""
    left, right = request.form.get("left", ""), request.form.get("right", "")
    try:
        save_pair("different", named_class(left), named_class(right))
    except (PairRefused, BadArgument, StaleVersion) as error:
        forget()
        status = 400 if isinstance(error, BadArgument) else 409
        return _duplicates(f"Nothing was saved about {left} and {right}. {error}", status)
    return redirect(url_for("pairs.duplicates", **_sought().query()), 303)


def _duplicates(conflict: str | None = None, status: int = 200) -> Response:
    atlas = request_context.atlas()
    page = duplicates_page(atlas, duplicates_of(atlas), _sought(), page=page_number(), conflict=conflict)
    return answer("duplicates.html", page, status)


def _sought() -> Sought:
    """The pairs that the address asks for; what makes no sense is read as if it were not there."""
    usual, levels = Sought(), {f"{level:g}": level for level in LEVELS}
    among, state = request.args.get("among", ""), request.args.get("state", "")
    return Sought(
        least=levels.get(request.args.get("least", ""), usual.least),
        among=among if among in AMONG else usual.among,
        state=state if state in STATES else usual.state,
    )
