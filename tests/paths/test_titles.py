"""Titles resolve to classes of the same authority, and only when one class answers."""

from __future__ import annotations

import pytest

from taxonomy.basics.naming import class_id, slug
from taxonomy.model import Citation, FormerTitle, JobClass
from taxonomy.paths.titles import TitleIndex

LA = "City of Los Angeles"
DENVER = "City and County of Denver"


def job_class(authority: str, title: str, *former: str) -> JobClass:
    source = Citation(document="notice", first_line=1, last_line=1, quote="retitled")
    return JobClass(
        id=class_id(slug(authority), title),
        title=title,
        authority=authority,
        former_titles=tuple(FormerTitle(title=name, source=source) for name in former),
    )


CLASSES = {
    one.id: one
    for one in (
        job_class(LA, "CRIMINALIST"),
        job_class(LA, "POLICE OFFICER"),
        job_class(LA, "DETENTION OFFICER"),
        job_class(LA, "POLICE AIDE"),
        job_class(LA, "HEATING AND REFRIGERATION INSPECTOR"),
        job_class(LA, "SENIOR WORKERS' COMPENSATION ANALYST"),
        job_class(LA, "311 DIRECTOR"),
        job_class(LA, "ACCOUNTING CLERK I"),
        job_class(LA, "ACCOUNTING CLERK II"),
        job_class(LA, "SENIOR CLERK", "Clerk Typist"),
        job_class(LA, "PRINCIPAL CLERK", "Clerk Typist"),
        job_class(LA, "DEPUTY"),
        job_class(DENVER, "Contact Center Director", "311 Director"),
    )
}


@pytest.mark.parametrize(
    ("authority", "title", "expected"),
    [
        pytest.param(LA, "Criminalist", "criminalist", id="capitals"),
        pytest.param(LA, "Criminalist III", "criminalist", id="pay-grade"),
        pytest.param(LA, "Accounting Clerk II", "accounting-clerk-ii", id="level-is-a-class-of-its-own"),
        pytest.param(LA, "Accounting Clerk", None, id="two-levels-no-choice"),
        pytest.param(LA, "Police Officers", "police-officer", id="plural"),
        pytest.param(LA, "Deputies", "deputy", id="plural-ies"),
        pytest.param(
            LA, "Senior Workers’ Compensation Analyst", "senior-workers-compensation-analyst", id="apostrophe"
        ),
        pytest.param(LA, "Clerk Typist", None, id="former-title-of-two"),
        pytest.param(LA, "Executive Assistant", None, id="not-at-hand"),
        pytest.param(LA, "311 Director", "311-director", id="own-title-of-this-authority"),
        pytest.param(LA, "", None, id="nothing"),
    ],
)
def test_resolves_within_los_angeles(authority: str, title: str, expected: str | None) -> None:
    found = TitleIndex(CLASSES).resolve(authority, title)
    assert found == (expected and f"{slug(LA)}/{expected}")


def test_an_old_title_leads_to_its_class_of_the_same_authority_only() -> None:
    assert TitleIndex(CLASSES).resolve(DENVER, "311 Director") == f"{slug(DENVER)}/contact-center-director"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Heating and Refrigeration Inspector", ["heating-and-refrigeration-inspector"], id="one"),
        pytest.param("Detention Officer and Police Aide", ["detention-officer", "police-aide"], id="two"),
        pytest.param(
            "Police Aide, Criminalist II or Police Officer",
            ["police-aide", "criminalist", "police-officer"],
            id="three",
        ),
        pytest.param("Detention Officer and Gardener", [None], id="half-known-stays-whole"),
    ],
)
def test_a_list_is_parted_by_known_titles(title: str, expected: list[str | None]) -> None:
    found = [key and key.rpartition("/")[2] for _, key in TitleIndex(CLASSES).resolve_all(LA, title)]
    assert found == expected
