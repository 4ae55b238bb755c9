"""What do short forms stand for: "Dept.", "i.e.", "36", "two (2)"? Two texts that differ only so are one spelling."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from taxonomy.basics.datafiles import read_table
from taxonomy.wording.lexicon import NUMBER_WORDS

_SAFE_WITHOUT_STOP = 4
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@lru_cache(maxsize=20_000)
def expanded(text: str) -> tuple[str, Counter[str]]:
    """`text` with its short forms written out, and which it had."""
    found: Counter[str] = Counter()

    def written_out(match: re.Match[str]) -> str:
        long = _written_out(match)
        if long is None:
            return match[0]
        found[match[0].casefold()] += 1
        return long

    return _short_forms().sub(written_out, text), found


@cache
def _short_forms() -> re.Pattern[str]:
    table = read_table("abbreviations.toml")
    phrases = "|".join(re.escape(phrase) for phrase in sorted(table["phrases"], key=len, reverse=True) if phrase != "%")
    words = "|".join(map(re.escape, sorted(table["words"], key=len, reverse=True)))
    numbers = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    tens = "|".join(word for word, value in NUMBER_WORDS.items() if value in range(20, 100, 10))
    return re.compile(
        rf"(?P<repeated>\b(?P<number>{numbers})\s*\((?P<figure>\d+)\))|\b(?P<tens>{tens})[ -](?P<ones>{numbers})\b"
        rf"|\b(?P<ordinal>[1-9]|10)(?:st|nd|rd|th)\b|(?P<phrase>%|(?<![^\W_])(?:{phrases})(?!(?<=[^\W_])[^\W_]))"
        rf"|\b(?P<word>{words})(?P<stop>\.?)(?![\w'])",
        re.IGNORECASE,
    )


def _written_out(match: re.Match[str]) -> str | None:
    if match["repeated"]:
        return match["number"] if NUMBER_WORDS[match["number"].lower()] == int(match["figure"]) else None
    if match["tens"]:
        ones = NUMBER_WORDS[match["ones"].lower()]
        return str(NUMBER_WORDS[match["tens"].lower()] + ones) if 0 < ones < 10 else None
    if match["ordinal"]:
        return _ORDINALS[int(match["ordinal"]) - 1]
    if match["phrase"]:
        return str(read_table("abbreviations.toml")["phrases"][match["phrase"].lower()])
    return _word(match["word"], match["stop"], match.end() == len(match.string))


def _word(short: str, stop: str, last: bool) -> str | None:
    """Short forms of two or three letters must have their full stop: "min", "dir" and "sec" may be other things."""
    sure = stop or "'" in short or (len(short) >= _SAFE_WITHOUT_STOP and short.islower())
    long = str(read_table("abbreviations.toml")["words"][short.lower()])
    return (long.capitalize() if short[0].isupper() else long) + ("." if stop and last else "") if sure else None
