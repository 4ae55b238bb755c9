"""Related classes: shared names of competencies mislead, meanings and duties do not; every part has its reason."""

from __future__ import annotations

import pytest

from index import Engine
from index.related.relatedness import Related, related
from index.settings import settings
from taxonomy.atlas import Atlas

AGENT = "denver/311-customer-service-agent"
SPECIALIST = "denver/311-customer-service-specialist"
LEAD = "denver/lead-customer-service-agent"
ASSISTANT = "denver/311-operations-assistant"


@pytest.fixture(scope="module")
def from_agent(atlas: Atlas, engine: Engine) -> dict[str, Related]:
    return {found.id: found for found in related(atlas, AGENT, 10, engine.neighbours)}


def test_shared_names_do_not_make_a_relation(from_agent: dict[str, Related]) -> None:
    order = list(from_agent)
    assert order.index(SPECIALIST) < order.index(ASSISTANT)
    assert order.index(LEAD) < order.index(ASSISTANT)


def test_the_reasons_add_up_to_the_score(from_agent: dict[str, Related]) -> None:
    for found in from_agent.values():
        assert found.score == pytest.approx(sum(reason.weight for reason in found.reasons), abs=2e-3)
        assert all(reason.weight <= settings().related.score.get(reason.kind, 0.0) for reason in found.reasons)
        assert found.reasons


def test_reasons_quote_the_documents(from_agent: dict[str, Related], atlas: Atlas) -> None:
    for found in from_agent.values():
        for quote in (quote for reason in found.reasons for quote in reason.quotes if quote.section == "duties"):
            assert quote.quote[:30] in atlas.documents[quote.document].lines[quote.first_line - 1]


def test_a_shared_meaning_is_quoted_in_the_words_of_the_line_that_is_cited(atlas: Atlas, engine: Engine) -> None:
    found = related(atlas, LEAD, 5, engine.neighbours)
    quotes = [quote for other in found for each in other.reasons if each.kind == "variants" for quote in each.quotes]
    assert quotes
    for quote in quotes:
        definition = quote.quote.partition(" – ")[2]
        assert definition in atlas.documents[quote.document].lines[quote.first_line - 1]


def test_what_texts_state_stands_beside_the_score(from_agent: dict[str, Related]) -> None:
    kinds = {reason.kind: reason for reason in from_agent[SPECIALIST].reasons}
    assert {"experience_as", "distinguished_from", "includes"} <= kinds.keys()
    assert kinds["experience_as"].weight == 0
    assert "311 Customer Service Agent" in kinds["experience_as"].quotes[0].quote
    assert "experience_as" not in {reason.kind for reason in from_agent[ASSISTANT].reasons}


def test_a_class_is_not_related_to_itself_and_the_limit_holds(atlas: Atlas, engine: Engine) -> None:
    found = related(atlas, AGENT, 2, engine.neighbours)
    assert AGENT not in {other.id for other in found}
    assert len([other for other in found if not any(reason.weight == 0 for reason in other.reasons)]) <= 2


def test_the_atlas_alone_gives_the_same(atlas: Atlas, engine: Engine) -> None:
    assert related(atlas, AGENT, 5) == related(atlas, AGENT, 5, engine.neighbours)


def test_an_unknown_class_is_an_error(atlas: Atlas) -> None:
    with pytest.raises(KeyError):
        related(atlas, "denver/no-such-class")
