"""`atlas serve` and `./run`: a taken port says what runs there, SIGTERM ends in order, every command works."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "webapp.cli", "--home")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds one document."""
    made = tmp_path_factory.mktemp("served")
    document = next((ROOT / "data" / "documents").glob("*.txt"))
    subprocess.run([*SERVE, str(made), "ingest", str(document)], cwd=ROOT, check=True, capture_output=True)
    return made


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command on a free port, and its address."""
    process = subprocess.Popen([*SERVE, str(home), "serve", "--port", "0"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = next(found for line in process.stderr if (found := re.search(r"http://\S+/", line)))
    yield process, found[0]
    process.kill()


def test_a_taken_port_says_what_runs_there(home: Path, running: tuple[subprocess.Popen[str], str]) -> None:
    address = running[1]
    port = address.rstrip("/").rpartition(":")[2]
    done = subprocess.run([*SERVE, str(home), "serve", "--port", port], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"Competency Atlas already runs there. Open {address}" in " ".join(done.stderr.split())
    assert f"--port {int(port) + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_program_on_the_port_is_not_taken_for_us(home: Path) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, *_: Any) -> None:
            pass

    other = HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    port = str(other.server_port)
    done = subprocess.run([*SERVE, str(home), "serve", "--port", port], cwd=ROOT, capture_output=True, text=True)
    other.shutdown()
    assert f"Port {port} cannot be used" in done.stderr
    assert "already runs" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to send")
def test_sigterm_ends_in_order(running: tuple[subprocess.Popen[str], str]) -> None:
    process, address = running
    assert urllib.request.urlopen(address, timeout=30).status == 200
    with socket.create_connection(("127.0.0.1", int(address.rstrip("/").rpartition(":")[2])), timeout=10) as asked:
        asked.sendall(b"GET /classes HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        time.sleep(0.3)  # until it has arrived
        process.send_signal(signal.SIGTERM)
        assert asked.recv(15).startswith(b"HTTP/1.1 200")
    assert process.wait(30) == 0


def _run_script() -> Any:
    loader = importlib.machinery.SourceFileLoader("run_script", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader("run_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([], ["serve", "--open"]),
        (["serve"], ["serve", "--open"]),
        (["serve", "--port", "9000"], ["serve", "--open", "--port", "9000"]),
        (["--port", "9000"], ["serve", "--open", "--port", "9000"]),
        (["search", "angry callers"], ["search", "angry callers"]),
        (["atlas", "search", "x"], ["search", "x"]),
        (["check-workspace"], ["check-workspace"]),
    ],
    ids=" ".join,
)
def test_any_command_goes_behind_run(typed: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    script, started = _run_script(), []
    monkeypatch.setattr(script, "installed", lambda lock: True)
    monkeypatch.setattr(script, "start", started.append)
    script.main(typed)
    assert started[0][1:] == ["-m", "webapp.cli", *expected]
