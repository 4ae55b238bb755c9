"""What every command has in hand: the workspace, opened when it is first needed, and how answers are printed."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taxonomy.basics.datafiles import data_folder
from taxonomy.basics.failures import Failure
from taxonomy.plan.as_of import read_day
from taxonomy.reading.published import published
from webapp.cli.failure_sentences import sentence_of
from webapp.settings import default_home

if TYPE_CHECKING:
    from webapp.service.workspace import Workspace

_PATIENCE = 2.0  # seconds that a reader waits for whoever is writing, before it answers without the newest decisions
DATABASE_IS_LOST = (
    "The workspace's database (atlas.db) is missing or empty. This answer comes from what was built from it; nothing "
    "can be saved. Put atlas.db back, or restore a backup with: atlas restore FILE"
)


class Session:
    """One run of the command."""

    def __init__(self, home: Path | None) -> None:
        self.home = home or default_home()
        self.named = home is not None  # an empty folder that somebody named stays empty: it may be a slip

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace with everything that was decided in force. Raises ClickException where it is empty."""
        workspace = self.current
        try:
            workspace.catch_up(wait=_PATIENCE)
        except (Failure, OSError) as error:
            click.echo(f"atlas: The newest decisions are not in force yet. {sentence_of(error)}", err=True)
        return workspace

    @cached_property
    def current(self) -> Workspace:
        """The workspace with the generation that is there. Raises ClickException where there is none yet."""
        workspace = self.writable
        opened = workspace.opened
        for sentence in workspace.damage:
            click.echo(f"atlas: {sentence} Build it anew with: atlas reindex", err=True)
        if opened is not None and opened.is_fallback:
            click.echo(f"atlas: This answer comes from generation {opened.number}, the one before.", err=True)
        if opened is None and workspace.store.document_count:
            click.echo("atlas: everything is derived anew …", err=True)
            workspace.rebuild()
        if workspace.database_is_lost:
            click.echo(f"atlas: {DATABASE_IS_LOST}", err=True)
        if workspace.generation is None and self.named:
            raise click.ClickException(
                f"The workspace {self.home} holds no documents yet. Fill it with: atlas ingest PATH..."
            )
        if workspace.generation is None:
            click.echo("atlas: reading the bundled documents (only this first time) …", err=True)
            workspace.ingest([data_folder() / "documents"])
        return workspace

    @property
    def has_generation(self) -> bool:
        """Whether there is a workspace with something to read; it is not made for the question."""
        if not self.home.is_dir():
            return False
        return self.writable.generation is not None or self.writable.store.document_count > 0

    def healed(self) -> bool:
        """Whether the generation that was read turned out to be damaged; then it has been built anew."""
        if "writable" not in self.__dict__ or not self.writable.examine():
            return False
        self.writable.rebuild()
        return True

    @cached_property
    def writable(self) -> Workspace:
        """The workspace, made if there is none."""
        module = importlib.import_module(
            "webapp.service.workspace"
        )  # costs SQLAlchemy and Whoosh: not for `atlas parse`
        opened: Workspace = module.Workspace.open(self.home)
        return opened


json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON on standard output.")


def _day(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    try:
        return None if text is None else read_day(text)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


as_of_option = click.option(
    "--as-of", "day", metavar="DATE", callback=_day, help="As the plan was on this day, month or year (2011-03-01)."
)


def print_json(value: object) -> None:
    """One JSON value on one line of standard output."""
    json.dump(published(value), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def deliver(data: bytes, out: Path | None, *, is_text: bool) -> None:
    """Write `data` to the file `out`, whole or not at all, or to standard output, though no workbook to a terminal."""
    if out is None:
        if sys.stdout.isatty() and not is_text:
            raise click.UsageError("This is no text: name a file with --out.")
        sys.stdout.buffer.write(data)
        return
    aside = out.with_name(f"{out.name}.part")
    try:
        aside.write_bytes(data)
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
    click.echo(f"{out}: {len(data):,} bytes", err=True)


def print_rows(rows: Iterable[Iterable[object]]) -> None:
    """Rows in aligned columns; the last column is as long as it likes."""
    texts = [[str(cell) for cell in row] for row in rows]
    if not texts:
        return
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]) - 1)]
    for row in texts:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*padded, row[-1]]).rstrip())


def answer(value: object, as_json: bool, words: Callable[[Any], None]) -> None:
    """Print `value` as JSON, or let `words` say it to a person."""
    if as_json:
        print_json(value)
    else:
        words(value)
