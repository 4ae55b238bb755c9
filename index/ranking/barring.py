"""Which documents do not meet the conditions of a question? "Not a supervisor", "no degree", "over $90,000"."""

from __future__ import annotations

from collections.abc import Sequence

from index.content.text import stem
from index.query.conditions import QueryCondition
from index.ranking.evaluation import Evaluator
from index.settings import settings
from index.storage.document_table import Catalogue, bitmap


class BarredDocuments:
    """Finds the documents of one generation that conditions bar."""

    def __init__(self, catalogue: Catalogue, evaluator: Evaluator) -> None:
        self._catalogue = catalogue
        self._evaluator = evaluator
        self._titles = evaluator.sections(["title", "former_title"])

    def barred(self, conditions: Sequence[QueryCondition]) -> int:
        """Every document that fails one of `conditions`, as bits."""
        bits = 0
        for condition in conditions:
            bits |= self._by_pay(condition) if condition.kind == "pay" else self._by_what_it_is(condition)
        return bits

    def _by_pay(self, condition: QueryCondition) -> int:
        """Documents whose pay is not stated, or all of it outside the bounds."""
        table = self._catalogue
        pays = zip(table.pay, table.most_pay or table.pay, strict=True)
        failing = (n for n, (low, high) in enumerate(pays) if not _reaches(low, high, condition))
        return bitmap(failing, len(table.ids))

    def _by_what_it_is(self, condition: QueryCondition) -> int:
        rule = next((each for each in settings().barred if each.value == condition.kind), None)
        if rule is None:
            bits = self._entitled(condition.stems[0])
            for root in condition.stems[1:]:
                bits &= self._entitled(root)
            return bits
        bits = int.from_bytes(self._catalogue.facets.get(rule.facet, {}).get(rule.has, b""), "little")
        for word in settings().levels.titles.get(rule.grade, ()):
            bits |= self._entitled(stem(word))
        return bits

    def _entitled(self, root: str) -> int:
        return self._evaluator.postings.scored(root, self._titles).bits if root else 0


def _reaches(low: float | None, high: float | None, condition: QueryCondition) -> bool:
    if low is None or high is None:
        return False
    return high >= condition.least and low < condition.most
