"""`atlas vocabulary`: which reference vocabularies are loaded, and how is one taken out?"""

from __future__ import annotations

import click
from msgspec import Struct

from taxonomy.exchange.reference import load_vocabularies, remove_vocabulary
from webapp.cli.deciding import in_force
from webapp.cli.session import Session, answer, json_option


class Loaded(Struct, frozen=True, kw_only=True):
    """One reference vocabulary of the workspace."""

    title: str
    version: str | None
    language: str | None
    license: str | None
    source: str | None
    concepts: int


@click.group()
def vocabulary() -> None:
    """The reference vocabularies of the workspace: list them, or take one out."""


@vocabulary.command("list")
@json_option
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Every vocabulary that was imported, with version, language, license and source."""
    loaded = [
        Loaded(
            title=each.title,
            version=each.version,
            language=each.language,
            license=each.license,
            source=each.source,
            concepts=len(each.concepts),
        )
        for each in load_vocabularies(session.home)
    ]
    answer(loaded, as_json, _loaded_in_words)


def _loaded_in_words(loaded: list[Loaded]) -> None:
    for each in loaded:
        facts = (each.version, each.language, each.license, each.source)
        click.echo(f"{each.title}: {each.concepts:,} concepts  {'; '.join(filter(None, facts))}".rstrip())


@vocabulary.command("remove")
@click.argument("title")
@click.pass_obj
def remove(session: Session, title: str) -> int:
    """Take the vocabulary called TITLE out. Decisions that named it stay; import its file again to have it back."""
    gone = remove_vocabulary(session.home, title)
    if gone is None:
        raise click.ClickException(f"No vocabulary is called “{title}”. See them with: atlas vocabulary list")
    click.echo(f"{gone.title} was removed ({len(gone.concepts):,} concepts).")
    return in_force(session, wait=True) if session.writable.generation is not None else 0


COMMANDS = {"vocabulary": vocabulary}
