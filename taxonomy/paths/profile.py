"""What a person tells about herself to be held against requirements. It is used and forgotten, never stored."""

from __future__ import annotations

import msgspec
from msgspec import Struct, field


class ProfileError(ValueError):
    """A profile that cannot be read; the message says what is wrong and what is wanted."""


class Held(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Years in one class (`class`, of `authority` if given), years of work in her own words (`of`), or both."""

    class_: str | None = field(name="class", default=None)
    of: str | None = None
    years: float
    authority: str | None = None

    @property
    def name(self) -> str:
        """What an answer calls this experience."""
        return self.class_ or self.of or "unnamed experience"


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CONTRACT's PROFILE. `education` is a level of ``data/education.toml`` in any of its spellings, or null."""

    education: str | None = None
    college_years: float = 0
    experience: tuple[Held, ...] = ()
    licences: tuple[str, ...] = ()


_PROFILE = msgspec.json.Decoder(Profile)


def read_profile(data: bytes) -> Profile:
    """The profile in a JSON text. Raises ProfileError with one sentence about the first thing that is wrong."""
    try:
        profile = _PROFILE.decode(data)
    except msgspec.MsgspecError as error:
        raise ProfileError(f"The profile cannot be read: {error}.") from error
    if profile.college_years < 0 or any(held.years < 0 for held in profile.experience):
        raise ProfileError("The profile has a negative number of years.")
    return profile
