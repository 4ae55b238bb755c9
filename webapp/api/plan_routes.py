"""The JSON API of the plan over time: history, change sets, pay plan."""

from __future__ import annotations

from datetime import date

from flask import request, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.analysis.pay_plan import pay_plan
from taxonomy.model.planned import NoticeHead, PlannedChange, PlannedSet
from webapp.accounts.identity import person
from webapp.api.asked import known, published_answer, stretch
from webapp.api.requests import NewChangeSet, PlanActRequest
from webapp.api.rows import ChangeSetRows
from webapp.api.writing import api, author_for, body_as
from webapp.service import planning
from webapp.service.history import history_answer
from webapp.service.rebuilding import rebuilder
from webapp.web import request_context
from webapp.web.arguments import day_asked
from webapp.web.failures import BadArgument
from webapp.web.responses import moved

__all__ = ["api"]


@api.get("/history/<slug:authority>/<slug:slug>")
def show_history(authority: str, slug: str) -> AnyResponse:
    """What happened to a class, and what changed between ``from`` and ``to``: two days, or two of its documents."""
    atlas, key = request_context.atlas(), f"{authority}/{slug}"
    if key in atlas.redirects:
        new_authority, _, new_slug = atlas.redirects[key].partition("/")
        return moved(url_for("api.show_history", authority=new_authority, slug=new_slug))
    try:
        return published_answer(
            history_answer(atlas, known(atlas.classes, key), request.args.get("from"), request.args.get("to"))
        )
    except ValueError as error:
        raise BadArgument(str(error)) from error


@api.get("/pay-plan")
def show_pay_plan() -> AnyResponse:
    """Schedules, grades, ranges and classes as of a day, and how ranges fit the ladder."""
    day = day_asked() or date.today().isoformat()
    return published_answer(pay_plan(request_context.atlas(), day, request.args.get("authority")))


@api.get("/change-sets")
def list_change_sets() -> AnyResponse:
    """The sets of planned changes that the reader may see."""
    sets = planning.visible_sets(request_context.workspace(), to_analyst=_is_analyst())
    rows = tuple(stretch(sets))
    return _private(published_answer(ChangeSetRows(total=len(sets), rows=rows)))


@api.get("/change-sets/<slug:set_id>")
def show_change_set(set_id: str) -> AnyResponse:
    """One set, what it touches, and what stands against it."""
    return _answer(planning.visible_set(request_context.workspace(), set_id, to_analyst=_is_analyst()))


@api.post("/change-sets")
def make_change_set() -> AnyResponse:
    """A new set without changes."""
    who, asked = _author(), body_as(NewChangeSet)
    store = request_context.workspace().store
    return _answer(store.make_plan_set(asked.name, asked.authority, by=who.by, account=who.account))


@api.post("/change-sets/<slug:set_id>/changes")
def put_change(set_id: str) -> AnyResponse:
    """Add a change to a draft, or put it in the place of the one with its id."""
    who, asked = _author(), body_as(PlannedChange)
    return _answer(planning.put_change(request_context.workspace(), set_id, asked, who))


@api.post("/change-sets/<slug:set_id>/acts")
def act_on_change_set(set_id: str) -> AnyResponse:
    """One step of a set, or a word about it."""
    who, asked, workspace = _author(), body_as(PlanActRequest), request_context.workspace()
    if asked.act == "adopt":
        done = planning.adopt(workspace, set_id, asked.effective or "", who, asked.rejected)
        rebuilder().catch_up()
        return _answer(done)
    if asked.act == "head":
        return _answer(planning.put_head(workspace, set_id, asked.head or NoticeHead(), who))
    contents: dict[str, dict[str, str | None]] = {
        "drop": {"id": asked.change},
        "comment": {"change": asked.change, "text": asked.text},
        "dispose": {"comment": asked.comment, "text": asked.text},
    }
    return _answer(planning.act(workspace, set_id, asked.act, contents.get(asked.act, {}), who))


def _answer(planned: PlannedSet) -> AnyResponse:
    found = planning.set_answer(request_context.workspace(), planned, to_analyst=_is_analyst())
    return _private(published_answer(found))


def _is_analyst() -> bool:
    who = person()
    return who is not None and who.may("analyst")


def _author() -> planning.PlanAuthor:
    who = author_for("decide")
    return planning.PlanAuthor(by=who.name, account=who.account, needs_two=request_context.settings().plan_needs_two)


def _private(response: AnyResponse) -> AnyResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
