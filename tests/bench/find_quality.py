"""How good are title search and related classes on O*NET, beside plain methods over the same text in the same run?

    python tests/bench/find_quality.py FOLDER [HOME] [--queries N]

FOLDER holds a user's copy of the O*NET tables with ``Alternate Titles`` and ``Related Occupations`` (samples serve). It
is imported without alternate titles into HOME (kept for the next run) or into a folder of its own. Both samples are
split by occupation: weights in data/search.toml were chosen on half A; half B is the one to believe. Title questions go
through the product's own search, classes and competencies together, as ``atlas search QUERY`` asks it.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.content.text import stems
from taxonomy.exchange.onet import AUTHORITY, onet_specifications
from tests.bench import embeddings
from webapp.service.workspace import Opened, Workspace

Scores = npt.NDArray[np.float64]
CODE = "O*NET-SOC Code"
_AT = 10


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of one table; a sample of it serves too."""
    path = next(path for path in sorted(folder.glob("*.txt")) if path.name.startswith(name))
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def imported(folder: Path, home: Path) -> Opened:
    """The workspace in `home` with the occupations."""
    workspace = Workspace.open(home)
    if workspace.opened is None:
        with tempfile.TemporaryDirectory() as scratch:
            for each in onet_specifications(folder):
                Path(scratch, each.name).write_text(each.text, encoding="utf-8")
            workspace.ingest([Path(scratch)], authority=AUTHORITY)
    assert workspace.opened is not None
    return workspace.opened


class Peers:
    """Plain methods over title, description, tasks and the names of skills and knowledge."""

    def __init__(self, opened: Opened, folder: Path) -> None:
        self.ids = sorted(opened.atlas.classes)
        self.codes = [opened.atlas.classes[key].codes[0] for key in self.ids]
        self.counts = [self._stems(opened, key) for key in self.ids]
        self.frequency = Counter(stem for counts in self.counts for stem in counts)
        self.lengths = np.array([sum(counts.values()) for counts in self.counts])
        self.postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, counts in enumerate(self.counts):
            for stem, count in counts.items():
                self.postings[stem].append((place, count))
        self.skills = self._skills(folder)
        self.tfidf = self._tfidf()

    def _stems(self, opened: Opened, key: str) -> Counter[str]:
        edition = opened.atlas.classes[key].current
        assert edition is not None
        labels = (c.label for c in edition.specification.competencies)
        return Counter(stem for text in (*_texts(opened, key), *labels) for stem in stems(text))

    def bm25(self, asked: Mapping[str, float], k1: float = 1.2, b: float = 0.75) -> Scores:
        """Robertson's formula, every word one alternative."""
        found = np.zeros(len(self.ids))
        norms = k1 * (1 - b + b * self.lengths / self.lengths.mean())
        for stem, weight in asked.items():
            df = self.frequency.get(stem, 0)
            rarity = math.log(1 + (len(self.ids) - df + 0.5) / (df + 0.5))
            for place, count in self.postings.get(stem, ()):
                found[place] += weight * rarity * count * (k1 + 1) / (count + norms[place])
        return found

    def more_like(self, place: int, terms: int = 80) -> Scores:
        """BM25 asked with the most telling words of the text itself."""
        counts = self.counts[place]
        telling = sorted(counts, key=lambda s: -counts[s] * math.log(len(self.ids) / self.frequency[s]))[:terms]
        return self.bm25(dict.fromkeys(telling, 1.0))

    def _tfidf(self) -> Scores:
        column = {stem: number for number, stem in enumerate(self.frequency)}
        matrix = np.zeros((len(self.ids), len(column)), dtype=np.float32)
        for place, counts in enumerate(self.counts):
            for stem, count in counts.items():
                matrix[place, column[stem]] = (1 + math.log(count)) * math.log(len(self.ids) / self.frequency[stem])
        matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
        return np.asarray(matrix @ matrix.T, dtype=np.float64)

    def _skills(self, folder: Path) -> Scores:
        """Correlation of the importance of all skills."""
        names: dict[str, int] = {}
        table = np.zeros((len(self.ids), 40))
        place = {code: number for number, code in enumerate(self.codes)}
        for row in rows(folder, "Skills"):
            if row["Scale ID"] == "IM" and row[CODE] in place:
                table[place[row[CODE]], names.setdefault(row["Element Name"], len(names))] = float(row["Data Value"])
        table = table[:, : len(names)]
        table -= table.mean(axis=1, keepdims=True)
        table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
        return table @ table.T


def _texts(opened: Opened, key: str) -> list[str]:
    """Title, description and tasks of a class."""
    edition = opened.atlas.classes[key].current
    assert edition is not None
    read = edition.specification
    return [read.title, *(s.text for s in read.sections if s.kind in ("general_statement", "duties"))]


def _embedded(opened: Opened, ids: Sequence[str]) -> Scores | None:
    """Cosines of the sentence embeddings of title, description and tasks; None where the model is not installed."""
    texts = {key: " ".join(_texts(opened, key)).replace("\n", " ") for key in ids}
    vectors = embeddings.embedded(texts.values())
    if vectors is None:
        return None
    stacked = np.stack([vectors[texts[key]] for key in ids])
    return np.asarray(stacked @ stacked.T, dtype=np.float64)


def gain(found: Sequence[str], worth: Mapping[str, float]) -> float:
    """nDCG at ten for graded worth."""
    won = sum(worth.get(code, 0.0) / math.log2(place + 2) for place, code in enumerate(found[:_AT]))
    return won / sum(w / math.log2(place + 2) for place, w in enumerate(sorted(worth.values(), reverse=True)[:_AT]))


def report_related(opened: Opened, peers: Peers, folder: Path) -> None:
    """nDCG@10 (all related alike; by O*NET's order) and recall@10 of the first ten, half A and half B."""
    named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows(folder, "Related Occupations"):
        named[row[CODE]].append((int(row["Index"]), row["Related O*NET-SOC Code"]))
    key_of = dict(zip(peers.codes, peers.ids, strict=True))
    asked = [code for code in sorted(named) if code in key_of]
    place = {code: number for number, code in enumerate(peers.codes)}
    near = opened.engine.neighbours
    code_of = dict(zip(peers.ids, peers.codes, strict=True))

    def top(scores: Scores, code: str) -> list[str]:
        order = [peers.codes[n] for n in np.argsort(-scores, kind="stable")[: _AT + 1]]
        return [other for other in order if other != code][:_AT]

    methods: dict[str, Callable[[str], list[str]]] = {
        "ours": lambda code: [code_of[each.id] for each in near.nearest(key_of[code], _AT)],
        "TF-IDF cosine": lambda code: top(peers.tfidf[place[code]], code),
        "BM25 more like this": lambda code: top(peers.more_like(place[code]), code),
        "skills correlation": lambda code: top(peers.skills[place[code]], code),
    }
    vectors = _embedded(opened, peers.ids)
    if vectors is not None:
        methods[embeddings.NAME] = lambda code: top(vectors[place[code]], code)
    print(f"Related: {len(asked)} occupations          nDCG@10 alike  by order  recall@10   (A | B)")
    for name, method in methods.items():
        print(f"  {name:<24}", " | ".join(_figures(method, named, asked[half::2]) for half in (0, 1)), flush=True)
    if vectors is None:
        print(f"  {embeddings.NAME:<24} not installed")


def _figures(
    method: Callable[[str], list[str]], named: Mapping[str, list[tuple[int, str]]], asked: Sequence[str]
) -> str:
    alike, ordered, recall = [], [], []
    for code in asked:
        right = [other for _, other in sorted(named[code])]
        found = method(code)
        alike.append(gain(found, dict.fromkeys(right, 1.0)))
        ordered.append(gain(found, {other: float(len(right) - n) for n, other in enumerate(right)}))
        recall.append(len(set(found) & set(right[:_AT])) / len(right[:_AT]))
    return f"{np.mean(alike):.3f}  {np.mean(ordered):.3f}  {np.mean(recall):.3f}"


def report_titles(opened: Opened, peers: Peers, folder: Path, queries: int) -> None:
    """recall@10 and MRR@10 of alternate titles, half A and half B by occupation, and the time of one question."""
    key_of = dict(zip(peers.codes, peers.ids, strict=True))
    pairs = [(r["Alternate Title"], r[CODE]) for r in rows(folder, "Alternate Titles") if r[CODE] in key_of]
    half_a = set(sorted({code for _, code in pairs})[::2])
    random.Random(3).shuffle(pairs)
    halves = [[pair for pair in pairs if (pair[1] in half_a) is first][: queries or None] for first in (True, False)]

    def bm25(text: str) -> list[str]:
        scores = peers.bm25(dict.fromkeys(stems(text), 1.0))
        return [peers.ids[n] for n in np.argsort(-scores, kind="stable")[:_AT] if scores[n] > 0]

    def ours(text: str) -> list[str]:
        return [hit.id for hit in opened.engine.search(text[:300], limit=_AT).hits]

    print(
        f"Titles: {' | '.join(str(len(half)) for half in halves)} alternate titles     recall@10  MRR@10  ms   (A | B)"
    )
    for name, method in (("ours", ours), ("plain BM25", bm25)):
        figures = [_title_figures(method, [(text, key_of[code]) for text, code in half]) for half in halves]
        print(f"  {name:<24}", " | ".join(figures), flush=True)


def _title_figures(method: Callable[[str], list[str]], pairs: Sequence[tuple[str, str]]) -> str:
    began = time.perf_counter()
    found = [(method(text), right) for text, right in pairs]
    took = (time.perf_counter() - began) / len(pairs) * 1000
    recall = np.mean([right in keys for keys, right in found])
    rank = np.mean([1 / (keys.index(right) + 1) if right in keys else 0.0 for keys, right in found])
    return f"{recall:.3f}  {rank:.3f}  {took:.1f}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--queries", type=int, default=0, help="so many alternate titles of each half; all by default")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        opened = imported(given.folder, given.home or Path(scratch))
        peers = Peers(opened, given.folder)
        report_related(opened, peers, given.folder)
        report_titles(opened, peers, given.folder, given.queries)


if __name__ == "__main__":
    main()
