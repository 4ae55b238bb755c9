"""An index equals a rebuild, whoever wrote it in how many processes, and ranks as a plain reading of BM25 would."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Engine, open_engine, verify_engine, write_engine
from index.content.documents import IndexedDocument, indexed_documents
from index.content.text import stems
from index.meaning.word_vectors import word_vectors
from index.settings import settings
from index.storage import segments
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from tests.bench.generate import Generator
from tests.index.small_atlas import SmallAtlas


def test_an_index_equals_a_rebuild(home: Path, atlas: Atlas) -> None:
    assert verify_engine(home, atlas) == ()


def test_an_index_of_other_documents_is_told_apart(home: Path, atlas: Atlas) -> None:
    fewer = build_atlas(list(atlas.documents.values())[1:], generation=7)
    assert verify_engine(home, fewer) != ()


def test_damage_is_told(tmp_path: Path, atlas: Atlas) -> None:
    write_engine(tmp_path, atlas)
    lines = tmp_path / "shard-000" / "texts.bin"
    lines.write_bytes(lines.read_bytes()[:-1] + b"?")
    assert verify_engine(tmp_path, atlas) == ("shard-000/texts.bin differs from a rebuild.",)


def test_the_order_of_documents_does_not_matter(home: Path, atlas: Atlas) -> None:
    turned = build_atlas(reversed(list(atlas.documents.values())), generation=7)
    assert verify_engine(home, turned) == ()


def test_an_empty_atlas_can_be_searched(tmp_path: Path) -> None:
    write_engine(tmp_path, SmallAtlas([]))
    engine = open_engine(tmp_path)
    assert engine.search("anything").answer == "nothing"
    assert engine.suggest("any") == ()


def test_a_missing_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_engine(tmp_path)


@pytest.fixture(scope="module")
def generated() -> SmallAtlas:
    return SmallAtlas(Generator(seed=4).documents(60))


@pytest.fixture(scope="module")
def sharded(generated: SmallAtlas, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The generated classes in several shards, so that numbers over shards are tested too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_DOCUMENTS_PER_SHARD", 40)
        directory = tmp_path_factory.mktemp("sharded")
        write_engine(directory, generated, processes=1)
    assert (directory / "shard-001").is_dir()
    return open_engine(directory)


def test_processes_write_the_same_index(generated: SmallAtlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_DOCUMENTS_PER_SHARD", 40)
    monkeypatch.setattr(segments, "_WORTH_A_PROCESS", 1)
    write_engine(tmp_path, generated, processes=2)
    assert verify_engine(tmp_path, generated) == ()


def test_the_top_of_the_list_is_the_true_top(generated: SmallAtlas, sharded: Engine) -> None:
    """Every question against BM25 computed anew, document by document, from the lines: nothing may be missed.

    In which order they stand is the judge's (`index.ranking.judging`), no longer BM25's.
    """
    oracle = Oracle(indexed_documents(generated))
    draw = random.Random(9)
    generator = Generator(seed=4)
    for _ in range(120):
        asked = [generator.word() for _ in range(draw.choice((1, 2, 2, 3)))]
        roots = sorted({root for word in asked for root in stems(word)})
        expected = oracle.scores(roots, asked, sharded)
        if not expected or sharded.catalogue.names.get("".join(asked)):
            continue
        result = sharded.search(" ".join(asked), limit=10, correct=False)
        assert result.total == len(expected)
        every = sharded.search(" ".join(asked), limit=1_000, correct=False)
        assert {hit.id for hit in every.hits if not hit.near} == set(expected)


class Oracle:
    """BM25 over the weighted words of the lines, written as the formula stands, with no index."""

    def __init__(self, documents: list[IndexedDocument]) -> None:
        self.documents = documents
        self.weights = {document.id: _weights(document) for document in documents}
        self.titles = {document.id: set(_title_stems(document)) for document in documents}
        lengths: dict[str, list[float]] = defaultdict(list)
        for document in documents:
            lengths[document.kind].append(sum(self.weights[document.id].values()))
        self.average = {kind: sum(found) / len(found) for kind, found in lengths.items()}

    def scores(self, roots: list[str], asked: list[str], engine: Engine) -> dict[str, float]:
        found = {d.id: d for d in self.documents if roots and all(self.weights[d.id][root] > 0 for root in roots)}
        return {
            key: self._score(document, roots) + self._beside(document, roots, asked, engine)
            for key, document in found.items()
        }

    def _score(self, document: IndexedDocument, roots: list[str]) -> float:
        ranking = settings().ranking
        total = sum(self._bm25(document, root) for root in roots)
        if set(roots) <= self.titles[document.id]:
            total += ranking.title_words * min(1.0, len(roots) / len(document.title.split()))
        return total

    def _bm25(self, document: IndexedDocument, root: str) -> float:
        ranking = settings().ranking
        weights = self.weights[document.id]
        norm = 1 - ranking.b + ranking.b * sum(weights.values()) / self.average[document.kind]
        rarity = self._rarity(sum(1 for other in self.weights.values() if other[root] > 0))
        once = rarity * weights[root] * (ranking.k1 + 1) / (weights[root] + ranking.k1 * norm)
        return once * settings().kinds[document.kind]

    def _rarity(self, documents: int) -> float:
        return math.log(1 + (len(self.documents) - documents + 0.5) / (documents + 0.5))

    def _beside(self, document: IndexedDocument, roots: list[str], asked: list[str], engine: Engine) -> float:
        """What is added beside the words; the spaces of meaning have tests of their own and are taken at their word."""
        classes = settings().classes
        place = [d.id for d in self.documents].index(document.id)
        total = classes.complete / sum(bool(stems(word)) for word in set(asked))
        total += classes.closest * float(engine.closest.nearness(word_vectors().sentence(asked))[place])
        if document.kind != "class":
            return total
        shares = dict.fromkeys(roots, 1.0)
        for kin in (kin for word in asked for kin in engine.families.kin(word)):
            shares.setdefault(kin, classes.family)
        nearness = max(0.0, float(engine.space.likeness(engine.space.question(shares))[place]))
        total += classes.meaning * nearness
        total += sum(share * self._bm25(document, root) for root, share in shares.items() if share < 1)
        for sections, weight in ((_NAMES, classes.title), (("general_statement",), classes.statement)):
            total += sum(weight * share * self._within(document, root, sections) for root, share in shares.items())
        return total

    def _within(self, document: IndexedDocument, root: str, sections: tuple[str, ...]) -> float:
        """How rare it is that a text holds the word in these sections; 0 where this one does not."""
        holders = [
            d.id for d in self.documents if any(root in stems(ln.text) for ln in d.lines if ln.section in sections)
        ]
        return self._rarity(len(holders)) if document.id in holders else 0.0


def _title_stems(document: IndexedDocument) -> Iterator[str]:
    return (root for line in document.lines if line.section in _TITLES for root in stems(line.text))


_TITLES = ("title", "former_title", "label")
_NAMES = ("title", "former_title")


def _weights(document: IndexedDocument) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in document.lines:
        for root in stems(line.text):
            found[root] += line.weight  # type: ignore[assignment]
    return found
