"""A question is read as people mean it, within bounds, and nothing a person types raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.parser import All, Any, Node, Not, Prefix, QueryPhrase, QueryWord, leaves, read_query
from index.settings import settings


def shown(node: Node | None) -> str:
    """A question in one line, for comparing."""
    match node:
        case None:
            return ""
        case QueryWord():
            return f"{'/'.join(node.sections[:1])}{':' if node.sections else ''}{node.stem}"
        case QueryPhrase():
            return f"{'/'.join(node.sections[:1])}{':' if node.sections else ''}<{' '.join(node.stems)}>"
        case Prefix():
            return f"{node.text}*"
        case Not():
            return f"-{shown(node.part)}"
        case All():
            return f"({(' ' if node.soft else ' & ').join(map(shown, node.parts))})"
        case Any():
            return f"({' | '.join(map(shown, node.parts))})"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("customer service", "(customer servic)", id="words"),
        pytest.param("the customer of a city", "(customer citi)", id="stop words say nothing"),
        pytest.param('"customer service"', "<customer servic>", id="phrase"),
        pytest.param("“customer service”", "<customer servic>", id="curly quotes"),
        pytest.param('"customer service', "<customer servic>", id="phrase without an end"),
        pytest.param("budget AND training", "(budget & train)", id="and"),
        pytest.param("budget OR training", "(budget | train)", id="or"),
        pytest.param("a OR budget", "budget", id="half an or"),
        pytest.param("NOT budget", "-budget", id="not"),
        pytest.param("calls -budget", "(call -budget)", id="minus"),
        pytest.param("calls NOT (budget OR audit)", "(call -(budget | audit))", id="not a group"),
        pytest.param("NOT NOT budget", "budget", id="not not"),
        pytest.param("train*", "train*", id="prefix"),
        pytest.param("competency:reasoning", "label:reason", id="field"),
        pytest.param('duties:"annual budget"', "duties:<annual budget>", id="field with a phrase"),
        pytest.param("duties:(budget audit)", "(duties:budget duties:audit)", id="field with a group"),
        pytest.param("physical_demands:lifting", "physical_demands:lift", id="a section's own name is a field"),
        pytest.param("colour:red", "(colour red)", id="an unknown field is a word"),
        pytest.param("3-1-1 CS-2154 615-S", "(311 cs2154 615s)", id="codes in any spelling"),
        pytest.param("customer~3", "(customer 3)", id="no fuzzy operator"),
        pytest.param("[a TO b]", "b", id="no ranges"),
        pytest.param(")(", "", id="parentheses the wrong way"),
        pytest.param("", "", id="nothing"),
        pytest.param("the", "", id="only a stop word"),
    ],
)
def test_questions_are_read_as_meant(typed: str, expected: str) -> None:
    query = read_query(typed)
    assert query.refused is None
    assert shown(query.root) == expected


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        pytest.param("a" * 20_001, "characters", id="too long"),
        pytest.param(f"x AND {'a' * 300}", "characters", id="operators, too long"),
        pytest.param("(a AND " * 13, "parentheses", id="too many parentheses"),
        pytest.param("(" * 1_000_000, "characters", id="a megabyte of parentheses"),
        pytest.param(" OR ".join(f"w{n}" for n in range(25)), "words", id="too many words"),
        pytest.param("alpha* beta* gamma* delta* epsilon*", "asterisks", id="too many prefixes"),
        pytest.param("*", "letters", id="bare asterisk"),
        pytest.param("*a*", "letters", id="asterisk in front"),
        pytest.param("title:ab*", "letters", id="short prefix in a field"),
        pytest.param("NOT " * 25_000, "characters", id="25,000 times NOT"),
    ],
)
def test_questions_beyond_the_bounds_are_refused_politely(typed: str, word: str) -> None:
    began = time.process_time()
    query = read_query(typed)
    assert query.refused is not None
    assert word in query.refused
    assert query.refused.endswith(".")
    assert query.root is None
    assert len(query.text) <= settings().guard.characters
    assert time.process_time() - began < 1


_WRITTEN = '( ) " * - AND OR NOT title: duties: : train é ~ ^'
_PIECES = st.sampled_from([*_WRITTEN.split(), " "])


@given(st.one_of(st.text(max_size=320), st.lists(_PIECES, max_size=60).map(" ".join), st.lists(_PIECES).map("".join)))
def test_no_text_raises_and_every_leaf_can_be_looked_up(typed: str) -> None:
    query = read_query(typed)
    for leaf in leaves(query.root):
        assert leaf.text
        assert not isinstance(leaf, QueryWord) or leaf.stem
        assert not isinstance(leaf, QueryPhrase) or len(leaf.stems) > 1
        assert not isinstance(leaf, Prefix) or len(leaf.text) >= settings().guard.prefix_letters
