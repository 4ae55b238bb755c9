"""Checking: `lint` for the classes of the workspace, `notice check` for a notice before it goes out."""

from __future__ import annotations

from pathlib import Path

import click

from taxonomy.findings import Finding
from taxonomy.lint import RULES, lint
from taxonomy.plan.notice_check import check_notice
from taxonomy.reading.sandbox import read_paths
from webapp.cli.session import Session, answer, json_option


@click.command("lint")
@click.option("--rule", "rules", multiple=True, type=click.Choice(tuple(RULES)), help="Only findings of this rule.")
@json_option
@click.pass_obj
def lint_(session: Session, rules: tuple[str, ...], as_json: bool) -> None:
    """What in the classes and their ladder deserves an analyst's look, each finding with its line.

    A finding is a question, not a fault. Exit code 1: something was found.
    """
    found = tuple(each for each in lint(session.workspace.atlas) if not rules or each.rule in rules)
    _answer(found, as_json)


@click.group("notice")
def notice() -> None:
    """Classification notices."""


@notice.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def check(file: Path, as_json: bool) -> None:
    """What is missing from the notice in FILE, and where it contradicts itself. Needs no workspace.

    Exit code 1: something was found.
    """
    (result,) = read_paths([file])
    if result.parsed is None:
        raise click.ClickException(f"{file.name}: {result.error}")
    try:
        found = check_notice(result.parsed)
    except ValueError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    _answer(found, as_json)


def _answer(found: tuple[Finding, ...], as_json: bool) -> None:
    answer(found, as_json, _in_words)
    raise click.exceptions.Exit(1 if found else 0)


def _in_words(found: tuple[Finding, ...]) -> None:
    for each in found:
        click.secho(f"{each.rule:<24} {each.message}", bold=True)
        click.echo(f"    {each.document}:{each.first_line}  {each.quote or ''}")
    if not found:
        click.echo("Nothing was found.", err=True)


COMMANDS = {"lint": lint_, "notice": notice}
