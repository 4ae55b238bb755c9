"""Our competencies against a reference vocabulary: what is proposed, what is decided, and how far the mapping is."""

from __future__ import annotations

from msgspec.structs import replace

from taxonomy.model import Competency, Decision
from taxonomy.wording.authority import Concept
from taxonomy.wording.harmonize import harmonize
from taxonomy.wording.vocabulary_mapping import (
    MappingCandidates,
    coverage,
    mappings_to,
    reference_key,
    vocabulary_in,
)
from tests.wording.ledgers import decision
from tests.wording.test_written_levels import FULL

CONCEPTS = (
    Concept(id="http://x/1", pref_label="Customer Service", definition="Helps customers with what they need."),
    Concept(id="2", pref_label="Service"),
    Concept(id="3", pref_label="Customer service on the telephone"),
    Concept(id="4", pref_label="Welding"),
    Concept(id="5", pref_label="Customer care", deprecated=True),
)


def competency(label: str, definition: str | None) -> Competency:
    (found,) = harmonize([replace(FULL, label=label, definition=definition, level=None, levels=())], []).competencies
    return found


def mapped(number: int, answer: str, concept: str) -> Decision:
    made = decision(number, "same", "customer-service", reference_key("A List", concept))
    return replace(made, answer=answer)


def test_the_same_name_comes_first_and_wider_and_narrower_names_are_told() -> None:
    found = MappingCandidates(CONCEPTS).propose(competency("Customer service", "Helps customers with what they need."))
    assert [(each.concept.id, each.match) for each in found] == [
        ("http://x/1", "exact_match"),
        ("3", "narrow_match"),
        ("2", "broad_match"),
    ]
    assert "the same name" in found[0].why


def test_the_same_name_for_another_thing_is_only_close() -> None:
    found = MappingCandidates(CONCEPTS).propose(competency("Customer service", "Repairs engines of trucks."))
    assert (found[0].concept.id, found[0].match) == ("http://x/1", "close_match")


def test_a_key_names_vocabulary_and_concept() -> None:
    assert vocabulary_in(reference_key("A List", "http://x/1")) == ("a-list", "http://x/1")
    assert vocabulary_in(reference_key("A List")) == ("a-list", "")
    assert vocabulary_in("customer-service") is None


def test_a_later_none_takes_the_place_of_mappings_and_the_other_way_round() -> None:
    made = [mapped(1, "exact_match", "1"), mapped(2, "close_match", "2"), mapped(3, "exact_match", "2")]
    (ours,) = mappings_to("A List", made, {}).values()
    assert [(d.answer, d.right) for d in ours] == [
        ("exact_match", "reference:a-list/1"),
        ("exact_match", "reference:a-list/2"),
    ]
    (ours,) = mappings_to("A List", [*made, mapped(4, "no_match", "")], {}).values()
    assert [d.answer for d in ours] == ["no_match"]
    assert mappings_to("Another", made, {}) == {}
    counted = coverage(["customer-service", "writing"], mappings_to("A List", made, {}))
    assert (counted.matches["exact_match"], counted.open, counted.total) == (1, 1, 2)


def test_a_mapping_joins_nothing() -> None:
    ours = competency("Customer service", "Helps.")
    harmony = harmonize(ours.statements, [mapped(1, "exact_match", "1")])
    assert (harmony.stale, harmony.contradictions) == ((), ())
