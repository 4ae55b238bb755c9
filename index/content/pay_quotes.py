"""What do documents state about the pay of a class, in their own words?"""

from __future__ import annotations

from collections.abc import Iterator

from index.content.documents import IndexSource
from index.results import Because
from taxonomy.model import JobClass
from taxonomy.reading.language.sentences import without_marks


def pay_quotes(atlas: IndexSource, job_class: JobClass) -> Iterator[Because]:
    """What documents state about the pay of a class, each place once."""
    seen: set[tuple[str, int]] = set()
    for pay in job_class.pay:
        cited = pay.source
        if (cited.document, cited.first_line) not in seen:
            seen.add((cited.document, cited.first_line))
            lines = atlas.documents[cited.document].lines[cited.first_line - 1 : cited.last_line]
            quote = " ".join(without_marks(cited.quote or " ".join(lines)).split())
            yield Because(section="pay", quote=quote, first_line=cited.first_line, document=cited.document)
