"""`atlas import skos`, `table`, `case` and `esco`: a reference vocabulary to stand beside our own wording."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from taxonomy.basics.plain_files import read_plain
from taxonomy.exchange.reference import ReferenceVocabulary, save_vocabulary
from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterBusy
from taxonomy.store import StoreError
from webapp.cli.session import Session


def _take_in(session: Session, file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        raise click.ClickException(f"{file.name} should end in one of {' '.join(endings)}.")
    reader = importlib.import_module("taxonomy.exchange.vocabulary")  # costs rdflib: not for `atlas export csv`
    try:
        vocabulary = reader.read_vocabulary(read_plain(file, reader.MOST_BYTES), file.name)
        session.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_vocabulary(session.home, vocabulary)
        if session.writable.generation is not None:
            session.writable.rebuild(force=False)
    except (ValueError, OSError, StoreError, GenerationError, WriterBusy) as error:
        raise click.ClickException(str(error)) from error
    _in_words(vocabulary)


def _in_words(vocabulary: ReferenceVocabulary) -> None:
    defined = sum(1 for concept in vocabulary.concepts if concept.definition)
    click.echo(f"{vocabulary.title}: {len(vocabulary.concepts):,} concepts, {defined:,} with a definition.")
    click.echo("It stands beside local wording on /vocabulary/reference and speaks as a witness in questions.")
    click.echo("It joins nothing by itself.")


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def skos(session: Session, file: Path) -> None:
    """Keep the SKOS concepts in PATH (.ttl, .rdf, .jsonld, .nt) as the reference vocabulary."""
    _take_in(session, file, (".ttl", ".rdf", ".xml", ".jsonld", ".nt"))


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def table(session: Session, file: Path) -> None:
    """Keep the rows in PATH (.csv, .tsv, .xlsx, .ods) as the reference vocabulary.

    The first row names the columns: label and definition; id, alt_labels (parted by semicolons), scope_note and
    broader are welcome.
    """
    _take_in(session, file, (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"))


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def case(session: Session, file: Path) -> None:
    """Keep the items of the CASE package in PATH (.json, a CFPackage) as the reference vocabulary."""
    _take_in(session, file, (".json",))


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def esco(session: Session, file: Path) -> None:
    """Keep ESCO's skills in PATH as the reference vocabulary: its folder of tables, its skills table, or its SKOS."""
    if file.is_dir():
        tables = sorted(file.glob("skills_*.csv"), key=lambda path: (path.name != "skills_en.csv", path.name))
        if not tables:
            raise click.ClickException(f"{file} holds no table of skills (skills_en.csv).")
        file = tables[0]
    _take_in(session, file, (".csv", ".ttl", ".rdf", ".jsonld", ".nt"))
