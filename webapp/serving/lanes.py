"""Which thread works on a request? Pages and heavy work have pools of their own, each with a fair queue."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error

PAGE_THREADS, WORK_THREADS = 8, 2
MOST_PAGES_WAITING, MOST_PAGES_EACH = 400, 100
MOST_WORK_WAITING, MOST_WORK_EACH = 24, 8
LARGE_BODY, LONG_QUERY = 8_192, 2_048
# What weighs, however short its address: it reads the whole collection for a file to take home.
WORK_PATHS = ("/find/matrix.", "/find/memo", "/duplicates/", "/api/v1/duplicates", "/redlines/")

ClientOf = Callable[[Any], str]


class Busy(Error):  # type: ignore[misc]
    """Told to whoever asks for more than a fair share, or when the queue is full."""

    code = 503
    reason = "Service Unavailable"

    def __init__(self) -> None:
        super().__init__("This site is busy with long work just now. Nothing was saved. Try again in a minute.")

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Plain text, with the time after which to come again."""
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "60"), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class FairQueue:
    """Tasks by client: each client in turn, so that whoever asks for much waits for it and the others do not."""

    def __init__(self, client_of: ClientOf) -> None:
        self._client_of = client_of
        self._waiting: dict[str, deque[Any]] = {}

    def append(self, task: Any) -> None:
        """Put `task` behind the others of its client."""
        self._waiting.setdefault(self._client_of(task), deque()).append(task)

    def popleft(self) -> Any:
        """The first task of the client whose turn it is; that client's next turn comes last."""
        client = next(iter(self._waiting))
        tasks = self._waiting.pop(client)
        task = tasks.popleft()
        if tasks:
            self._waiting[client] = tasks
        return task

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def of(self, client: str) -> int:
        """How many tasks of `client` are waiting."""
        return len(self._waiting.get(client, ()))


class Pool(ThreadedTaskDispatcher):  # type: ignore[misc]
    """Some threads over one fair queue."""

    def __init__(self, threads: int, most: int, most_each: int, client_of: ClientOf) -> None:
        super().__init__()
        self.queue_logger.disabled = True  # a queue is what a pool is for; a full one is answered with 503
        self._most, self._most_each, self._client_of = most, most_each, client_of
        self.queue = FairQueue(client_of)
        self.set_thread_count(threads)

    def is_full_for(self, channel: Any) -> bool:
        """Whether one more task of this client would be too many."""
        with self.lock:
            return len(self.queue) >= self._most or self.queue.of(self._client_of(channel)) >= self._most_each


class Lanes:
    """Gives every finished request to its pool; what waitress calls a dispatcher."""

    def __init__(self, client_of: ClientOf, pages: int = PAGE_THREADS, work: int = WORK_THREADS) -> None:
        self.pages = Pool(pages, MOST_PAGES_WAITING, MOST_PAGES_EACH, client_of)
        self.work = Pool(work, MOST_WORK_WAITING, MOST_WORK_EACH, client_of)

    def add_task(self, channel: Any) -> None:
        """Queue the first finished request of `channel`; an error is answered at once, by the pool for pages."""
        request = channel.requests[0]
        pool = self.work if request.error is None and is_work(request) else self.pages
        if request.error is None and pool.is_full_for(channel):
            request.error, pool = Busy(), self.pages
        pool.add_task(channel)

    def shutdown(self, *, timeout: float = 5) -> None:
        """End the threads; what still waits is cancelled."""
        for pool in (self.pages, self.work):
            pool.shutdown(timeout=timeout)


def is_work(request: Any) -> bool:
    """Whether a request is more than a page: much text to read, a long list of needs, or a file of everything."""
    if request.body_bytes_received > LARGE_BODY or len(request.query) > LONG_QUERY:
        return True
    return str(request.path).startswith(WORK_PATHS)
