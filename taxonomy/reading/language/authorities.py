"""Who issued this document, by what its own text says?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug
from taxonomy.model import Doubt, DoubtCandidate
from taxonomy.reading.language.spellings import fold_heading, in_languages, is_form_word

_LONGEST_LINE = 90
_FORMS = read_table("authorities.toml")["forms"]
_OF = "|".join(pattern for form in _FORMS["of"] for pattern in (form, form.upper().replace("(?:", "(?:")))
# "City of Oakland", "County of Sonoma", "City and County of Denver", "Port of Seattle", "VILLE DE SAINT-AUBERT"
_OF_NAME = re.compile(
    rf"\b(?=[A-Z])(?P<form>{_OF}|Ville|VILLE|Ciudad|CIUDAD) (?:of|OF|de|DE|du|DU) "
    r"(?P<name>[A-Z][A-Za-zÀ-ÿ'’‘ʻ-]{1,30}(?: [A-Z][A-Za-zÀ-ÿ'’‘ʻ-]{1,30}){0,2})"
)
# "MULTNOMAH COUNTY", "Florida State University", "Sonoma County Water Agency", "Severn Vale NHS Foundation Trust"
_NAME_FORM = re.compile(
    rf"(?P<name>[A-Z][A-Za-zÀ-ÿ.'’-]{{1,30}}\s(?:(?:(?:and|AND|&|the|upon)\s(?=[A-Z]))?[A-Z][A-Za-zÀ-ÿ.'’-]{{1,30}}\s){{0,5}}?)"
    rf"(?P<form>(?i:{'|'.join(_FORMS['behind'])}))"
)
_PART = re.compile(
    rf"(?:{'|'.join(form for word in _FORMS['part'] for form in (word, word.upper()))}) (?:of|OF) "
    r"[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|and|AND|&)){0,5}"
)
_LABEL = re.compile(rf"^(?:{'|'.join(_FORMS['labels'])})\s*[:|\t]\s*", re.IGNORECASE)
# "Bexar County, Texas", "SHELBY COUNTY GOVERNMENT", "Hennepin County Human Resources Department"
_BEHIND_NAME = re.compile(
    r"\s(?:government|personnel|human resources|civil service|board of (?:county )?(?:commissioners|supervisors))"
    r"(?:\s(?:department|division|office|commission|board|services?))?$",
    re.IGNORECASE,
)
# "© 2020 Yolo County. All rights reserved."
_OWNED = re.compile(
    r"(?:©|\(c\)|copyright)[\s©,\d–-]*(?:the\s)?(?P<owner>[A-Z][^.,|©]{3,60}?)\s*(?:[.,|]|all rights|$)", re.IGNORECASE
)
# "www.spokanecounty.gov", "jobs.cityoftulsa.org", "co.dane.wi.us": a county, a city, or who has a government's address
_ADDRESS = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:[\w-]+\.)*?(?:"
    r"co\.(?P<co>[\w-]+)\.[a-z]{2}\.us|ci\.(?P<ci>[\w-]+)\.[a-z]{2}\.us"
    r"|(?:countyof(?P<county_of>[a-z]+)|(?:city|town)of(?P<city_of>[a-z]+)|(?P<county>[a-z]+)county(?:[a-z]{2})?)"
    r"\.(?:gov|org|com|net|us|example)(?:\.[a-z]{2})?"
    r"|(?P<council>[a-z-]+)\.(?:gov\.uk|gov\.ie|gov\.au|govt\.nz|nsw\.gov\.au|vic\.gov\.au|qld\.gov\.au))(?![\w.-])",
    re.IGNORECASE,
)
# "The Spokane County Library District" in running text: one or two names before the word
_COUNTY = re.compile(r"(?<![\w’'])(?!The\s)(?P<name>(?:[A-Z][a-zÀ-ÿ.'’-]{2,30}\s){1,2})(?P<form>County)\b(?!['’])")
# "WESTCHESTER COUNTY 0154"
_CODE_BEHIND = re.compile(r"\s+\d{3,6}$")
# "THE COMMONWEALTH OF MASSACHUSETTS", "THE CORPORATION OF THE TOWN OF …"
_ARTICLE = re.compile(rf"^(?:{'|'.join(_FORMS['before'])})\s", re.I)
# Where the name of a place is over: "State of Washington Classified Job Specification"
_NO_PLACE = re.compile(
    r"\s(?:Department|Personnel|Classified|Job|Class|Civil|Human|Office|Division|Employees?|Charter|Code)\b.*", re.I
)
_PLAIN = ("city", "state", "commonwealth", "university", "province", "government", "ville", "ciudad")
# "Waitaki District Council" is the authority of Waitaki; a county council that of its county
_COUNCIL = re.compile(r"(?:-?(?:city|district|borough|town|shire|regional|metropolitan-borough|rural))?-council$")
# "MAINE BUREAU OF HUMAN RESOURCES", "Texas State Job Description", "Vermont Official State Website"
_OF_A_STATE = re.compile(
    r"(?P<name>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)\s(?:State|Bureau|Department|Office|Civil Service|Personnel"
    r"|Management|Official|Division|Commission|Board|Public Service)\b.*",
    re.IGNORECASE,
)
_REST_OF_A_LINE = re.compile(
    r"\s*(?:\(|,|–|-|\s{2,}|\t|(?:Executive|Personnel|Department|Office|Human|Division|Classified|Civil)\b).*", re.I
)
_FEW, _HEAD, _FOOT = 1, 12, 6
# "Kaua’i", "O‘ahu" are one name with "Kauai", "OAHU"
_MARKS = re.compile(r"[’'‘ʻ]")


class Employer(Struct, frozen=True, kw_only=True):
    """The id of the authority that issued a document, and what is doubtful about it."""

    id: str | None
    doubt: Doubt | None = None


def authority_of_line(text: str) -> str | None:
    """The id of the authority that a line of its own names, or null for any other line."""
    if not text or len(text) > _LONGEST_LINE:
        return None
    for part in in_languages(text):
        if found := authority_of_line(part):
            return found
    text = whole = _LABEL.sub("", text.strip())
    text = _without_state(_BEHIND_NAME.sub("", _ARTICLE.sub("", _CODE_BEHIND.sub("", text.strip()))))
    folded = fold_heading(text)
    listed = next((entry["id"] for entry in _entries() if folded in _lines(entry["id"])), None)
    if listed:
        return str(listed)
    match = _OF_NAME.fullmatch(text.strip()) or _NAME_FORM.fullmatch(text.strip()) or _over_form(text)
    if (
        match is None
        and (begun := _OF_NAME.match(text) or _NAME_FORM.match(text))
        and _REST_OF_A_LINE.fullmatch(text[begun.end() :])
    ):
        match = begun
    return _id_of(match) if match else _state(_ARTICLE.sub("", whole.strip()))


def _over_form(text: str) -> re.Match[str] | None:
    """ "DANE COUNTY POSITION DESCRIPTION": the employer and the name of the form on one line."""
    match = _NAME_FORM.match(text)
    return match if match and is_form_word(text[match.end() :]) else None


def _without_state(text: str) -> str:
    """ "Bexar County, Texas" and "Lane County Oregon" name the county."""
    head, found, last = re.sub(r"\s?[,(]\s?", " ", text.rstrip(")")).rpartition(" ")
    named = bool(found) and fold_heading(last) in _places() and _NAME_FORM.fullmatch(head)
    return head if named else text


def _state(text: str) -> str | None:
    """The state or province that a letterhead begins with ("MAINE BUREAU OF HUMAN RESOURCES")."""
    match = _OF_A_STATE.fullmatch(text)
    names = [match["name"], match["name"].split()[0]] if match else []
    return next((slug(name) for name in names if fold_heading(name) in _places()), None)


def find_authority(block: Iterable[str], text: str) -> Employer:
    """The authority a title block or a letterhead names, else the one that `text` mentions most; with a doubt."""
    named = next((found for line in block if (found := authority_of_line(line))), None)
    if named is None:
        printed = [line for line in text.splitlines() if line]
        named = next(
            (found for line in (*printed[:_HEAD], *printed[-_FOOT:]) if (found := authority_of_line(line))), None
        )
    if named:
        return Employer(id=named)
    if part := next(filter(None, (_PART.fullmatch(line.strip()) for line in block)), None):
        name = slug(part[0])
        return Employer(id=name, doubt=_doubt("Only a part of a government is named.", [(name, 1)]))
    if owned := next(filter(None, (authority_of_line(match["owner"]) for match in _OWNED.finditer(text))), None):
        return Employer(id=owned)
    counts = Counter(dict(_mentions(text)))
    counts.update(
        _id_of(match) for match in _OF_NAME.finditer(text) if match[0][0].isupper() and _proper(match["name"])
    )
    counts.update(_id_of(match) for match in (_COUNTY.finditer(text) if "County" in text else ()))
    words = (word for word in text.split() if 0 < word.find(".") < len(word) - 2 and len(word) < _LONGEST_LINE)
    addresses = {_id_of_address(match): match[0] for word in words if (match := _ADDRESS.search(word))}
    counts.update(name for name in addresses if name in counts)
    ranked = counts.most_common(3)
    if not ranked and addresses:
        name, address = next(iter(addresses.items()))
        return Employer(id=name, doubt=_doubt(f"Only an address names the employer: {address}.", [(name, 1)]))
    if not ranked:
        return Employer(id=None, doubt=_doubt("No employer is named in the text.", ()))
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return Employer(id=ranked[0][0], doubt=_doubt("Several employers are named equally often.", ranked))
    if ranked[0][1] <= _FEW:
        return Employer(id=ranked[0][0], doubt=_doubt("The employer is only mentioned once in the text.", ranked))
    return Employer(id=ranked[0][0])


def _doubt(why: str, ranked: Iterable[tuple[str, int]]) -> Doubt:
    return Doubt(field="authority", why=why, candidates=tuple(DoubtCandidate(value=name) for name, _ in ranked))


def _mentions(text: str) -> Iterator[tuple[str, int]]:
    for entry in _entries():
        count = sum(text.count(mention) for mention in entry["mentions"] if not _OF_NAME.fullmatch(mention))
        if count:
            yield entry["id"], count


def _id_of(match: re.Match[str]) -> str:
    listed = next((entry["id"] for entry in _entries() if fold_heading(match[0]) in _lines(entry["id"])), None)
    if listed:
        return str(listed)
    name, form = slug(_NO_PLACE.sub("", _MARKS.sub("", match["name"]))), slug(match["form"])
    whole = name if form in _PLAIN else f"{name}-{form}"
    return _COUNCIL.sub("", whole)


def _id_of_address(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    name = slug(match[kind])
    return f"{name}-county" if kind in ("co", "county", "county_of") else name


def _proper(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_table("authorities.toml")["authority"]
    return entries


@cache
def _places() -> frozenset[str]:
    return frozenset(map(fold_heading, read_table("authorities.toml")["states"]["names"]))


@cache
def _lines(authority: str) -> frozenset[str]:
    entry = next(entry for entry in _entries() if entry["id"] == authority)
    return frozenset(map(fold_heading, entry["lines"]))
