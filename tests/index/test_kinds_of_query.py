"""Sixty kinds of query: slips, codes, denials, pay, operators, other scripts, long text; each has its answer."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from index import Engine

FILE = Path(__file__).with_name("kinds_of_query.toml")
QUERIES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["query"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: ascii(query["text"][:40]))
def test_each_kind_of_query_has_its_answer(engine: Engine, query: dict[str, Any]) -> None:
    if query.get("miss"):
        pytest.xfail("a known miss")
    result = engine.search(query["text"])
    if "first" in query:
        assert result.hits[0].id in query["first"]
    elif query["answer"] == "hits":
        assert result.hits
    elif query["answer"] == "not found":
        assert result.answer != "found"
    else:
        assert result.answer == query["answer"]


def test_there_are_sixty_kinds() -> None:
    assert len(QUERIES) >= 60
