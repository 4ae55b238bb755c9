"""Count what people looked for and no document says: the words only, once for each time somebody asked, never who.

A question is counted when its form is sent, not when its answer is turned, sorted, printed or taken as a file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache

from flask import request

from taxonomy.basics.datafiles import read_table
from taxonomy.store import StoreError
from webapp.web import request_context
from webapp.web.responses import wants_json

_log = logging.getLogger(__name__)


def count_gaps(texts: Iterable[str]) -> None:
    """Count each of `texts` as looked for in vain. A store that cannot be written to is no reason to answer nobody."""
    if not asked_by_a_person():
        return
    try:
        for text in texts:
            request_context.workspace().store.count_gap(text)
    except StoreError as error:
        _log.warning("A gap was not counted: %s", type(error).__name__)


def asked_by_a_person() -> bool:
    """Is this a page that somebody wants to see? Not a program's answer, a HEAD, a page fetched ahead, or a crawler."""
    if request.method not in ("GET", "POST") or wants_json():
        return False
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = (request.user_agent.string or "").lower()
    return "prefetch" not in ahead and not any(word in agent for word in _crawlers())


@cache
def _crawlers() -> tuple[str, ...]:
    return tuple(read_table("crawlers.toml")["words"])
