"""`export` and `import`: other people's formats, out and in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from msgspec import structs

from taxonomy.exchange import EXPORTS, export_atlas
from taxonomy.exchange.onet import AUTHORITY, NotOnet, onet_specifications, onet_tables
from taxonomy.exchange.taken import TakenColumn
from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterBusy
from taxonomy.store import StoreError
from webapp.cli.progress import progress_bar
from webapp.cli.session import Session, answer, as_of_option, deliver, json_option
from webapp.cli.vocabularies import case, esco, gdad, nice, rsd, skos, table
from webapp.service.class_import import ClassImport, class_import, class_template
from webapp.service.dated import atlas_on
from webapp.service.workspace import IngestReport


class OnetReport(IngestReport, frozen=True, kw_only=True):
    """What `import onet` answers: what was built, and what became of every table in the folder."""

    tables: tuple[TakenColumn, ...]


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(sorted(EXPORTS)))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@as_of_option
@click.pass_obj
def export(session: Session, day: str | None, format_: str, out: Path | None) -> None:
    """Write the Atlas as tables (csv, xlsx, json), linked data (skos-ttl, skos-jsonld, skos-rdfxml), a framework for
    other systems (case, ctdl, rsd, rsd-jsonld), mappings (sssom), a graph (graphml), or one Word document a class in a
    ZIP (word)."""
    data = export_atlas(atlas_on(session.workspace.atlas, day), format_)
    deliver(data, out, is_text=format_ not in ("xlsx", "word"))


@click.group("import")
def import_() -> None:
    """Take other people's tables into the workspace, as documents whose lines can be cited, or as a reference list."""


@import_.command("onet")
@click.argument("folder", metavar="PATH", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--alternate-titles/--without-alternate-titles", default=False, help="Take alternate titles in as notes.")
@json_option
@click.pass_obj
def onet(session: Session, folder: Path, alternate_titles: bool, as_json: bool) -> None:
    """Take the occupations of O*NET in: PATH is a folder with its tables, tab-separated (.txt) or .xlsx.

    Each occupation becomes a class specification of the authority `onet` with its description, tasks, and the skills,
    knowledge and abilities that are important for it (3 or more of 5). Importing the same tables again changes nothing.
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
    tables = onet_tables(folder, alternate_titles=alternate_titles)
    answer(OnetReport(**structs.asdict(done), tables=tables), as_json, _import_in_words)


def _unreadable_tables(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"A table lacks the column {error}: these are not O*NET's tables."
    return str(error)


def _import_in_words(done: OnetReport) -> None:
    click.echo(f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged; generation {done.generation}.")
    click.echo(f"The workspace holds {done.classes} classes and {done.competencies} competencies.")
    for each in done.tables:
        click.echo(f"  {each.name}: {each.taken_as or 'not taken'}")


@import_.command("classes")
@click.argument("file", metavar="[PATH]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--authority", help="Who issued these classes (a slug such as denver), where the table does not say.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Write an empty table, and stop.")
@json_option
@click.pass_obj
def classes(
    session: Session, file: Path | None, authority: str | None, dry_run: bool, template: Path | None, as_json: bool
) -> int:
    """Take the classes in PATH in: a table (.xlsx, .ods, .csv, .tsv) with one class a row.

    The row of names tells what each column holds; a column of another name is kept as notes. Each class cites its row.
    """
    if template is not None:
        deliver(class_template(), template, is_text=False)
        return 0
    if file is None:
        raise click.UsageError("Name the table, or say --template FILE.")
    known = session.writable.atlas.classes if session.writable.generation is not None else {}
    done = class_import(file, known, authority, None)
    if not dry_run:
        with progress_bar() as report:
            ingested = session.writable.ingest([file], authority=authority, progress=report)
        done = structs.replace(done, generation=ingested.generation)
    answer(done, as_json, _classes_in_words)
    return 1 if done.refused else 0


def _classes_in_words(done: ClassImport) -> None:
    would = "" if done.generation else "Nothing was changed. It would be: "
    click.echo(f"{would}{done.created} created, {done.updated} updated, {done.unchanged} unchanged.")
    for column in done.columns:
        click.echo(f"  {column.name}: {column.taken_as}")
    for each in done.refused:
        click.echo(f"atlas: Row {each.row}: {each.why}", err=True)


for each in (skos, table, case, esco, nice, rsd, gdad):
    import_.add_command(each)

COMMANDS = {"export": export, "import": import_}
