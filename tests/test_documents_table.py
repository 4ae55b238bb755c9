"""The bundled documents are the ones that data/documents.toml describes, byte for byte."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from taxonomy.basics.datafiles import data_folder, read_table
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

ENTRIES: list[dict[str, Any]] = read_table("documents.toml")["document"]
FACTS = ("file", "authority", "authority_name", "kind", "status", "provenance", "sha256", "holds")
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"][:3])


def _bytes(entry: dict[str, Any]) -> bytes:
    return (data_folder() / "documents" / entry["file"]).read_bytes()


def test_every_document_stands_in_the_table_once() -> None:
    bundled = sorted(path.name for path in (data_folder() / "documents").iterdir())
    assert [entry["file"] for entry in ENTRIES] == bundled


@each
def test_bytes_are_those_received(entry: dict[str, Any]) -> None:
    assert hashlib.sha256(_bytes(entry)).hexdigest() == entry["sha256"]


@each
def test_every_fact_is_given(entry: dict[str, Any]) -> None:
    assert all(entry.get(fact) for fact in FACTS)
    assert "://" not in str(entry)
    known = {listed["id"]: listed["name"] for listed in read_table("authorities.toml")["authority"]}
    assert known[entry["authority"]] == entry["authority_name"]
    assert entry["status"] in ("adopted", "proposed")


@each
def test_reading_finds_what_the_table_says(entry: dict[str, Any]) -> None:
    parsed = parse(decode(_bytes(entry), entry["file"]))
    assert [specification.title for specification in parsed.specifications] == entry["holds"]
    assert (parsed.notice.number if parsed.notice else None) == entry.get("notice")
    assert {(each.authority, each.status) for each in parsed.specifications} == {(entry["authority"], entry["status"])}
