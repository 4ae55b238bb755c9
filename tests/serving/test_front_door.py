"""One stranger cannot stop the site: half-sent requests, idle and slow connections, heavy uploads; an orderly end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from types import SimpleNamespace
from typing import Any

import pytest

from webapp.serving import front_door, http_server, lanes
from webapp.serving.front_door import place_of
from webapp.serving.http_server import HttpServer
from webapp.serving.lanes import FairQueue, is_work

PATIENCE = 5  # seconds after which a page counts as stopped
Application = Callable[..., list[bytes]]


def hello(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


@contextmanager
def served(application: Application = hello) -> Iterator[HttpServer]:
    server = HttpServer(application, host="127.0.0.1", port=0, body_bytes=1_000_000)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server._stopping.set()
    thread.join(10)
    assert not thread.is_alive()


def ask(
    server: HttpServer, path: str = "/", method: str = "GET", body: bytes | None = None, wait: float = PATIENCE
) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=wait)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def half_sent(
    server: HttpServer, count: int, stack: ExitStack, text: bytes = b"GET / HTTP/1.1\r\nHost: x\r\n"
) -> list[socket.socket]:
    made = [
        stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE))
        for _ in range(count)
    ]
    for each in made:
        each.sendall(text)
    return made


@pytest.mark.parametrize(
    "text", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"]
)
def test_a_page_answers_beside_half_sent_requests(text: bytes) -> None:
    with served() as server, ExitStack() as stack:
        half_sent(server, 150, stack, text)
        assert ask(server) == 200


def is_closed(connection: socket.socket) -> bool:
    """Whether the server has closed the connection, or does within a moment."""
    connection.settimeout(0.2)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_at_the_limit_the_oldest_idle_connection_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_door.FrontDoor, "most_connections", 20)
    with served() as server, ExitStack() as stack:
        first, *_, last = half_sent(server, 20, stack)
        assert ask(server) == 200
        assert is_closed(first), "the oldest was dropped"
        assert not is_closed(last)


def test_a_finished_request_never_goes_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_door.FrontDoor, "most_connections", 5)
    go = threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        go.wait(PATIENCE)
        return hello(environ, start_response)

    with served(slow) as server, ExitStack() as stack:
        waiting = half_sent(server, 5, stack, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(0.5)  # on a busy machine they would else still be on their way
        half_sent(server, 30, stack)
        go.set()
        assert all(each.recv(15).startswith(b"HTTP/1.1 200") for each in waiting)


def test_a_request_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_door, "HEADERS", 0.5)
    with served() as server, ExitStack() as stack:
        (one,) = half_sent(server, 1, stack)
        end = time.monotonic() + PATIENCE
        while not is_closed(one):  # a byte now and then does not help
            assert time.monotonic() < end
            with suppress(OSError):
                one.sendall(b"X")


def test_heavy_uploads_take_no_thread_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()

    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            end.wait(10)
        return hello(environ, start_response)

    codes: list[int] = []
    with served(site) as server:
        body = b"x" * 85_000
        uploads = [
            threading.Thread(target=lambda: codes.append(ask(server, "/find", "POST", body, 15))) for _ in range(16)
        ]
        for each in uploads:
            each.start()
        time.sleep(0.3)
        begun = time.monotonic()
        assert [ask(server) for _ in range(5)] == [200] * 5
        assert time.monotonic() - begun < PATIENCE
        end.set()
        for each in uploads:
            each.join()
    assert set(codes) == {200, 503}
    assert codes.count(200) >= lanes.WORK_THREADS + lanes.MOST_WORK_EACH


def test_stopping_answers_what_was_asked() -> None:
    begun = threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        begun.set()
        time.sleep(0.7)
        return hello(environ, start_response)

    codes: list[int] = []
    with served(slow) as server:
        asking = [threading.Thread(target=lambda: codes.append(ask(server))) for _ in range(20)]
        for each in asking:
            each.start()
        begun.wait(PATIENCE)
        time.sleep(0.2)
        server.stop()
        for each in asking:
            each.join()
        with pytest.raises(OSError, match=r"."):
            ask(server)
    assert codes == [200] * 20


def test_stopping_does_not_wait_for_the_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "DRAIN", 60.0)
    with served() as server, ExitStack() as stack:
        half_sent(server, 10, stack)
        assert ask(server) == 200
        begun = time.monotonic()
        server.stop()
    assert time.monotonic() - begun < PATIENCE


def test_each_client_has_its_turn() -> None:
    queue = FairQueue(lambda task: str(task[0]))
    for task in ("a1", "a2", "a3", "b1", "c1", "c2"):
        queue.append(task)
    assert [queue.popleft() for _ in range(len(queue))] == ["a1", "b1", "c1", "a2", "c2", "a3"]


@pytest.mark.parametrize(
    ("path", "query", "body", "expected"),
    [("/", "", 0, False), ("/find", "need=a", 0, False), ("/find", "", 85_000, True), ("/find", "n" * 3_000, 0, True),
     ("/sign-in", "", 200, False), ("/find/memo.docx", "", 0, True), ("/classes", "", 0, False)],
)  # fmt: skip
def test_what_counts_as_work(path: str, query: str, body: int, expected: bool) -> None:
    assert is_work(SimpleNamespace(path=path, query=query, body_bytes_received=body)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("odd", "odd"),
    ],
)
def test_one_place_is_one_client(address: str, expected: str) -> None:
    assert place_of(address) == expected
