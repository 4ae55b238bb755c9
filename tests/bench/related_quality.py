"""How good is the text part of related classes, judged by O*NET's own Related Occupations?

    python tests/bench/related_quality.py FOLDER

FOLDER holds a user's copy of the O*NET tables. An occupation's title, description, tasks and important knowledge stand
for a class's title, general statement, duties and knowledge; all related occupations listed count alike.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.content.text import stems
from index.meaning.class_vectors import ClassVectors, Neighbours
from index.settings import settings

_IMPORTANT = 3.0
_AT = 10


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of one table; a sample of it serves too."""
    path = next(path for path in sorted(folder.glob("*.txt")) if path.name.startswith(name))
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def profiles(folder: Path) -> list[ClassVectors]:
    """Every occupation that has tasks, as a class profile."""
    weights = settings().related.text
    counted: dict[str, Counter[str]] = defaultdict(Counter)

    def add(code: str, text: str, weight: float) -> None:
        for stem in stems(text):
            counted[code][stem] += weight  # type: ignore[assignment]

    for row in rows(folder, "Task Statements"):
        add(row["O*NET-SOC Code"], row["Task"], weights["duties"])
    for row in rows(folder, "Occupation Data"):
        if row["O*NET-SOC Code"] in counted:
            add(row["O*NET-SOC Code"], row["Title"], weights["title"])
            add(row["O*NET-SOC Code"], row["Description"], weights["general_statement"])
    for row in rows(folder, "Knowledge"):
        if row["Scale ID"] == "IM" and float(row["Data Value"]) >= _IMPORTANT and row["O*NET-SOC Code"] in counted:
            add(row["O*NET-SOC Code"], row["Element Name"], weights["knowledge"])
    return [ClassVectors(code, dict(stems_of), (), ()) for code, stems_of in sorted(counted.items())]


def related_occupations(folder: Path) -> Mapping[str, list[str]]:
    """What O*NET names as related, best first."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows(folder, "Related Occupations"):
        found[row["O*NET-SOC Code"]].append((int(row["Index"]), row["Related O*NET-SOC Code"]))
    return {code: [other for _, other in sorted(listed)] for code, listed in found.items()}


def gain(found: Sequence[str], right: Sequence[str]) -> float:
    """nDCG at ten: 1 where all ten are among those named."""
    won = sum(1 / math.log2(place + 2) for place, code in enumerate(found[:_AT]) if code in right)
    return won / sum(1 / math.log2(place + 2) for place in range(min(_AT, len(right))))


def main() -> None:
    """Print one line."""
    folder = Path(sys.argv[1])
    near = Neighbours(profiles(folder))
    gains, recalls = [], []
    for code, named in related_occupations(folder).items():
        right = [other for other in named if other in near]
        if code in near and right:
            found = [likeness.id for likeness in near.nearest(code, _AT)]
            gains.append(gain(found, right))
            recalls.append(len(set(found) & set(right[:_AT])) / len(right[:_AT]))
    count = len(gains)
    print(
        f"{count} occupations: nDCG@10 {sum(gains) / count:.3f}, recall@10 of the first ten {sum(recalls) / count:.3f}"
    )


if __name__ == "__main__":
    main()
