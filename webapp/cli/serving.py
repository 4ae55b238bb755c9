"""`atlas serve`: the same answers in a browser."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser

import click
import waitress

from taxonomy.basics.datafiles import data_folder
from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterBusy
from taxonomy.store import StoreError
from webapp import create_app
from webapp.cli.progress import progress_bar
from webapp.cli.session import Session
from webapp.service.workspace import Workspace
from webapp.settings import SettingsError, read_settings

THREADS = 8
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
        _prepare(workspace)
        server = waitress.create_server(
            create_app(workspace, settings),
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident=None,
            max_request_body_size=settings.max_request_bytes,
        )
    except (SettingsError, StoreError, GenerationError, WriterBusy) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"Port {port or 8311} cannot be used ({error.strerror}). Try --port 8312."
        ) from error
    address = f"http://{_shown(settings.host)}:{server.effective_port}/"
    click.echo(f"Competency Atlas: {address}  (stop with Ctrl-C)", err=True)
    click.echo(f"The workspace is {session.home}", err=True)
    if settings.host not in _LOOPBACK:
        click.echo("Everybody who can reach this address can read the workspace.", err=True)
    if open_browser and _has_a_screen():
        threading.Timer(0.3, webbrowser.open, [address]).start()
    server.run()


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
