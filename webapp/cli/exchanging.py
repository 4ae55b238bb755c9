"""`export`: the whole Atlas in other people's formats."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from taxonomy.exchange import EXPORTS, export_atlas
from webapp.cli.session import Session


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(sorted(EXPORTS)))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@click.pass_obj
def export(session: Session, format_: str, out: Path | None) -> None:
    """Write the Atlas as csv, xlsx, json, skos-ttl, skos-jsonld, case, ctdl, sssom or graphml."""
    data = export_atlas(session.workspace.atlas, format_)
    if out is None:
        if sys.stdout.isatty() and format_ == "xlsx":
            raise click.UsageError("A workbook is no text: name a file with --out.")
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


COMMANDS = {"export": export}
