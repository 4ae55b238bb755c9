"""Which words and which status does each failure get? One table, one page, and RFC 9457 for programs."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from taxonomy.plan.planned import PlanRefused
from taxonomy.reading.correcting import CorrectionRefused
from taxonomy.store import StaleVersion, StoreConflict, StoreError, StoreUnavailable, TooManyAttempts, UnknownRecord
from webapp.site.site_page import error_page
from webapp.web import request_context
from webapp.web.failures import BadArgument, NotAllowed, NotSignedIn
from webapp.web.problem_details import ProblemDetails
from webapp.web.request_context import NothingToRead
from webapp.web.responses import PROBLEM, as_json, wants_json

_log = logging.getLogger(__name__)


class Words(NamedTuple):
    """What an error says: its name, what happened, and what one can do."""

    title: str
    detail: str
    advice: str


WORDS = {
    400: Words(
        "That request could not be read",
        "The address or the form held something this page does not take.",
        "Go back, reload the page, and try again.",
    ),
    403: Words(
        "That is for people with an account",
        "You do not have permission for this.",
        "Sign in, or ask the people who run this site.",
    ),
    404: Words(
        "There is no such page",
        "Nothing in this atlas has that address. It may have been mistyped, or the document was never taken in.",
        "Search for the title, an old title, or the job code.",
    ),
    405: Words("That is not done here", "This address does not take that kind of request.", "Follow a link instead."),
    409: Words(
        "That does not fit what is there",
        "Somebody else was faster, or what was sent contradicts what is stored. Nothing was saved.",
        "Go back, look at what is there now, and decide again.",
    ),
    413: Words("That is too large", "What was sent is larger than this site takes.", "Send less at a time."),
    429: Words(
        "Too many requests",
        "Too many requests. Wait a minute and try again.",
        "Wait a minute, then go on.",
    ),
    500: Words(
        "Something went wrong here",
        "The fault is ours and has been logged. Nothing that was saved is lost.",
        "Try again; if it stays, tell the people who run this site.",
    ),
    503: Words(
        "Not ready yet",
        "The workspace holds nothing to read yet, or is being set up.",
        "Try again in a minute. Whoever runs this site can fill it with: atlas ingest FOLDER.",
    ),
}
# Which failure of our own is which status; everything else is a fault: 500.
STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NothingToRead, 503),
    (CSRFError, 400),
    (BadArgument, 400),
    (CorrectionRefused, 400),
    (NotSignedIn, 403),
    (NotAllowed, 403),
    (StaleVersion, 409),
    (StoreConflict, 409),
    (PlanRefused, 409),
    (UnknownRecord, 404),
    (TooManyAttempts, 429),
    (StoreUnavailable, 503),
)
# Failures whose message was written for the person who will read it.
_SAYS_IT_ITSELF = (BadArgument, NotSignedIn, NotAllowed, StoreError, PlanRefused, CorrectionRefused)


def register(app: Flask) -> None:
    """Answer every failure of `app` with its page."""
    app.register_error_handler(Exception, answer_failure)


def answer_failure(error: Exception) -> Response:
    """The page, or the problem details, of `error`."""
    if isinstance(error, HTTPException) and error.response is not None:  # a redirect of the router
        return error.get_response()  # type: ignore[return-value]
    status = status_of(error)
    if status == 500:
        _log.exception("A page failed: %s", request.endpoint)
        status = 503 if _is_damage() else 500
    response = failure_response(status, error)
    if isinstance(error, HTTPException):
        for name, value in error.get_headers(request.environ):
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
    if status == 503:
        response.headers["Retry-After"] = "60"
    if isinstance(error, TooManyAttempts):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _is_damage() -> bool:
    """Whether the page failed because what it read is damaged; then the generation before is read from now on."""
    problems = request_context.workspace().examine()
    for problem in problems:
        _log.error("%s", problem)
    return bool(problems)


def status_of(error: Exception) -> int:
    """The HTTP status of a failure."""
    for kind, status in STATUS:
        if isinstance(error, kind):
            return status
    return int(error.code or 500) if isinstance(error, HTTPException) else 500


def failure_response(status: int, error: Exception) -> Response:
    """`status` in words, for a person or for a program."""
    words = WORDS.get(status) or Words(*_plain_words(error))
    if isinstance(error, _SAYS_IT_ITSELF):
        words = words._replace(detail=str(error))
    if wants_json():
        problem = ProblemDetails(title=words.title, status=status, detail=words.detail, instance=request.path)
        return as_json(problem, status, PROBLEM)
    page = error_page(status, *words)
    response = Response(render_template("error.html", page=page, json_address=None), status=status)
    response.vary.add("Accept")
    return response


def _plain_words(error: Any) -> tuple[str, str, str]:
    return str(getattr(error, "name", "Error")), str(getattr(error, "description", "")), "Go back and try again."
