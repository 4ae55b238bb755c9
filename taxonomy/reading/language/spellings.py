"""Is this printed heading one of the spellings we know, and which kind of section does it open?

Everything that is known about headings stands in ``data/headings.toml`` (and what is no title, in
``data/titles.toml``); this module only compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import normalize

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.language.lettering import with_capital_i

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_MANY = re.compile(r"\(s\)|\(es\)")
_ARTICLE = re.compile(r"^(?:the|an?) (?=\w)")
_SHORTEST_FOR_ONE_SLIP = 9
_SHORTEST_FOR_TWO_SLIPS = 15
_LONGEST = 90
_LONGEST_LEAD = 120
# "Licenses/Certificates/Special Requirements", "EDUCATION, EXPERIENCE, AND SPECIAL REQUIREMENTS"
_JOINT = re.compile(r"\s*[,/&]\s*(?:and\s|or\s)?|\s(?:and|or)\s", re.IGNORECASE)
# "Key accountabilities | Ngā Mahi Matua", "Prif Ddyletswyddau / Main Duties": the same words in two languages
_TWO_LANGUAGES = re.compile(r"\s+[|/]\s+")
# "HOURLY RATES 2023", "SALARY RANGE (2022-2023)"
_YEAR_BEHIND = re.compile(r"\s+\(?(?:FY\s?)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?\)?$")
ASKING = frozenset(("education", "experience", "licensure", "minimum_qualifications", "equivalency", "knowledge"))
LINE, INLINE = "line", "inline"


class Spelling(Struct, frozen=True, kw_only=True):
    """One known spelling: the kind it opens, the styles it may stand in, the kinds it counts within (none: all)."""

    text: str
    kind: str
    styles: tuple[str, ...] = (LINE, INLINE)
    within: tuple[str, ...] = ()

    def allowed(self, style: str, current: str | None) -> bool:
        """May this spelling open a section here, written in `style` while `current` is being read?"""
        return style in self.styles and (not self.within or current in self.within)


@lru_cache(maxsize=20_000)
def fold_heading(text: str) -> str:
    """`text` without case, accents, punctuation, "(s)" and a leading article; "&" is "and"."""
    if not text.isascii():
        text = _ACCENT.sub("", normalize("NFD", text))
    lowered = _MANY.sub("s", with_capital_i(text).lower().replace("&", " and ").replace("’", "").replace("'", ""))
    return _ARTICLE.sub("", _NOT_WORD.sub(" ", lowered).strip())


def find_spellings(text: str) -> tuple[Spelling, ...]:
    """The known spellings equal to `text` after folding (one spelling may open two kinds in two places)."""
    if len(text) > _LONGEST:
        return ()
    known = _table().get(fold_heading(text)) or _table().get(fold_heading(_YEAR_BEHIND.sub("", text)))
    return (
        known or _combined(text) or next(filter(None, (_table().get(fold_heading(p)) for p in in_languages(text))), ())
    )


def in_languages(text: str) -> tuple[str, ...]:
    """What a line in two languages says in each of them; nothing where it is in one."""
    if "|" not in text and "/" not in text:
        return ()
    bare = text.strip(" :")
    parts = tuple(_TWO_LANGUAGES.split(bare)) if ":" not in bare else ()
    return parts if len(parts) > 1 else ()


@lru_cache(maxsize=4_096)
def find_misspelt(text: str) -> tuple[Spelling, ...]:
    """The known spelling that `text` misses by a letter or two, if there is just one that near."""
    folded = fold_heading(text)
    allowed = _slips(len(folded))
    if not allowed or len(text) > _LONGEST or ":" in text.rstrip(" :"):
        return ()
    near = process.extract(folded, _spelled(), scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=None)
    nearest = [_table()[known] for known, distance, _ in near if distance == near[0][1]]
    if not nearest:
        return ()
    return nearest[0] if len({spellings[0].kind for spellings in nearest}) == 1 else ()


def letters_apart(left: str, right: str, limit: int) -> int:
    """How many letters must be put in, taken out, replaced or swapped with their neighbour; ``limit + 1`` when more."""
    return OSA.distance(left, right, score_cutoff=limit)


def opening_lead(text: str) -> str | None:
    """The kind of the section that a paragraph beginning with these words opens without a heading."""
    folded = fold_heading(text[:_LONGEST_LEAD])
    return next((kind for lead, kind in _leads() if folded.startswith(lead)), None)


def is_disclaimer(text: str) -> bool:
    """True for a paragraph among the duties that is no duty ("Any one position may not include all …")."""
    return fold_heading(text[:_LONGEST_LEAD]).startswith(_disclaimers())


def is_form_word(text: str) -> bool:
    """True for words that stand around a title but are none ("CLASS SPECIFICATION")."""
    return fold_heading(text) in _form_words() or any(
        fold_heading(part) in _form_words() for part in in_languages(text)
    )


def is_name_of_form(text: str) -> bool:
    """True for words that name the form and never head a section ("JOB DESCRIPTION AND PERSON SPECIFICATION")."""
    return fold_heading(text) in _names_of_forms()


def first_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The known spellings as words, longest first, by their first word: for headings inside a running line."""
    return _by_first_word()


@lru_cache(maxsize=4_096)
def _combined(text: str) -> tuple[Spelling, ...]:
    """ "Physical Requirements and Working Conditions", "Education/Experience/Training": several headings in one."""
    parts = [part for part in _JOINT.split(text.strip(" :")) if part.strip()]
    known = [_table().get(fold_heading(part)) for part in parts]
    if len(parts) < 2 or not all(known):
        return ()
    kinds = [spellings[0].kind for spellings in known if spellings]
    kind = "minimum_qualifications" if len(set(kinds)) > 1 and ASKING.issuperset(kinds) else kinds[0]
    return (Spelling(text=fold_heading(text), kind=kind),)


def _slips(length: int) -> int:
    if length < _SHORTEST_FOR_ONE_SLIP:
        return 0
    return 1 if length < _SHORTEST_FOR_TWO_SLIPS else 2


@cache
def _table() -> dict[str, tuple[Spelling, ...]]:
    table: dict[str, tuple[Spelling, ...]] = {}
    for spelling in _read_spellings():
        table[spelling.text] = (*table.get(spelling.text, ()), spelling)
    return table


@cache
def _spelled() -> tuple[str, ...]:
    return tuple(_table())


def _read_spellings() -> Iterator[Spelling]:
    for entry in read_table("headings.toml")["heading"]:
        styles = (LINE,) if entry.get("alone") else tuple(entry.get("styles", (LINE, INLINE)))
        for text in entry["spellings"]:
            yield Spelling(
                text=fold_heading(text), kind=entry["kind"], styles=styles, within=tuple(entry.get("within", ()))
            )


@cache
def _disclaimers() -> tuple[str, ...]:
    return tuple(map(fold_heading, read_table("headings.toml")["not_a_duty"]["leads"]))


@cache
def _leads() -> tuple[tuple[str, str], ...]:
    entries = read_table("headings.toml")["heading"]
    return tuple((fold_heading(lead), entry["kind"]) for entry in entries for lead in entry.get("leads", ()))


@cache
def _form_words() -> frozenset[str]:
    lines = read_table("titles.toml")["not_a_title"]["lines"]
    return frozenset(map(fold_heading, lines)) | _names_of_forms()


@cache
def _names_of_forms() -> frozenset[str]:
    return frozenset(map(fold_heading, read_table("titles.toml")["not_a_title"]["forms"]))


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    words: dict[str, list[tuple[str, ...]]] = {}
    for text in _table():
        spelled = tuple(text.split())
        words.setdefault(spelled[0], []).append(spelled)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in words.items()}
