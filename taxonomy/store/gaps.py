"""What people looked for and no document says: counts of words by day, nothing about who asked."""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from msgspec import Struct

from taxonomy.basics.naming import slug
from taxonomy.store.engine import Database
from taxonomy.store.schema import gaps

_MAX_WORDS = 8
_MAX_LETTERS = 30
_MAX_A_DAY = 2_000  # different searches; a robot that types at random fills no disk


class SearchGap(Struct, frozen=True, kw_only=True):
    """Words that no document says, how often they were looked for, and on which days first and last."""

    words: str
    count: int
    first_day: str
    last_day: str


class Gaps(Database):
    """The vocabulary gaps of the workspace."""

    def count_gap(self, text: str) -> None:
        """Count that `text` was looked for and not found; numbers and overlong words are not kept."""
        words = gap_words(text)
        if not words:
            return
        day = self._clock().date().isoformat()
        same = (gaps.c.day == day, gaps.c.words == words)
        with self.writing() as connection:
            counted = connection.execute(sa.update(gaps).where(*same).values(count=gaps.c.count + 1)).rowcount
            if not counted and _different_searches(connection, day) < _MAX_A_DAY:
                connection.execute(sa.insert(gaps).values(day=day, words=words, count=1))

    def gaps(self, *, since: datetime.date | None = None, at_least: int = 1) -> tuple[SearchGap, ...]:
        """The gaps, the most wanted first; those looked for fewer than `at_least` times are left out."""
        total = sa.func.sum(gaps.c.count)
        query = (
            sa.select(gaps.c.words, total, sa.func.min(gaps.c.day), sa.func.max(gaps.c.day))
            .group_by(gaps.c.words)
            .having(total >= at_least)
            .order_by(total.desc(), gaps.c.words)
        )
        if since is not None:
            query = query.where(gaps.c.day >= since.isoformat())
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(SearchGap(words=row[0], count=int(row[1]), first_day=row[2], last_day=row[3]) for row in rows)


def gap_words(text: str) -> str:
    """The words of `text` that may be kept: without marks, without numbers (a telephone, a code), eight at most.

    An address for e-mail is left out whole.
    """
    kept = []
    for typed in text.split():
        if "@" in typed:
            continue
        kept += [word for word in slug(typed).split("-") if word.isalpha() and len(word) <= _MAX_LETTERS]
    return " ".join(kept[:_MAX_WORDS])


def _different_searches(connection: sa.Connection, day: str) -> int:
    return int(connection.execute(sa.select(sa.func.count()).where(gaps.c.day == day)).scalar_one())
