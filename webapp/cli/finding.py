"""`find`: which class covers several needs told in plain words, or a set of competencies?"""

from __future__ import annotations

import sys

import click

from index.needs.coverage import cover, read_needs
from webapp.cli.asking import limit_option
from webapp.cli.quoting import near_in_meaning, print_readings, short
from webapp.cli.session import Session, answer, json_option
from webapp.service.contract import masked
from webapp.service.find_answer import FindAnswer, SetAnswer, UnknownCompetency, found_answer, set_answer


@click.command()
@click.argument("text", required=False)
@click.option(
    "--competency",
    "competencies",
    multiple=True,
    metavar="LABEL|ID|VARIANT",
    help="Find by this competency: in any meaning, in one (a variant), or LABEL@LEVEL; may be given several times.",
)
@click.option(
    "--off", multiple=True, metavar="WORD", help="Do not read WORD by the lexicon; may be given several times."
)
@limit_option
@json_option
@click.pass_obj
def find(
    session: Session, text: str | None, competencies: tuple[str, ...], off: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Find the classes that cover the needs in TEXT, with the sentence for each; ``-`` reads standard input.

    \b
    Examples:
      atlas find "calms angry callers, writes our manuals and keeps the director's calendar"
      atlas find - --json < request.txt
      atlas find --competency Reasoning --competency "Conflict Management" --json
    """
    if (text is None) == (not competencies):
        raise click.UsageError("Say what is needed in TEXT, or name competencies with --competency; one of the two.")
    if competencies:
        _find_by_competencies(session, competencies, limit, as_json=as_json)
        return
    assert text is not None  # one of the two is given
    needs = read_needs(sys.stdin.read() if text == "-" else text)
    opened = session.workspace.opened
    assert opened is not None  # a workspace without a generation was refused by the session
    coverage = cover(opened.engine, needs, limit, off)
    answer(found_answer(opened.atlas, coverage), as_json, _in_words)


def _find_by_competencies(session: Session, texts: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    try:
        found = set_answer(session.workspace.atlas, texts, limit)
    except UnknownCompetency as error:
        raise click.ClickException(f"{error} Look for names with: atlas suggest WORD") from error
    answer(masked(found) if as_json else found, as_json, _set_in_words)


def _in_words(found: FindAnswer) -> None:
    print_readings((each.text, each.as_) for row in found.needs for each in row.understood)
    for row in found.needs:
        if row.answer == "nothing":
            near = "; ".join(each.title for each in row.nearest)
            click.echo(
                f"No specification loaded here states: {row.need.text}{f' (nearest: {near})' if near else ''}", err=True
            )
    for candidate in found.candidates:
        click.secho(f"{candidate.score:.0%}  {candidate.title}", bold=True, nl=False)
        click.echo(f"  {candidate.id}")
        for row, cell in zip(found.needs, candidate.cells, strict=True):
            click.echo(f"    {cell.strength:<8} {row.need.text}")
            if cell.because is not None:
                said = cell.because
                click.echo(f"             {said.document}:{said.first_line}  {short(said.quote, 140)}")
                if near := near_in_meaning(said):
                    click.echo(f"             {near}")


def _set_in_words(found: SetAnswer) -> None:
    for key in found.uncovered:
        click.echo(f"No specification loaded here states: {key}", err=True)
    if found.total > len(found.classes):
        click.echo(f"The first {len(found.classes)} of {found.total} classes; --limit shows more.", err=True)
    for each in found.classes:
        click.secho(f"{each.covered} of {len(found.picks)}  {each.title}", bold=True, nl=False)
        click.echo(f"  {each.id}")
        for pick, held in zip(found.picks, each.held, strict=True):
            said = held.statement
            where = f"  {said.document}:{said.first_line}  {(said.definition or said.label)[:120]}" if said else ""
            click.echo(f"    {held.state.replace('_', ' '):<14} {pick.key}{where}")


COMMANDS = {"find": find}
