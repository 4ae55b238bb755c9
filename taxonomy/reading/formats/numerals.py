"""How is the label of a numbered list item printed (1, a, IV)?"""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST_ROMAN = 3999


def numeral(number: int, style: str) -> str:
    """`number` in the style that Word and HTML name: decimal, lowerLetter, upperLetter, lowerRoman, upperRoman."""
    if style.endswith("Letter") and number > 0:
        printed = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 4)
    elif style.endswith("Roman") and 0 < number <= _LARGEST_ROMAN:
        printed = _roman(number)
    else:
        printed = f"{number:02d}" if style == "decimalZero" else str(number)
    return printed.upper() if style.startswith("upper") else printed


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters
