"""Which words of a text say what kind of work it was, and which only name the employer or say nothing?"""

from __future__ import annotations

from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.stems import stem, stems


@cache
def word_tables() -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    """Words that say nothing, words that people use for the same, and words true of any time in a class."""
    table = read_table("experience_words.toml")
    empty, in_class = (
        frozenset(stem(word) for word in table[name].replace("-", " ").split()) for name in ("empty", "in_class")
    )
    same = {stem(word): stem(row[0]) for row in table["same"] for word in row}
    return empty, same, in_class


@cache
def _place(authority: str) -> tuple[frozenset[str], frozenset[str]]:
    forms = words_of(read_table("experience_words.toml")["employer"])
    return words_of(authority.replace("-", " ")) - forms, forms


def employer_words(authority: str, words: frozenset[str]) -> frozenset[str]:
    """The words by which an authority speaks of itself ("with the City of Los Angeles"), if `words` hold its name."""
    place, forms = _place(authority)
    return place | forms if place and place <= words else frozenset()


def words_of(text: str) -> frozenset[str]:
    """The stems that say what kind of work it was."""
    empty, same, _ = word_tables()
    return frozenset(same.get(root, root) for root in stems(text) if root not in empty)
