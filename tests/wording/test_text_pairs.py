"""What may be joined without a person, what is asked, and what each difference is called: pairs judged beforehand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from taxonomy.model import Statement
from taxonomy.wording.compare import compare
from taxonomy.wording.harmonize import harmonize
from taxonomy.wording.joins import join_key, joins, name_key


class TextPair(NamedTuple):
    group: str
    a: str
    b: str
    joined: str
    editorial: str
    kinds: frozenset[str]


def text_pairs() -> list[TextPair]:
    """The pairs of `text_pairs.txt`; invisible signs stand there as escapes."""
    lines = Path(__file__).with_name("text_pairs.txt").read_text(encoding="utf-8").splitlines()
    told = [
        re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), line) for line in lines if not line.startswith("#")
    ]
    return [TextPair(*line.split(" | ")[:5], frozenset(line.split(" | ")[5].split())) for line in told]


PAIRS = [pytest.param(pair, id=f"{pair.group}-{number}") for number, pair in enumerate(text_pairs())]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_is_joined_asked_and_named_as_judged(pair: TextPair) -> None:
    found = compare(pair.a, pair.b)
    assert pair.joined == "?" or found.mergeable is (pair.joined == "1")
    assert pair.editorial == "?" or found.editorial is (pair.editorial == "1")
    assert pair.kinds & set(found.kinds)
    assert joins(pair.a, pair.b) is joins(pair.b, pair.a) is found.mergeable
    assert not found.mergeable or found.editorial


@pytest.mark.parametrize("pair", PAIRS)
def test_harmonizing_joins_the_same_texts_and_names(pair: TextPair) -> None:
    if join_key(pair.a) and join_key(pair.b):
        texts = harmonize([_statement("One", pair.a, 1), _statement("One", pair.b, 2)], []).competencies
        assert (len(texts[0].variants) == 1) is joins(pair.a, pair.b)
        names = harmonize([_statement(pair.a, None, 1), _statement(pair.b, None, 2)], []).competencies
        assert (len(names) == 1) is (name_key(pair.a) == name_key(pair.b)) is joins(pair.a, pair.b)


def test_a_text_told_apart_later_leaves_the_older_its_id() -> None:
    plain = [_statement("Care", "Refers families to snap.", number) for number in (1, 2)]
    before = harmonize(plain, []).competencies[0].variants[0].id
    after = harmonize([*plain, _statement("Care", "Refers families to SNAP.", 3)], []).competencies[0]
    assert before in {variant.id for variant in after.variants}
    assert len(after.variants) == 2


def test_names_once_joined_by_their_letters_keep_ids_that_decisions_know() -> None:
    found = harmonize([_statement("Team Work", "Pulls together.", 1), _statement("Teamwork", "Shares tasks.", 2)], [])
    ids = {variant.id for competency in found.competencies for variant in competency.variants}
    assert {c.id for c in found.competencies} == {"team-work", "teamwork"}
    moved = next(name for name in ids if name.startswith("teamwork-"))
    assert found.redirects[f"team-work-{moved.rsplit('-', 1)[1]}"] == moved


def _statement(label: str, text: str | None, number: int) -> Statement:
    return Statement(
        id=f"s{number}",
        class_id=f"town/{number}",
        class_title="",
        document=f"d{number}",
        first_line=1,
        last_line=1,
        label=label,
        definition=text,
    )
