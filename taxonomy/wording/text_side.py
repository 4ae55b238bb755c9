"""What must be known of one of two texts before they are compared: its words, its marks, its phrases of scope?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.wording.fold import is_minus
from taxonomy.wording.lexicon import GRAMMAR, scope_spans
from taxonomy.wording.words import Word, words_of


class TextSide(Struct, frozen=True):
    """One of the two texts: its words, what stands between them, and which words belong to a phrase of scope."""

    text: str
    words: tuple[Word, ...]
    in_scope: frozenset[int]

    def key(self, place: int) -> str:
        """The folded word at `place`."""
        return self.words[place].key

    def gap(self, place: int) -> str:
        """What stands before word `place` (after the last word for the place behind it), without spaces."""
        start = self.words[place - 1].end if place else 0
        end = self.words[place].start if place < len(self.words) else len(self.text)
        return "".join(unicodedata.normalize("NFKC", self.text[start:end]).split())

    def minus(self, place: int) -> bool:
        """Does a minus stand before word `place`, as in "of -5 degrees"?"""
        return is_minus(self.text, self.words[place].start)

    def tells(self, place: int) -> bool:
        """Is the article at `place` more than grammar: "a few", "Class A"?"""
        following = self.key(place + 1) if place + 1 < len(self.words) else ""
        named = place and self.words[place].raw == "A" and not self.text.isupper() and not self.gap(place)
        table = read_table("spelling.toml")
        letter = place and self.key(place) == "a" and self.key(place - 1) in table["article_tells_after"]
        return bool(named or letter) or following in table["article_tells_before"]

    def ends_clause(self, place: int) -> bool:
        """Does no word follow the one at `place` before a mark or the end?"""
        return place + 1 >= len(self.words) or bool(set(self.gap(place + 1)) & set(".,;:)"))

    @property
    def all_letters(self) -> str:
        """All words written together."""
        return self.letters(range(len(self.words)))

    def letters(self, places: Iterable[int]) -> str:
        """The words at `places` written together."""
        return "".join(self.key(place) for place in places)

    def content(self, places: Sequence[int]) -> list[str]:
        """The words at `places` that have a meaning of their own."""
        return [self.key(place) for place in places if self.key(place) not in GRAMMAR]


def text_side(text: str) -> TextSide:
    """`text` read for a comparison."""
    words = words_of(text)
    spans = scope_spans([word.key for word in words])
    return TextSide(text, words, frozenset(place for span in spans for place in range(span.start, span.end)))
