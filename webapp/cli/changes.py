"""`changes`: sets of planned changes from draft to in force, and `pay-plan`."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from taxonomy.analysis.pay_plan import PayPlan, pay_plan
from taxonomy.basics.plain_files import read_plain
from taxonomy.exchange.planned_tables import planned_rows, read_planned_table, template_table
from taxonomy.model.planned import NoticeHead, PlannedChange, PlannedSet
from taxonomy.plan.planned import NEEDS, PlanRefused, refuse_change
from taxonomy.plan.timeline import pay_range
from webapp.cli.checking import NOTICE_FORMATS
from webapp.cli.session import Session, answer, as_of_option, deliver, json_option
from webapp.service import planning
from webapp.service.contract import masked
from webapp.web.components import plural

_LARGEST = 20_000_000
by_option = click.option("--by", help="Who does it. [default: who is signed in on this machine]")
two_option = click.option(
    "--two-persons", "needs_two", is_flag=True, envvar="ATLAS_PLAN_NEEDS_TWO", help="Whoever submitted may not do it."
)


@click.group()
def changes() -> None:
    """Sets of planned changes: draft, in review, posted, adopted, in force.

    \b
    atlas changes new "Records classes" --authority denver
    atlas changes add cs-1 '{"kind": "retitle", "classes": ["CS2154"], "title": "City Service Agent"}'
    atlas changes show cs-1
    atlas changes submit cs-1; atlas changes post cs-1; atlas changes adopt cs-1 --effective 2027-01-03
    """


def _author(by: str | None, *, needs_two: bool = False) -> planning.PlanAuthor:
    try:
        return planning.PlanAuthor(by=by or getpass.getuser(), needs_two=needs_two)
    except (KeyError, OSError) as error:
        raise click.ClickException("Say who does it, with --by NAME.") from error


@changes.command("list")
@json_option
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Every set, with its status."""
    found = planning.visible_sets(session.workspace, to_analyst=True)
    answer(masked([_row(each) for each in found]), as_json, _list_in_words)


def _row(planned: PlannedSet) -> dict[str, Any]:
    return {
        "id": planned.id,
        "name": planned.name,
        "authority": planned.authority,
        "status": planned.status,
        "changes": len(planned.changes),
        "effective": planned.effective,
        "by": planned.acts[-1].by,
        "when": planned.acts[-1].when,
    }


def _list_in_words(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        count = plural(row["changes"], "change")
        click.echo(f"{row['id']:<8} {row['status']:<10} {count}  {row['name']} ({row['authority']})")


@changes.command()
@click.argument("id")
@json_option
@click.pass_obj
def show(session: Session, id: str, as_json: bool) -> None:
    """One set: its changes, what they touch, conflicts with other open sets, comments and who did what."""
    _answer_set(session, planning.visible_set(session.workspace, id, to_analyst=True), as_json)


def _answer_set(session: Session, planned: PlannedSet, as_json: bool) -> None:
    found = planning.set_answer(session.workspace, planned, to_analyst=True)
    answer(masked(found), as_json, lambda _: _set_in_words(found))


def _set_in_words(found: planning.PlanSetAnswer) -> None:
    planned = found.planned
    click.secho(f"{planned.id} {planned.name}: {planned.status.replace('_', ' ')}", bold=True)
    for each in planned.changes:
        stated = {name: value for name, value in msgspec.to_builtins(each).items() if value and name != "id"}
        mark = "  (rejected)" if each.id in planned.rejected else ""
        click.echo(f"  {each.id}: {json.dumps(stated, ensure_ascii=False)}{mark}")
    for row in found.impact.rows if found.impact else ():
        where = f"  ({row.source.document}:{row.source.first_line})" if row.source else ""
        click.echo(f"  {row.kind}: {row.text}{where}")
    for conflict in found.conflicts:
        click.secho(f"  conflict: {conflict.text}", fg="yellow")
    for comment in planned.comments:
        about, became = comment.change or "the set", comment.disposition or "open"
        click.echo(f"  {comment.id} on {about}: {comment.text} -> {became}")
    if found.problem:
        click.echo(found.problem, err=True)


@changes.command()
@click.argument("name")
@click.option("--authority", required=True, help="Whose plan it is: the first half of the ids of its classes.")
@by_option
@json_option
@click.pass_obj
def new(session: Session, name: str, authority: str, by: str | None, as_json: bool) -> None:
    """A new set without changes, called NAME."""
    author = _author(by)
    _answer_set(session, session.workspace.store.make_plan_set(name, authority, by=author.by), as_json)


@changes.command()
@click.argument("id")
@click.argument("change")
@by_option
@json_option
@click.pass_obj
def add(session: Session, id: str, change: str, by: str | None, as_json: bool) -> None:
    """Add CHANGE, a JSON object, to a draft; with an "id" it takes the place of that one.

    Kinds: retitle, recode, regrade, new, abolish, merge, split, reword, requirement, pay.
    """
    _answer_set(session, planning.put_change(session.workspace, id, _decoded(change), _author(by)), as_json)


def _decoded(text: str) -> PlannedChange:
    try:
        return msgspec.json.decode(text, type=PlannedChange)
    except msgspec.DecodeError as error:
        raise click.ClickException(f"This is no change: {error}. Kinds: {', '.join(NEEDS)}.") from error


@changes.command()
@click.argument("id")
@click.argument("head")
@by_option
@json_option
@click.pass_obj
def head(session: Session, id: str, head: str, by: str | None, as_json: bool) -> None:
    """What the notice says beside the changes: HEAD is a JSON object (number, date, issuer, hearing_date, …)."""
    try:
        decoded = msgspec.json.decode(head, type=NoticeHead)
    except msgspec.DecodeError as error:
        raise click.ClickException(f"This is no head of a notice: {error}.") from error
    _answer_set(session, planning.put_head(session.workspace, id, decoded, _author(by)), as_json)


def _step(name: str, words: str) -> click.Command:
    @click.argument("id")
    @by_option
    @two_option
    @json_option
    @click.pass_obj
    def step(session: Session, id: str, by: str | None, needs_two: bool, as_json: bool) -> None:
        author = _author(by, needs_two=needs_two)
        _answer_set(session, planning.act(session.workspace, id, name, {}, author), as_json)  # type: ignore[arg-type]

    return click.command(name, help=words)(step)


@changes.command()
@click.argument("id")
@click.option("--effective", required=True, metavar="DATE", help="From which day on it is in force.")
@click.option("--reject", "rejected", multiple=True, metavar="CHANGE", help="A change that is not adopted; repeat it.")
@by_option
@two_option
@json_option
@click.pass_obj
def adopt(
    session: Session,
    id: str,
    effective: str,
    rejected: tuple[str, ...],
    by: str | None,
    needs_two: bool,
    as_json: bool,
) -> None:
    """Adopt a posted set, whole or but for rejected changes; the adopted notice becomes a document of the workspace."""
    author = _author(by, needs_two=needs_two)
    done = planning.adopt(session.workspace, id, effective, author, rejected)
    session.workspace.rebuild(force=False)
    _answer_set(session, done, as_json)


@changes.command()
@click.argument("id")
@click.argument("change")
@by_option
@json_option
@click.pass_obj
def drop(session: Session, id: str, change: str, by: str | None, as_json: bool) -> None:
    """Take CHANGE out of a draft."""
    _answer_set(session, planning.act(session.workspace, id, "drop", {"id": change}, _author(by)), as_json)


@changes.command()
@click.argument("id")
@click.argument("text")
@click.option("--change", help="The change it is about. [default: the whole set]")
@click.option("--disposes", metavar="COMMENT", help="TEXT is what became of this comment.")
@by_option
@json_option
@click.pass_obj
def comment(
    session: Session, id: str, text: str, change: str | None, disposes: str | None, by: str | None, as_json: bool
) -> None:
    """Say TEXT about a set or one of its changes, or what became of a comment."""
    content = {"comment": disposes, "text": text} if disposes else {"change": change, "text": text}
    name: Any = "dispose" if disposes else "comment"
    _answer_set(session, planning.act(session.workspace, id, name, content, _author(by)), as_json)


@changes.command("notice")
@click.argument("id")
@click.option("--format", "format_", type=click.Choice(tuple(NOTICE_FORMATS)), default="html", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@click.pass_obj
def notice_(session: Session, id: str, format_: str, out: Path | None) -> None:
    """The classification notice of a set."""
    planned = planning.visible_set(session.workspace, id, to_analyst=True)
    content = planning.plan_now(session.workspace, planned).notice(planned)
    deliver(NOTICE_FORMATS[format_](content), out, is_text=format_ != "docx")


@changes.command("export")
@click.argument("id", required=False)
@click.option("--format", "format_", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@click.pass_obj
def export_(session: Session, id: str | None, format_: str, out: Path | None) -> None:
    """The changes of a set as a table that `import` reads; without ID the empty table with an example of each kind."""
    write: Callable[[str], bytes] = template_table
    if id is not None:
        planned = planning.visible_set(session.workspace, id, to_analyst=True)
        write = lambda form: planned_rows(planned, form)  # noqa: E731
    deliver(write(format_), out, is_text=format_ == "csv")


@changes.command("import")
@click.argument("id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@by_option
@json_option
@click.pass_obj
def import_(session: Session, id: str, file: Path, dry_run: bool, by: str | None, as_json: bool) -> int:
    """Take the rows of FILE (CSV or XLSX) into a draft: created, updated, unchanged or skipped, and why.

    A row with an id takes the place of that change. Exit code 1: a row was skipped.
    """
    rows = []
    for line, found in read_planned_table(read_plain(file, _LARGEST), file.name):
        rows.append(_taken(session, id, line, found, _author(by), dry_run=dry_run))
    answer(rows, as_json, _import_in_words)
    return int(any(row["outcome"] == "skipped" for row in rows))


def _taken(
    session: Session, id: str, line: int, found: PlannedChange | str, author: planning.PlanAuthor, *, dry_run: bool
) -> dict[str, Any]:
    """What became of one row."""
    if isinstance(found, str):
        return {"line": line, "outcome": "skipped", "why": found}
    planned = session.workspace.store.plan_set(id)
    before = next((each for each in planned.changes if each.id == found.id), None)
    if before == found:
        return {"line": line, "outcome": "unchanged", "why": None, "id": found.id}
    try:
        if dry_run:
            refuse_change(found)
            planning.check_text(session.workspace, planned, found)
        else:
            planning.put_change(session.workspace, id, found, author)
    except PlanRefused as error:
        return {"line": line, "outcome": "skipped", "why": str(error)}
    return {"line": line, "outcome": "updated" if found.id else "created", "why": None}


def _import_in_words(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(f"row {row['line']}: {row['outcome']}{': ' + row['why'] if row['why'] else ''}")


for each in (
    _step("submit", "Give a draft into review."),
    _step("return", "Give what is in review back as a draft."),
    _step("post", "Post what was reviewed: from now on everybody may see it."),
    _step("reject", "Reject a set that is in review or posted."),
):
    changes.add_command(each)


@click.command("pay-plan")
@click.option("--authority", help="Only this employer.")
@as_of_option
@json_option
@click.pass_obj
def pay_plan_(session: Session, authority: str | None, day: str | None, as_json: bool) -> None:
    """Schedules, grades, ranges and classes as of a day, and how ranges fit the ladder."""
    found = pay_plan(session.workspace.atlas, day or date.today().isoformat(), authority)
    answer(masked(found), as_json, lambda _: _pay_in_words(found))


def _pay_in_words(found: PayPlan) -> None:
    for schedule in found.schedules:
        click.secho(f"{schedule.authority}, schedule {schedule.schedule or 'without letters'}", bold=True)
        for grade in schedule.grades:
            span = "documents disagree" if grade.disagrees else pay_range(grade.minimum, grade.maximum) or "not stated"
            click.echo(f"  {grade.grade:<10} {span:<26} {'; '.join(each.title for each in grade.classes)}")
    for each in found.without_grade:
        click.echo(f"  {'':<10} {pay_range(each.minimum, each.maximum) or '':<26} {each.title}")
    for step in found.steps:
        below = "BELOW: " if step.below else ""
        more = f"begins ${step.minimum_more:+,.2f} from it, {step.overlap:g} % shared"
        click.echo(f"{below}{step.upper.title}, above {step.lower.title}: {more}")
    click.echo(f"{plural(len(found.unknown), 'class', 'classes')} without stated pay.", err=True)


COMMANDS = {"changes": changes, "pay-plan": pay_plan_}
