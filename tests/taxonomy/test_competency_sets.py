"""Which classes state a set of competencies? On the bundled documents, with meanings and levels."""

from __future__ import annotations

import itertools

import pytest

from taxonomy.analysis.competency_sets import COVERED, Pick, cover_set, read_pick
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import Decision, StoredDocument

SET = ("Reasoning", "Conflict Management", "Teaching Others", "Diversity")


def picks(atlas: Atlas, *texts: str) -> list[Pick]:
    found = [read_pick(atlas, text) for text in texts]
    assert None not in found
    return [pick for pick in found if pick]


def level_of(sequence: int, low: str, high: str) -> Decision:
    return Decision(
        id=f"d{sequence}", sequence=sequence, answer="level_of", question=None, left=low, right=high,
        by="Ann", when="2026-11-22T09:00:00", why="",
    )  # fmt: skip


def test_classes_come_by_how_much_of_the_set_they_state(bundled_atlas: Atlas) -> None:
    found = cover_set(bundled_atlas, picks(bundled_atlas, *SET))
    counts = [each.covered for each in found.classes]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] > 0
    for each in found.classes:
        stated = set(bundled_atlas.index.class_competencies[each.id])
        assert each.covered == sum(pick.competency in stated for pick in found.picks)


def test_each_covered_pick_cites_its_statement_and_each_other_is_named(bundled_atlas: Atlas) -> None:
    found = cover_set(bundled_atlas, picks(bundled_atlas, *SET))
    for each in found.classes:
        keys = [pick.key for pick in found.picks]
        assert each.missing == tuple(k for k, h in zip(keys, each.held, strict=True) if h.state not in COVERED)
        for pick, held in zip(found.picks, each.held, strict=True):
            if held.statement is None:
                assert held.state == "nothing"
                continue
            said = held.statement
            printed = bundled_atlas.quote(said.document, said.first_line, said.last_line)
            assert said.class_id == each.id
            assert said.label in printed
            assert pick.pref_label == bundled_atlas.competencies[pick.competency].pref_label


def test_another_meaning_is_near_and_not_counted(bundled_atlas: Atlas) -> None:
    variants = bundled_atlas.competencies["reasoning"].variants
    anyhow = cover_set(bundled_atlas, picks(bundled_atlas, "reasoning"))
    exactly = cover_set(bundled_atlas, picks(bundled_atlas, variants[0].id))
    assert {each.id for each in exactly.classes} == {each.id for each in anyhow.classes}
    holders = {s.class_id for s in variants[0].statements if s.current}
    assert {each.id for each in exactly.classes if each.covered} == holders
    assert {each.held[0].state for each in exactly.classes if not each.covered} == {"other_meaning"}
    assert [each.covered for each in exactly.classes] == sorted((e.covered for e in exactly.classes), reverse=True)


def test_a_level_counts_from_there_upwards(bundled_documents: tuple[StoredDocument, ...]) -> None:
    ids = [variant.id for variant in build_atlas(bundled_documents).competencies["reasoning"].variants]
    atlas = build_atlas(bundled_documents, [level_of(n, *pair) for n, pair in enumerate(itertools.pairwise(ids), 1)])
    high = {v.level: {s.class_id for s in v.statements if s.current} for v in atlas.competencies["reasoning"].variants}
    above = set().union(*(classes for level, classes in high.items() if level is not None and level > 1))
    found = cover_set(atlas, picks(atlas, "Reasoning @2"))
    states = {each.id: each.held[0].state for each in found.classes}
    assert {key for key, state in states.items() if state == "stated"} == above
    assert {key for key, state in states.items() if state == "lower_level"} == high[1] - above


def test_what_no_class_states_is_named(bundled_atlas: Atlas) -> None:
    found = cover_set(bundled_atlas, picks(bundled_atlas, "memory", "reasoning@9"))
    assert found.uncovered == ("reasoning@9",)
    assert cover_set(bundled_atlas, []).classes == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("  reasoning ", "reasoning", id="label"),
        pytest.param("Self-Management", "self-management", id="another label"),
        pytest.param("Reasoning@2", "reasoning@2", id="level"),
        pytest.param("zeppelin", None, id="unknown"),
        pytest.param("zeppelin@2", None, id="unknown with level"),
        pytest.param("@2", None, id="only a level"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_is_written_is_read_as_one_pick_or_none(bundled_atlas: Atlas, text: str, key: str | None) -> None:
    pick = read_pick(bundled_atlas, text)
    assert (pick.key if pick else None) == key


def test_the_same_pick_twice_counts_once(bundled_atlas: Atlas) -> None:
    twice = cover_set(bundled_atlas, picks(bundled_atlas, "reasoning", "Reasoning"))
    assert [pick.key for pick in twice.picks] == ["reasoning"]
