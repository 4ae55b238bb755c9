"""Which classes of this generation read almost alike? Worked out once, in a thread, since many classes take a while."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillWorking
from weakref import WeakKeyDictionary

from index.related.near_duplicates import LEAST_ALIKE, Duplicate, duplicates
from taxonomy.atlas import Atlas

PATIENCE = 5.0  # seconds that a page waits before it says that the work goes on
Found = tuple[Duplicate, ...]

_found: WeakKeyDictionary[Atlas, Future[Found]] = WeakKeyDictionary()
_beginning = threading.Lock()


def duplicates_of(atlas: Atlas, patience: float | None = PATIENCE) -> Found | None:
    """Every pair that is alike by LEAST_ALIKE, the most alike first; None while that is still being worked out."""
    with _beginning:
        future = _found.get(atlas)
        if future is None or (future.done() and future.exception() is not None):
            future = _found[atlas] = Future()
            threading.Thread(target=_work, args=(atlas, future), name="duplicates", daemon=True).start()
    try:
        return future.result(patience)
    except StillWorking:
        return None


def _work(atlas: Atlas, future: Future[Found]) -> None:
    try:
        future.set_result(duplicates(atlas, LEAST_ALIKE))
    except BaseException as error:  # whoever asked gets it, and the next one who asks tries again
        future.set_exception(error)
