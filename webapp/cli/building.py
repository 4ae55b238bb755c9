"""Building: `ingest`, `reindex`, `check`, `backup`, `restore`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from index import verify_engine
from taxonomy.exchange.reference import vocabulary_problems
from taxonomy.generation.generations import current_generation, verify
from taxonomy.reading.sandbox.confinement import FENCES
from taxonomy.reading.sandbox.sandbox import fences
from taxonomy.store import backup, restore
from taxonomy.store.signing import Signer, key_path
from webapp.cli.progress import progress_bar
from webapp.cli.session import Session, answer, json_option, print_json
from webapp.cli.signing_key import own_key
from webapp.service.review import Reviewed, ReviewedFile
from webapp.service.signed_head import head_problems, read_head, vouching
from webapp.service.workspace import INDEX, IngestReport, Workspace

_ENDINGS = "txt, md, html, docx, odt, rtf, pdf, xlsx, csv, zip"
_MOST_NAMED = 10


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--authority", help="Who issued these documents (a slug such as denver), where their text does not say.")
@click.option("--review", "only_review", is_flag=True, help="Say what would be read and changed; publish nothing.")
@json_option
@click.pass_obj
def ingest(session: Session, paths: tuple[Path, ...], authority: str | None, only_review: bool, as_json: bool) -> None:
    """Take files and folders into the workspace, and build everything derived anew.

    The same file again changes nothing; a file that cannot be read fails alone and is named. Documents that gave no
    class, or were read only in part, are named with the reason (then the exit code is 1). A folder may hold a
    documents.toml that says more about its files (see data/documents.toml).

    \b
    Examples:
      atlas ingest specifications/
      atlas ingest notice-1341.docx --authority denver
    """
    if only_review:
        raise click.exceptions.Exit(_review(session, paths, authority, as_json=as_json))
    with progress_bar() as report:
        done = session.writable.ingest(paths, authority=authority, progress=report)
    answer(done, as_json, _ingest_in_words)
    for failure in done.failed:
        click.echo(f"atlas: {failure.name}: {failure.message}", err=True)
    for each in done.without_class:
        kind = "" if each.document_kind == "other" else f" ({each.document_kind.replace('_', ' ')})"
        click.echo(f"atlas: {each.name}: no class{kind}. {each.why} Its text can be searched.", err=True)
    for part in done.little_read:
        click.echo(f"atlas: {part.name}: read in part. {part.why}", err=True)
    for question in done.employer_questions:
        place = f"Folder {question.folder}" if question.folder else "Files"
        click.echo(f"atlas: {place}: {question.why} Say it with: atlas ingest … --authority NAME", err=True)
    if done.passed_over:
        shown = ", ".join(done.passed_over[:_MOST_NAMED])
        more = f" and {len(done.passed_over) - _MOST_NAMED} more" if len(done.passed_over) > _MOST_NAMED else ""
        click.echo(f"atlas: Skipped (unsupported file type) ({_ENDINGS}): {shown}{more}", err=True)
    if not (done.added or done.updated or done.unchanged):
        if not done.failed:
            click.echo(f"atlas: No documents ({_ENDINGS}) were found there.", err=True)
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(1 if done.failed or done.without_class or done.little_read else 0)


def _review(session: Session, paths: tuple[Path, ...], authority: str | None, *, as_json: bool) -> int:
    with progress_bar() as report:
        found = session.writable.review(paths, authority=authority, progress=report)
    answer(found, as_json, _review_in_words)
    if not found.files:
        click.echo(f"atlas: No documents ({_ENDINGS}) were found there.", err=True)
        return 2
    return 1 if any(each.outcome == "failed" or not each.classes or _doubtful(each) for each in found.files) else 0


def _doubtful(file: ReviewedFile) -> bool:
    return any(one.doubts for one in file.classes)


def _review_in_words(found: Reviewed) -> None:
    for file in found.files:
        kind = (file.document_kind or "").replace("_", " ")
        click.echo(f"{file.outcome:8}{file.name}: {file.message or kind}")
        for one in file.classes:
            share = f", {one.coverage.other} of {one.coverage.lines} lines not placed" if one.coverage else ""
            code, employer = one.job_code or "unknown", one.authority or "unknown"
            click.echo(f"        {one.title or 'untitled'}, code {code}, employer {employer}{share}")
            for doubt in one.doubts:
                choices = "; ".join(each.value for each in doubt.candidates)
                click.echo(f"        ? {doubt.field}: {doubt.why} {choices}".rstrip())
        for line in file.diff:
            click.echo(f"        {line}")
    click.echo("Nothing was published.")


def _ingest_in_words(done: IngestReport) -> None:
    click.echo(f"Documents: {done.added} added, {done.updated} updated, {done.unchanged} unchanged.")
    if done.without_class or done.little_read:
        click.echo(f"Without a class: {len(done.without_class)}. Read only in part: {len(done.little_read)}.")
    click.echo(
        f"Generation {done.generation}: {done.classes} classes, {done.competencies} competencies in "
        f"{done.variants} variants, {done.statements} statements."
    )
    if done.reintroduced:
        click.echo("Retired wording still in use (atlas lint --rule must_not_come_back says why):")
        for each in done.reintroduced:
            statement = each.statement
            place = f"{statement.document}, line {statement.first_line}"
            click.echo(f"  {statement.class_title}: {statement.label} ({place})")


@click.command()
@click.option("--accept-database", is_flag=True, help="The database is meant, although a newer one was here before.")
@click.pass_obj
def reindex(session: Session, accept_database: bool) -> None:
    """Build everything derived anew from the stored documents and decisions."""
    if accept_database:
        session.writable.accept_database()
    with progress_bar() as report:
        atlas = session.writable.rebuild(report)
    click.echo(f"Generation {atlas.generation} is in force.")


@click.command()
@click.option(
    "--head",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A head that `atlas decisions --head` signed earlier: is everything up to it still there, unchanged?",
)
@json_option
@click.pass_obj
def check(session: Session, head: Path | None, as_json: bool) -> None:
    """Is the workspace whole? Stored bytes, the chain of decisions, the generation's files, and index = rebuild."""
    if not session.home.is_dir():
        raise click.ClickException(f"There is no workspace in {session.home}.")
    problems = _problems(session.writable)
    if head is not None:
        problems += head_problems(session.writable.store, read_head(head), Signer.find(key_path(os.environ)))
    if as_json:
        print_json({"whole": not problems, "problems": problems, "sandbox": fences()})
    else:
        click.echo("\n".join(problems) or "The workspace is whole.")
        click.echo(_sandbox_in_words(fences()))
    raise click.exceptions.Exit(1 if problems else 0)


def _sandbox_in_words(held: tuple[str, ...]) -> str:
    lacking = [name for name in FENCES if name not in held]
    if not lacking:
        return f"Documents are read in processes that the kernel shuts off from files and network ({', '.join(held)})."
    return (
        f"Documents are read in processes of their own, but this machine lacks {', '.join(lacking)}: a flaw in a "
        "library could reach what this user can reach. Run the service as a user with few rights."
    )


def _problems(workspace: Workspace) -> list[str]:
    store = workspace.store
    problems = (
        store.verify_database() + store.verify_documents() + store.verify_ledger() + vocabulary_problems(workspace.home)
    )
    info = current_generation(workspace.home)
    if info is not None and info.is_fallback:
        problems.append("The generation in force is damaged, and an older one is read: run atlas reindex.")
        return problems
    if info is None:
        return problems if store.document_count == 0 else [*problems, "There is no generation: run atlas reindex."]
    damaged = verify(info)
    if damaged:
        return [*problems, *damaged, "Build the generation anew with: atlas reindex."]
    opened = workspace.opened
    if opened is None:
        return [*problems, "The generation was built by another version of the software: run atlas reindex."]
    if not info.is_current_for(store.version):
        problems.append("Documents or decisions are newer than the generation: run atlas reindex.")
    elif not problems:
        problems += workspace.differences_from_rebuild()
        problems += verify_engine(info.path / INDEX, opened.atlas)
    return problems


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup_(session: Session, file: Path) -> None:
    """Write documents, decisions and accounts into FILE. What is derived is left out: it can be built again."""
    done = backup(session.writable.store, file, session.home, own_key())
    click.echo(f"{file}: {done.documents} documents, {done.decisions} decisions.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--overwrite", is_flag=True, help="Put FILE in the place of what the workspace holds (that is kept aside)."
)
@click.option("--accept-unsigned", is_flag=True, help="Take FILE although this machine's key did not sign it.")
@click.pass_obj
def restore_(session: Session, file: Path, overwrite: bool, accept_unsigned: bool) -> None:
    """Bring a workspace back from FILE and build everything derived.

    A backup that this machine's key did not sign is refused, unless there is no such key yet.
    """
    signer = Signer.find(key_path(os.environ))
    if signer is None:
        click.echo("This machine has no signing key yet: where FILE comes from is not proved.", err=True)
    ask = None if accept_unsigned or signer is None else vouching(signer)
    url = os.environ.get("ATLAS_DATABASE_URL")
    done = restore(file, session.home, url, overwrite=overwrite, vouched_for=ask)
    with progress_bar() as report:
        session.writable.rebuild(report)
    click.echo(f"{session.home}: {done.documents} documents, {done.decisions} decisions.")


COMMANDS = {"ingest": ingest, "reindex": reindex, "check": check, "backup": backup_, "restore": restore_}
