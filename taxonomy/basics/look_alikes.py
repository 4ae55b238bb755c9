"""Do two names look the same to a person who reads them? By the look-alike signs of Unicode Technical Standard 39."""

from __future__ import annotations

import unicodedata
from functools import cache

from taxonomy.basics.datafiles import read_table


def look_alike(left: str, right: str) -> bool:
    """Whether `left` could be taken for `right`: other letters of the same look, marks and spaces left out."""
    return bool(_shapes(left) & _shapes(right))


def _shapes(name: str) -> frozenset[str]:
    """What a name looks like as it is written, and in small letters: a capital I looks like l, a small one does not."""
    plain = unicodedata.normalize("NFKC", name)
    return frozenset(_shape(each) for each in (plain, plain.casefold()))


def _shape(text: str) -> str:
    seen = "".join(_signs().get(sign, sign) for sign in text)
    return "".join(sign for sign in seen.casefold() if sign.isalnum() or unicodedata.combining(sign))


@cache
def _signs() -> dict[str, str]:
    rows: dict[str, str] = read_table("look_alikes.toml")["signs"]
    return {sign: shape for shape, signs in rows.items() for sign in signs}
