"""`atlas parse`: what does a file say? Reads only; needs no workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from taxonomy.model import ParsedDocument, Problem, Source
from taxonomy.reading.sandbox.sandbox import ReadResult, read_paths
from webapp.cli.session import json_option, print_json


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Read FILES and print what was understood: with --json one object a file.

    Kinds of files: txt, md, html, docx, odt, rtf, pdf, xlsx, csv.

    \b
    Examples:
      atlas parse notice-1341.txt
      atlas parse *.pdf --json > read.jsonl
    """
    unreadable = problems = 0
    for result in read_paths(files):
        parsed = result.parsed or _unread(result)
        unreadable += result.parsed is None
        problems += bool(parsed.problems)
        if as_json:
            print_json(parsed)
        else:
            _in_words(parsed)
        sys.stdout.flush()
    if unreadable == len(files):
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(1 if problems else 0)


def _unread(result: ReadResult) -> ParsedDocument:
    click.echo(f"atlas: {result.name}: {result.error}", err=True)
    source = Source(
        name=result.name, media_type="application/octet-stream", encoding=None, sha256=result.sha256 or "", lines=0
    )
    problem = Problem(code="unreadable", message=result.error or "")
    return ParsedDocument(source=source, problems=(problem,), document_kind="scan" if result.pictured else "other")


def _in_words(parsed: ParsedDocument) -> None:
    click.secho(parsed.source.name, bold=True)
    if parsed.notice is not None:
        click.echo(f"  Notice {parsed.notice.number or '(no number)'}: {parsed.notice.subject or ''}")
    for specification in parsed.specifications:
        where = f"lines {specification.first_line}-{specification.last_line}"
        click.echo(f"  {specification.title}  {specification.job_code or '(no code)'}  {where}")
        for section in specification.sections:
            click.echo(f"    {section.first_line:>5}  {section.kind:<30} {section.heading or ''}")
    for problem in parsed.problems:
        line = f"line {problem.first_line}: " if problem.first_line else ""
        click.secho(f"  ! {line}{problem.message}", fg="yellow")


COMMANDS = {"parse": parse}
