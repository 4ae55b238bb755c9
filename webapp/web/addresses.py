"""Where does each thing live? The one place that knows the addresses of pages.

Everything goes through `url_for`, so the site also works under a prefix behind a proxy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import url_for


def class_address(class_id: str, **query: Any) -> str:
    """The page of a class; `query` may hold `edition`, `view` or `_anchor`."""
    authority, _, slug = class_id.partition("/")
    return url_for("classes.show", authority=authority, slug=slug, **query)


def history_address(class_id: str, before: str | None = None, after: str | None = None) -> str:
    """What happened to a class; with what changed between two days or two documents."""
    authority, _, slug = class_id.partition("/")
    query = {"from": before, "to": after} if before and after else {}
    return url_for("classes.history", authority=authority, slug=slug, **query)  # type: ignore[arg-type]


def career_address(class_id: str, **query: Any) -> str:
    """Where a class leads and what leads to it."""
    authority, _, slug = class_id.partition("/")
    return url_for("careers.show", authority=authority, slug=slug, **query)


def target_address(start: str, goal: str, endpoint: str = "careers.target", **query: Any) -> str:
    """The way from one class to another."""
    authority, _, slug = start.partition("/")
    to_authority, _, to_slug = goal.partition("/")
    return url_for(endpoint, authority=authority, slug=slug, to_authority=to_authority, to_slug=to_slug, **query)


def competency_address(competency_id: str, *, variant: str | None = None, **query: Any) -> str:
    """The page of a competency; of one of its variants when `variant` is given, which leads to the right part of it."""
    return url_for("competencies.show", competency_id=variant or competency_id, **query)


def document_address(
    document_id: str, first_line: int | None = None, last_line: int | None = None, **query: Any
) -> str:
    """The page of a document, its cited lines marked and scrolled to."""
    page = url_for("documents.show", document_id=document_id, **query)
    if first_line is None:
        return page
    lines = f"{first_line}-{last_line}" if last_line and last_line != first_line else str(first_line)
    return f"{page}?lines={lines}#L{first_line}"


def search_address(text: str, *, kind: str | None = None, filters: Sequence[str] = (), **query: Any) -> str:
    """The search page for `text`; a filter is written ``name=value``."""
    given = {"q": text, "kind": kind, "filter": list(filters), **query}
    # A page of results has a hundred of these; letting the router encode each costs more than the search itself.
    return f"{url_for('search.results')}?{urlencode({k: v for k, v in given.items() if v}, doseq=True)}"


def hit_address(kind: str, key: str, because: Sequence[Mapping[str, Any]] = ()) -> str:
    """Where a hit of the index leads: a class, a competency, or the lines a passage stands on."""
    if kind == "class":
        return class_address(key)
    if kind == "competency":
        return competency_address(key)
    if because:
        return document_address(because[0]["document"], because[0]["first_line"])
    return document_address(key.partition(":")[0])
