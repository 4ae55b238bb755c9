"""About how wide is a text printed? Enough to know whether one more word would have fitted on a line."""

from __future__ import annotations

# Widths of Helvetica's letters, in letter sizes.
_NARROW = dict.fromkeys("iljtfrI.,;:'|!()[]/ -\"‘’“”·", 0.3)
_WIDE = dict.fromkeys("mwMW@%", 0.86)
_CAPITAL, _LETTER = 0.69, 0.54


def width(text: str, size: float) -> float:
    """About how wide a text is printed in letters of this size."""
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    known = _NARROW.get(letter) or _WIDE.get(letter)
    return known or (_CAPITAL if letter.isupper() else _LETTER)
