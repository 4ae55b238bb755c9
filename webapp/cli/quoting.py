"""How does the command line show a line and why it is a hit? Cut short, with the words that were taken for others."""

from __future__ import annotations

from collections.abc import Iterable

import click

from index.meaning.near_words import in_other_words
from index.results import Because


def short(quote: str, letters: int) -> str:
    """`quote`, or its first words with an ellipsis for the rest."""
    return quote if len(quote) <= letters else f"{quote[:letters].rpartition(' ')[0] or quote[:letters]} …"


def near_in_meaning(because: Because) -> str:
    """Which words were taken for which; nothing where the line was found by its own words."""
    told = in_other_words(because)
    return f"near in meaning: {told}" if told else ""


def print_readings(understood: Iterable[tuple[str, str]]) -> None:
    """Say on standard error which words were read for which."""
    for text, read in dict.fromkeys(understood):
        click.echo(f"Read: {text} → {read}", err=True)
