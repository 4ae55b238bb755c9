"""`find`: which class covers several needs told in plain words?"""

from __future__ import annotations

import sys

import click

from index.needs import Coverage, cover, read_needs
from webapp.cli.asking import limit_option
from webapp.cli.session import Session, answer, json_option


@click.command()
@click.argument("text")
@click.option(
    "--off", multiple=True, metavar="WORD", help="Do not read WORD by the lexicon; may be given several times."
)
@limit_option
@json_option
@click.pass_obj
def find(session: Session, text: str, off: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find the classes that cover the needs in TEXT, with the sentence for each; ``-`` reads standard input.

    \b
    Examples:
      atlas find "calms angry callers, writes our manuals and keeps the director's calendar"
      atlas find - --json < request.txt
    """
    needs = read_needs(sys.stdin.read() if text == "-" else text)
    opened = session.workspace.opened
    assert opened is not None  # a workspace without a generation was refused by the session
    answer(cover(opened.engine, needs, limit, off), as_json, _in_words)


def _in_words(coverage: Coverage) -> None:
    for need in coverage.uncovered:
        click.echo(f"No class states: {need}", err=True)
    for candidate in coverage.candidates:
        click.secho(f"{candidate.score:.0%}  {candidate.title}", bold=True, nl=False)
        click.echo(f"  {candidate.id}")
        for row, cell in zip(coverage.needs, candidate.cells, strict=True):
            click.echo(f"    {cell.strength:<8} {row.need.text}")
            if cell.because is not None:
                click.echo(
                    f"             {cell.because.document}:{cell.because.first_line}  {cell.because.quote[:140]}"
                )


COMMANDS = {"find": find}
