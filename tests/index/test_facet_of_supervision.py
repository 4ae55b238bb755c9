"""Does the facet of supervision say what the text says, wherever it says it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.content.facet_values import facet_values
from taxonomy.plan.editions import build_classes
from tests.index.documents import stored

_TEXT = """PUMP STATION OPERATOR

DEFINITION

{duty}

TYPICAL DUTIES

Reads gauges and keeps records. Starts and stops pumps.

MINIMUM QUALIFICATIONS

Two years of experience. A supervisor of the station signs the record.
"""


@pytest.mark.parametrize(
    ("duty", "value"),
    [
        ("Plans, assigns and reviews the work of employees who run pumps.", "supervises"),
        ("Supervises employees who run pumps.", "supervises"),
        ("Acts as a lead for a small group of operators.", "leads work"),
        ("Runs pumps and may act as lead.", "not stated"),
    ],
)
def test_statement_and_duties_say_whether_a_class_supervises(tmp_path: Path, duty: str, value: str) -> None:
    path = tmp_path / "pumps.txt"
    path.write_text(_TEXT.format(duty=duty), encoding="utf-8")
    (job_class,) = build_classes((stored(path, "Springfield"),)).values()
    assert facet_values(job_class, [])["supervision"] == (value,)
