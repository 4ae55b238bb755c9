"""Which words make a line mean what was asked, though they are not the words that were typed?"""

from __future__ import annotations

from index.results import Alike
from index.text import stem, words
from index.word_vectors import word_vectors

# Words less alike than this are no reason; more than so many make no sentence.
_LEAST = 0.4
_MOST = 4


def alike(asked: str, said: str) -> tuple[Alike, ...]:
    """For the telling words of `asked` the nearest word of `said`, the nearest first; the same words are left out."""
    ours, theirs = ([word for word in dict.fromkeys(words(text)) if stem(word)] for text in (asked, said))
    if not ours or not theirs:
        return ()
    near = word_vectors().likeness(ours, theirs)
    best = sorted(((float(near[row].max()), row, int(near[row].argmax())) for row in range(len(ours))), reverse=True)
    pairs = [(ours[row], theirs[column]) for likeness, row, column in best if likeness >= _LEAST]
    return tuple(Alike(one, other) for one, other in pairs if stem(one) != stem(other))[:_MOST]
