"""What does a request of the API ask for, and how is its answer handed out?"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, request

from taxonomy.reading.published import published
from webapp.service.contract import masked
from webapp.web import request_context
from webapp.web.failures import BadArgument
from webapp.web.responses import as_json

MOST_ROWS = 1_000


def published_answer(value: Any) -> Response:
    """`value` as JSON, contact details masked unless the settings say otherwise."""
    return as_json(masked(value) if request_context.settings().mask_contacts else published(value))


def known(things: Any, key: str) -> str:
    """`key`, which is one of `things`; 404 where it is not."""
    if key not in things:
        abort(404)
    return key


def stretch(rows: Any) -> Any:
    """The rows that ``limit`` and ``offset`` ask for."""
    offset, limit = number_of("offset", 0), min(number_of("limit", 100), MOST_ROWS)
    g.stretch = (offset, limit, len(rows))  # for the links to the stretches before and after
    return rows[offset : offset + limit]


def text_of(name: str) -> str:
    """The text in argument `name`, which must be given."""
    if name not in request.args:
        raise BadArgument(f"The parameter {name} is missing.")
    return request.args[name]


def number_of(name: str, default: int) -> int:
    """The whole number in argument `name`."""
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadArgument(f"The parameter {name} takes a whole number from 0.")
    return int(text)


def one_of(name: str, choices: Any) -> Any:
    """The value of argument `name`, which is one of `choices`; None where it is not given."""
    value = request.args.get(name)
    if value is not None and value not in choices:
        raise BadArgument(f"The parameter {name} takes one of: {', '.join(choices)}.")
    return value
