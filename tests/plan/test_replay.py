"""A simulated plan: on every day its classes stand as an independent replay of the changes says."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from taxonomy.basics.naming import class_id
from taxonomy.model import Change, ClassEntry, Notice, ParsedDocument, Source, StoredDocument
from taxonomy.plan.as_of import state_of
from taxonomy.plan.editions import build_plan

FIRST = date(2000, 1, 1)
_State = dict[int, tuple[str, str, str]]  # class number -> title, code, grade


def _document(number: int, day: date, **changes: object) -> StoredDocument:
    notice = Notice(
        number=str(number),
        date=(day - timedelta(days=20)).isoformat(),
        effective_rule=f"takes effect on {day:%B} {day.day}, {day.year}",
        **changes,  # type: ignore[arg-type]
    )
    source = Source(name=f"n{number}", media_type="text/plain", encoding="utf-8", sha256=f"{number}", lines=1)
    parsed = ParsedDocument(source=source, notice=notice)
    return StoredDocument(
        id=f"n{number:05}", name=f"n{number}", authority="elm", status="adopted", lines=("x",), parsed=parsed
    )


def _step(state: _State, rng: random.Random, number: int) -> tuple[_State, dict[str, object]]:
    """One random notice: the state after it, and what it says."""
    after, fresh = dict(state), max(state, default=0) + 1
    kind = rng.choice(("new", "retitle", "regrade", "recode", "abolish", "both")) if state else "new"
    if kind == "new":
        free = sorted({f"Class {each} Aide" for each in range(1, number)} - {title for title, _, _ in state.values()})
        again = rng.choice(free) if free and rng.random() < 0.3 else f"Class {number} Aide"  # a title of the past
        after[fresh] = (again, f"K{number}", f"G-{rng.randint(1, 40)}")
        title, code, grade = after[fresh]
        return after, {"new": (ClassEntry(title=title, code=code, grade=grade),)}
    chosen = rng.choice(sorted(state))
    title, code, grade = state[chosen]
    if kind == "abolish":
        del after[chosen]
        return after, {"abolished": (ClassEntry(title=title, code=code, grade=grade),)}
    new = (
        f"Class {number} Agent" if kind in ("retitle", "both") else title,
        f"K{number}" if kind == "recode" else code,
        f"G-{rng.randint(41, 90)}" if kind in ("regrade", "both") else grade,
    )
    after[chosen] = new
    row = Change(title_from=title, title_to=new[0], code_from=code, code_to=new[1], grade_from=grade, grade_to=new[2])
    return after, {"regraded" if new[2] != grade else "retitled": (row,)}


@pytest.mark.parametrize("seed", range(8))
def test_each_day_equals_the_replay(seed: int) -> None:
    rng = random.Random(seed)
    state: _State = {}
    documents, replay, day = [], [(FIRST, state)], FIRST
    for number in range(1, 121):
        day += timedelta(days=rng.randint(21, 90))
        state, said = _step(state, rng, number)
        documents.append(_document(number, day, **said))
        replay.append((day, state))
    rng.shuffle(documents)
    classes = build_plan(sorted(documents, key=lambda each: each.id)).classes
    for begins, wanted in replay:
        for asked in (begins, begins + timedelta(days=20)):
            states = [state_of(each, asked.isoformat()) for each in classes.values()]
            live = {(s.title, s.code, s.grade) for s in states if s.status in ("in_force", "text_not_loaded")}
            assert live == set(wanted.values()), asked


def test_old_names_of_a_simulated_plan_lead_to_classes_that_are_there() -> None:
    rng, state, documents, day = random.Random(99), dict[int, tuple[str, str, str]](), [], FIRST
    titles: set[str] = set()
    for number in range(1, 121):
        day += timedelta(days=30)
        state, said = _step(state, rng, number)
        documents.append(_document(number, day, **said))
        titles |= {title for title, _, _ in state.values()}
    plan = build_plan(documents)
    for title in titles:
        key = class_id("elm", title)
        assert plan.former_ids.get(key, key) in plan.classes
