"""How is a line lettered: in capitals, or with a capital on every word that carries meaning?"""

from __future__ import annotations

import re

# Words that stay small in a title: "Planning and Evaluating", "Director of Systems"
SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "under",
        "with",
    )
)
# "DISTINGUISHlNG CHARACTERISTICS", "MINlMUM QUALlFlCATlONS": a scanner's l for a capital I
# (each way begins with the letter itself, which the expression engine finds fastest)
_SCANNED_I = re.compile(r"l(?:(?<=[A-Z]l)(?=[A-Z])|(?<=[A-Z]{2}l)\b|(?<=\bl)(?=[A-Z]{2}))")
_A_REAL_WORD = re.compile(r"[A-Z]{3}")


def is_capitals(text: str) -> bool:
    """True for "TYPICAL TASKS": capitals only, with a real word among them."""
    if "l" in text:
        if (without := text.replace("l", "")).upper() != without:
            return False
        text = with_capital_i(text)
    return text == text.upper() and _A_REAL_WORD.search(text) is not None


def with_capital_i(text: str) -> str:
    """`text` with the capital I that a scanner took for an l."""
    return _SCANNED_I.sub("I", text)


def is_title_case(text: str) -> bool:
    """True for "Purpose of Contact": every word but the small ones begins with a capital."""
    words = [word for word in text.split() if word[0].isalpha()]
    return bool(words) and all(word[0].isupper() or word.strip(":,").lower() in SMALL_WORDS for word in words)
