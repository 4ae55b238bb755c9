"""How long do the latent space, related classes, search and needs take on many classes, and in how much memory?

    python tests/bench/find_scale.py [1000 10000 ...]

Generated specifications as for search_bench.py. Seconds by the clock and by the processor; the peak of memory is of
the whole process, generated documents included, so each count is measured in a process of its own.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from index import open_engine, write_engine  # noqa: E402 - after the path is set
from index.meaning.class_vectors import learn_space  # noqa: E402
from index.needs.coverage import Need, cover  # noqa: E402
from index.storage.segments import read_profiles  # noqa: E402
from tests.bench.generate import Generator  # noqa: E402
from tests.index.small_atlas import SmallAtlas  # noqa: E402

_ASKED = 100


def main() -> None:
    """Print a table for each count, from a process of its own."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    for count in sys.argv[1:] or ["1000", "10000"]:
        subprocess.run([sys.executable, __file__, "--one", count], check=True)


def measure(count: int) -> None:
    """Build, open and ask an index of `count` classes."""
    generator = Generator()
    atlas = SmallAtlas(generator.documents(count))
    print(f"{count:,} classes; memory with the documents alone {_memory():.0f} MB", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        _timed("index written, by all processes", lambda: write_engine(home, atlas))
        engine = open_engine(home)
        profiles = [p for name in engine.catalogue.shards for p in read_profiles(home / name)]
        _timed("of it the latent space", lambda: learn_space(profiles))
        _timed("related classes opened", lambda: engine.neighbours)
        draw = random.Random(5)
        ids = draw.sample(sorted(atlas.classes), _ASKED)
        asked = [generator.phrase(draw.choice((2, 3))) for _ in range(_ASKED)]
        _each("related classes of one", [lambda key=key: engine.neighbours.nearest(key, 10) for key in ids])  # type: ignore[misc]
        _each("search, several words", [lambda text=text: engine.search(text, limit=10) for text in asked])  # type: ignore[misc]
        _each("one need", [lambda text=text: cover(engine, [Need(text=text)]) for text in asked[:30]])  # type: ignore[misc]
        engine.close()
    print(f"  peak of memory {_memory():.0f} MB", flush=True)


def _timed(name: str, work: Callable[[], object]) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    print(f"  {name}: {time.perf_counter() - clock:.1f} s, {time.process_time() - processor:.1f} s here", flush=True)


def _each(name: str, works: Sequence[Callable[[], object]]) -> None:
    took = []
    for work in works:
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1000)
    print(
        f"  {name}: p50 {statistics.median(took):.1f} ms, p95 {statistics.quantiles(took, n=20)[18]:.1f} ms", flush=True
    )


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
