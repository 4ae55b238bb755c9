"""A document eight times as long takes about eight times as long to read, however it is laid out."""

from __future__ import annotations

from time import process_time

import pytest

from taxonomy.reading.sandbox.document_reader import read_document

_TIMES = 8
# Work that grows with the square would take 64 times as long. A busy machine measures unevenly, so the fence is wide.
_FENCE = _TIMES * 2.5

_HEAD = "CITY OF SALT MARSH\n\nTide Gauge Keeper II\nClass Code: 5512\n\nDEFINITION\n\nKeeps tide gauges in order.\n\n"
_SHORT = {
    "duties": (_HEAD + "EXAMPLES OF DUTIES\n\n", "- Reads gauges and posts levels to the log.\n"),
    "knowledge": (_HEAD + "KNOWLEDGE OF:\n", "Methods of reading gauges; safety rules of piers.\n"),
    "requirements": (_HEAD + "MINIMUM QUALIFICATIONS\n\n", "Two years of experience as a Tide Gauge Keeper I; or\n"),
    "unknown headings": (_HEAD, "\nHARBOR ADDENDUM\n\nThe keeper may be called at night.\n"),
    "known headings": (_HEAD, "\nEXAMPLES OF DUTIES\n\nReads gauges.\n\nKNOWLEDGE OF\n\nTides and currents.\n"),
    "titles of a series": (_HEAD, "\nTide Gauge Keeper I\n\nTide Gauge Keeper III\n\nReads gauges alone.\n"),
    "short lines": (_HEAD, "Gauge House\nPier Seven\n"),
    "one running line": (_HEAD + "DUTIES: ", "Reads gauges at the pier and posts the levels to the log each day. "),
    "no heading": ("Tide Gauge Keeper II\n\n", "Keeps tide gauges in good order.\n\n"),
    "pages": (_HEAD, "Reads gauges and posts the levels.\nCity of Salt Marsh\nPage 2 of 9\n"),
    "pay": (_HEAD + "SALARY\n\n", "$94,523 and $102,750 (flat-rated) for the Department of Piers\n"),
    "history": (_HEAD + "CLASS HISTORY\n\n", "8/2009: the distinguishing characteristics were revised.\n"),
}


def _seconds(text: str) -> float:
    data = text.encode()
    times = []
    for _ in range(2):
        start = process_time()
        read_document(data, "gauge-keeper.txt")
        times.append(process_time() - start)
    return min(times)


@pytest.mark.parametrize("layout", _SHORT)
def test_reading_takes_time_in_proportion_to_the_length(layout: str) -> None:
    head, part = _SHORT[layout]
    short, long = head + part * 60, head + part * (60 * _TIMES)
    read_document(short.encode(), "warm.txt")
    assert _seconds(long) < _FENCE * max(_seconds(short), 0.003), layout
