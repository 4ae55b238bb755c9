"""Deciding about wording: `harmonize`, `decide`, `undo`, `decisions`."""

from __future__ import annotations

import getpass
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taxonomy.basics.failures import Failure
from taxonomy.basics.plain_files import read_plain
from taxonomy.model import Decision, Question
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.batches import batch_id
from taxonomy.wording.decisions import standing as in_force_of
from webapp.cli.failure_sentences import sentence_of
from webapp.cli.session import Session, answer, json_option, print_json, print_rows
from webapp.service.harmonized import harmonized, harmonized_duties

if TYPE_CHECKING:
    from webapp.service.decision_import import Arrived

wait_option = click.option("--wait", is_flag=True, help="Return when it is in force, not when it is saved.")
_LARGEST = 200_000_000
ANSWERS = ("same", "different", "level_of", "skip")


@click.command()
@click.option("--duties", is_flag=True, help="About duties, which are asked about only here.")
@json_option
@click.pass_obj
def harmonize(session: Session, duties: bool, as_json: bool) -> None:
    """Open questions about wording, and the competencies as they stand. Ask again after each decision."""
    found = (harmonized_duties if duties else harmonized)(session.workspace.atlas)
    answer(found, as_json, lambda value: _questions_in_words(value.questions))


def _questions_in_words(questions: Sequence[Question]) -> None:
    print_rows((q.id, q.kind, f"{q.left}  ?=  {q.right}  ({', '.join(q.kinds)})") for q in questions)


@click.command()
@click.argument("question")
@click.argument("verdict", metavar="same|different|level_of|skip", type=click.Choice(ANSWERS))
@click.option("--by", required=True, help="Who decides.")
@click.option("--why", required=True, help="The reason (kept in the record).")
@wait_option
@json_option
@click.pass_obj
def decide(session: Session, question: str, verdict: DecisionKind, by: str, why: str, wait: bool, as_json: bool) -> int:
    """Answer a QUESTION. The answer is kept for ever and holds for every later document."""
    atlas = session.current.atlas
    asked = next((q for q in atlas.questions if q.id == question), None)
    if asked is None:
        asked = next((q for q in harmonized_duties(atlas).questions if q.id == question), None)
    decided = _answer_to(session, question, is_open=asked is not None)
    if decided is not None:
        raise click.ClickException(
            f"{decided.by} answered {question} on {decided.when}: {decided.answer.replace('_', ' ')}. {decided.why} "
            f"Take it back first with: atlas undo {decided.id}"
        )
    if asked is None:
        raise click.ClickException(f"There is no open question {question}. List them with: atlas harmonize")
    made = session.writable.decide(asked, verdict, by=by, why=why)
    answer(made, as_json, _decision_in_words)
    return in_force(session, wait=wait)


def _answer_to(session: Session, question: str, *, is_open: bool) -> Decision | None:
    """The answer that stands: every one to a question that is closed, and what was decided since it was found open."""
    opened = session.current.opened
    seen = opened.newest_decision if opened and is_open else 0
    standing = in_force_of(session.writable.store.decisions())
    found = (d for d in standing if d.question == question and d.answer != "skip" and d.sequence > seen)
    return max(found, key=lambda d: d.sequence, default=None)


@click.command()
@click.argument("decision")
@click.option("--by", help="Who takes it back. [default: who is signed in on this machine]")
@click.option("--why", default="", help="The reason.")
@wait_option
@json_option
@click.pass_obj
def undo(session: Session, decision: str, by: str | None, why: str, wait: bool, as_json: bool) -> int:
    """Take a DECISION back, or a whole batch by its name. Both stay in the ledger."""
    who = by if by is not None else _signed_in()
    if batch_id(decision) == decision:
        taken = session.writable.undo_batch(decision, by=who, why=why)
        answer(taken, as_json, lambda rows: click.echo(f"{len(rows)} decisions of {decision} taken back."))
        return in_force(session, wait=wait)
    made = session.writable.undo(decision, by=who, why=why)
    answer(made, as_json, _decision_in_words)
    return in_force(session, wait=wait)


def _signed_in() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise click.ClickException("Say who takes it back, with --by NAME.") from error


@click.command()
@click.option(
    "--import",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Add those of FILE: JSON Lines, or SSSOM mappings (.tsv).",
)
@click.option("--by", default=None, help="Who brings the file in. [default: your name on this machine]")
@click.option("--lines", is_flag=True, help="As JSON Lines, which --import reads.")
@click.option("--head", is_flag=True, help="Only the newest one's number and hash, signed: keep it elsewhere.")
@json_option
@click.pass_obj
def decisions(session: Session, file: Path | None, by: str | None, lines: bool, head: bool, as_json: bool) -> int:
    """Every decision, oldest first.

    With --import those of a file come first: decisions known already are passed over, and a row that can be none here
    is named on the error stream with its line (then the exit code is 1). A file with a broken row adds nothing. The
    author and the time that a file states are kept as claims beside who imported it and when.
    """
    workspace = session.writable
    left_out = _import(session, file, by or _signed_in()) if file else ()
    found = workspace.store.decisions()
    if head:
        print_json(_signed_head(session))
    elif lines:
        for line in workspace.store.ledger_lines():
            click.echo(line)
    elif as_json:
        print_json(found)
    else:
        for decision in found:
            _decision_in_words(decision)
    return 1 if left_out else 0


def _signed_head(session: Session) -> object:
    keys = importlib.import_module("webapp.cli.signing_key")  # costs cryptography
    heads = importlib.import_module("webapp.service.signed_head")
    signer = keys.own_key()
    if signer is None:
        raise click.ClickException("There is no key to sign with.")
    return heads.sign_head(session.writable.store, signer)


def _import(session: Session, file: Path, by: str) -> tuple[str, ...]:
    """Add the decisions of `file`; the rows that were left out, in words."""
    arriving = importlib.import_module(
        "webapp.service.decision_import"
    )  # costs the database: not for `atlas harmonize`
    try:
        arrived: Arrived = arriving.add_file(session.writable, read_plain(file, _LARGEST), file.name, by=by)
    except (Failure, OSError) as error:
        raise click.ClickException(f"Nothing was added. {sentence_of(error)}") from error
    click.echo(f"{arrived.added} added, {arrived.known} known already, {len(arrived.left_out)} left out.", err=True)
    for sentence in arrived.left_out:
        click.echo(f"  {sentence}", err=True)
    return arrived.left_out


def in_force(session: Session, *, wait: bool) -> int:
    """Say when what was just decided holds, or let it hold now; the exit code. It is saved whatever comes now."""
    if not wait:
        click.echo("Saved. The next command that reads puts it in force.", err=True)
        return 0
    try:
        session.writable.rebuild(force=False)
    except (Failure, OSError, MemoryError) as error:
        click.echo(f"atlas: Saved, but not in force yet. {sentence_of(error)}", err=True)
        return 1
    return 0


def _decision_in_words(decision: Decision) -> None:
    click.echo(
        f"{decision.sequence:>5}  {decision.id}  {decision.when}  {decision.who}: {decision.left} and {decision.right} "
        f"{decision.answer.replace('_', ' ')}. {decision.why}"
    )


COMMANDS = {"harmonize": harmonize, "decide": decide, "undo": undo, "decisions": decisions}
