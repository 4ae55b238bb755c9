"""Which language is a text in, by its small words?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line

ENGLISH = "en"
_MOST_WORDS, _FEWEST_WORDS, _FEWEST_SMALL = 600, 8, 3


def language_of(lines: Sequence[Line]) -> str | None:
    """The code of the language ("en", "fr", "es"); null where there are too few words to tell."""
    words: list[str] = []
    for line in lines:
        words += line.text.lower().split()
        if len(words) > _MOST_WORDS:
            break
    if len(words) < _FEWEST_WORDS:
        return None
    counts = Counter(language for word in words for language in _small_words().get(word.strip(".,;:()"), ()))
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _FEWEST_SMALL else None


def name_of(language: str) -> str:
    """ "French" for "fr"."""
    return str(read_table("languages.toml")[language]["name"])


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, entry in read_table("languages.toml").items():
        for word in entry["words"]:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
