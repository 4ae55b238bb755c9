"""`export` and `import`: other people's formats, out and in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from taxonomy.exchange import EXPORTS, export_atlas
from taxonomy.exchange.onet import AUTHORITY, NotOnet, onet_specifications
from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterBusy
from taxonomy.store import StoreError
from webapp.cli.progress import progress_bar
from webapp.cli.session import Session, answer, deliver, json_option
from webapp.cli.vocabularies import case, esco, gdad, nice, rsd, skos, table
from webapp.service.workspace import IngestReport


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(sorted(EXPORTS)))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@click.pass_obj
def export(session: Session, format_: str, out: Path | None) -> None:
    """Write the Atlas as tables (csv, xlsx, json), linked data (skos-ttl, skos-jsonld, skos-rdfxml), a framework for
    other systems (case, ctdl, rsd, rsd-jsonld), mappings (sssom) or a graph (graphml)."""
    data = export_atlas(session.workspace.atlas, format_)
    deliver(data, out, is_text=format_ != "xlsx")


@click.group("import")
def import_() -> None:
    """Take other people's tables into the workspace, as documents whose lines can be cited, or as a reference list."""


@import_.command("onet")
@click.argument("folder", metavar="PATH", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--alternate-titles/--without-alternate-titles", default=False, help="Take alternate titles in as notes.")
@json_option
@click.pass_obj
def onet(session: Session, folder: Path, alternate_titles: bool, as_json: bool) -> None:
    """Take the occupations of O*NET in: PATH is a folder with its tab-separated tables.

    Each occupation becomes a class specification of the authority `onet` with its description, tasks, and the skills
    and knowledge that are important for it (3 or more of 5). Importing the same tables again changes nothing.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-onet-") as scratch, progress_bar() as report:
            for each in onet_specifications(folder, alternate_titles=alternate_titles):
                Path(scratch, each.name).write_text(each.text, encoding="utf-8", newline="\n")
            done = session.writable.ingest([Path(scratch)], authority=AUTHORITY, progress=report)
    except (NotOnet, KeyError, UnicodeDecodeError) as error:
        raise click.ClickException(_unreadable_tables(error)) from error
    except (StoreError, GenerationError, WriterBusy) as error:
        raise click.ClickException(str(error)) from error
    answer(done, as_json, _import_in_words)


def _unreadable_tables(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"A table lacks the column {error}: these are not O*NET's tab-separated tables."
    return str(error)


def _import_in_words(done: IngestReport) -> None:
    click.echo(f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged; generation {done.generation}.")
    click.echo(f"The workspace holds {done.classes} classes and {done.competencies} competencies.")


for each in (skos, table, case, esco, nice, rsd, gdad):
    import_.add_command(each)

COMMANDS = {"export": export, "import": import_}
