"""Why not this class: where it stands, what each part adds, what it lacks, and what a person decided."""

from __future__ import annotations

import pytest

from index import Engine
from index.related.relatedness import related
from index.related.why_not import WhyNot, why_not
from index.settings import settings
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind

AGENT = "denver/311-customer-service-agent"
ASSISTANT = "denver/311-operations-assistant"
NEAREST = "denver/dhs-customer-service-agent"
SHOWN = 2


@pytest.fixture(scope="module")
def found(atlas: Atlas, engine: Engine) -> WhyNot:
    return why_not(atlas, AGENT, ASSISTANT, SHOWN, engine.neighbours)


def test_the_place_is_that_of_the_whole_order(atlas: Atlas, engine: Engine, found: WhyNot) -> None:
    order = [each.id for each in related(atlas, AGENT, len(atlas.classes), engine.neighbours)]
    assert found.place == order.index(ASSISTANT) + 1
    assert found.place > SHOWN
    assert "is not in the list" in found.answer
    assert found.last is not None
    assert found.last.id == order[SHOWN - 1]


def test_the_parts_add_up_to_both_scores(found: WhyNot) -> None:
    weighed = [part for part in found.parts if part.points is not None]
    assert [part.kind for part in weighed] == list(settings().related.score)
    assert sum(part.points or 0 for part in weighed) == pytest.approx(found.score, abs=2e-3)
    assert found.last is not None
    assert sum(part.last_points or 0 for part in weighed) == pytest.approx(found.last.score, abs=2e-3)


def test_what_is_missing_quotes_the_documents(atlas: Atlas, found: WhyNot) -> None:
    kinds = {part.kind: part for part in found.parts}
    assert {"text", "variants", "named", "pay"} <= kinds.keys()
    [words] = kinds["text"].missing
    assert "not with 311 Operations Assistant" in words.text
    stated = kinds["variants"].missing
    assert stated
    assert any("in another meaning" in each.text for each in stated)
    quotes = [quote for part in found.parts for each in part.missing for quote in each.quotes]
    assert quotes
    for quote in quotes:
        assert 0 < quote.first_line <= len(atlas.documents[quote.document].lines)
        assert quote.quote
    duties = [quote for quote in quotes if quote.section == "duties"]
    for quote in duties:
        assert quote.quote[:25] in atlas.documents[quote.document].lines[quote.first_line - 1]


def test_a_word_that_is_missing_stands_in_the_other_nowhere(atlas: Atlas, found: WhyNot) -> None:
    [words] = next(part for part in found.parts if part.kind == "text").missing
    specification = atlas.classes[ASSISTANT].current
    assert specification is not None
    printed = " ".join(duty.text.casefold() for duty in specification.specification.duties)
    missing = words.text.partition(": ")[2].split(", ")
    assert missing
    assert not [word for word in missing if f" {word} " in printed]


def test_a_class_in_the_list_is_said_to_be_there(atlas: Atlas, engine: Engine) -> None:
    there = why_not(atlas, AGENT, NEAREST, SHOWN, engine.neighbours)
    assert there.place == 1
    assert "is in the list, as number 1" in there.answer


@pytest.mark.parametrize(("answer", "word"), [("suppress", "suppressed"), ("pin", "pinned")])
def test_what_a_person_decided_is_the_answer(atlas: Atlas, answer: DecisionKind, word: str) -> None:
    made = Decision(
        id="d1", sequence=1, answer=answer, question=None, left=NEAREST, right=AGENT, by="Ann", when="2026-11-22",
        why="Other work.",
    )  # fmt: skip
    told = why_not(build_atlas(atlas.documents.values(), [made]), AGENT, NEAREST, SHOWN)
    assert f"was {word} by Ann, 2026-11-22: Other work." in told.answer
    assert told.place == 1
    assert told.last is not None
    assert told.last.id != NEAREST


def test_a_class_beside_itself_and_an_unknown_one_are_errors(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="itself"):
        why_not(atlas, AGENT, AGENT)
    with pytest.raises(KeyError):
        why_not(atlas, AGENT, "denver/nobody")
