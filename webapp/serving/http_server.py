"""How does the site listen, and how does it stop? Every finished request is answered before it goes."""

from __future__ import annotations

import select
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments

from webapp.serving.front_door import FrontDoor, address_of, place_of
from webapp.serving.lanes import Lanes

DRAIN = 20.0  # seconds that requests have to end when the server is told to stop
_HEADER_BYTES = 65_536
_SIGNALS = ("SIGTERM", "SIGINT", "SIGBREAK")


class HttpServer:
    """The site on one port, over one application."""

    def __init__(
        self, application: Callable[..., Any], *, host: str, port: int, body_bytes: int, trusted_proxies: int = 0
    ) -> None:
        # The application refuses what is too large in its own words; the server only what would fill the disk.
        self._adjustments = Adjustments(
            host=host,
            port=port,
            ident=None,
            max_request_header_size=_HEADER_BYTES,
            max_request_body_size=body_bytes + _HEADER_BYTES,
            cleanup_interval=1,
            connection_limit=1_000_000,  # the front door makes room instead of closing
            log_socket_errors=False,
            clear_untrusted_proxy_headers=False,  # werkzeug's ProxyFix reads them, and only where the settings say so
        )
        self._map: dict[int, Any] = {}
        self.lanes = Lanes(lambda connection: _client_of(connection, trusted_proxies))
        self._stopping = threading.Event()
        self.doors = [
            FrontDoor(application, self._map, dispatcher=self.lanes, adj=self._adjustments, sockinfo=each)
            for each in self._adjustments.listen
        ]

    @property
    def port(self) -> int:
        """The port that was taken: another one than was asked for where that was 0."""
        return int(self.doors[0].effective_port)

    def run(self) -> None:
        """Answer until told to stop by a signal or by `stop`; then end what has begun."""
        with _signals_end(self):
            while not self._stopping.is_set():
                self._turn(1.0)
            self._drain()

    def stop(self) -> None:
        """Take nobody new, and let `run` come back. A second time: at once."""
        if self._stopping.is_set():
            raise SystemExit(1)
        self._stopping.set()
        self.doors[0].pull_trigger()

    def close(self) -> None:
        """Give the port back without answering anybody."""
        self.lanes.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._map, use_poll=hasattr(select, "poll"), count=1)

    def _drain(self) -> None:
        for door in self.doors:
            door.handle_accept()
            wasyncore.dispatcher.close(door)  # the listening socket only: threads still wake the loop by the trigger
        end = time.monotonic() + DRAIN
        while any(self._wanted()) and time.monotonic() < end:
            self._turn(0.1)
        self.close()

    def _wanted(self) -> Iterator[bool]:
        """Whether each connection still has something coming; those that have not are let go."""
        for door in self.doors:
            for connection in list(door.active_channels.values()):
                connection.will_close = connection.will_close or not connection.is_wanted
                yield True  # also the one that is let go: its last bytes leave in the next turn


def _client_of(connection: Any, proxies: int) -> str:
    """Whose request comes first on a connection: behind proxies that are trusted, what they say."""
    forwarded = connection.requests[0].headers.get("X_FORWARDED_FOR", "") if proxies and connection.requests else ""
    said = [each.strip() for each in forwarded.split(",") if each.strip()]
    return place_of(said[-proxies]) if len(said) >= proxies > 0 else address_of(connection)


@contextmanager
def _signals_end(server: HttpServer) -> Iterator[None]:
    """While the server runs, the signals that mean "stop" drain it; only the main thread hears signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_: int, __: FrameType | None) -> None:
        server.stop()

    kinds = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = [(kind, signal.signal(kind, end)) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in before:
            signal.signal(kind, handler)
