"""The full-text index: what is indexed, how a question is read, how hits are ranked and why.

`write_engine` makes a generation in a directory of its own, `open_engine` opens it for reading, `verify_engine` proves
it equal to a rebuild; an open `Engine` answers `search` and `suggest`. All other modules are this room's own.
"""

import warnings

import numpy  # noqa: F401 - loads the library whose threads are counted below
from threadpoolctl import threadpool_limits

# Whoosh 2.7.4 was written before Python warned about `is` with a literal; its first import would print eight warnings.
for _category in (SyntaxWarning, DeprecationWarning):
    warnings.filterwarnings("ignore", category=_category, module=r".*whoosh.*")

# One thread of linear algebra: the matrices are small, and more threads burn two to three times the CPU of a search.
# Here, because every process that searches or builds imports this room.
threadpool_limits(limits=1, user_api="blas")

from index.engine import Engine  # noqa: E402 - the filter must stand before Whoosh is imported
from index.generation import open_engine, verify_engine, write_engine  # noqa: E402
from index.results import Because, Hit, SearchResult, Suggestion  # noqa: E402

__all__ = [
    "Because",
    "Engine",
    "Hit",
    "SearchResult",
    "Suggestion",
    "open_engine",
    "verify_engine",
    "write_engine",
]
