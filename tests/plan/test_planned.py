"""A set of planned changes is the sum of its acts; what is not possible now is refused in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.exchange.planned_tables import planned_rows, read_planned_table, template_table
from taxonomy.model import ParsedDocument, Source
from taxonomy.model.planned import STEPS, PlanAct, PlannedChange, PlannedSet, fold
from taxonomy.plan.planned import NEEDS, PlanRefused, next_change_id, refuse_change, refuse_step
from taxonomy.plan.planned_notice import ClassNow, notice_of
from taxonomy.store import ReadDocument, Store
from taxonomy.store import plan_acts as plan_acts_module

CLERK = ClassNow(id="elm/clerk", title="Clerk", code="10", grade="G-1", minimum=10, maximum=20)
PAGE = ClassNow(id="elm/page", title="Page", code="11", grade="G-1", minimum=10, maximum=20)
NAMES = {"Clerk": CLERK, "10": CLERK, "Page": PAGE}


def notice(*changes: PlannedChange) -> dict[str, object]:
    planned = PlannedSet(id="cs-1", name="x", authority="elm", changes=changes)
    found = notice_of(planned, NAMES.get, lambda grade: [CLERK, PAGE] if grade == "G-1" else [])
    return {name: getattr(found, name) for name in ("retitled", "regraded", "new", "abolished")}


def act(sequence: int, act_name: str, /, **content: object) -> PlanAct:
    text = msgspec.json.encode(content).decode()
    return PlanAct(sequence=sequence, change_set="cs-1", act=act_name, by="Ann", when="2026-12-01", content=text)  # type: ignore[arg-type]


MADE = act(1, "make", name="x", authority="elm")
ADDED = act(2, "change", id="c1", kind="abolish", classes=["Clerk"])


def test_a_class_that_is_retitled_and_regraded_stands_once() -> None:
    rows = notice(
        PlannedChange(id="c1", kind="retitle", classes=("Clerk",), title="Aide"),
        PlannedChange(id="c2", kind="regrade", classes=("10",), grade="G-2", minimum=12, maximum=24),
    )
    assert rows["retitled"] == ()
    (row,) = rows["regraded"]  # type: ignore[misc]
    assert (row.title_from, row.title_to, row.grade_to, row.maximum_to) == ("Clerk", "Aide", "G-2", 24)


def test_pay_of_a_grade_changes_every_class_in_it() -> None:
    rows = notice(PlannedChange(id="c1", kind="pay", grade="G-1", minimum=11, maximum=22))
    assert [(r.title_from, r.grade_from, r.grade_to, r.minimum_to) for r in rows["regraded"]] == [  # type: ignore[attr-defined]
        ("Clerk", "G-1", "G-1", 11),
        ("Page", "G-1", "G-1", 11),
    ]


def test_merge_and_split_say_where_a_class_went() -> None:
    merged = notice(PlannedChange(id="c1", kind="merge", classes=("Clerk", "Page"), title="Clerk"))
    assert [(e.title, e.replaced_by) for e in merged["abolished"]] == [("Page", ("Clerk",))]  # type: ignore[attr-defined]
    assert merged["new"] == ()
    parted = notice(PlannedChange(id="c1", kind="split", classes=("Clerk",), into=("Aide", "Agent")))
    assert [e.title for e in parted["new"]] == ["Aide", "Agent"]  # type: ignore[attr-defined]


def test_a_class_that_is_not_there_is_refused() -> None:
    with pytest.raises(PlanRefused, match="No class loaded here is in force under the name Nobody"):
        notice(PlannedChange(id="c1", kind="abolish", classes=("Nobody",)))


@pytest.mark.parametrize("kind", NEEDS)
def test_each_kind_needs_its_fields(kind: str) -> None:
    with pytest.raises(PlanRefused, match="needs"):
        refuse_change(PlannedChange(kind=kind))  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(sorted(set(STEPS) - {"head", "change", "comment", "dispose", "drop"})), max_size=6))
def test_no_order_of_steps_leaves_the_ways_that_are_allowed(names: list[str]) -> None:
    acts, planned = [MADE, ADDED], fold([MADE, ADDED])["cs-1"]
    for number, name in enumerate(names, start=3):
        try:
            refuse_step(planned, name, "Bob")  # type: ignore[arg-type]
        except PlanRefused:
            assert planned.status not in STEPS[name][0]  # type: ignore[index]
            continue
        acts.append(act(number, name, **({"effective": "2027-01-01"} if name == "adopt" else {})))
        planned = fold(acts)["cs-1"]
        assert planned.status == STEPS[name][1]  # type: ignore[index]
    assert planned.status != "adopted" or [each.act for each in planned.acts if each.act != "return"][-1] == "adopt"


def test_whoever_submitted_may_not_post_where_two_are_needed() -> None:
    planned = fold([MADE, ADDED, act(3, "submit")])["cs-1"]
    with pytest.raises(PlanRefused, match="second person"):
        refuse_step(planned, "post", "Ann", needs_two=True)
    refuse_step(planned, "post", "Bob", needs_two=True)


def test_an_id_is_never_given_twice() -> None:
    planned = fold([MADE, ADDED, act(3, "drop", id="c1")])["cs-1"]
    assert planned.changes == ()
    assert next_change_id(planned) == "c2"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_says_the_same_when_it_is_read_again(form: str) -> None:
    rows = [found for _, found in read_planned_table(template_table(form), f"t.{form}")]
    assert {row.kind for row in rows if isinstance(row, PlannedChange)} == NEEDS.keys()
    planned = PlannedSet(id="cs-1", name="x", authority="elm", changes=tuple(rows))  # type: ignore[arg-type]
    assert [found for _, found in read_planned_table(planned_rows(planned, form), f"t.{form}")] == rows


def test_a_row_that_is_no_change_says_why() -> None:
    (found,) = read_planned_table(b"kind,grade,minimum\npay,G-1,much\n", "t.csv")
    assert found[0] == 2
    assert "much" in found[1]  # type: ignore[operator]


def test_adopting_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(name="n", media_type="text/plain", encoding=None, sha256="", lines=1)
    document = ReadDocument(name="n", data=b"x", parsed=ParsedDocument(source=source), lines=("x",))
    with Store.open(tmp_path, clock=lambda: datetime(2026, 12, 1, tzinfo=UTC)) as store:
        made = store.make_plan_set("x", "elm", by="Ann")
        before = store.version
        monkeypatch.setattr(plan_acts_module, "bump_version", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store.act_on_plan(made.id, "adopt", {}, by="Ann", check=lambda _: None, documents=(document,))
        assert (store.document_count, store.version) == (0, before)
        assert store.plan_set(made.id) == made
