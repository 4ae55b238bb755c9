"""Does the check of a notice against the plan find what is wrong, and nothing where all is right?"""

from __future__ import annotations

import pytest

from taxonomy.analysis.notice_in_plan import PLAN_RULES, check_against_plan
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import (
    Change,
    ClassEntry,
    DatedBy,
    Experience,
    Notice,
    ParsedDocument,
    Pay,
    Reference,
    Source,
    Specification,
    StoredDocument,
)


def _named(title: str, quote: str) -> Reference:
    return Reference(title=title, relation="experience_as", quote=quote, first_line=1)


def _class(title: str, code: str, grade: str, low: float, requires: str | None = None) -> StoredDocument:
    source = Source(name=title, media_type="text/plain", encoding="utf-8", sha256=title, lines=1)
    quote = f"Two years as a {requires}"
    specification = Specification(
        title=title,
        job_code=code,
        authority="elm",
        status="adopted",
        pay=Pay(grade=grade, minimum=low, maximum=low * 2, period="year"),
        revised=DatedBy(raw="2018", date="2018", by=None),
        requirement=Experience(years=2, of=None, at_class=(requires,), quote=quote, first_line=1) if requires else None,
        references=(Reference(title=requires, relation="experience_as", quote=quote, first_line=1),)
        if requires
        else (),
        first_line=1,
        last_line=1,
    )
    parsed = ParsedDocument(source=source, specifications=(specification,))
    return StoredDocument(id=title.lower().replace(" ", "-"), name=title, lines=(title,), parsed=parsed)


@pytest.fixture(scope="module")
def plan() -> Atlas:
    return build_atlas(
        [
            _class("Clerk", "A10", "N-10", 30_000),
            _class("Senior Clerk", "A11", "N-12", 34_000, requires="Clerk"),
            _class("Surveyor", "B20", "N-15", 40_000),
        ]
    )


def rules(atlas: Atlas, **changes: object) -> set[str]:
    notice = Notice(number="1", date="2019-05-06", authority="elm", **changes)  # type: ignore[arg-type]
    source = Source(name="n", media_type="text/plain", encoding="utf-8", sha256="n", lines=1)
    found = check_against_plan(ParsedDocument(source=source, notice=notice), atlas)
    assert {each.rule for each in found} <= PLAN_RULES.keys()
    return {each.rule for each in found}


def change(title: str, to: str | None = None, **more: object) -> Change:
    return Change(title_from=title, title_to=to or title, **more)  # type: ignore[arg-type]


def test_a_notice_that_fits_the_plan(plan: Atlas) -> None:
    retitled = (change("Clerk", "Office Aide", code_from="A10", code_to="A10"),)
    regraded = (change("Surveyor", grade_from="N-15", grade_to="N-16", minimum_from=40_000, maximum_from=80_000),)
    new = (ClassEntry(title="Mapper", code="B30", grade="N-12", minimum=34_000, maximum=68_000),)
    assert rules(plan, retitled=retitled, regraded=regraded, new=new) == set()
    assert rules(plan, abolished=(ClassEntry(title="Surveyor", code="B20", grade="N-15"),)) == set()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"retitled": (change("Clerks Aide", "Aide", code_from="A10"),)}, "not_in_plan"),
        ({"retitled": (change("Surveyer", "Mapper"),)}, "not_in_plan"),
        ({"retitled": (change("Clerk", "Aide", code_from="C99"),)}, "code_not_of_class"),
        ({"regraded": (change("Surveyor", grade_from="N-14", grade_to="N-16"),)}, "grade_not_of_class"),
        ({"retitled": (change("Clerk", "Surveyor"),)}, "title_taken"),
        ({"new": (ClassEntry(title="Mapper", code="A11"),)}, "code_taken"),
        ({"abolished": (ClassEntry(title="Clerk"),)}, "still_required"),
        (
            {
                "new": (
                    ClassEntry(title="Mapper", grade="N-15", minimum=40_000, maximum=80_000),
                    ClassEntry(title="Chief", grade="N-12", minimum=33_000, maximum=68_000),
                )
            },
            "range_not_of_grade",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_fault_and_its_rule(plan: Atlas, changes: dict[str, object], rule: str) -> None:
    assert rules(plan, **changes) == {rule}


def test_two_classes_may_exchange_their_titles(plan: Atlas) -> None:
    swapped = (change("Clerk", "Senior Clerk"), change("Senior Clerk", "Clerk"))
    assert rules(plan, retitled=swapped) == set()


def test_a_notice_of_an_employer_that_is_not_loaded_is_not_compared(plan: Atlas) -> None:
    notice = Notice(authority="oak", abolished=(ClassEntry(title="Clerk"),))
    source = Source(name="n", media_type="text/plain", encoding="utf-8", sha256="n", lines=1)
    assert check_against_plan(ParsedDocument(source=source, notice=notice), plan) == ()
