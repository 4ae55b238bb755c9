"""Single lines as hits: which sentences of which documents say what was asked?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from index.ranking.evaluation import Matches, best
from index.ranking.quotes import QuotedLine, Quoter, quoted
from index.results import Hit
from index.storage.document_table import Catalogue

# Lines are looked for in so many of the best documents: a question of common words would else read every line.
_DOCUMENTS_READ = 500


class PassageHit(Struct, frozen=True):
    """A line that answers, and the number of its document."""

    number: int
    line: QuotedLine
    score: float
    complete: bool


def find_passages(matches: Matches, quoter: Quoter, least_share: float) -> list[PassageHit]:
    """Lines with all wanted words, best first; where there is none, lines with at least `least_share` of them."""
    found = [
        PassageHit(number, line, line.worth * line.share, line.share == 1)
        for number in best(matches.scores, _DOCUMENTS_READ)
        for line in quoter.sentences(number)
        if line.share >= least_share
    ]
    complete = [passage for passage in found if passage.complete]
    return sorted(complete or found, key=lambda p: (-p.score, p.number, p.line.place))


def passage_hits(passages: Iterable[PassageHit], catalogue: Catalogue, weight: float) -> Iterator[Hit]:
    """The passages as hits: the id names the document and the lines, the title is that of the class."""
    for passage in passages:
        line = passage.line.line
        yield Hit(
            kind="passage",
            id=f"{line.document}#L{line.first_line}-L{line.last_line}",
            title=catalogue.titles[passage.number],
            score=round(passage.score * weight, 4),
            because=(quoted(line),),
        )


def numbers_of(passages: Sequence[PassageHit]) -> set[int]:
    """The documents in which the passages stand."""
    return {passage.number for passage in passages}
