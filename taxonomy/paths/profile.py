"""What a person tells about herself to be held against requirements. It is used and forgotten, never stored."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec
from msgspec import Struct, field

MOST_YEARS = 80
MOST_ENTRIES = 40
LONGEST_TEXT = 400


class ProfileError(ValueError):
    """A profile that cannot be read; the message says what is wrong and what is wanted."""


class ExperienceEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Years in a class (`class`, of `authority` if given), years of work in the person's own words (`of`), or both."""

    class_: str | None = field(name="class", default=None)
    of: str | None = None
    years: float
    authority: str | None = None

    @property
    def name(self) -> str:
        """What an answer calls this experience."""
        return self.class_ or self.of or "unnamed experience"


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's profile (docs/api.md). `education` is a level of data/education.toml in any spelling, or null; `major`
    is what was studied."""

    education: str | None = None
    college_years: float = 0
    major: str | None = None
    experience: tuple[ExperienceEntry, ...] = ()
    licences: tuple[str, ...] = ()


_PROFILE = msgspec.json.Decoder(Profile)


def read_profile(data: bytes) -> Profile:
    """The profile in a JSON text. Raises ProfileError with one sentence about the first thing that is wrong."""
    try:
        profile = _PROFILE.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ProfileError(f"The profile cannot be read: {error}.") from error
    return checked(profile)


def checked(profile: Profile) -> Profile:
    """`profile` as it is, if a person can be like that. Raises ProfileError."""
    years = (profile.college_years, *(held.years for held in profile.experience))
    if any(each < 0 for each in years):
        raise ProfileError("The profile has a negative number of years.")
    if any(not math.isfinite(each) or each > MOST_YEARS for each in years):
        raise ProfileError(f"The profile has more than {MOST_YEARS} years in one place.")
    if len(profile.experience) + len(profile.licences) > MOST_ENTRIES:
        raise ProfileError(f"The profile has more than {MOST_ENTRIES} entries.")
    if any(len(text) > LONGEST_TEXT for text in _texts(profile)):
        raise ProfileError(f"The profile has a text of more than {LONGEST_TEXT} letters.")
    return profile


def _texts(profile: Profile) -> Iterator[str]:
    yield profile.education or ""
    yield profile.major or ""
    yield from profile.licences
    for held in profile.experience:
        yield from (held.class_ or "", held.of or "", held.authority or "")
