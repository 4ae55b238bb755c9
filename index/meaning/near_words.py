"""Which words make a line mean what was asked, though they are not the words that were typed?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.content.text import stem, words
from index.meaning.word_vectors import Vectors, word_vectors
from index.results import Alike, Because

# Words less alike than this are no reason; more than so many make no sentence.
_LEAST = 0.4
_MOST = 4
# Stems that begin with so many of the same letters stand on one root.
_ROOT = 4


def alike(asked: str, said: str) -> tuple[Alike, ...]:
    """Telling words of `asked` with words of `said` near to them, each once, the nearest first; no word with itself."""
    ours, theirs = ([word for word in dict.fromkeys(words(text)) if stem(word)] for text in (asked, said))
    if not ours or not theirs:
        return ()
    return paired(ours, theirs, word_vectors().likeness(ours, theirs))


def paired(ours: Sequence[str], theirs: Sequence[str], near: Vectors) -> tuple[Alike, ...]:
    """The same for telling words of which it is known how `near` each of `ours` comes to each of `theirs`."""
    rows, columns = np.nonzero(near >= _LEAST)
    best = sorted(zip((-near[rows, columns]).tolist(), rows.tolist(), columns.tolist(), strict=True))
    taken: dict[int, int] = {}
    for _, row, column in best:
        if row not in taken and column not in taken.values():
            taken[row] = column
    pairs = (Alike(ours[row], theirs[column]) for row, column in taken.items())
    return tuple(pair for pair in pairs if not _on_one_root(pair.asked, pair.said))[:_MOST]


def in_other_words(because: Because) -> str:
    """By which words a line was found though they are not those asked: "cops – police"; empty if by its own."""
    pairs = ", ".join(f"{pair.asked} – {pair.said}" for pair in because.alike)
    return pairs or ("the sentence as a whole" if because.nearness else "")


def _on_one_root(one: str, other: str) -> bool:
    """Do both say the same in another form: "supervise" and "supervisory"?"""
    shorter, longer = sorted((stem(one), stem(other)), key=len)
    return longer.startswith(shorter[: max(_ROOT, len(shorter) - 1)])
