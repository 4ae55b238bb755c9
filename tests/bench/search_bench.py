"""How fast is a whole search page, beside SQLite FTS5 doing the same work in the same run?

    python tests/bench/search_bench.py [1000 10000 ...]

A page is: the ten best, their number, all facet counts, two quotes a hit, and correction of unknown words. Both sides
index the same lines of the same generated specifications and answer the same 200 questions, none of them twice, first
with nothing decoded and then again with what the first pass left in memory; our cache of results is emptied before.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from index import Engine, open_engine, write_engine  # noqa: E402 - after the path is set
from index.content.documents import indexed_documents  # noqa: E402
from tests.bench.fts_page import FtsPage  # noqa: E402
from tests.bench.generate import Generator  # noqa: E402
from tests.index.small_atlas import SmallAtlas  # noqa: E402

_QUESTIONS = 200


def questions(generator: Generator, titles: list[str]) -> list[str]:
    """Questions as people ask them: words, pairs, phrases, fields, beginnings, exclusions, titles and slips."""
    draw = random.Random(5)
    kinds: list[Callable[[], str]] = [
        lambda: generator.word(),
        lambda: generator.phrase(2),
        lambda: generator.phrase(2),
        lambda: generator.phrase(3),
        lambda: " ".join(draw.choice(generator.sentences).split()[1:3]).strip(".,;()"),
        lambda: f'"{" ".join(draw.choice(generator.sentences).split()[1:3])}"',
        lambda: f"duties:{generator.word()} {generator.word()}",
        lambda: f"{generator.word()} -{generator.word()}",
        lambda: f"{draw.choice(generator.words[:400])[:4]}* {generator.word()}",
        lambda: draw.choice(titles),
        lambda: _slip(draw.choice([w for w in generator.words[:800] if len(w) > 6]), draw),
    ]
    found: dict[str, None] = {}
    while len(found) < _QUESTIONS:
        found[draw.choice(kinds)()] = None
    return list(found)


def _slip(word: str, draw: random.Random) -> str:
    place = draw.randrange(2, len(word) - 1)
    return word[:place] + word[place + 1 :]


def measured(ask: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds of processor time: other work on the machine does not count."""
    took = []
    for question in asked:
        began = time.process_time()
        ask(question)
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=20)[18]


def compare(count: int) -> Iterator[str]:
    """One row of the table for each way of answering."""
    generator = Generator()
    atlas = SmallAtlas(generator.documents(count))
    began = _processor_seconds()
    documents = indexed_documents(atlas)
    prepared = _processor_seconds() - began
    asked = questions(generator, [document.title for document in documents if document.kind == "class"])
    with tempfile.TemporaryDirectory() as scratch:
        began = _processor_seconds()
        page = FtsPage(Path(scratch, "fts.db"))
        page.build(documents)
        fts_built = _processor_seconds() - began
        home = Path(scratch, "generation")
        home.mkdir()
        began, clock = _processor_seconds(), time.perf_counter()
        write_engine(home, atlas)
        # Both sides index the same prepared lines.
        built, waited = _processor_seconds() - began - prepared, time.perf_counter() - clock
        engine = open_engine(home)
        theirs = [measured(page.search, asked) for _ in range(2)]
        ours = [_fresh_pass(engine, asked) for _ in range(2)]
        engine.close()
    yield from _rows(count, (fts_built, built, prepared, waited), theirs, ours)


def _processor_seconds() -> float:
    """Processor time of this process and of those it started and awaited."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _fresh_pass(engine: Engine, asked: list[str]) -> tuple[float, float]:
    engine.forget_results()
    return measured(lambda question: engine.search(question, limit=10), asked)


def _rows(
    count: int,
    seconds: tuple[float, float, float, float],
    theirs: list[tuple[float, float]],
    ours: list[tuple[float, float]],
) -> Iterator[str]:
    fts_built, built, prepared, waited = seconds
    for name, (p50, p95), (fts50, fts95) in (
        ("first pass", ours[0], theirs[0]),
        ("second pass", ours[1], theirs[1]),
    ):
        yield (
            f"| {count:,} | {name} | {fts50:.1f} / {fts95:.1f} | {p50:.1f} / {p95:.1f} "
            f"| {p50 / fts50:.2f} / {p95 / fts95:.2f} |"
        )
    yield (
        f"| {count:,} | build: FTS5 {fts_built:.1f} s ({count / fts_built:.0f}/s), ours {built:.1f} s "
        f"({count / built:.0f}/s), ratio {built / fts_built:.1f}; preparing the lines {prepared:.1f} s for both; "
        f"ours by the clock, in processes, preparing included: {waited:.1f} s | | | |"
    )


def main() -> None:
    """Print the table."""
    print("| specifications | | FTS5 ms p50 / p95 | ours ms p50 / p95 | ratio p50 / p95 |\n|---|---|---|---|---|")
    for count in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000]:
        for row in compare(count):
            print(row, flush=True)


if __name__ == "__main__":
    main()
