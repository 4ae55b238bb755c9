"""How many lines of a text were placed in a section of a known kind, how many by inference, how many not?"""

from __future__ import annotations

from collections.abc import Sequence, Set

from taxonomy.model import Coverage, Section
from taxonomy.reading.language.heading_names import kind_by_core
from taxonomy.reading.language.spellings import find_spellings
from taxonomy.reading.layout.heading_shapes import bare_heading

_UNPLACED = "other"


def coverage(printed: Sequence[int], sections: Sequence[Section], skipped: Set[int]) -> Coverage:
    """The coverage of the lines numbered `printed`, those of page furniture (`skipped`) left out."""
    known: set[int] = set()
    inferred: set[int] = set()
    for section in sections:
        lines = range(section.first_line, section.last_line + 1)
        if section.kind == _UNPLACED and not _is_known(section):
            continue
        (inferred if section.inferred else known).update(lines)
    counted = [number for number in printed if number not in skipped]
    in_known = sum(number in known for number in counted)
    in_inferred = sum(number in inferred and number not in known for number in counted)
    return Coverage(
        lines=len(counted), known=in_known, inferred=in_inferred, other=len(counted) - in_known - in_inferred
    )


def _is_known(section: Section) -> bool:
    """A heading of the table may name a section of kind "other" ("Lines of promotion")."""
    return section.heading is not None and _kind_named(section.heading) == _UNPLACED


def _kind_named(heading: str) -> str | None:
    bare = bare_heading(heading)
    spellings = find_spellings(bare)
    return spellings[0].kind if spellings else kind_by_core(bare)
