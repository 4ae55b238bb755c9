"""Which characters show that a text was damaged before it reached us?

The text stays as printed; each kind of damage is named once, with the lines it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from taxonomy.model import Problem

_LISTED = 8

_DAMAGE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    # "individualís": a Macintosh apostrophe read as Windows-1252
    # "Cityâ€™s", "PeÃ±a": UTF-8 read as Windows-1252
    (
        "mojibake",
        re.compile(r"[A-Za-z]{4}ís\b|â€[\x80-\x9f™œžŸ˜“”¦¢\"]|Ã[\x80-\xbf¡-¿]|Â[\xa0-¿](?!\w)"),
        "Characters look damaged by a wrong encoding and are kept as printed",
    ),
    # "Supervises \x9d staff": bytes 81 8D 8F 90 9D, which Windows-1252 leaves undefined
    ("undefined_character", re.compile(r"[\x80-\x9f]"), "Characters have no meaning in the file's encoding"),
    # "Pe�a": an earlier program could not decode the letter
    ("replacement_character", re.compile("\ufffd"), "Characters were lost and stand as a replacement mark"),
    # "TITLE\x00": a stray control character in a text
    ("control_character", re.compile(r"[\x00-\x08\x0b\x0e-\x1f]"), "Control characters stand in the text"),
)


def damage(lines: Sequence[str]) -> tuple[Problem, ...]:
    """One problem for each kind of damage, about the first line that has it; the message lists further lines."""
    whole = "\n".join(lines)  # most texts have no damage, which one look tells
    found = ((code, sign, message) for code, sign, message in _DAMAGE if sign.search(whole))
    return tuple(problem for each in found if (problem := _damage_of(lines, *each)))


def _damage_of(lines: Sequence[str], code: str, sign: re.Pattern[str], message: str) -> Problem | None:
    numbers = [number for number, line in enumerate(lines, 1) if sign.search(line)]
    if not numbers:
        return None
    listed = ", ".join(map(str, numbers[:_LISTED])) + (" …" if len(numbers) > _LISTED else "")
    where = f"on line {listed}" if len(numbers) == 1 else f"on {len(numbers)} lines: {listed}"
    return Problem(code=code, message=f"{message} ({where}).", first_line=numbers[0], last_line=numbers[0])
