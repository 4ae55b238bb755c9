"""How often does a manager's everyday need lead to the right class? Run: python -m tests.bench.needs_quality [FOLDER]

FOLDER holds the bulletins from which most needs were written (they may not come with the project); without it only the
needs on the bundled documents are asked. ``everyday_needs.jsonl`` holds the needs, written from the documents by
helpers who had not seen the program, each with the classes that may stand first, or none where no document states it.
`round` says what a need was used for: weights were chosen on "chosen", "watched" was looked at meanwhile, a "blind"
round was written last and had no part in choosing what ranks.

Printed for each round: the right class first, among three and among ten, and honest nothings; by `search`, by `find`,
by plain BM25 over the same lines, and by sentence embeddings (all-MiniLM-L6-v2, a class's best line) where installed.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from index import Engine
from index.content.text import key, stems
from index.needs.coverage import Need, cover
from taxonomy.basics.datafiles import data_folder
from tests.bench import embeddings
from webapp.service.workspace import Workspace

FILE = Path(__file__).with_name("everyday_needs.jsonl")
# What a method answers: ids of classes, the best first; none where it says that no class states it.
Method = Callable[[str], tuple[Sequence[str], bool]]


class Asked(Struct, frozen=True):
    """One need and the titles of the classes that may stand first."""

    need: str
    first: tuple[str, ...]
    corpus: str
    round: str


def asked() -> list[Asked]:
    """Every need, in order of the rounds."""
    return [Asked(**row) for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())]


class Methods:
    """The ways of answering, over one collection."""

    def __init__(self, engine: Engine, needs: Sequence[Asked]) -> None:
        self.engine = engine
        self.ids = engine.catalogue.ids[: len(engine.space)]
        self.lines = [list(self._lines(number)) for number in range(len(self.ids))]
        self.counts = [Counter(stem for line in lines for stem in stems(line)) for lines in self.lines]
        self.frequency = Counter(stem for counts in self.counts for stem in counts)
        self.vectors = embeddings.embedded([*(n.need for n in needs), *(line for each in self.lines for line in each)])

    def _lines(self, number: int) -> Iterator[str]:
        store, local = self.engine.shards.at(number)
        return (line.text for line in store.lines(local) if line.weight)

    def by_name(self) -> Mapping[str, Method]:
        """Each way under the name that is printed."""
        ways: dict[str, Method] = {"atlas search": self.search, "atlas find": self.find, "plain BM25": self.bm25}
        return ways if self.vectors is None else {**ways, embeddings.NAME: self.embedded}

    def search(self, text: str) -> tuple[Sequence[str], bool]:
        found = self.engine.search(text, kind="class", limit=10)
        return [hit.id for hit in found.hits], found.answer == "nothing"

    def find(self, text: str) -> tuple[Sequence[str], bool]:
        found = cover(self.engine, [Need(text=text)], 10)
        return [each.id for each in found.candidates], found.answer == "nothing"

    def bm25(self, text: str) -> tuple[Sequence[str], bool]:
        """Robertson's formula over all lines of a class, boilerplate left out."""
        average = sum(map(Counter.total, self.counts)) / len(self.counts)

        def score(counts: Counter[str]) -> float:
            norm = 1.2 * (0.25 + 0.75 * counts.total() / average)
            return sum(self._rarity(stem) * counts[stem] * 2.2 / (counts[stem] + norm) for stem in set(stems(text)))

        scores = [score(counts) for counts in self.counts]
        return self._best(scores), not any(scores)

    def _rarity(self, stem: str) -> float:
        holders = self.frequency[stem]
        return math.log(1 + (len(self.counts) - holders + 0.5) / (holders + 0.5))

    def embedded(self, text: str) -> tuple[Sequence[str], bool]:
        """The class whose best line is nearest; embeddings never say that there is nothing."""
        assert self.vectors is not None
        near = self.vectors
        return self._best([max(embeddings.nearness(near, text, line) for line in each) for each in self.lines]), False

    def _best(self, scores: Sequence[float]) -> list[str]:
        order = sorted(range(len(scores)), key=lambda number: -scores[number])
        return [self.ids[number] for number in order[:10] if scores[number] > 0]

    def right(self, need: Asked) -> set[str]:
        """The ids of the classes that may stand first."""
        titles = {key(title) for title in need.first}
        return {one for one, title in zip(self.ids, self.engine.catalogue.titles, strict=False) if key(title) in titles}


def figures(method: Method, needs: Sequence[tuple[Asked, set[str]]]) -> str:
    """ "0.76 / 0.90 / 1.00, nothing 9 of 16"."""
    places, nothings, silent = [], 0, 0
    for need, right in needs:
        found, is_nothing = method(need.need)
        if right:
            places.append(next((place for place, one in enumerate(found) if one in right), len(found) + 10))
        else:
            nothings, silent = nothings + 1, silent + is_nothing
    shares = (sum(place < most for place in places) / len(places) for most in (1, 3, 10))
    return f"{' / '.join(f'{share:.2f}' for share in shares)}, nothing {silent} of {nothings}"


def report(collections: Mapping[str, Methods], needs: Sequence[Asked]) -> Iterator[str]:
    """A line for each round and method."""
    for name in dict.fromkeys(need.round for need in needs):
        of_round = [(need, collections[need.corpus]) for need in needs if need.round == name]
        for way in next(iter(collections.values())).by_name():
            yield f"{name:<10}{way:<22}{_round(way, of_round)}"


def _round(way: str, needs: Sequence[tuple[Asked, Methods]]) -> str:
    where = {need.need: methods for need, methods in needs}
    return figures(lambda text: where[text].by_name()[way](text), [(n, methods.right(n)) for n, methods in needs])


def main() -> None:
    """Ask everything."""
    folders = {"bundled": [data_folder() / "documents"]}
    if len(sys.argv) > 1:
        folders["bulletins"] = [*folders["bundled"], Path(sys.argv[1])]
    needs = [need for need in asked() if need.corpus in folders]
    collections = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, paths in folders.items():
            workspace = Workspace.open(Path(scratch, name))
            workspace.ingest(paths)
            assert workspace.opened is not None
            collections[name] = Methods(workspace.opened.engine, [need for need in needs if need.corpus == name])
        for line in report(collections, needs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
