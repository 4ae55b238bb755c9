"""Words over a line's end."""

from __future__ import annotations

import pytest

from taxonomy.reading.language.line_ends import joined, joined_with_starts

ROWS = [
    (("Plans the specifica-", "tions of parks."), "Plans the specifications of parks."),
    (("uses independent decision-", "making skills"), "uses independent decision-making skills"),
    (("is self-", "motivated"), "is self-motivated"),
    (("short-", "and long-term goals"), "short- and long-term goals"),
    (("on a day-to-", "day basis"), "on a day-to-day basis"),
    (("Reading -", "understands signs"), "Reading - understands signs"),
    (("Denver-", "Boulder"), "Denver- Boulder"),
    (("over 100-", "foot ladders"), "over 100- foot ladders"),
    (("", "files", ""), " files "),
    ((), ""),
]


@pytest.mark.parametrize(("lines", "text"), ROWS)
def test_joined(lines: tuple[str, ...], text: str) -> None:
    assert joined(lines) == text


def test_every_line_is_found_where_it_begins() -> None:
    text, starts = joined_with_starts(["Plans specifica-", "tions and decision-", "making in", "parks."])
    assert [text[start:].split()[0] for start in starts] == ["Plans", "tions", "making", "parks."]
