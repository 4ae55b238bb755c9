"""How does one stranger not stop the server? Deadlines for every connection; at a limit the oldest idle one goes.

Waitress reads requests and writes answers without taking a thread, which is what slow clients need. It has no
deadline for a request that never ends, and at its limit it takes nobody new: both are added here.
"""

from __future__ import annotations

import math
import socket
import time
from collections import Counter
from ipaddress import ip_address, ip_network
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

# Seconds: until the first byte, for all headers, for the whole body, between two requests, for an unread answer.
FIRST_BYTE, HEADERS, BODY, KEEP_ALIVE, STALLED = 15.0, 10.0, 60.0, 30.0, 30.0
MOST_CONNECTIONS = 400  # select() on Windows takes 512
_AT_ONCE = 64


class Request(HTTPRequestParser):  # type: ignore[misc]
    """A request that knows when its first byte came."""

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.begun = time.time()


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection with a deadline for whatever it is waiting for."""

    parser_class = Request

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.idle_since = self.creation_time

    @property
    def is_idle(self) -> bool:
        """Nothing of it is being worked on or sent."""
        return not self.requests and not self.total_outbufs_len

    @property
    def has_unread(self) -> bool:
        """Whether bytes have come that were not looked at yet."""
        try:
            return bool(self.readable() and self.socket.recv(1, socket.MSG_PEEK))
        except OSError:
            return False

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still waits for an answer, or is in the middle of sending a body."""
        return not self.is_idle or (self.request is not None and self.request.headers_finished)

    @property
    def deadline(self) -> float:
        """When it is given up."""
        if self.total_outbufs_len:
            return float(self.last_activity) + STALLED
        if self.requests:
            return math.inf
        if self.request is None:
            return float(self.idle_since) + (FIRST_BYTE if self.idle_since == self.creation_time else KEEP_ALIVE)
        begun: float = self.request.begun
        return begun + (BODY if self.request.headers_finished else HEADERS)

    def write_soon(self, data: Any) -> int:
        """An answer that took long to make has not been stalling all that time."""
        if not self.total_outbufs_len:
            self.last_activity = time.time()
        return int(super().write_soon(data))

    def service(self) -> None:
        """Answer one request; from then on the connection is idle."""
        super().service()
        self.idle_since = time.time()


class FrontDoor(TcpWSGIServer):  # type: ignore[misc]
    """Listens on one address."""

    channel_class = Connection
    most_connections = MOST_CONNECTIONS

    def handle_accept(self) -> None:
        """Take whoever waits, some at a time, and make room for them."""
        for _ in range(_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                break
            self._make_room()

    def maintenance(self, now: float) -> None:
        """Give up connections whose time is over."""
        for connection in list(self.active_channels.values()):
            if connection.deadline < now:
                connection.will_close = True

    def _make_room(self) -> None:
        while len(self.active_channels) > self.most_connections:
            idle = [each for each in self.active_channels.values() if each.is_idle]
            if not idle:
                break
            oldest = _oldest_of_most_greedy(idle)
            if oldest.has_unread:  # what came in the meantime may be the rest of its request
                oldest.handle_read()
            if oldest.is_idle:
                oldest.handle_close()


def _oldest_of_most_greedy(idle: list[Connection]) -> Connection:
    """Of the address with most idle connections, the one that has been idle for longest."""
    counted = Counter(address_of(each) for each in idle)
    most = max(counted.values())
    return min((each for each in idle if counted[address_of(each)] == most), key=lambda each: each.idle_since)


def address_of(connection: Any) -> str:
    """Where a connection comes from."""
    return place_of(str(connection.addr[0]))


def place_of(address: str) -> str:
    """An address as one place: all of an IPv6 network of a household or an office is one."""
    try:
        found = ip_address(address.partition("%")[0].strip())
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
