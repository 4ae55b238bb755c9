"""The page of checks: what in the classes and their ladder deserves an analyst's look."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, request

from taxonomy.atlas import Atlas
from taxonomy.findings import Finding
from taxonomy.lint import lint
from webapp import current
from webapp.answers import answer, page_route
from webapp.arguments import page_number
from webapp.pages.checks import checks_page

checks = Blueprint("checks", __name__)


@lru_cache(maxsize=1)
def findings_of(atlas: Atlas) -> tuple[Finding, ...]:
    """The findings of the newest generation, kept: they take seconds for a large plan."""
    return lint(atlas)


@page_route(checks, "/checks")
def index() -> Response:
    """All findings, or those of one rule."""
    atlas = current.atlas()
    page = checks_page(atlas, findings_of(atlas), request.args.get("rule"), page_number(), current.settings().page_size)
    return answer("checks.html", page)
