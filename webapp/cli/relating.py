"""Deciding about two classes: `pin`, `suppress`, `keep-apart`. Taken back with `undo`, listed with `decisions`."""

from __future__ import annotations

import click

from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind
from taxonomy.store import StoreError
from taxonomy.wording.class_pairs import PairRefused
from webapp.cli.asking import class_or_exit
from webapp.cli.deciding import in_force, wait_option
from webapp.cli.session import Session, answer, json_option


def _deciding(name: str, verdict: DecisionKind, words: str) -> click.Command:
    """The command that gives `verdict` about two classes."""

    @click.command(name, help=f"{words}\n\nThe decision is kept for ever; atlas undo takes it back.")
    @click.argument("class_", metavar="CLASS")
    @click.argument("other", metavar="OTHER")
    @click.option("--by", required=True, help="Who decides.")
    @click.option("--why", required=True, help="The reason (kept in the record).")
    @wait_option
    @json_option
    @click.pass_obj
    def command(session: Session, class_: str, other: str, by: str, why: str, wait: bool, as_json: bool) -> int:
        one, two = class_or_exit(session, class_), class_or_exit(session, other)
        if not (by.strip() and why.strip()):
            raise click.ClickException("Say who decides and why: neither --by nor --why may be empty.")
        try:
            made = session.writable.decide_pair(verdict, one.id, two.id, by=by.strip(), why=why.strip())
        except (PairRefused, StoreError) as error:
            raise click.ClickException(f"Nothing was saved. {error}") from error
        answer(made, as_json, _in_words)
        return in_force(session, wait=wait)

    return command


def _in_words(made: Decision) -> None:
    click.echo(f"{made.id}: {made.answer} for {made.left} and {made.right}. Take it back with: atlas undo {made.id}")


COMMANDS = {
    "pin": _deciding("pin", "pin", "Show CLASS and OTHER first among the related classes of each other."),
    "suppress": _deciding("suppress", "suppress", "Show neither of two classes among the related ones of the other."),
    "keep-apart": _deciding("keep-apart", "different", "Say that two classes that read alike are apart on purpose."),
}
