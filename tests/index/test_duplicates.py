"""Near-duplicate classes: the same work in other words is found, doing and supervising are two things, boilerplate is
nobody's, and every point has its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from index.content.work_units import WorkUnit, work_units
from index.related.duplicate_evidence import COLUMNS, evidence, table_rows
from index.related.near_duplicates import duplicates, meeting
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import Decision
from tests.index.documents import stored

AGENT = "denver/311-customer-service-agent"
DHS = "denver/dhs-customer-service-agent"
PARKS = (
    "Mows lawns and trims hedges along the greenways with power tools",
    "Repairs sprinkler valves and irrigation timers in neighbourhood parks",
    "Plants annual flowers in beds and containers each spring",
    "Removes graffiti from benches, shelters and playground equipment",
)
GROUNDS = (
    "Trims hedges and mows lawns along greenways with power tools",
    "Repairs irrigation timers and sprinkler valves in neighbourhood parks",
    "Plants annual flowers each spring in containers and beds",
    "Removes graffiti from playground equipment, benches and shelters",
)


def specification(title: str, duties: Iterable[str]) -> str:
    lines = "\n\n".join(f"{duty}." for duty in duties)
    return (
        f"Class Specification\n\n{title}\n\nGENERAL STATEMENT OF CLASS DUTIES\n\nWorks for the city.\n\n"
        f"ESSENTIAL DUTIES\n\n{lines}\n\nMINIMUM QUALIFICATIONS\n\nEducation Requirement:\n\nNone.\n"
    )


def built(folder: Path, classes: dict[str, Sequence[str]], decisions: Sequence[Decision] = ()) -> Atlas:
    documents = []
    for number, (title, duties) in enumerate(classes.items()):
        path = folder / f"{number:03}.txt"
        path.write_text(specification(title, duties), encoding="utf-8")
        documents.append(stored(path, "Denver"))
    return build_atlas(documents, decisions)


def pairs(atlas: Atlas, least: float = 0.75) -> list[tuple[str, str]]:
    return [(each.left.partition("/")[2], each.right.partition("/")[2]) for each in duplicates(atlas, least)]


def test_of_the_bundled_classes_two_agents_are_almost_the_same(atlas: Atlas) -> None:
    [found] = duplicates(atlas)
    assert (found.left, found.right) == (AGENT, DHS)
    assert found.competencies == 1
    told = evidence(atlas, found)
    quotes = [quote for each in told.shared for quote in (each.left, each.right)]
    quotes += [*told.left.only_duties, *told.right.only_duties]
    assert len(quotes) > 30
    for quote in quotes:
        lines = atlas.documents[quote.document].lines
        assert quote.quote[:6] in " ".join(lines[quote.first_line - 1 : quote.first_line + 6])
    assert "determines the critical nature of a call" in told.right.only_duties[0].quote
    assert any(reason.kind == "distinguished_from" for reason in told.named)


def test_the_same_work_in_other_words_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    atlas = built(tmp_path, {"Park Worker": PARKS, "Groundskeeper": GROUNDS, "Clerk": ["Files letters by date"]})
    assert pairs(atlas) == [("groundskeeper", "park-worker")]
    [found] = duplicates(atlas)
    assert len(found.shared) == len(PARKS)
    assert (found.only_left, found.only_right) == ((), ())


def test_who_supervises_the_work_does_not_do_it(tmp_path: Path) -> None:
    supervisor = [f"Assigns and supervises the work of those who do this: {duty}" for duty in PARKS]
    atlas = built(tmp_path, {"Park Worker": PARKS, "Park Supervisor": supervisor})
    assert pairs(atlas, 0.5) == []


def test_what_many_classes_say_makes_no_two_of_them_one(tmp_path: Path) -> None:
    everybody = [
        "Applies sound principles of safety and keeps the workplace free of hazards at all times",
        "Fulfils the responsibilities of equal employment opportunity in every task that is given",
    ]
    own = (
        "Feeds lions raw meat", "Posts ledgers after closing", "Flushes sewers under pressure", "Paints murals",
        "Tunes engines of buses", "Prunes roses near fountains", "Reads meters along alleys", "Types verdicts verbatim",
        "Sweeps runways before dawn", "Stores vaccines below zero", "Inspects bridges from boats",
        "Indexes archives alphabetically",
    )  # fmt: skip
    classes = {f"Keeper {number}": [*everybody, each] for number, each in enumerate(own, start=1)}
    atlas = built(tmp_path, classes)
    assert pairs(atlas, 0.5) == []
    units = work_units(atlas.classes)
    assert all(len(each) == 1 for each in units.values())


def test_kept_apart_is_remembered_with_the_reason(atlas: Atlas) -> None:
    made = Decision(
        id="d1", sequence=1, answer="different", question=None, left=DHS, right=AGENT, by="Ann", when="2026-11-22",
        why="Another department.",
    )  # fmt: skip
    [found] = duplicates(build_atlas(atlas.documents.values(), [made]))
    assert found.kept_apart == made


def test_the_table_has_a_row_for_each_point(atlas: Atlas) -> None:
    told = [evidence(atlas, each) for each in duplicates(atlas)]
    rows = list(table_rows(told))
    assert all(len(row) == len(COLUMNS) for row in rows)
    [pair] = told
    only = (*pair.left.only_duties, *pair.right.only_duties)
    only_competencies = (*pair.left.only_competencies, *pair.right.only_competencies)
    assert len(rows) == len(pair.shared) + len(only) + len(only_competencies)


def test_a_crowd_of_equal_classes_does_not_meet_each_with_each() -> None:
    clause = WorkUnit(kind="duties", text="Mows the long lawns", stems=frozenset({"mow", "long", "lawn"}),
                      document="d", first_line=1)  # fmt: skip
    crowd = {f"denver/{number:04}": (clause,) for number in range(500)}
    assert 0 < len(meeting(crowd)) < 500 * 13


@pytest.mark.parametrize("least", [-1.0, 0.0, 2.0], ids=["below", "zero", "above"])
def test_any_limit_is_taken(atlas: Atlas, least: float) -> None:
    assert all(each.likeness >= 0.5 for each in duplicates(atlas, least))
