"""Answering many sure questions at once: `batch`."""

from __future__ import annotations

import click
from msgspec import Struct

from taxonomy.model import Decision
from taxonomy.wording.batches import BATCH_KINDS, REASONS, Batch, sure_batches
from webapp.cli.deciding import in_force, wait_option
from webapp.cli.session import Session, answer, json_option, print_rows


class BatchRow(Struct, frozen=True, kw_only=True):
    """One kind of sure difference: its open questions, and whether the kind was settled before."""

    kind: str
    answer: str
    reason: str
    settled: bool
    questions: tuple[str, ...]


@click.command()
@click.argument("kind", required=False, type=click.Choice(BATCH_KINDS))
@click.option("--by", help="Who decides.")
@click.option("--why", help="The reason. [default: what the kind says]")
@click.option("--leave-out", multiple=True, metavar="QUESTION", help="A question that stays open.")
@click.option("--settled", is_flag=True, help="Only kinds that a batch settled before (the recipe).")
@wait_option
@json_option
@click.pass_obj
def batch(
    session: Session,
    kind: str | None,
    by: str | None,
    why: str | None,
    leave_out: tuple[str, ...],
    settled: bool,
    wait: bool,
    as_json: bool,
) -> int:
    """Pairs that are sure by the KIND of their difference; with KIND and --by they are answered as one batch."""
    atlas = session.current.atlas
    found = sure_batches(atlas.questions, session.writable.store.decisions())
    if kind is None:
        answer(tuple(_row(each) for each in found if each.settled or not settled), as_json, _in_words)
        return 0
    chosen = next((each for each in found if each.kind == kind), None)
    questions = tuple(q for q in chosen.questions if q.id not in leave_out) if chosen else ()
    if not by or not questions:
        raise click.ClickException("Say who decides, with --by NAME." if questions else "No open pair differs only so.")
    made = session.writable.decide_batch(kind, questions, by=by, why=why or REASONS[kind])
    answer(made, as_json, _made_in_words)
    return in_force(session, wait=wait)


def _row(batch: Batch) -> BatchRow:
    ids = tuple(question.id for question in batch.questions)
    return BatchRow(
        kind=batch.kind, answer=batch.answer, reason=REASONS[batch.kind], settled=batch.settled, questions=ids
    )


def _in_words(rows: tuple[BatchRow, ...]) -> None:
    print_rows(
        (row.kind, row.answer, str(len(row.questions)), "settled before" if row.settled else "", row.reason)
        for row in rows
    )


def _made_in_words(made: tuple[Decision, ...]) -> None:
    name = made[0].id.rsplit("-", 1)[0]
    click.echo(f"{len(made)} decisions, batch {name}. Take them back with: atlas undo {name}")


COMMANDS = {"batch": batch}
