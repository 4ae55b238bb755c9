"""What does a person's profile come to under one requirement, before any rule replaces anything?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import structs

from taxonomy.model import Education, Experience, Leaf, Licence, Other
from taxonomy.paths.answers import ExperienceVerdict, LeafAnswer, QualificationAnswer, Strength, weakest, years_in_words
from taxonomy.paths.kinds_of_work import words_of
from taxonomy.paths.licences import best, terms_of
from taxonomy.paths.matching import ExperienceMatch
from taxonomy.paths.profile import Profile
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.schooling import SchoolingLevel, find_level

_ANY_LENGTH = 0.01  # no length stated: any at all will do
# "A valid California driver's license and a good driving record may be required prior to appointment."
_MAY = re.compile(r"\bmay be (?:required|requested|needed)\b", re.IGNORECASE)
# "An equivalent combination of education and experience"
COMBINATION = re.compile(
    r"\bcombinations?\s+of\b|\bequivalent\b.*\b(?:education|training)\b.*\bexperience\b", re.IGNORECASE
)
# "Call center experience related to sales and telemarketing is excluded."
_EXCLUSION = re.compile(r"\b(?:excluded|not (?:be )?(?:accepted|counted|considered|qualifying))\b", re.IGNORECASE)
_EXCLUDING = words_of("excluded not accepted counted considered qualifying will")

_LATER = ("appointment", "within")  # when a condition that is not needed to file is needed

_SURE: dict[QualificationAnswer, Strength] = {"met": "certain", "ask_hr": "kind_to_confirm", "not_met": "no"}
_TYPES = {each: str(each.__struct_config__.tag) for each in (Education, Experience, Licence, Other)}


class PreparedProfile:
    """A profile made ready to be held against many requirements; lives as long as one answer."""

    def __init__(self, profile: Profile, rulebook: RequirementBook) -> None:
        self.profile = profile
        self.rulebook = rulebook
        self.claims = tuple(ExperienceMatch(held, rulebook) for held in profile.experience if held.years > 0)
        self.level = find_level(profile.education)
        self.major = f" in {profile.major}" if profile.major else ""
        self.college_years = max(profile.college_years, self.level.years if self.level else 0.0)
        self._weighed: dict[int, tuple[Experience, tuple[ExperienceVerdict, ...]]] = {}  # by identity: rules ask again
        self.licences = tuple(terms_of(text) for text in profile.licences)

    @property
    def has_something(self) -> bool:
        """Is there any experience, or schooling beyond high school?"""
        return bool(self.claims or self.college_years)

    def weigh(self, leaf: Experience, authority: str) -> tuple[ExperienceVerdict, ...]:
        """What each experience of the person comes to under one requirement of a class of `authority`."""
        known = self._weighed.get(id(leaf))
        if known is None:
            found = tuple([claim.against(leaf, authority) for claim in self.claims])
            known = self._weighed[id(leaf)] = (leaf, found)
        return known[1]


def answer_leaf(leaf: Leaf, asked: ClassRequirement, person: PreparedProfile) -> LeafAnswer:
    """The answer of the leaf's own words alone."""
    if isinstance(leaf, Experience):
        return _experience(leaf, asked, person)
    if isinstance(leaf, Education):
        return _education(leaf, person)
    if isinstance(leaf, Licence):
        return _licence(leaf, asked, person)
    return _other(leaf, asked, person)


def _years(reasons: Iterable[ExperienceVerdict]) -> tuple[float, float]:
    """The years that count, and those that HR may count."""
    sure = perhaps = 0.0
    for reason in reasons:
        if reason.verdict == "counts":
            sure += reason.years
        elif reason.verdict == "ask_hr":
            perhaps += reason.years
    return sure, perhaps


def _part(
    part: Leaf, whole: Sequence[ExperienceVerdict], asked: ClassRequirement, person: PreparedProfile
) -> LeafAnswer:
    """A part of an experience: what was done in a class that counts for the whole, its title alone does not say."""
    if not isinstance(part, Experience) or part.at_class:
        return answer_leaf(part, asked, person)
    return _experience(part, asked, person, whole)


def _experience(
    leaf: Experience, asked: ClassRequirement, person: PreparedProfile, whole: Sequence[ExperienceVerdict] = ()
) -> LeafAnswer:
    reasons = person.weigh(leaf, asked.authority)
    if whole:
        rows = zip(reasons, whole, person.claims, strict=True)
        reasons = tuple([_within(own, of, claim, anyhow=leaf.years is None) for own, of, claim in rows])
    parts = tuple([_part(part, reasons, asked, person) for part in leaf.includes]) if leaf.includes else ()
    sure, perhaps = _years(reasons)
    if not (sure or perhaps or parts) and leaf.years:
        why = f"0 of {years_in_words(leaf.years)} count."
        return _leaf(leaf, "not_met", why, short_by_years=leaf.years, least_short=leaf.years, reasons=reasons)
    needed = leaf.years if leaf.years is not None else _ANY_LENGTH
    answer = _with_parts(sure >= needed, sure + perhaps >= needed, parts)
    lacking = max([max(needed - sure, 0.0), *(part.short_by_years or 0.0 for part in parts)])
    least = max([max(needed - sure - perhaps, 0.0), *(part.least_short or 0.0 for part in parts)])
    return _leaf(
        leaf,
        answer,
        " ".join(_experience_words(leaf, answer, sure, reasons, parts)),
        strength=_doubt(sure >= needed, reasons, parts) if answer == "ask_hr" else None,
        short_by_years=_short(answer, lacking if leaf.years is not None else None),
        least_short=_short(answer, least if leaf.years is not None else None),
        reasons=reasons,
        parts=parts,
    )


def _doubt(enough: bool, reasons: Sequence[ExperienceVerdict], parts: Sequence[LeafAnswer]) -> Strength:
    """What is for HR: the level of a class, or only the kind of work."""
    unsure = () if enough else (reason.strength for reason in reasons if reason.verdict == "ask_hr")
    return weakest(("kind_to_confirm", *unsure, *(part.strength for part in parts if part.answer == "ask_hr")))


def _within(
    own: ExperienceVerdict, whole: ExperienceVerdict, claim: ExperienceMatch, *, anyhow: bool
) -> ExperienceVerdict:
    """What counts for the whole may be the part, too, where a title alone was told or the part has no length."""
    untold = anyhow or whole.verdict == "counts" or (claim.held.class_ is not None and not claim.held.of)
    if untold and own.verdict == "does_not_count" and whole.verdict != "does_not_count":
        why = "HR must say whether it was such work."
        return structs.replace(own, verdict="ask_hr", strength="kind_to_confirm", why=why)
    return own


def _with_parts(surely: bool, perhaps: bool, parts: Sequence[LeafAnswer]) -> QualificationAnswer:
    if surely and all(part.answer == "met" for part in parts):
        return "met"
    return "ask_hr" if perhaps and all(part.answer != "not_met" for part in parts) else "not_met"


def _short(answer: QualificationAnswer, lacking: float | None) -> float | None:
    if answer == "met":
        return 0.0
    return lacking if answer == "not_met" else None


def _experience_words(
    leaf: Experience,
    answer: QualificationAnswer,
    sure: float,
    reasons: Sequence[ExperienceVerdict],
    parts: Sequence[LeafAnswer],
) -> Iterable[str]:
    unsure = [reason for reason in reasons if reason.verdict == "ask_hr"]
    enough = sure >= (leaf.years if leaf.years is not None else _ANY_LENGTH)
    if leaf.years is None:
        yield "You have this experience." if sure else "Nothing you named surely is this experience."
    elif enough:
        yield f"{_counted(sure)}; {leaf.years:g} asked for."
    else:
        short = f": {years_in_words(leaf.years - sure)} short" if sure and answer == "not_met" else ""
        yield f"{sure:g} of {years_in_words(leaf.years)} {'count' if answer == 'not_met' else 'surely count'}{short}."
    if unsure and not enough:
        yield f"HR must say whether {_listed(unsure)} counts."
    if enough or answer == "ask_hr":
        said = {"not_met": "A part is missing: ", "ask_hr": "For a part ask HR: "}
        yield from (said[part.answer] + part.why for part in parts if part.answer in said)


def _counted(years: float) -> str:
    words = years_in_words(years)
    return f"{words[0].upper()}{words[1:]} {'counts' if years <= 1 else 'count'}"


def _listed(reasons: Sequence[ExperienceVerdict]) -> str:
    return " and ".join(f"{years_in_words(reason.years)} of {reason.experience}" for reason in reasons[:3])


def _education(leaf: Education, person: PreparedProfile) -> LeafAnswer:
    wanted = find_level(leaf.level)
    if wanted is None:
        return _study(leaf, person)
    if person.level is not None and person.level.rank >= wanted.rank:
        return _with_field(leaf, f"You have {person.level.words}{person.major}.")
    if person.level is None and person.college_years and not wanted.years:
        why = f"{_schooling(person)} HR must say whether that shows {wanted.words}."
        return _leaf(leaf, "ask_hr", why, strength="field_unknown")
    lacking = max(wanted.years - person.college_years, 0.0)
    asked = f"This asks for {wanted.words}" + (f", {years_in_words(wanted.years)} of college" if wanted.years else "")
    why = f"{_schooling(person)} {asked}."
    return _leaf(leaf, "not_met", why, college_years_short=round(lacking, 2) or None)


def _study(leaf: Education, person: PreparedProfile) -> LeafAnswer:
    """Schooling without a degree: counted where the text says how much of it."""
    if leaf.years is None:
        why = "HR must say: the text names no level of schooling that can be compared."
        return _leaf(leaf, "ask_hr", why, strength="field_unknown")
    if person.college_years >= leaf.years:
        return _with_field(leaf, f"You have {years_in_words(person.college_years)} of college{person.major}.")
    why = f"{_schooling(person)} This asks for {years_in_words(leaf.years)} of college."
    return _leaf(leaf, "not_met", why, college_years_short=round(leaf.years - person.college_years, 2))


def _with_field(leaf: Education, why: str) -> LeafAnswer:
    if leaf.field:
        words = f"{why} HR must say whether your field is “{leaf.field}”."
        return _leaf(leaf, "ask_hr", words, strength="field_unknown")
    if leaf.includes:
        words = f"{why} HR must say whether it has the units that the text asks for."
        return _leaf(leaf, "ask_hr", words, strength="field_unknown")
    return _leaf(leaf, "met", why, short_by_years=0.0)


def _schooling(person: PreparedProfile) -> str:
    level: SchoolingLevel | None = person.level
    college = years_in_words(person.profile.college_years) if person.profile.college_years else ""
    if level is None:
        return f"You have {college} of college." if college else "You named no schooling."
    return f"You have {level.words}" + (f" and {college} of college." if college else ".")


def _licence(leaf: Licence, asked: ClassRequirement, person: PreparedProfile) -> LeafAnswer:
    likeness, why = best(leaf.of, person.licences)
    if likeness == "same":
        return _leaf(leaf, "met", why, short_by_years=0.0)
    if likeness == "perhaps":
        return _leaf(leaf, "ask_hr", why, strength="kind_to_confirm")
    if _MAY.search(leaf.quote):
        words = "HR must say: the text says it may be asked for, not that it is."
        return _leaf(leaf, "ask_hr", words, strength="kind_to_confirm")
    if any(each.needed in _LATER and leaf.quote in (each.quote, each.of) for each in asked.conditions):
        return _leaf(leaf, "ask_hr", "You did not name it. It is not needed when you file.", strength="kind_to_confirm")
    return _leaf(leaf, "not_met", why)


def _other(leaf: Other, asked: ClassRequirement, person: PreparedProfile) -> LeafAnswer:
    if _EXCLUSION.search(leaf.of):
        wanted = [person.rulebook.words(each.of or "") for each in person.rulebook.asked(asked).experience]
        excluded = person.rulebook.words(leaf.of).difference(_EXCLUDING, *wanted)
        touching = [claim.held.name for claim in person.claims if claim.touches(excluded)]
        if excluded and not touching:
            return _leaf(leaf, "met", "Nothing you named is of this kind.", short_by_years=0.0)
    if COMBINATION.search(leaf.of) and not person.has_something:
        return _leaf(leaf, "not_met", "You named no experience and no schooling beyond high school to combine.")
    return _leaf(leaf, "ask_hr", "Only HR can judge this.", strength="unread")


def _leaf(
    node: Leaf,
    answer: QualificationAnswer,
    why: str,
    *,
    strength: Strength | None = None,
    short_by_years: float | None = None,
    least_short: float | None = None,
    college_years_short: float | None = None,
    reasons: tuple[ExperienceVerdict, ...] = (),
    parts: tuple[LeafAnswer, ...] = (),
) -> LeafAnswer:
    return LeafAnswer(
        quote=node.quote,
        first_line=node.first_line,
        answer=answer,
        why=why,
        type=_TYPES[type(node)],
        strength=strength or _SURE[answer],
        least_short=round(least_short, 2) if least_short is not None else None,
        short_by_years=round(short_by_years, 2) if short_by_years is not None else None,
        college_years_short=college_years_short,
        reasons=reasons,
        parts=parts,
    )
