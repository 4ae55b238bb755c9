"""The page of checks: what in the classes and their ladder deserves an analyst's look."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, request

from taxonomy.analysis.lint import lint
from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding
from webapp.checks.checks_page import checks_page
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
        atlas, findings_of(atlas), request.args.get("rule"), page_number(), request_context.settings().page_size
    )
    return answer("checks.html", page)
