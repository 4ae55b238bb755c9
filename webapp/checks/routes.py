"""The page of checks: what in the classes and their ladder deserves an analyst's look."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.analysis.lint import lint
from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding
from webapp.accounts.identity import may_decide
from webapp.checks.checks_page import CheckFilter, checks_page
from webapp.checks.settle import settle, settled_now, wanted_state
from webapp.service.decision_log import decided
from webapp.service.work_list import finding_items, problem_items
from webapp.web import request_context
from webapp.web.arguments import page_number
from webapp.web.responses import answer, page_route

checks = Blueprint("checks", __name__)


@lru_cache(maxsize=1)
def findings_of(atlas: Atlas) -> tuple[Finding, ...]:
    """The findings of the newest generation, kept: they take seconds for a large plan."""
    return lint(atlas)


@page_route(checks, "/checks")
def index() -> Response:
    """All findings, or those of one rule."""
    atlas = request_context.atlas()
    page = checks_page(
        atlas,
        finding_items(findings_of(atlas)),
        CheckFilter(rule=request.args.get("rule"), state=wanted_state()),
        settled_now(atlas),
        page=page_number(),
        size=request_context.settings().page_size,
        seen=decided().head if may_decide() else None,
    )
    return answer("checks.html", page)


@checks.post("/checks")
def settle_findings() -> AnyResponse:
    """Accept the ticked findings, or switch their rules off for their employers."""
    settle(item for item, _ in finding_items(findings_of(request_context.atlas())))
    return redirect(url_for("checks.index"), 303)


@checks.post("/not-understood")
def settle_problems() -> AnyResponse:
    """Accept the ticked reading problems, or switch their kinds off for their employers."""
    settle(item for item, _, _ in problem_items(request_context.atlas()))
    return redirect(url_for("site.problems"), 303)
