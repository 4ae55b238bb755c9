"""What do everyday words mean in the words of class specifications? The reviewed table ``data/lexicon.toml``.

Nothing here is learned: every entry was written by a person and says by whom. A reading that does not fit is switched
off by its word, for one question, in the address of the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from index.text import stem, stems, words
from taxonomy.datafiles import read_table

_MOST_WORDS = 6


class Reading(Struct, frozen=True, kw_only=True):
    """Words of a question, and what they are taken for: alternatives, each of stems that stand in one line together."""

    text: str
    means: tuple[tuple[str, ...], ...]
    printed: tuple[str, ...]
    source: str


class Part(Struct, frozen=True, kw_only=True):
    """A stretch of a question: its words as typed, their stems, and the lexicon's reading where there is one."""

    text: str
    stems: tuple[str, ...]
    reading: Reading | None = None


class _Entry(Struct, frozen=True):
    means: tuple[str, ...]
    source: str


def parts_of(text: str, off: Collection[str] = ()) -> Iterator[Part]:
    """`text` in stretches, the longest known phrase first; readings of the words in `off` are not applied."""
    typed = list(words(text))
    roots = [_root(word) for word in typed]
    place = 0
    while place < len(typed):
        length, entry = _longest(roots, typed, place, off)
        said = " ".join(typed[place : place + length])
        own = tuple(root for word in typed[place : place + length] if (root := stem(word)))
        yield Part(text=said, stems=own, reading=_reading(said, entry) if entry else None)
        place += length


def _longest(roots: Sequence[str], typed: Sequence[str], place: int, off: Collection[str]) -> tuple[int, _Entry | None]:
    for length in range(min(_MOST_WORDS, len(roots) - place), 0, -1):
        entry = _entries().get(tuple(roots[place : place + length]))
        if entry is not None and " ".join(typed[place : place + length]) not in off:
            return length, entry
    return 1, None


def _reading(text: str, entry: _Entry) -> Reading:
    means = tuple(dict.fromkeys(tuple(stems(phrase)) for phrase in entry.means))
    return Reading(text=text, means=means, printed=entry.means, source=entry.source)


@cache
def _entries() -> Mapping[tuple[str, ...], _Entry]:
    found: dict[tuple[str, ...], _Entry] = {}
    for block in read_table("lexicon.toml")["block"]:
        for said, means in block["means"].items():
            source = f"lexicon: {block['topic']} ({block['author']})"
            found.setdefault(tuple(_root(word) for word in words(said)), _Entry(tuple(means), source))
    return found


def _root(word: str) -> str:
    """The stem of a word; stop words as they are, since "in charge of" is more than "charge"."""
    return stem(word) or word


@cache
def fillers() -> frozenset[str]:
    """Stems that ask for nothing by themselves."""
    return frozenset(stems(read_table("lexicon.toml")["needs"]["fillers"]))


@cache
def verb_stems() -> frozenset[str]:
    """Stems of the words that begin a need of their own."""
    return frozenset(stems(read_table("lexicon.toml")["needs"]["verbs"]))


@cache
def lead_words() -> tuple[str, ...]:
    """How people lead up to a need, the longest first."""
    return tuple(sorted(read_table("lexicon.toml")["needs"]["leads"], key=len, reverse=True))
