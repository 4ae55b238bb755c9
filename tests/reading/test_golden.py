"""Every bundled document has a golden record that a person has read; a new document fails until someone has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from taxonomy.basics.naming import document_id
from taxonomy.reading.published import published
from tests.reading.documents import BUNDLED, ROOT, read
from tests.regeneration import assert_kept

GOLDEN = ROOT / "tests" / "golden"


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_the_record_is_the_one_that_was_read(path: Path) -> None:
    parsed = read(path)
    record = json.loads(json.dumps(published(parsed)))
    golden = GOLDEN / f"{document_id(path.name, parsed.source.sha256)}.json"
    assert_kept(golden, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
