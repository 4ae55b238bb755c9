"""Which headings stand inside a running line, where a whole specification is one paragraph?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from taxonomy.reading.language.heading_marks import Mark
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.spellings import find_spellings, first_words, fold_heading

_NEAR = 60
# "Physical Demands (Physical Demands are a general guide …): Sitting: remaining …" in a running line
_COLON = re.compile(r"(?:\s*\([^()]{1,300}\))?\s*:")
# "CLASS DETAIL FLSA CODE: Exempt": labels may follow a heading in capitals at once
_LABEL_WORDS = frozenset(("FLSA", "CODE", "ESTABLISHED", "REVISED", "EFFECTIVE", "NONE"))
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’]*(?:\([a-z]{1,2}\))?|&")


def running_marks(place: int, text: str) -> Iterator[Mark]:
    """The known headings inside a running line: in capitals, or at the start of a sentence and before a colon."""
    words = list(_WORD.finditer(text))
    index, done = 0, 0
    while index < len(words):
        count = next((n for n in _matches(words, index) if _stands_out(text, done, words[index : index + n])), 0)
        if not count:
            index += 1
            continue
        start, end = words[index].start(), words[index + count - 1].end()
        done = end + 1 if text[end : end + 1] == ":" else end
        kind = find_spellings(" ".join(word[0] for word in words[index : index + count]))[0].kind
        yield Mark(place=place, start=start, end=done, kind=kind, heading=text[start:end], rank=1)
        index += count


def _matches(words: Sequence[re.Match[str]], index: int) -> Iterator[int]:
    """How many words from `index` on are a known spelling, the longest first."""
    for spelled in first_words().get(fold_heading(words[index][0]), ()):
        window = words[index : index + len(spelled)]
        if len(window) == len(spelled) and all(fold_heading(w[0]) == s for w, s in zip(window, spelled, strict=True)):
            yield len(spelled)


def _stands_out(text: str, done: int, window: Sequence[re.Match[str]]) -> bool:
    start, end = window[0].start(), window[-1].end()
    if any(len(text[left.end() : right.start()]) > 3 for left, right in pairwise(window)):
        return False
    printed, before = text[start:end], text[max(done, start - _NEAR) : start].rstrip()
    if is_capitals(printed):
        return not _in_capitals(before, text[end : end + _NEAR])
    titled = len(window) > 1 and is_title_case(printed)  # "… SR-18, BU-03 Duties Summary: …"
    fresh = not before or before[-1] in ".:;!?)" or titled
    return fresh and printed[0].isupper() and _COLON.match(text, end) is not None


def _in_capitals(before: str, after: str) -> bool:
    """Inside a longer run of capitals ("… AN EQUAL OPPORTUNITY …") words are no heading of their own."""
    next_words = after.split()[:1]
    return any(len(word) > 1 and is_capitals(word * 3) for word in before.split()[-1:]) or any(
        _is_loud(word) and fold_heading(word) not in first_words() and word.strip(":") not in _LABEL_WORDS
        for word in next_words
    )


def _is_loud(word: str) -> bool:
    return len(word.strip(":.,")) > 3 and is_capitals(word)
