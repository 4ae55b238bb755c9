"""What is only wished for: preferred, desirable, an asset. Never part of the tree, always kept beside it."""

from __future__ import annotations

import re

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.qualifications.heads import any_of

_TABLE = read_table("requirement_words.toml")
_WISH = any_of(_TABLE["wish_words"])
# "Preferred: …" · "Desirable" · "Asset qualifications:" on a line of its own or before its words
WISH_LABEL = re.compile(rf"^\W*(?P<label>{any_of(_TABLE['wish_labels'])})\s*(?::\s*|$)", re.IGNORECASE)
NEED_LABEL = re.compile(rf"^\W*(?P<label>{any_of(_TABLE['need_labels'])})\s*(?::\s*|$)", re.IGNORECASE)
# "… is generally preferred" · "Bachelor's degree preferred" · "would be an asset" · "preferably in a law office"
_IS_WISHED = re.compile(
    rf"(?:\b(?:is|are|would\sbe|will\sbe|considered)\s(?:generally\s|highly\s|strongly\s|also\s)?|\s|\()(?:{_WISH})\W*$",
    re.IGNORECASE,
)
_PREFERABLY = re.compile(r",?\s(?:preferably|ideally)\b[^,;.]*", re.IGNORECASE)
_PARTS = re.compile(
    r"\s?;\s|\.\s(?=[A-Z])|,\s(?=(?:an?\s)?[\w'’]+(?:\s[\w'’]+){0,6}\s(?:preferred|desirable|desired)\W*?(?:$|;))",
    re.IGNORECASE,
)


def is_wish(text: str) -> bool:
    """Does `text` only wish for something?"""
    label = WISH_LABEL.match(text)
    return _IS_WISHED.search(text) is not None or (label is not None and ":" in label.group())


def without_wishes(sentence: str) -> str:
    """`sentence` without the parts that are only wished for: ``"Three years; a degree preferred"`` keeps the years."""
    if is_wish(sentence):
        parts = _PARTS.split(sentence)
        sentence = "; ".join(part for part in parts if not is_wish(part)) if len(parts) > 1 else ""
    elif ";" in sentence and any(map(is_wish, _PARTS.split(sentence))):
        sentence = "; ".join(part for part in _PARTS.split(sentence) if not is_wish(part))
    return _PREFERABLY.sub("", sentence)


def wishes_in(sentence: str) -> tuple[str, ...]:
    """The parts of `sentence` that are only wished for."""
    parts = [part.strip() for part in _PARTS.split(sentence) if part.strip()]
    return (
        *(part for part in parts if is_wish(part)),
        *(part.group().strip(" ,") for part in _PREFERABLY.finditer(sentence)),
    )
