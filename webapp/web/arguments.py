"""What do the arguments of an address say? Whatever makes no sense is read as if it were not there."""

from __future__ import annotations

from flask import request

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


def filter_words() -> str:
    """The words a list is filtered by."""
    return " ".join(request.args.get("filter", "")[:_LONGEST_WORDS].split())
