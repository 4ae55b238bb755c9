"""Count what people looked for and no document says; the words only, never who asked."""

from __future__ import annotations

import logging

from taxonomy.store import StoreError
from webapp import current

_log = logging.getLogger(__name__)


def count_gap(text: str) -> None:
    """Count `text` as looked for in vain. A store that cannot be written to is no reason to answer nobody."""
    try:
        current.workspace().store.count_gap(text)
    except StoreError as error:
        _log.warning("A gap was not counted: %s", type(error).__name__)
