"""Pages of planned changes and of the pay plan. A draft is shown to analysts only; what is posted to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.analysis.pay_plan import pay_plan
from taxonomy.exchange.notices import notice_docx, notice_html, notice_markdown
from taxonomy.exchange.planned_tables import planned_rows, template_table
from taxonomy.model.planned import NoticeHead, PlannedChange, PlannedSet
from taxonomy.plan.notice_builder import build_notice
from taxonomy.plan.planned import NEEDS
from webapp.accounts.identity import person
from webapp.plan.plan_page import FIELDS, pay_plan_page, plan_list_page, plan_set_page
from webapp.service import planning
from webapp.service.rebuilding import rebuilder
from webapp.web import request_context
from webapp.web.arguments import day_asked
from webapp.web.downloads import DOCX, XLSX, download
from webapp.web.failures import BadArgument, NotSignedIn
from webapp.web.responses import answer, page_route

plan = Blueprint("plan", __name__)
_LISTS = ("classes", "into")
_NUMBERS = ("minimum", "maximum", "posting_days")
_STEPS = ("submit", "return", "post", "reject", "drop", "comment", "dispose")
_LONGEST = 20_000


@page_route(plan, "/plan")
def index() -> Response:
    """The sets of planned changes that the reader may see."""
    sets = planning.visible_sets(request_context.workspace(), to_analyst=_is_analyst())
    return _private(answer("plan_list.html", plan_list_page(request_context.atlas(), sets, may_change=_is_analyst())))


@page_route(plan, "/plan/<slug:set_id>")
def show(set_id: str) -> Response:
    """One set with what it touches."""
    found = planning.set_answer(request_context.workspace(), _seen(set_id), to_analyst=_is_analyst())
    page = plan_set_page(request_context.atlas(), found, tuple(NEEDS), may_change=_is_analyst())
    return _private(answer("plan_set.html", page))


@plan.get("/plan/<slug:set_id>/notice.<form>")
def notice(set_id: str, form: str) -> Response:
    """The classification notice of a set."""
    planned = _seen(set_id)
    parts = build_notice(planning.plan_now(request_context.workspace(), planned).notice(planned))
    if form == "docx":
        return _private(download(notice_docx(parts), DOCX, f"{set_id}.docx"))
    if form == "md":
        return _private(download(notice_markdown(parts).encode(), "text/markdown", f"{set_id}.md"))
    if form != "html":
        abort(404)
    return _private(download(notice_html(parts).encode(), "text/html", f"{set_id}.html"))


@plan.get("/plan/<slug:set_id>/changes.<form>")
def table(set_id: str, form: str) -> Response:
    """The changes of a set as a table that can be taken in again."""
    if form not in ("csv", "xlsx"):
        abort(404)
    return _private(download(planned_rows(_seen(set_id), form), _media(form), f"{set_id}.{form}"))


@plan.get("/plan/template.<form>")
def template(form: str) -> Response:
    """An empty table with an example of each kind of change."""
    if form not in ("csv", "xlsx"):
        abort(404)
    return download(template_table(form), _media(form), f"changes.{form}")


def _media(form: str) -> str:
    return "text/csv" if form == "csv" else XLSX


@page_route(plan, "/pay-plan")
def pay() -> Response:
    """Schedules, grades and ranges as of a day, and how they fit the ladder."""
    atlas, day = request_context.atlas(), day_asked()
    found = pay_plan(atlas, day or date.today().isoformat(), request.args.get("authority"))
    return answer("pay_plan.html", pay_plan_page(atlas, found, day or ""))


@plan.post("/plan")
def make() -> AnyResponse:
    """A new set."""
    name, authority = _words("name"), _words("authority")
    if not name or not authority:
        raise BadArgument("Give the set a name, and say whose plan it is.")
    who = _author()
    planned = request_context.workspace().store.make_plan_set(name, authority, by=who.by, account=who.account)
    return _back(planned)


@plan.post("/plan/<slug:set_id>/changes")
def put_change(set_id: str) -> AnyResponse:
    """Add a change to a draft, or replace one."""
    given = _given(("id", "kind", *FIELDS))
    return _back(planning.put_change(request_context.workspace(), set_id, _converted(given, PlannedChange), _author()))


@plan.post("/plan/<slug:set_id>/head")
def put_head(set_id: str) -> AnyResponse:
    """What the notice says beside the changes."""
    given = _given(tuple(name for name in NoticeHead.__struct_fields__ if name != "reasons"))
    reasons = tuple(part.strip() for part in request.form.get("reasons", "")[:_LONGEST].split("\n\n") if part.strip())
    head = _converted({**given, "reasons": reasons}, NoticeHead)
    return _back(planning.put_head(request_context.workspace(), set_id, head, _author()))


@plan.post("/plan/<slug:set_id>/<slug:act>")
def act(set_id: str, act: str) -> AnyResponse:
    """One step of a set, or a word about it."""
    if act not in _STEPS:
        abort(404)
    contents: Mapping[str, Mapping[str, Any]] = {
        "drop": {"id": _words("id")},
        "comment": {"change": _words("change") or None, "text": _words("text")},
        "dispose": {"comment": _words("comment"), "text": _words("text")},
    }
    if act in ("comment", "dispose") and not _words("text"):
        raise BadArgument("Write something first.")
    workspace = request_context.workspace()
    return _back(planning.act(workspace, set_id, act, contents.get(act, {}), _author()))  # type: ignore[arg-type]


@plan.post("/plan/<slug:set_id>/adopt")
def adopt(set_id: str) -> AnyResponse:
    """Adopt a posted set from a day on, but for the changes that were rejected."""
    rejected = tuple(request.form.getlist("rejected"))
    done = planning.adopt(request_context.workspace(), set_id, _words("effective"), _author(), rejected)
    rebuilder().catch_up()
    return _back(done)


def _seen(set_id: str) -> PlannedSet:
    return planning.visible_set(request_context.workspace(), set_id, to_analyst=_is_analyst())


def _is_analyst() -> bool:
    who = person()
    return who is not None and who.may("analyst")


def _author() -> planning.PlanAuthor:
    who = person()
    if who is None:
        raise NotSignedIn("Sign in first: this is for people with an account.")
    return planning.PlanAuthor(by=who.name, account=who.account, needs_two=request_context.settings().plan_needs_two)


def _words(name: str) -> str:
    return request.form.get(name, "")[:_LONGEST].strip()


def _given(names: tuple[str, ...]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in names:
        text = _words(name)
        if not text:
            continue
        if name in _LISTS:
            given[name] = tuple(part.strip() for part in text.split(";") if part.strip())
        elif name in _NUMBERS:
            given[name] = _number(text, name)
        else:
            given[name] = text
    return given


def _number(text: str, name: str) -> float | int:
    try:
        number = float(text.replace("$", "").replace(",", ""))
    except ValueError as error:
        raise BadArgument(f"{name} takes a number, not {text!r}.") from error
    return int(number) if name == "posting_days" else number


def _converted(given: Mapping[str, Any], kind: Any) -> Any:
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise BadArgument(f"That was not understood: {error}.") from error


def _back(planned: PlannedSet) -> AnyResponse:
    return redirect(url_for("plan.show", set_id=planned.id), 303)


def _private(response: Response) -> Response:
    """What an analyst sees of a draft is kept in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response
