"""What experience does a phrase ask for: how long, of what kind, in which classes, and what must lie within it?"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Experience
from taxonomy.reading.qualifications.amounts import AMOUNT, NUMBER, find_amount, number_of, years_of
from taxonomy.reading.qualifications.stretches import RequirementPlace
from taxonomy.reading.qualifications.titles import find_classes, find_equivalents

_SOME = r"(?:at\sleast\s|a\sminimum\sof\s|not\sless\sthan\s)?"
# ", one year of which must have been of the type …" · ", two years of which was at the journey level" · ", one of
# which must …"
_OF_WHICH = re.compile(
    rf"[,;]?\s(?:with\s|including\s)?{_SOME}(?P<years>{AMOUNT}|{NUMBER})\s(?:of\s(?:which|them)|thereof|of\s(?:those|these)\syears)\s(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "of which one year must have included budget … and one year of establishing …"
_WHICH_OF = re.compile(rf",?\sof\swhich\s(?P<rest>{_SOME}{AMOUNT}\s.*)", re.IGNORECASE | re.DOTALL)
# "that includes two years …" · "to include one year of …" · "including at least one year …"
_INCLUDING = re.compile(
    r",?\s(?:(?:that|which)\s(?:must\s|shall\s)?includ(?:es?|ed)|to\sinclude|must\sinclude|including|inclusive\sof)"
    rf"\s(?P<rest>{_SOME}{AMOUNT}\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# "with two of the six years supervising …" · "with at least 18 months of the four years being with the City" · "with
# one year experience reviewing …" · "with one year as a Senior Clerk"
_WITH = re.compile(
    rf",?\swith\s(?P<rest>{_SOME}(?:{AMOUNT}\s(?:of\sthe|of\s[\w-]+\s(?:[\w-]+\s)?(?:work|experience)|of\s(?:supervis\w+|management|lead\w*)\b|experience|as|in(?!\s(?:that|such|this|the)\s(?:rank|class|position|grade)))"
    rf"|{NUMBER}\sof\sthe\s[\w-]+\syears?)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# ", and at least two years must have been as a Park Ranger" · ", at least one year of this experience must be …"
_MUST_BE = re.compile(
    rf"[,;]\s(?:and\s)?(?P<rest>{_SOME}{AMOUNT}\s(?:of\s(?:this|that|the|such)\s(?:[\w-]+\s){{0,2}}experience\s)?(?:must|shall)\s.*)",
    re.IGNORECASE | re.DOTALL,
)
_MARKERS = (_OF_WHICH, _WHICH_OF, _INCLUDING, _WITH, _MUST_BE)
# "two of the six years": a number that gets its unit from the whole
_SHARE = re.compile(rf"(?:at\sleast\s)?(?P<number>{NUMBER})\sof\sthe\s[\w-]+\s(?P<unit>year|month)s?\b", re.IGNORECASE)
# "must have been", "must be", "was", "must have included": the verb between the length and what it must be
_VERB = re.compile(
    r"^(?:of\s)?(?:(?:the|this|that|such)\s(?:[\w-]+\s)?(?:years?|experience)\s)?"
    r"(?:(?:must|shall|should|was|were|is|has|have|being|be|been|include[sd]?|involved?)\s)+",
    re.IGNORECASE,
)
_NEXT_SHARE = re.compile(rf",?\sand\s(?={_SOME}{AMOUNT}\b)", re.IGNORECASE)
# "experience", "full-time paid professional experience", "of experience": no kind of work is named
_NO_KIND = re.compile(
    r"(?:must\s?|of\s|full[\s-]time\s|paid\s|professional\s|the\s|work\s)*(?:experience|employment|service|level)?",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\bexp\b\.?", re.IGNORECASE)
# "At least two years of", "experience equivalent to two years of", "Possession of two years": words that belong to
# the length
_BEFORE_LENGTH = re.compile(
    r"(?:at\sleast|a?\s?minimum(?:\sof)?|not\sless\sthan|(?:equivalent|equal)\sto|possession\sof|completion\sof|must\shave|requires)\s*$",
    re.IGNORECASE,
)
# "experience in a class", "experience in a position at least at the": what led to a title that is cut out
_LOOSE_END = re.compile(
    r"\s(?:of\sthe|in\s(?:any|one)(?:\sone)?(?:\sor\smore)?(?:\sof)?(?:\sthe)?|(?:in\san?\s(?:class|position))?\s?(?:at\s)?(?:least\s)?(?:at\s)?(?:the)?)$"
)


class Shares(Struct, frozen=True, kw_only=True):
    """Text before the first share of the experience, and the shares (years, what they must be)."""

    head: str
    shares: tuple[tuple[float | None, str], ...] = ()


def part_shares(text: str) -> Shares:
    """Cut ``"…, one year of which must have been …"`` off the experience it is a share of."""
    found = [match for marker in _MARKERS if (match := marker.search(text)) is not None and match.start() > 0]
    cut = min(found, key=lambda match: match.start(), default=None)
    if cut is None:
        return Shares(head=text)
    first, *others = _NEXT_SHARE.split(cut["rest"])
    own = (_length(cut["years"]), first) if cut.re is _OF_WHICH else _share(first)
    return Shares(head=text[: cut.start()], shares=(own, *map(_share, others)))


def read_experience(text: str, place: RequirementPlace) -> Experience:
    """The experience that `text` asks for; `place` is where it stands."""
    parted = part_shares(text)
    amount = find_amount(parted.head)
    rest = parted.head
    if amount is not None:
        rest = _BEFORE_LENGTH.sub("", parted.head[: amount.start]) + parted.head[amount.end :]
    leaf = _leaf(amount.years if amount else None, rest, place)
    includes = tuple(_leaf(years, _VERB.sub("", words), place) for years, words in parted.shares)
    return replace(leaf, includes=includes)


def _leaf(years: float | None, text: str, place: RequirementPlace) -> Experience:
    text = _ABBREVIATED.sub("experience", text)
    namings = find_classes(text)
    equivalents = find_equivalents(text)
    return Experience(
        years=years,
        of=_kind(text, [(naming.start, naming.end) for naming in namings] + list(equivalents)),
        at_class=tuple(dict.fromkeys(title for naming in namings for title in naming.titles)),
        or_equivalent_level=bool(namings) and (bool(equivalents) or any(naming.at_level for naming in namings)),
        quote=place.quote,
        first_line=place.first_line,
        alternative=place.alternative,
    )


def _share(text: str) -> tuple[float | None, str]:
    whole = _SHARE.match(text)
    if whole is not None:
        return years_of(f"{whole['number']} {whole['unit']}"), text[whole.end() :].strip()
    amount = find_amount(text)
    if amount is None:
        return None, text
    return amount.years, text[amount.end :].strip()


def _length(text: str) -> float:
    """``two years`` in years; ``one`` (of which) counts in the unit of the whole, which is years."""
    return years_of(text) if find_amount(text) else number_of(text)


def _kind(text: str, named: list[tuple[int, int]]) -> str | None:
    """The kind of work: `text` without the words that name classes, or null where nothing else is left."""
    kept, place = "", 0
    for start, end in sorted(named):
        kept += text[place : max(place, start)]
        place = max(place, end)
    words = " ".join((kept + text[place:]).split()).strip(" ,;.")
    words = _LOOSE_END.sub("", re.sub(r"^of\s", "", words))
    if _VERB.match(words):  # "the General Experience must have been" at the level of a class
        words = _VERB.sub("", f"{words} ").strip()
    return None if not words or _NO_KIND.fullmatch(words) else words
