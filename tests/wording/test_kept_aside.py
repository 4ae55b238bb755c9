"""On names of another city, labelled by hand: no join without a person is wrong, and what is proposed is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from taxonomy.wording.fold import fold_label
from taxonomy.wording.harmonize import harmonize
from tests.bench.kept_aside import SURE, Truth, label_table, named_statements, queue_table, table
from tests.bench.scoring import confidence
from tests.wording import gold
from tests.wording.corpus import bundled_statements

TRUTH = Truth([*table()["one"], *table()["across"], *gold.ONE_COMPETENCY])
STATEMENTS = (*named_statements(), *(s for s in bundled_statements() if s.current))


def test_there_are_enough_bulletins_and_each_names_something() -> None:
    assert len(table()["bulletins"]) >= 40
    assert all(table()["bulletins"].values())


def test_nothing_is_joined_wrongly_without_a_person() -> None:
    for competency in harmonize(STATEMENTS, []).competencies:
        assert all(TRUTH.is_one(competency.pref_label, s.label) for s in competency.statements)


def test_of_what_is_proposed_first_nine_in_ten_are_right() -> None:
    harmony = harmonize(STATEMENTS, [])
    labels = {c.id: c.pref_label for c in harmony.competencies}
    asked = [q for q in harmony.questions if q.kind == "label" and confidence(q) >= SURE]
    right = [TRUTH.is_one(labels[q.left], labels[q.right]) for q in asked]
    assert len(right) >= 10
    assert sum(right) >= 0.9 * len(right)
    assert sum(right[:10]) >= 9


def test_every_name_of_one_competency_is_proposed_without_any_vocabulary() -> None:
    harmony = harmonize(named_statements(), [], [])
    homes = {s.label: c.id for c in harmony.competencies for s in c.statements}
    proposed = {frozenset((q.left, q.right)) for q in harmony.questions if confidence(q) >= SURE}
    by_name = {name.lower(): home for name, home in homes.items()}
    for group in table()["one"]:
        first, *others = (by_name[name.lower()] for name in group)
        assert all(frozenset((first, other)) in proposed for other in others)


def test_the_tables_of_the_measurement_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    label_table()
    queue_table()
    shown = capsys.readouterr().out
    assert "ours, joined without a person" in shown
    assert shown.count("joined without a person and wrong: 0") == 2
    assert "sentence embeddings" in shown


@pytest.mark.shared
def test_the_bulletins_are_read_as_a_person_reads_them(shared_data: Path) -> None:
    """Every listed name is found, and nothing else; one list prints a name where only knowledge is announced."""
    found: dict[str, set[str]] = {}
    for path in sorted((shared_data / "la_bulletins").iterdir()):
        code = next((code for code in table()["bulletins"] if f" {code} " in path.name), None)
        if code:
            read = parse(decode(path.read_bytes(), path.name))
            found[code] = {fold_label(c.label) for each in read.specifications for c in each.competencies}
    stated = {code: set(map(fold_label, names)) for code, names in table()["bulletins"].items()}
    assert found.keys() == stated.keys()
    right = sum(len(stated[code] & found[code]) for code in stated)
    assert right / sum(map(len, found.values())) >= 0.99
    assert right / sum(map(len, stated.values())) >= 0.99
