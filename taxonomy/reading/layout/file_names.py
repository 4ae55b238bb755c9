"""Does the file's name speak of another class than its text?  The text wins; the disagreement is told."""

from __future__ import annotations

import re

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Problem, Specification
from taxonomy.reading.language.spellings import fold_heading

_NOISE = frozenset(read_table("titles.toml")["file_names"]["words"])
_WORD = re.compile(r"[a-z]{3,}")
# "animal care technician supervisor 4313 122118": words that end like the name of an occupation
_OCCUPATION = re.compile(
    r"(?:er|or|ist|yst|ant|ian|man|ic|aide|clerk|chief|nurse|hand|agent|attendant|superintendent|trainee|captain|pilot)"
    r"(?:\s+(?:i{1,3}|iv|v))?\s*$"
)
_NUMERALS = re.compile(r"\b\d+\b|\b(?:" + "|".join(sorted(_NOISE)) + r")\b")
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-z]{8,}")


def name_disagreement(name: str, specification: Specification) -> Problem | None:
    """The problem to tell, or null where name and text agree or the name says nothing about a class."""
    stem = fold_heading(name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " "))
    stem = _HASH.sub(" ", stem)
    differs = (specification.title is not None and _other_title(stem, specification.title)) or _other_code(
        stem, specification.job_code
    )
    if not differs:
        return None
    code = f" ({specification.job_code})" if specification.job_code else ""
    message = f"The file is called “{name}”, but its text is about {specification.name}{code}. The text was followed."
    return Problem(
        code="name_disagrees",
        message=message,
        first_line=specification.first_line,
        last_line=specification.first_line,
    )


def _other_title(stem: str, title: str) -> bool:
    """The name ends like a title, and holds no word of this one."""
    named = set(_WORD.findall(stem)) - _NOISE
    printed = set(_WORD.findall(fold_heading(title))) - _NOISE
    return bool(_OCCUPATION.search(_NUMERALS.sub("", stem))) and bool(printed) and not _share(named, printed)


def _share(named: set[str], printed: set[str]) -> bool:
    return any(left.startswith(right[:5]) or right.startswith(left[:5]) for left in named for right in printed)


def _other_code(stem: str, code: str | None) -> bool:
    """The name holds a number as long as the code, beside words, and not the code."""
    if code is None or not code.isdigit() or len(code) < 3 or not set(_WORD.findall(stem)) - _NOISE:
        return False
    numbers = [number for number in re.findall(r"\b\d+\b", stem) if len(number) == len(code)]
    years = [number for number in numbers if 1900 <= int(number) <= 2100]
    return bool(numbers) and numbers != years and code not in numbers
