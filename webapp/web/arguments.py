"""What do the arguments of an address say? Whatever makes no sense is read as if it were not there, but for days."""

from __future__ import annotations

from flask import request

from taxonomy.plan.as_of import read_day
from webapp.web.failures import BadArgument

_LONGEST_WORDS = 200


def page_number() -> int:
    """The page of a list that is asked for, from 1."""
    return bounded("page", default=1, least=1, most=1_000_000)


def bounded(name: str, *, default: int, least: int, most: int) -> int:
    """The whole number in argument `name`, kept between `least` and `most`."""
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return default
    return min(max(int(text), least), most)


def day_asked(name: str = "as_of") -> str | None:
    """The day, month or year in argument `name`; None where it is not given. Raises BadArgument for what is none."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise BadArgument(str(error)) from error


def filter_words() -> str:
    """The words a list is filtered by."""
    return " ".join(request.args.get("filter", "")[:_LONGEST_WORDS].split())
