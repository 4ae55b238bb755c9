"""What covers these needs? Worked out once for a form, its page and the files that are taken of it."""

from __future__ import annotations

import threading
from collections import OrderedDict

from flask import Flask, current_app

from index.needs.coverage import NeedCoverage, cover
from webapp.finding.need_query import MOST, Wish
from webapp.web import request_context

_KEY = "atlas-coverages"
_KEPT = 16  # each is up to a megabyte


class KeptCoverages:
    """The last answers of one generation each, the least recently asked for going first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], NeedCoverage] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, wish: Wish) -> NeedCoverage:
        """The classes that cover the needs of `wish`, in the generation of this request."""
        opened = request_context.opened()
        key = (opened.number, wish.needs, wish.off)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = cover(opened.engine, wish.needs, MOST, wish.off)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


def register(app: Flask) -> None:
    """Let `app` keep them."""
    app.extensions[_KEY] = KeptCoverages()


def coverage(wish: Wish) -> NeedCoverage:
    """What covers the needs of `wish`."""
    kept: KeptCoverages = current_app.extensions[_KEY]
    return kept.of(wish)
