"""What does a text say no to? "Does not supervise", "no degree needed", "without a license", "-supervisor"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from index.content.text import stem, words

# "not a supervisor", "no degree", "does not supervise", "without a license", "nothing to do with cars"; a short way on,
# to the end of the clause. "Not only", "not less than", "no later than" and "whether or not" deny nothing.
_NO = re.compile(
    r"""(?<![\w-])(?:(?:do|does|did|is|are|was|has|have|can|will|need|should|must)(?:\s+not|n['’]?t)|not(?:\s+be)?|no|without
    |never|neither|nor|nothing\s+to\s+do\s+with|instead\s+of|rather\s+than|except(?:\s+for)?|anything\s+but)\s+
    (?!only|less|more|later|fewer|just|necessarily|limited)((?:[\w'’/-]+(?:\s+|(?=\W|$))){1,4})""",
    re.IGNORECASE | re.VERBOSE,
)
_MINUS = re.compile(r"(?:^|\s)-([A-Za-z][\w'’]+)")
_BEFORE = re.compile(r"\bor\s*$", re.IGNORECASE)
# Where what is denied ends: "not the supervisor but the machinist who cuts metal".
_ENDS = re.compile(
    r"\b(?:but|just|only|and|who|which|that|so|because|needed|required|necessary|please|if|when|as|to|in)\b", re.I
)


class Denial(Struct, frozen=True):
    """A stretch of a text that says no: where it begins and ends, and the stems of what is denied."""

    start: int
    end: int
    text: str
    stems: tuple[str, ...]


def denials(text: str) -> Iterator[Denial]:
    """Every stretch of `text` that denies something, in order."""
    for match in _NO.finditer(text):
        if _BEFORE.search(text[: match.start()]):
            continue
        end = _ENDS.search(match.group(1))
        stretch = match.group(1)[: end.start()] if end else match.group(1)
        roots = tuple(root for word in words(stretch) if (root := stem(word)))
        if roots:
            yield Denial(match.start(), match.start(1) + len(stretch), stretch.strip(), roots)


def denied(text: str) -> Iterator[str]:
    """The stems of all that `text` says no to."""
    for denial in denials(text):
        yield from denial.stems
