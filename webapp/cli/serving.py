"""`atlas serve`: the same answers in a browser."""

from __future__ import annotations

import os
import sys
import threading
import urllib.request
import webbrowser
from http.client import HTTPException

import click
from flask import Flask

from taxonomy.basics.datafiles import data_folder
from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterBusy
from taxonomy.store import StoreError
from webapp import create_app
from webapp.cli.progress import progress_bar
from webapp.cli.session import Session
from webapp.service.workspace import Workspace
from webapp.serving.http_server import HttpServer
from webapp.settings import Settings, SettingsError, read_settings

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", help="Address to listen on. [default: 127.0.0.1, this machine only]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on. [default: 8311]")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser when the pages are ready.")
@click.pass_obj
def serve(session: Session, host: str | None, port: int | None, open_browser: bool) -> None:
    """Serve the pages and the JSON API. An empty workspace is filled with the documents that come with the product."""
    try:
        settings = read_settings(os.environ, host=host, port=port)
        workspace = session.writable
        workspace.warms = True
        server = _listen(create_app(workspace, settings), settings, may_open=open_browser)
        _prepare(workspace)
    except (SettingsError, StoreError, GenerationError, WriterBusy) as error:
        raise click.ClickException(str(error)) from error
    address = f"http://{_shown(settings.host)}:{server.port}/"
    click.echo(f"Competency Atlas: {address}  (stop with Ctrl-C)", err=True)
    click.echo(f"The workspace is {session.home}", err=True)
    if settings.host not in _LOOPBACK:
        click.echo("Everybody who can reach this address can read the workspace.", err=True)
    if open_browser and _has_a_screen():
        threading.Timer(0.3, webbrowser.open, [address]).start()
    server.run()


def _listen(app: Flask, settings: Settings, *, may_open: bool) -> HttpServer:
    """Take the port; where it is taken, say by what, and what to do."""
    try:
        return HttpServer(
            app,
            host=settings.host,
            port=settings.port,
            body_bytes=max(settings.max_request_bytes, settings.max_upload_bytes),
            trusted_proxies=settings.trusted_proxies,
        )
    except ValueError as error:
        raise click.ClickException(f"{settings.host} is no address of this machine to listen on.") from error
    except OSError as error:
        other = f"To start another one: --port {settings.port + 1 if settings.port < 65_535 else 8312}"
        address = f"http://{_shown(settings.host)}:{settings.port}/"
        if not is_competency_atlas(address):
            raise click.ClickException(f"Port {settings.port} cannot be used ({error.strerror}). {other}") from error
        if may_open and _has_a_screen():
            webbrowser.open(address)
        raise click.ClickException(
            f"Port {settings.port} is taken: Competency Atlas already runs there. Open {address} in a browser. {other}"
        ) from error


def is_competency_atlas(address: str) -> bool:
    """Whether what answers at `address` is another one of us."""
    try:
        with urllib.request.urlopen(f"{address}api/v1/openapi.json", timeout=3) as answer:
            return b'"Competency Atlas' in answer.read(65_536)
    except (OSError, ValueError, HTTPException):
        return False


def _prepare(workspace: Workspace) -> None:
    """Fill an empty workspace, or derive everything anew after an upgrade."""
    store = workspace.store  # refuses a workspace whose database is gone
    if workspace.generation is not None:
        return
    first = store.document_count == 0
    click.echo("Reading the bundled documents …" if first else "Deriving everything anew …", err=True)
    with progress_bar() as report:
        if first:
            workspace.ingest([data_folder() / "documents"], progress=report)
        else:
            workspace.rebuild(report)


def _shown(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def _has_a_screen() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


COMMANDS = {"serve": serve}
