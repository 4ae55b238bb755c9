"""What do everyday words mean in the words of class specifications? The reviewed table ``data/lexicon.toml``.

An entry leads to words of a clause, to words within one section, or to a competency by any of its labels. Nothing here
is learned: every entry was written by a person and says by whom. A reading that does not fit is switched off by its
word, for one question, in the address of the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from index.content.text import stem, stems, words
from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug

_MOST_WORDS = 6
# One question is read for its slips, its words and its lines.
_TEXTS_KEPT = 64
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


class Meaning(Struct, frozen=True, kw_only=True):
    """Stems that stand in one line together; in one of `sections` where any are given.

    `is_label`: the stems are the name of a competency, which the line states.
    """

    stems: tuple[str, ...]
    sections: tuple[str, ...] = ()
    is_label: bool = False


class Expansion(Struct, frozen=True, kw_only=True):
    """Words of a question, and what they are taken for: alternatives."""

    text: str
    means: tuple[Meaning, ...]
    printed: tuple[str, ...]
    source: str

    @property
    def names_a_competency(self) -> bool:
        """Is a competency among what it is taken for?"""
        return any(meaning.is_label for meaning in self.means)


class QuerySpan(Struct, frozen=True, kw_only=True):
    """A stretch of a question: its words as typed, their stems, and the lexicon's reading where there is one."""

    text: str
    stems: tuple[str, ...]
    reading: Expansion | None = None


class _Entry(Struct, frozen=True):
    means: tuple[Meaning, ...]
    printed: tuple[str, ...]
    source: str


def parts_of(text: str, off: Collection[str] = ()) -> tuple[QuerySpan, ...]:
    """`text` in stretches, the longest known phrase first; readings of the words in `off` are not applied."""
    return _read_parts(text, frozenset(off))


@lru_cache(maxsize=_TEXTS_KEPT)
def _read_parts(text: str, off: frozenset[str]) -> tuple[QuerySpan, ...]:
    return tuple(_parts(text, off))


def _parts(text: str, off: frozenset[str]) -> Iterator[QuerySpan]:
    typed = list(words(text))
    off = off.union(_not_names(text))
    place = 0
    while place < len(typed):
        length, entry = _longest(typed, place, off)
        said = " ".join(typed[place : place + length])
        own = tuple(root for word in typed[place : place + length] if (root := stem(word)))
        yield QuerySpan(text=said, stems=own, reading=_reading(said, entry) if entry else None)
        place += length


def _not_names(text: str) -> Iterator[str]:
    """Stop words that are read only in capitals, where `text` has them in small letters: "it" is not "IT"."""
    capitals = {word.lower() for word in _CAPITALS.findall(text)} if not text.isupper() else set()
    return (word for word in words(text) if not stem(word) and word not in capitals)


def _longest(typed: Sequence[str], place: int, off: Collection[str]) -> tuple[int, _Entry | None]:
    """How many words from `place` on are the longest known phrase; "her" in "books her trips" is not compared."""
    ends = [end for end in range(place, len(typed)) if typed[end] not in _determiners()][:_MOST_WORDS]
    if not ends or ends[0] != place:
        return 1, None
    roots = tuple(_root(typed[end]) for end in ends)
    for known in range(len(ends), 0, -1):
        entry = _entries().get(roots[:known])
        length = ends[known - 1] + 1 - place
        if entry is not None and " ".join(typed[place : place + length]) not in off:
            return length, entry
    return 1, None


def _reading(text: str, entry: _Entry) -> Expansion:
    return Expansion(text=text, means=entry.means, printed=entry.printed, source=entry.source)


@cache
def _entries() -> Mapping[tuple[str, ...], _Entry]:
    """Every entry by its roots; what the tables of several kinds say for the same words are alternatives."""
    found: dict[tuple[str, ...], _Entry] = {}
    for kind in _READ:
        for key, entry in _of_kind(kind).items():
            found[key] = _joined(found[key], entry) if key in found else entry
    return found


def _of_kind(kind: str) -> Mapping[tuple[str, ...], _Entry]:
    """The entries of one kind; the first block that has a word says what it means."""
    found: dict[tuple[str, ...], _Entry] = {}
    for block in read_table("lexicon.toml")["block"]:
        source = f"lexicon: {block['topic']} ({block['author']})"
        for said, targets in block.get(kind, {}).items():
            read = [_READ[kind](target) for target in targets]
            means = tuple(dict.fromkeys(meaning for meanings, _ in read for meaning in meanings))
            key = tuple(_root(word) for word in words(said) if word not in _determiners())
            found.setdefault(key, _Entry(means, tuple(printed for _, printed in read), source))
    return found


def _joined(one: _Entry, two: _Entry) -> _Entry:
    source = one.source if one.source == two.source else f"{one.source}; {two.source}"
    return _Entry(tuple(dict.fromkeys(one.means + two.means)), one.printed + two.printed, source)


def _clause(target: str) -> tuple[tuple[Meaning, ...], str]:
    """Words that stand in one sentence together."""
    return (Meaning(stems=tuple(stems(target))),), target


def _competency(target: str) -> tuple[tuple[Meaning, ...], str]:
    """A competency, by every label that the authority list knows for it."""
    labels = _labels().get(slug(target), (target,))
    means = (Meaning(stems=tuple(stems(label)), sections=_COMPETENCY_LINES, is_label=True) for label in labels)
    return tuple(means), f"{target} [competency]"


def _within(target: str) -> tuple[tuple[Meaning, ...], str]:
    """``section: words``, the words in that section only."""
    section, _, said = (part.strip() for part in target.partition(":"))
    return (Meaning(stems=tuple(stems(said)), sections=(section,)),), f"{said} [{section.replace('_', ' ')}]"


_COMPETENCY_LINES = ("competencies", "label")
_READ = {"means": _clause, "competencies": _competency, "sections": _within}


@cache
def _labels() -> Mapping[str, tuple[str, ...]]:
    """Each label of the authority list -> all labels of its competency."""
    found: dict[str, tuple[str, ...]] = {}
    for each in read_table("competencies.toml")["competency"]:
        labels = (each["pref_label"], *each.get("alt_labels", ()))
        for label in labels:
            found.setdefault(slug(label), (label, *(other for other in labels if other != label)))
    return found


def _root(word: str) -> str:
    """The stem of a word; stop words as they are, since "in charge of" is more than "charge"."""
    return stem(word) or word


@cache
def _determiners() -> frozenset[str]:
    """Words between those of a phrase that are not part of it."""
    return frozenset(words(read_table("lexicon.toml")["needs"]["determiners"]))


@cache
def fillers() -> frozenset[str]:
    """Stems that ask for nothing by themselves."""
    return frozenset(stems(read_table("lexicon.toml")["needs"]["fillers"]))


@cache
def verbs() -> frozenset[str]:
    """The words that begin a need of their own, as they are written."""
    return frozenset(words(read_table("lexicon.toml")["needs"]["verbs"]))


@cache
def verb_stems() -> frozenset[str]:
    """Stems of the words that begin a need of their own."""
    return frozenset(stems(read_table("lexicon.toml")["needs"]["verbs"]))


@cache
def lead_words() -> tuple[str, ...]:
    """How people lead up to a need, the longest first."""
    return tuple(sorted(read_table("lexicon.toml")["needs"]["leads"], key=len, reverse=True))
