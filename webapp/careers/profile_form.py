"""What did a person type into the form? Read into a profile that lives as long as the answer, and is kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct, structs

from taxonomy.atlas import Atlas
from taxonomy.paths.profile import MOST_ENTRIES, ExperienceEntry, Profile, ProfileError, checked
from taxonomy.paths.schooling import level_names

ROWS = 3
_MORE = 3
_FULL_TIME = 40  # hours a week
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")


CELLS = ("class", "of", "years", "months", "begun", "ended", "hours")


class ExperienceField(Struct, frozen=True, kw_only=True):
    """One row of the form, all as typed: a class or none, the work in the person's own words, and how long, in years
    and months or from one month to another (`ended` empty: until today), with hours a week where it was not full
    time."""

    number: int
    class_title: str = ""
    of: str = ""
    years: str = ""
    months: str = ""
    begun: str = ""
    ended: str = ""
    hours: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether anything of it says that somebody worked."""
        return any((self.class_title, self.of, self.years, self.months, self.begun))


class ProfileForm(Struct, frozen=True, kw_only=True):
    """The form as it was filled in; what cannot be read is said in `problem`."""

    education: str = ""
    college_years: str = ""
    major: str = ""
    licences: str = ""
    experience: tuple[ExperienceField, ...] = ()
    levels: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    problem: str | None = None

    def with_problem(self, problem: str) -> ProfileForm:
        """The same form, with what is wrong."""
        return structs.replace(self, problem=problem)


def empty_form(class_title: str = "", *, titles: tuple[str, ...] = ()) -> ProfileForm:
    """The form before anybody filled it in, its first row begun with a class."""
    first = ExperienceField(number=1, class_title=class_title)
    rows = (first, *(ExperienceField(number=number) for number in range(2, ROWS + 1)))
    return ProfileForm(experience=rows, levels=level_names(), titles=titles)


def form_of(profile: Profile, *, titles: tuple[str, ...] = ()) -> ProfileForm:
    """The form that a profile fills in: what somebody kept in a file comes back."""
    typed = {
        "education": profile.education or "",
        "college_years": f"{profile.college_years:g}" if profile.college_years else "",
        "major": profile.major or "",
        "licences": "\n".join(profile.licences),
    }
    for number, held in enumerate(profile.experience, 1):
        typed |= {
            f"class_{number}": held.class_ or "",
            f"of_{number}": held.of or "",
            f"years_{number}": f"{held.years:g}",
        }
    return read_form(typed, titles=titles)


def read_form(typed: Mapping[str, str], *, titles: tuple[str, ...] = ()) -> ProfileForm:
    """The form as typed, with one empty row more than are filled in, or three where more are wanted."""
    numbers = range(1, MOST_ENTRIES + 1)
    rows = [_row(typed, number) for number in numbers if any(_cells(typed, number))]
    rows = [_renumbered(row, number) for number, row in enumerate(rows, 1)]
    more = max(ROWS - len(rows), _MORE if typed.get("more_rows") else 1)
    rows += [ExperienceField(number=len(rows) + number) for number in range(1, more + 1)]
    return ProfileForm(
        education=_text(typed, "education"),
        college_years=_text(typed, "college_years"),
        major=_text(typed, "major"),
        licences=typed.get("licences", "")[:2000],
        experience=tuple(rows),
        levels=level_names(),
        titles=titles,
    )


def profile_of(form: ProfileForm, atlas: Atlas, authority: str | None) -> Profile:
    """The profile that a form describes; a title alone means a class of `authority`. Raises ProfileError in words."""
    held = tuple(_held(row, atlas, authority) for row in form.experience if row.is_filled)
    return checked(
        Profile(
            education=form.education or None,
            college_years=_number(form.college_years, "years of college") if form.college_years else 0.0,
            major=form.major or None,
            experience=held,
            licences=tuple(line.strip() for line in form.licences.splitlines() if line.strip()),
        )
    )


def known_classes(profile: Profile, atlas: Atlas) -> Profile:
    """`profile` with classes that are named by id or job code under their titles."""
    return Profile(
        education=profile.education,
        college_years=profile.college_years,
        major=profile.major,
        experience=tuple(_titled(held, atlas) for held in profile.experience),
        licences=profile.licences,
    )


def _titled(held: ExperienceEntry, atlas: Atlas) -> ExperienceEntry:
    found = atlas.find_class(held.class_) if held.class_ else None
    if found is None or (held.authority is not None and held.authority != found.authority):
        return held
    by_code = held.class_ in found.codes or held.class_ == found.id
    return (
        ExperienceEntry(class_=found.title, of=held.of, years=held.years, authority=found.authority)
        if by_code
        else held
    )


def _held(row: ExperienceField, atlas: Atlas, authority: str | None) -> ExperienceEntry:
    years = _length(row, row.class_title or row.of or "experience")
    if not row.class_title:
        return ExperienceEntry(of=row.of or None, years=years)
    own = [key for key in atlas.classes_named(row.class_title) if authority in (None, key.partition("/")[0])]
    found = atlas.classes[own[0]] if len(own) == 1 else atlas.find_class(row.class_title)
    if found is None:
        return ExperienceEntry(class_=row.class_title, of=row.of or None, years=years)
    return ExperienceEntry(class_=found.title, of=row.of or None, years=years, authority=found.authority)


def _length(row: ExperienceField, what: str) -> float:
    """Years of full-time work: as told in years and months, else from month to month; part time by its hours."""
    if row.years or row.months:
        years = _number(row.years or "0", f"years of {what}") + _number(row.months or "0", f"months of {what}") / 12
    elif row.begun:
        years = (_month(row.ended, what) if row.ended else _this_month()) - _month(row.begun, what)
        if years < 0:
            raise ProfileError(f"{what}: the work ends before it begins.")
        years = (years + 1) / 12
    else:
        raise ProfileError(f"How many years of {what}? Part of a year is written like 2.5, or give months or dates.")
    if not row.hours:
        return years
    hours = _number(row.hours, f"hours a week of {what}")
    if not 0 < hours <= 7 * 24:
        raise ProfileError(f"{what}: hours a week are more than 0 and at most 168.")
    return round(years * min(hours / _FULL_TIME, 1.0), 2)


def _month(text: str, what: str) -> int:
    """Months since the year 0, for "2019-04" or "4/2019"."""
    found = _MONTH.fullmatch(text)
    year, month = (int(found[1] or found[4]), int(found[2] or found[3])) if found else (0, 0)
    if not 1 <= month <= 12:
        raise ProfileError(f"{what}: “{text}” is no month. Write it like 2019-04 or 4/2019.")
    return year * 12 + month


def _this_month() -> int:
    today = date.today()
    return today.year * 12 + today.month


def _number(text: str, what: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise ProfileError(f"“{text}” is no number of {what}. Part of a year is written like 2.5.") from None


def _cells(typed: Mapping[str, str], number: int) -> tuple[str, ...]:
    return tuple(_text(typed, f"{cell}_{number}") for cell in CELLS)


def _row(typed: Mapping[str, str], number: int) -> ExperienceField:
    class_title, *rest = _cells(typed, number)
    return ExperienceField(number=number, class_title=class_title, **dict(zip(CELLS[1:], rest, strict=True)))


def _renumbered(row: ExperienceField, number: int) -> ExperienceField:
    return structs.replace(row, number=number)


def _text(typed: Mapping[str, Any], name: str) -> str:
    return " ".join(str(typed.get(name, ""))[:400].split())
