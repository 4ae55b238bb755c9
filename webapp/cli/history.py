"""`history`: what happened to a class, and what changed between two days or two editions."""

from __future__ import annotations

import click

from webapp.cli.asking import class_or_exit
from webapp.cli.comparing import diff_in_words
from webapp.cli.dated_words import event_in_words
from webapp.cli.session import Session, answer, json_option
from webapp.service.contract import masked
from webapp.service.history import HistoryAnswer, history_answer


@click.command()
@click.argument("reference", metavar="ID|TITLE|CODE")
@click.option("--from", "before", metavar="DATE|DOCUMENT", help="The earlier day, or document of an edition.")
@click.option("--to", "after", metavar="DATE|DOCUMENT", help="The later day, or document of an edition.")
@json_option
@click.pass_obj
def history(session: Session, reference: str, before: str | None, after: str | None, as_json: bool) -> None:
    """What happened to a class and when, and what changed between two days or two editions.

    \b
    Examples:
      atlas history "3-1-1 Customer Service Specialist"
      atlas history CS2374 --from 2011-03-01 --to 2011-05-01
    """
    job_class = class_or_exit(session, reference)
    if (before is None) != (after is None):
        raise click.UsageError("Give both --from and --to, or neither.")
    try:
        found = history_answer(session.workspace.atlas, job_class.id, before, after)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    answer(masked(found), as_json, lambda _: _in_words(found))


def _in_words(found: HistoryAnswer) -> None:
    click.secho(found.title, bold=True)
    for event in found.events:
        click.echo(event_in_words(event))
    for fact in found.facts:
        span = f"{fact.from_ or '…'} to {fact.to or '…'}"
        mark = "proposed " if fact.standing == "proposed" else ""
        click.echo(f"  {mark}{fact.field}: {fact.value}  ({span}; {fact.source.document}:{fact.source.first_line})")
    difference = found.difference
    if difference is None:
        return
    click.secho(f"From {difference.before} to {difference.after}", bold=True)
    for change in difference.facts:
        click.echo(f"  {change.field}: {change.before or 'not known'} -> {change.after or 'not known'}")
    for section in difference.sections:
        if section.change != "same":
            click.secho(f"  {section.heading or section.kind}: {section.change}", bold=True)
            click.echo(f"    {diff_in_words(section.diff)}" if section.diff else "")
    if difference.note:
        click.echo(difference.note, err=True)


COMMANDS = {"history": history}
