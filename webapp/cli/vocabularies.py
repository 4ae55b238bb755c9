"""`atlas import` of reference vocabularies (SKOS, tables, CASE, ESCO, NICE, RSD, GDaD), to stand beside our wording."""

from __future__ import annotations

import functools
import importlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from taxonomy.basics.plain_files import read_plain
from taxonomy.exchange.gdad import AUTHORITY, is_table_of_roles, role_specifications, roles_report
from taxonomy.exchange.reference import (
    ReferenceVocabulary,
    VersionChanges,
    loaded_as,
    save_vocabulary,
    version_changes,
)
from taxonomy.exchange.taken import DoubledId, NotTaken, TableReport, TakenColumn
from webapp.cli.deciding import in_force
from webapp.cli.progress import progress_bar
from webapp.cli.session import Session, answer, json_option

_MOST_NAMED = 10
_LARGEST = 50_000_000


class Imported(Struct, frozen=True, kw_only=True):
    """What `import` of a vocabulary answers: what it is called now, and what became of everything in the file."""

    title: str
    version: str | None
    language: str | None
    license: str | None
    source: str | None
    concepts: int
    collections: int
    defined: int
    deprecated: int
    changed: bool
    changes: VersionChanges | None
    rows: int
    columns: tuple[TakenColumn, ...]
    without_label: tuple[int, ...]
    doubled: tuple[DoubledId, ...]
    not_taken: tuple[NotTaken, ...]
    dangling: tuple[str, ...]
    circular: tuple[str, ...]


class Asked(Struct, frozen=True, kw_only=True):
    """What every import of a vocabulary may be told."""

    title: str | None
    version: str | None
    language: str | None
    license: str | None
    source: str | None
    replace: bool
    compare: bool
    as_json: bool


def _options(command: Callable[..., int]) -> Callable[..., int]:
    """What every import of a vocabulary takes, as one record."""

    @functools.wraps(command)
    def with_record(*args: object, **options: Any) -> int:
        fields = {name: options.pop(name) for name in Asked.__struct_fields__}
        return command(*args, asked=Asked(**fields), **options)

    whole: Callable[..., int] = json_option(with_record)
    for option in (
        click.option("--compare", is_flag=True, help="Say what would change, and change nothing."),
        click.option("--replace", is_flag=True, help="Take the place of the one with the same title."),
        click.option("--source", help="Where it comes from (an address or an issuer)."),
        click.option("--license", help="Under which license it may be used."),
        click.option("--language", help="Which language to take (a code such as en), where the file has several."),
        click.option("--version", help="Which version it is. [default: as the file says]"),
        click.option("--title", help="What to call it. [default: as the file says, or its name]"),
    ):
        whole = option(whole)
    return whole


def _take_in(session: Session, file: Path, endings: tuple[str, ...], asked: Asked) -> int:
    if file.suffix.lower() not in endings:
        raise click.ClickException(f"{file.name} should end in one of {' '.join(endings)}.")
    reader = importlib.import_module("taxonomy.exchange.vocabulary")  # costs rdflib: not for `atlas export csv`
    facts = reader.VocabularyFacts(
        title=asked.title, version=asked.version, language=asked.language, license=asked.license, source=asked.source
    )
    vocabulary: ReferenceVocabulary
    taken: TableReport
    vocabulary, taken = reader.read_and_report(read_plain(file, reader.MOST_BYTES), file.name, facts=facts)
    session.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = loaded_as(session.home, vocabulary.title)
    changed = not asked.compare and save_vocabulary(session.home, vocabulary, replace=asked.replace)
    done = Imported(
        title=vocabulary.title,
        version=vocabulary.version,
        language=vocabulary.language,
        license=vocabulary.license,
        source=vocabulary.source,
        concepts=len(vocabulary.concepts),
        collections=len(vocabulary.collections),
        defined=sum(1 for concept in vocabulary.concepts if concept.definition),
        deprecated=sum(1 for concept in vocabulary.concepts if concept.deprecated),
        changed=changed,
        changes=version_changes(before, vocabulary) if before else None,
        rows=taken.rows,
        columns=taken.columns,
        without_label=taken.without_label,
        doubled=taken.doubled,
        not_taken=taken.not_taken,
        dangling=taken.dangling,
        circular=taken.circular,
    )
    answer(done, asked.as_json, functools.partial(_in_words, compared=asked.compare))
    _say_what_was_left(taken)
    if changed and session.writable.generation is not None and in_force(session, wait=True):
        return 1
    return 0 if taken.is_whole else 1


def _in_words(done: Imported, *, compared: bool = False) -> None:
    rows = f" from {done.rows:,} rows" if done.rows else ""
    click.echo(f"{done.title}: {_plural(done.concepts, 'concept')}{rows}, {done.defined:,} with a definition.")
    known = (("Version", done.version), ("Language", done.language), ("License", done.license), ("Source", done.source))
    for name, value in known:
        if value:
            click.echo(f"  {name}: {value}")
    if done.changes is not None:
        _changes_in_words(done.changes)
    if compared:
        click.echo("Nothing was changed.")
        return
    if not done.changed:
        click.echo("It was loaded already: nothing changed.")
    for column in done.columns:
        click.echo(f"  {column.name}: {column.taken_as.replace('_', ' ') if column.taken_as else 'not taken'}")
    click.echo("It is shown beside local wording on /vocabulary/reference and is a witness in questions.")
    click.echo("It joins nothing by itself.")


def _changes_in_words(changes: VersionChanges) -> None:
    for name in VersionChanges.__struct_fields__:
        labels: tuple[str, ...] = getattr(changes, name)
        if labels:
            more = f" and {len(labels) - _MOST_NAMED:,} more" if len(labels) > _MOST_NAMED else ""
            click.echo(f"  {name} ({len(labels):,}): {'; '.join(labels[:_MOST_NAMED])}{more}")


def _say_what_was_left(taken: TableReport) -> None:
    left = [column.name for column in taken.columns if column.taken_as is None]
    if left:
        click.echo(f"atlas: Not taken: {_plural(len(left), 'column')} ({', '.join(left)}).", err=True)
    if taken.without_label:
        click.echo(f"atlas: Without a label, not taken: rows {_listed(taken.without_label)}.", err=True)
    for each in taken.doubled:
        if each.differ:
            where = f" in rows {_listed(each.rows)}: the first was taken" if each.rows else ": all were taken"
            click.echo(f"atlas: The id {each.id} stands {each.times} times with other words{where}.", err=True)
    if taken.dangling:
        click.echo(f"atlas: Broader links that lead to no concept here: {_named(taken.dangling)}.", err=True)
    if taken.circular:
        click.echo(f"atlas: Concepts that stand above themselves: {_named(taken.circular)}.", err=True)
    for left_out in taken.not_taken:
        click.echo(f"atlas: Not taken: {left_out.count:,} {left_out.what}.", err=True)


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    return "; ".join(names[:_MOST_NAMED]) + more


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _listed(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_NAMED]))
    return f"{shown} and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else shown


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options
@click.pass_obj
def skos(session: Session, file: Path, asked: Asked) -> int:
    """Keep the SKOS concepts in PATH (.ttl, .rdf, .jsonld, .nt) as the reference vocabulary."""
    return _take_in(session, file, (".ttl", ".rdf", ".xml", ".jsonld", ".nt"), asked)


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options
@click.pass_obj
def table(session: Session, file: Path, asked: Asked) -> int:
    """Keep the rows in PATH (.csv, .tsv, .xlsx, .ods) as the reference vocabulary.

    The first row names the columns: label and definition; id, alt_labels (parted by semicolons), scope_note and
    broader are welcome.
    """
    return _take_in(session, file, (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"), asked)


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options
@click.pass_obj
def case(session: Session, file: Path, asked: Asked) -> int:
    """Keep the items of the CASE package in PATH (.json, a CFPackage) as the reference vocabulary."""
    return _take_in(session, file, (".json",), asked)


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options
@click.pass_obj
def nice(session: Session, file: Path, asked: Asked) -> int:
    """Keep the components of the NICE Framework in PATH (NIST's .json) as a reference vocabulary."""
    return _take_in(session, file, (".json",), asked)


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options
@click.pass_obj
def rsd(session: Session, file: Path, asked: Asked) -> int:
    """Keep the Rich Skill Descriptors in PATH (.csv as OSMT writes it, .json, .jsonld) as a reference vocabulary."""
    return _take_in(session, file, (".csv", ".json", ".jsonld"), asked)


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@_options
@click.pass_obj
def gdad(session: Session, file: Path, asked: Asked) -> int:
    """Take in the UK Government Digital and Data framework: its skills as a reference vocabulary, its roles as classes.

    PATH is a table of skills (.csv, .xlsx) or of roles (.csv), or a folder with such tables. Each role level becomes a
    class of the authority `gdad` that states its skills on their levels. With --json: a line for each table of skills.
    """
    files = [file] if file.is_file() else sorted(file.glob("*.csv"))
    roles = [each for each in files if each.suffix.lower() == ".csv" and is_table_of_roles(read_plain(each, _LARGEST))]
    skills = [each for each in files if each not in roles and (each == file or each.stem.startswith("skill"))] or roles
    if not skills:
        raise click.ClickException(f"{file} holds no table of skills (skills….csv) or roles (roles….csv).")
    done = [_take_in(session, each, (".csv", ".xlsx"), asked) for each in skills]
    return max(*done, *(_take_roles(session, each) for each in roles)) if roles else max(done)


def _take_roles(session: Session, file: Path) -> int:
    data = read_plain(file, _LARGEST)
    with tempfile.TemporaryDirectory(prefix="atlas-gdad-") as scratch, progress_bar() as report:
        for each in role_specifications(data):
            Path(scratch, each.name).write_text(each.text, encoding="utf-8", newline="\n")
        done = session.writable.ingest([Path(scratch)], authority=AUTHORITY, progress=report)
    taken = roles_report(data)
    words = f"{_plural(done.added, 'role level')} added as classes, {done.updated} updated, {done.unchanged} unchanged"
    click.echo(f"atlas: {file.name}: {words}; from {taken.rows:,} rows.", err=True)
    _say_what_was_left(taken)
    return 0 if taken.is_whole and not done.failed else 1


@click.command()
@click.argument("file", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@_options
@click.pass_obj
def esco(session: Session, file: Path, asked: Asked) -> int:
    """Keep ESCO's skills in PATH as the reference vocabulary: its folder of tables, its skills table, or its SKOS."""
    if file.is_dir():
        tables = sorted(file.glob("skills_*.csv"), key=lambda path: (path.name != "skills_en.csv", path.name))
        if not tables:
            raise click.ClickException(f"{file} holds no table of skills (skills_en.csv).")
        file = tables[0]
    return _take_in(session, file, (".csv", ".ttl", ".rdf", ".jsonld", ".nt"), asked)
