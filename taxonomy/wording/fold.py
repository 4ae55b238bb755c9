"""Which texts are one text, and which labels one label, without asking a person?

Only texts with equal folds are ever joined automatically, so a fold drops what carries no meaning (case, dashes,
quotes, spaces, punctuation between words) and keeps what may: slashes, signs, points and commas inside numbers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]+")
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4\u2032", "'"))
# "Hours are 8:00-5:00", "10 - 15 pounds", "1,000 calls": marks inside numbers are part of the number.
_NUMBER_DASH = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_PIECE = re.compile(r"\d+(?:[.,:\-]\d+)+|[^\W_]+(?:'[^\W_]+)*'?|[^\w\s.,;:!?()\[\]{}\"'*_«»„“”‟…·•‣-]")
# "the 'core' manager": quotes around words go; "customers' needs": an apostrophe without its partner stays.
_QUOTED = re.compile(r"(?<![^\W_])'([^']*)'(?![^\W_])")
# "Re-creation" is not "Recreation": after this prefix the hyphen tells two words apart.
_TELLING_HYPHEN = re.compile(r"\b(re)-(?=[^\W\d_])")
_LABEL_GAP = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_SPACE_OR_HYPHEN = re.compile(r"[\s-]+")


def plain(text: str) -> str:
    """`text` in one case and one form of each letter, dash and quote, without invisible characters."""
    if text.isascii():
        return _DASHES.sub("-", text.lower().replace("`", "'"))
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return _DASHES.sub("-", lowered.translate(_QUOTES))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` reduced to what its words say: two wordings with equal folds are one wording."""
    return " ".join(_PIECE.findall(_unquoted(_NUMBER_DASH.sub("-", plain(text)))))


def fold_label(text: str) -> str:
    """`text` without case, spaces and hyphens: ``Self Management`` and ``Self-Management`` are one label.

    All other marks stay: ``Integrity/Honesty`` and ``Integrity Honesty`` are a question for a person.
    """
    marked = _TELLING_HYPHEN.sub(r"\1~", plain(text).strip())
    return _SPACE_OR_HYPHEN.sub("", _LABEL_GAP.sub("~", marked))


def _unquoted(text: str) -> str:
    return _QUOTED.sub(r" \1 ", text)
