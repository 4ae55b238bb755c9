"""Records in one file: what is written is read, in any number, by several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from taxonomy.generation.records import RecordFile, write_records
from taxonomy.model import Problem


def problem(number: int) -> Problem:
    return Problem(code=str(number), message="x" * number)


@pytest.mark.parametrize("count", [0, 1, 300], ids=str)
def test_what_is_written_is_read(tmp_path: Path, count: int) -> None:
    records = {f"{n:03}": problem(n) for n in range(count)}
    write_records(tmp_path / "a", records)
    assert dict(RecordFile(tmp_path / "a", Problem)) == records


def test_an_unknown_key_is_a_key_error(tmp_path: Path) -> None:
    write_records(tmp_path / "a", {"1": problem(1)})
    opened = RecordFile(tmp_path / "a", Problem)
    assert "2" not in opened
    with pytest.raises(KeyError):
        opened["2"]


def test_the_order_of_writing_does_not_show(tmp_path: Path) -> None:
    write_records(tmp_path / "a", {"1": problem(1), "2": problem(2)})
    write_records(tmp_path / "b", {"2": problem(2), "1": problem(1)})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_several_threads_read_at_once(tmp_path: Path) -> None:
    records = {f"{n:04}": problem(n) for n in range(500)}
    write_records(tmp_path / "a", records)
    opened = RecordFile(tmp_path / "a", Problem)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(opened.__getitem__, records)) == list(records.values())
