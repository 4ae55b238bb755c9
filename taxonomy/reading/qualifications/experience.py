"""What experience does a phrase ask for: how long, of what kind, in which classes, and what must lie within it?"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Experience
from taxonomy.reading.qualifications.amounts import AMOUNT, find_amount, years_of
from taxonomy.reading.qualifications.stretches import Place
from taxonomy.reading.qualifications.titles import find_classes, find_equivalents

_SOME = r"(?:at\sleast\s|a\sminimum\sof\s|not\sless\sthan\s)?"
# ", one year of which must have been of the type …" · ", two years of which was at the journey level"
_OF_WHICH = re.compile(
    rf",?\s(?:with\s|including\s)?{_SOME}(?P<years>{AMOUNT})\s(?:of\swhich|thereof)\s(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "of which one year must have included budget … and one year of establishing …"
_WHICH_OF = re.compile(rf",?\sof\swhich\s(?P<rest>{_SOME}{AMOUNT}\s.*)", re.IGNORECASE | re.DOTALL)
# "that includes two years …" · "to include one year of …" · "including at least one year …"
_INCLUDING = re.compile(
    rf",?\s(?:(?:that|which)\s(?:must\s|shall\s)?includ(?:es?|ed)|to\sinclude|must\sinclude|including|inclusive\sof)\s(?P<rest>{_SOME}{AMOUNT}\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# "with two of the six years supervising …" · "with at least 18 months of the four years being …" · "with one year experience reviewing …"
_WITH = re.compile(
    rf",?\swith\s(?P<rest>{_SOME}(?:{AMOUNT}\s(?:of\s)?(?:the\s|experience\b)|\w+\sof\sthe\s\w+\syears?\b).*)",
    re.IGNORECASE | re.DOTALL,
)
_MARKERS = (_OF_WHICH, _WHICH_OF, _INCLUDING, _WITH)
# "two of the six years": a number that gets its unit from the whole
_SHARE = re.compile(r"(?:at\sleast\s)?(?P<number>\w+)\sof\sthe\s\w+\s(?P<unit>year|month)s?\b", re.IGNORECASE)
# "must have been", "must be", "was", "must have included": the verb between the length and what it must be
_VERB = re.compile(
    r"^(?:of\sthe\s[\w-]+\syears?\s)?(?:(?:must|shall|should|was|were|is|has|have|being|be|been|include[sd]?|involved?)\s)+(?:as\s(?=at\b))?",
    re.IGNORECASE,
)
_NEXT_SHARE = re.compile(rf",?\sand\s(?={_SOME}{AMOUNT}\b)", re.IGNORECASE)
# "experience", "full-time paid professional experience", "of experience": no kind of work is named
_NO_KIND = re.compile(
    r"(?:of\s|full[\s-]time\s|paid\s|professional\s|the\s|work\s)*(?:experience|employment|service)?", re.IGNORECASE
)

# "experience in a class", "experience at the", "experience in a position at least at the": what led to a title that is cut out
_LOOSE_END = re.compile(r"\s(?:of\sthe|(?:in\san?\s(?:class|position))?\s?(?:at\s)?(?:least\s)?(?:at\s)?(?:the)?)$")


class Shares(Struct, frozen=True, kw_only=True):
    """Text before the first share of the experience, and the shares (years, what they must be)."""

    head: str
    shares: tuple[tuple[float | None, str], ...] = ()


def part_shares(text: str) -> Shares:
    """Cut ``"…, one year of which must have been …"`` off the experience it is a share of."""
    found = [match for marker in _MARKERS if (match := marker.search(text)) is not None]
    # a share needs a whole before it: "Experience including two years …" has none, but the words still say what counts
    cut = min(found, key=lambda match: match.start(), default=None)
    if cut is None or cut.start() == 0:
        return Shares(head=text)
    rest = cut["rest"]
    if cut.re is _OF_WHICH:
        shares = ((years_of(cut["years"]), rest),)
        first, *others = _NEXT_SHARE.split(rest)
        shares = ((years_of(cut["years"]), first), *(_share(other) for other in others))
        return Shares(head=text[: cut.start()], shares=shares)
    return Shares(head=text[: cut.start()], shares=tuple(_share(part) for part in _NEXT_SHARE.split(rest)))


def read_experience(text: str, place: Place) -> Experience:
    """The experience that `text` asks for; `place` is where it stands."""
    parted = part_shares(text)
    amount = find_amount(parted.head)
    rest = parted.head[: amount.start] + parted.head[amount.end :] if amount else parted.head
    leaf = _leaf(amount.years if amount else None, rest, place)
    includes = tuple(_leaf(years, _VERB.sub("", words), place) for years, words in parted.shares)
    return replace(leaf, includes=includes)


def _leaf(years: float | None, text: str, place: Place) -> Experience:
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


def _kind(text: str, named: list[tuple[int, int]]) -> str | None:
    """The kind of work: `text` without the words that name classes, or null where nothing else is left."""
    kept, place = "", 0
    for start, end in sorted(named):
        kept += text[place : max(place, start)]
        place = max(place, end)
    words = " ".join((kept + text[place:]).split()).strip(" ,;.")
    words = _LOOSE_END.sub("", re.sub(r"^of\s", "", words))
    return None if not words or _NO_KIND.fullmatch(words) else words
