"""Which texts are one text, and which labels one label, without asking a person?

Only texts with equal folds are ever joined automatically, so a fold drops what carries no meaning (case, dashes,
quotes, spaces, punctuation between words) and keeps what may: slashes, signs, points and commas inside numbers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from taxonomy.basics.datafiles import read_table

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]+")
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4\u2032", "'"))
# "Hours are 8:00-5:00", "10 - 15 pounds", "1,000 calls": marks inside numbers are part of the number.
_NUMBER_DASH = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_PIECE = re.compile(r"\d+(?:[.,:\-]\d+)+|[^\W_]+(?:'[^\W_]+)*'?|[^\w\s.,;:!?()\[\]{}\"'*_«»„“”‟…·•‣▪●◦■□○►-]")
# "the 'core' manager": quotes around words go; "customers' needs": an apostrophe without its partner stays.
_QUOTED = re.compile(r"(?<![^\W_])'([^']*)'(?![^\W_])")
# "Re-creation" is not "Recreation": after this prefix the hyphen tells two words apart.
_TELLING_HYPHEN = re.compile(r"\b(re)-(?=[^\W\d_])")
_LABEL_GAP = re.compile(r"(?<=\d)[\s-]+(?=\d)")
# "temperatures of -5 degrees"; "duties: -3 years" is a list, and "10 -15" a range.
_MINUS = re.compile(r"(?<=[^\W\d_])\s+-(?=\d)")
_BEFORE_MINUS = re.compile(r"[^\W\d_]\s+[\u2010-\u2015\u2212-]\Z")
# "10²" is not "102", and neither the German "Maße" nor anybody's "Masse" is the other.
_KEPT_FORMS = str.maketrans(
    {digit: f"^{value}" for value, digit in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {"ß": "\ue0df", "ẞ": "\ue0df"}
)
_SPACE_OR_HYPHEN = re.compile(r"[\s-]+")


def plain(text: str) -> str:
    """`text` in one case and one form of each letter, dash and quote, without invisible characters."""
    if text.isascii():
        return _DASHES.sub("-", text.lower().replace("`", "'"))
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf").translate(_KEPT_FORMS)
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return _DASHES.sub("-", lowered.translate(_QUOTES)).replace("\ue0df", "ß")


@cache
def _telling_word() -> re.Pattern[str]:
    """Initials that are a word in small letters, and names that are one inside a sentence."""
    table = read_table("spelling.toml")
    initials, names = "|".join(table["initials"]), "|".join(table["names"])
    return re.compile(rf"\b({initials})\b|(?:\b[a-z]+|(?:^|[.;:!?])\s*[A-Z][a-z]+),? ({names})\b(?! [A-Z])")


def telling_words(text: str) -> tuple[str, ...]:
    """The words of `text` whose capitals say which word they are ("IT staff", "speaks Polish"); none in CAPITALS."""
    return () if text.isupper() else tuple(m[1] or m[2] for m in _telling_word().finditer(text))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` reduced to what its words say: two wordings with equal folds are one wording."""
    marked = text if text.isupper() else _telling_word().sub(r"\g<0>^", text)
    return " ".join(_PIECE.findall(without_quotes(_MINUS.sub(" minus ", _NUMBER_DASH.sub("-", plain(marked))))))


def is_minus(text: str, place: int) -> bool:
    """Does the number at `place` in `text` have a minus before it?"""
    return bool(_BEFORE_MINUS.search(text, max(0, place - 4), place))


def fold_label(text: str) -> str:
    """`text` without case, spaces and hyphens: ``Self Management`` and ``Self-Management`` are one label.

    All other marks stay: ``Integrity/Honesty`` and ``Integrity Honesty`` are a question for a person.
    """
    marked = _TELLING_HYPHEN.sub(r"\1~", plain(text).strip())
    return _SPACE_OR_HYPHEN.sub("", _LABEL_GAP.sub("~", marked))


def without_quotes(text: str) -> str:
    """`text` without the single quotes around words; apostrophes stay."""
    return _QUOTED.sub(r" \1 ", text)
