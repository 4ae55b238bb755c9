"""What is known about a class, from when to when? Proposals stay proposals; old names lead somewhere."""

from __future__ import annotations

from datetime import date

import pytest

from taxonomy.atlas import Atlas
from taxonomy.model import (
    Announcement,
    Change,
    ClassEntry,
    DatedBy,
    Hearing,
    Notice,
    ParsedDocument,
    Source,
    Specification,
    StoredDocument,
)
from taxonomy.plan.as_of import first_day, last_day, read_day, state_of
from taxonomy.plan.editions import build_plan
from taxonomy.plan.effective_dates import effective_by_rule, stated_effective_date, week_after
from taxonomy.reading.notices.notice_standing import read_standing


def stored(name: str, status: str | None, notice: Notice | None = None, *specs: Specification) -> StoredDocument:
    source = Source(name=name, media_type="text/plain", encoding="utf-8", sha256=name, lines=1)
    parsed = ParsedDocument(source=source, notice=notice, specifications=specs)
    return StoredDocument(id=name, name=name, authority="elm", status=status, lines=("x",), parsed=parsed)


def spec(title: str, code: str, revised: str) -> Specification:
    dated = DatedBy(raw=revised, date=revised, by=None)
    return Specification(title=title, job_code=code, revised=dated, status="adopted", first_line=1, last_line=1)


RETITLED = Notice(
    number="7",
    date="2020-03-01",
    effective_rule="The changes take effect on April 1, 2020.",
    retitled=(Change(title_from="Clerk", title_to="Office Aide", code_from="10", code_to="10"),),
)


class TestTheBundledNotice:
    def test_before_the_notice_the_old_title_is_in_force_and_no_text_is_loaded(self, bundled_atlas: Atlas) -> None:
        state = state_of(bundled_atlas.classes["denver/311-customer-service-specialist"], "2011-03-01")
        assert (state.title, state.code, state.status) == (
            "3-1-1 Customer Service Specialist",
            "CS2374",
            "text_not_loaded",
        )

    def test_an_adopted_edition_bears_the_new_title_out(self, bundled_atlas: Atlas) -> None:
        state = state_of(bundled_atlas.classes["denver/311-operations-assistant"], "2011-05-01")
        assert (state.title, state.code, state.status) == ("311 Operations Assistant", "CA2434", "in_force")
        assert state.grade == "612-C"
        assert [fact.value for fact in state.proposals if fact.field == "grade"] == ["613-A"]

    def test_what_is_only_proposed_is_never_in_force(self, bundled_atlas: Atlas) -> None:
        state = state_of(bundled_atlas.classes["denver/contact-center-director"], "2020")
        assert (state.status, state.code) == ("proposed", None)
        gone = bundled_atlas.classes["denver/3-1-1-customer-service-operations-supervisor"]
        assert gone.abolished is None
        assert gone.abolition_proposed is not None
        assert gone.events[0].text.startswith("Proposed:")
        assert gone.events[0].expected == "2011-04-10"

    def test_proposed_editions_carry_the_day_of_the_notice(self, bundled_atlas: Atlas) -> None:
        dates = {e.date for c in bundled_atlas.classes.values() for e in c.editions if e.status == "proposed"}
        assert dates == {"2011-03-23"}

    def test_old_titles_and_codes_lead_to_the_class(self, bundled_atlas: Atlas) -> None:
        assert bundled_atlas.redirects["denver/3-1-1-customer-service-agent"] == "denver/311-customer-service-agent"
        assert bundled_atlas.redirects["denver/cc2158"] == "denver/311-operations-assistant"

    def test_every_fact_and_event_cites_a_line(self, bundled_atlas: Atlas) -> None:
        for job_class in bundled_atlas.classes.values():
            for each in (*job_class.facts, *job_class.events):
                assert bundled_atlas.quote(each.source.document, each.source.first_line, each.source.last_line).strip()


def test_an_adopted_notice_changes_the_title_on_its_effective_day() -> None:
    plan = build_plan([stored("a", None, None, spec("Clerk", "10", "2010-01-01")), stored("n", "adopted", RETITLED)])
    (job_class,) = plan.classes.values()
    assert job_class.id == "elm/office-aide"
    assert [state_of(job_class, day).title for day in ("2020-03-31", "2020-04-01")] == ["Clerk", "Office Aide"]
    assert plan.former_ids["elm/clerk"] == "elm/office-aide"


def test_a_title_is_followed_through_two_notices() -> None:
    again = Notice(number="8", date="2022-01-01", retitled=(Change(title_from="Office Aide", title_to="Assistant"),))
    plan = build_plan([stored("n", "adopted", RETITLED), stored("m", "adopted", again)])
    (job_class,) = plan.classes.values()
    assert job_class.id == "elm/assistant"
    assert plan.former_ids["elm/clerk"] == plan.former_ids["elm/office-aide"] == "elm/assistant"
    assert state_of(job_class, "2021").title == "Office Aide"


def test_a_title_that_was_given_up_may_be_another_class_later() -> None:
    later = Notice(number="9", date="2023-01-01", new=(ClassEntry(title="Clerk", code="99"),))
    plan = build_plan([stored("n", "adopted", RETITLED), stored("m", "adopted", later)])
    assert sorted(plan.classes) == ["elm/clerk", "elm/office-aide"]
    assert state_of(plan.classes["elm/clerk"], "2022-12-31").status == "not_established"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("The effective date shall be the beginning of the first work week following approval.", "2011-04-10"),
        ("Per Rule 7-37 it takes effect on May 2, 2011.", None),
        (None, None),
    ],
)
def test_the_first_work_week_after_the_hearing(rule: str | None, expected: str | None) -> None:
    notice = Announcement(hearing=Hearing(date="2011-04-07"), effective_rule=rule)
    assert effective_by_rule(notice) == expected


def test_a_number_of_a_rule_is_no_date() -> None:
    assert stated_effective_date(Announcement(effective_rule="Per Rule 7-37 A, the day after approval.")) is None
    assert stated_effective_date(Announcement(effective_rule="effective May 2, 2011")) == "2011-05-02"


def test_a_week_begins_after_the_day_even_on_its_first_day() -> None:
    from_sunday = week_after(date(2011, 4, 10))
    assert from_sunday.isoformat() == "2011-04-17"


@pytest.mark.parametrize(("text", "last"), [("2012", "2012-12-31"), ("2012-02", "2012-02-29"), ("2012-02-03",) * 2])
def test_days_of_any_precision(text: str, last: str) -> None:
    assert last_day(read_day(text)) == last
    assert first_day(text) <= last


@pytest.mark.parametrize("text", ["yesterday", "2012-13", "2011-02-30", "", "12/3/2011"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("PASSED AND ADOPTED this 8th day of June", "adopted"),
        ("It is proposed to abolish the class of Clerk.", "proposed"),
        ("NOW, THEREFORE, BE IT RESOLVED that the class of Clerk is abolished.", "adopted"),
        ("BE IT RESOLVED … as recommended at the public hearing", "proposed"),
        ("Classification Notice", "proposed"),
    ],
)
def test_whether_a_notice_asks_or_reports(text: str, standing: str) -> None:
    assert read_standing(text) == standing
