"""What did a person type into the form? Read into a profile that lives as long as the answer, and is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from taxonomy.atlas import Atlas
from taxonomy.paths.profile import MOST_ENTRIES, ExperienceEntry, Profile, ProfileError, checked
from taxonomy.paths.schooling import level_names

ROWS = 3


class ExperienceField(Struct, frozen=True, kw_only=True):
    """One row of the form: a class or none, the work in the person's own words, and years, all as typed."""

    number: int
    class_title: str = ""
    of: str = ""
    years: str = ""


class ProfileForm(Struct, frozen=True, kw_only=True):
    """The form as it was filled in; what cannot be read is said in `problem`."""

    education: str = ""
    college_years: str = ""
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


def read_form(typed: Mapping[str, str], *, titles: tuple[str, ...] = ()) -> ProfileForm:
    """The form as typed, with one empty row more than are filled in."""
    numbers = range(1, MOST_ENTRIES + 1)
    rows = [_row(typed, number) for number in numbers if any(_cells(typed, number))]
    rows = [_renumbered(row, number) for number, row in enumerate(rows, 1)]
    more = max(ROWS - len(rows), 1)
    rows += [ExperienceField(number=len(rows) + number) for number in range(1, more + 1)]
    return ProfileForm(
        education=_text(typed, "education"),
        college_years=_text(typed, "college_years"),
        licences=typed.get("licences", "")[:2000],
        experience=tuple(rows),
        levels=level_names(),
        titles=titles,
    )


def profile_of(form: ProfileForm, atlas: Atlas, authority: str | None) -> Profile:
    """The profile that a form describes; a title alone means a class of `authority`. Raises ProfileError in words."""
    held = tuple(_held(row, atlas, authority) for row in form.experience if row.class_title or row.of or row.years)
    return checked(
        Profile(
            education=form.education or None,
            college_years=_number(form.college_years, "years of college") if form.college_years else 0.0,
            experience=held,
            licences=tuple(line.strip() for line in form.licences.splitlines() if line.strip()),
        )
    )


def known_classes(profile: Profile, atlas: Atlas) -> Profile:
    """`profile` with classes that are named by id or job code under their titles."""
    return Profile(
        education=profile.education,
        college_years=profile.college_years,
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
    if not row.years:
        raise ProfileError(f"How many years of {row.class_title or row.of}? Part of a year is written like 2.5.")
    years = _number(row.years, f"years of {row.class_title or row.of or 'experience'}")
    if not row.class_title:
        return ExperienceEntry(of=row.of or None, years=years)
    own = [key for key in atlas.classes_named(row.class_title) if authority in (None, key.partition("/")[0])]
    found = atlas.classes[own[0]] if len(own) == 1 else atlas.find_class(row.class_title)
    if found is None:
        return ExperienceEntry(class_=row.class_title, of=row.of or None, years=years)
    return ExperienceEntry(class_=found.title, of=row.of or None, years=years, authority=found.authority)


def _number(text: str, what: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise ProfileError(f"“{text}” is no number of {what}. Part of a year is written like 2.5.") from None


def _cells(typed: Mapping[str, str], number: int) -> tuple[str, str, str]:
    return _text(typed, f"class_{number}"), _text(typed, f"of_{number}"), _text(typed, f"years_{number}")


def _row(typed: Mapping[str, str], number: int) -> ExperienceField:
    class_title, of, years = _cells(typed, number)
    return ExperienceField(number=number, class_title=class_title, of=of, years=years)


def _renumbered(row: ExperienceField, number: int) -> ExperienceField:
    return structs.replace(row, number=number)


def _text(typed: Mapping[str, Any], name: str) -> str:
    return " ".join(str(typed.get(name, ""))[:400].split())
