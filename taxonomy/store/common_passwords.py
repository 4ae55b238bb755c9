"""Is a password one of those that are guessed first: common words, runs of keys, years, or the account's own name?"""

from __future__ import annotations

import re
from functools import cache

from taxonomy.basics.datafiles import read_table

_LEAST_LEFT = 5  # letters that are no part of anything common
_SHAPES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp")


def is_common(password: str, *others: str) -> bool:
    """Whether nothing is left of `password` without common words, runs of keys and repetitions.

    `others` are words that belong to the account: its name, the name of the site.
    """
    own = [word for other in others for word in re.findall(r"\w{3,}", other.casefold())]
    text = password.casefold()
    typed, read = (re.sub(r"[^\w\s]|[\d_]", "", each) for each in (text, text.translate(_SHAPES)))
    return any(_left(letters, own) < _LEAST_LEFT for letters in (typed, read))


def _left(text: str, own: list[str]) -> int:
    """How many different pieces of letters are left when the longest known words are taken out."""
    for word in sorted({*_words(), *own}, key=len, reverse=True):
        text = text.replace(word, " ")
    for run in _RUNS:
        for length in range(len(run), 2, -1):
            for start in range(len(run) - length + 1):
                piece = run[start : start + length]
                text = text.replace(piece, " ").replace(piece[::-1], " ")
    return sum(len(set(piece)) for piece in dict.fromkeys(text.split()))


@cache
def _words() -> frozenset[str]:
    return frozenset(read_table("common_passwords.toml")["words"].split())
