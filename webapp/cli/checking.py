"""`lint` for the classes of the workspace, `notice build` and `notice check` for a notice before it goes out."""

from __future__ import annotations

import getpass
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from taxonomy.analysis.lint import RULES, accepted_as, lint
from taxonomy.analysis.notice_in_plan import check_against_plan
from taxonomy.basics.findings import Finding
from taxonomy.basics.plain_files import read_plain
from taxonomy.exchange.notices import notice_docx, notice_html, notice_markdown
from taxonomy.plan.change_sets import ChangeSet, as_notice, fill, read_change_set
from taxonomy.plan.notice_builder import build_notice
from taxonomy.plan.notice_check import check_notice
from taxonomy.reading.published import published
from taxonomy.reading.sandbox.sandbox import read_paths
from webapp.cli.session import Session, answer, deliver, json_option

NOTICE_FORMATS: Mapping[str, Callable[[ChangeSet], bytes]] = {
    "html": lambda changes: notice_html(build_notice(changes)).encode(),
    "docx": lambda changes: notice_docx(build_notice(changes)),
    "md": lambda changes: notice_markdown(build_notice(changes)).encode(),
    "json": lambda changes: json.dumps(published(as_notice(changes)), ensure_ascii=False).encode() + b"\n",
}
_LARGEST = 20_000_000
# The specifications are published behind the letter, from files of their own.
_NOT_OF_THE_LETTER = {"no_specification"}


@click.command("lint")
@click.option("--rule", "rules", multiple=True, type=click.Choice(tuple(RULES)), help="Only findings of this rule.")
@click.option("--accept", "key", metavar="KEY", help="Accept the finding with this key as known; it is not told again.")
@click.option("--by", help="Who accepts it. [default: who is signed in on this machine]")
@click.option("--why", help="Why it is accepted.")
@json_option
@click.pass_obj
def lint_(
    session: Session, rules: tuple[str, ...], key: str | None, by: str | None, why: str | None, as_json: bool
) -> None:
    """Possible problems in class specifications and career ladders, each with its line.

    A finding is a question, not a fault. Exit code 1: something was found. An accepted finding comes back with:
    atlas undo DECISION
    """
    found = tuple(each for each in lint(session.workspace.atlas) if not rules or each.rule in rules)
    if key is not None:
        _accept(session, found, key, by or getpass.getuser(), why)
        return
    _answer(found, as_json)


def _accept(session: Session, findings: tuple[Finding, ...], key: str, by: str, why: str | None) -> None:
    finding = next((each for each in findings if each.key == key), None)
    if finding is None:
        raise click.ClickException(f"There is no open finding {key}. List them with: atlas lint --json")
    if not why:
        raise click.ClickException("Say why it is accepted, with --why TEXT.")
    store = session.writable.store
    made = store.append_decision("accept", None, accepted_as(key), finding.rule, by=by, why=why)
    click.echo(f"{made.id}: accepted as known. {finding.message}")


@click.group("notice")
def notice() -> None:
    """Classification notices."""


@notice.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@click.pass_obj
def check(session: Session, file: Path, as_json: bool) -> None:
    """What is missing from the notice in FILE, where it contradicts itself, and where it does not fit the plan.

    It needs no workspace; where there is one, titles, codes, grades and ranges are compared with its classes of
    the same employer. Exit code 1: something was found.
    """
    (result,) = read_paths([file])
    if result.parsed is None:
        raise click.ClickException(f"{file.name}: {result.error}")
    try:
        found = check_notice(result.parsed)
    except ValueError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    if session.has_generation:
        found += check_against_plan(result.parsed, session.workspace.atlas)
    _answer(found, as_json)


@notice.command()
@click.argument("changeset", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "format_", type=click.Choice(tuple(NOTICE_FORMATS)), default="html", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@click.option("--fill", "filling", is_flag=True, help="Take codes and pay left open from the workspace's documents.")
@click.pass_obj
def build(session: Session, changeset: Path, format_: str, out: Path | None, filling: bool) -> None:
    """The Classification Notice of CHANGESET, a JSON file of what shall change.

    Its keys are those of a notice in `atlas parse --json`: number, date, issuer, subject, retitled, regraded, new,
    abolished, hearing, comment_deadline, posting_days, effective_rule; and to, reasons, comments_to.

    Exit code 1: the notice was built, and a check found something in it (said on standard error).
    """
    try:
        changes = read_change_set(read_plain(changeset, _LARGEST))
    except ValueError as error:
        raise click.ClickException(f"{changeset.name}: {error}") from error
    if filling:
        changes, filled = fill(changes, session.workspace.atlas.find_class)
        for fact in filled:
            where = f"{fact.source.document}:{fact.source.first_line}"
            click.echo(f"{fact.title}: {fact.field} {fact.value} ({where})", err=True)
    deliver(NOTICE_FORMATS[format_](changes), out, is_text=format_ != "docx")
    found = _findings_of(changes)
    for each in found:
        click.echo(f"{each.rule}: {each.message}", err=True)
    raise click.exceptions.Exit(1 if found else 0)


def _findings_of(changes: ChangeSet) -> tuple[Finding, ...]:
    """What the check finds in the notice as a reader of it would read it."""
    with tempfile.TemporaryDirectory(prefix="atlas-notice-") as scratch:
        path = Path(scratch, "notice.md")
        path.write_text(notice_markdown(build_notice(changes)), encoding="utf-8")
        (result,) = read_paths([path])
    found = check_notice(result.parsed) if result.parsed else ()
    return tuple(each for each in found if each.rule not in _NOT_OF_THE_LETTER)


def _answer(found: tuple[Finding, ...], as_json: bool) -> None:
    answer(found, as_json, _in_words)
    raise click.exceptions.Exit(1 if found else 0)


def _in_words(found: tuple[Finding, ...]) -> None:
    for each in found:
        click.secho(f"{each.rule:<24} {each.message}", bold=True)
        key = f"  [{each.key}]" if each.key else ""
        click.echo(f"    {each.document}:{each.first_line}  {each.quote or ''}{key}")
    if not found:
        click.echo("Nothing was found.", err=True)


COMMANDS = {"lint": lint_, "notice": notice}
