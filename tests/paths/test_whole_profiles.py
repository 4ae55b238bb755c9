"""Profiles held against whole documents of other employers: the answer that a person gives who read the text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taxonomy.linking import build_atlas
from taxonomy.paths.profile import read_profile
from taxonomy.paths.qualify import qualify
from tests.conftest import stored_document

HERE = Path(__file__).parent
PROFILES: list[dict[str, Any]] = tomllib.loads((HERE / "whole_profiles.toml").read_text("utf-8"))["profile"]
_DOCUMENTS = HERE.parent / "reading" / "qualifications" / "whole_documents.toml"
TEXTS = {each["id"]: each["text"] for each in tomllib.loads(_DOCUMENTS.read_text("utf-8"))["document"]}
IDS = [f"{each['document']}-{number}" for number, each in enumerate(PROFILES, start=1)]


@pytest.mark.parametrize("case", PROFILES, ids=IDS)
def test_the_answer(case: dict[str, Any]) -> None:
    atlas = build_atlas((stored_document("class.txt", TEXTS[case["document"]].encode()),))
    (found,) = qualify(read_profile(case["profile"].encode()), atlas.rulebook, date(2026, 12, 1))
    assert found.answer in case["accepted"], [leaf.why for leaf in found.leaves]
    assert case["short"] in ("any", found.short_by_years)
