"""How many acts does a person need to settle a collection's wording? Run: python -m tests.bench.acts FOLDER

FOLDER holds the UK Government Digital and Data framework (`roles_architecture.csv`). Its skills are printed by many
classes, verbatim or with the small differences that offices bring in; of every text it is known what it was made from.
A scripted person answers: alone, one question is one act; with batches, a page saved is one act, and so is each tick
that is changed.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from taxonomy.model import Decision, Question, Statement
from taxonomy.wording.batches import answer_of, sure_batches
from taxonomy.wording.harmonize import Harmony, harmonize

_ROUNDS = 60


def editorial_changes() -> tuple[Callable[[str], str], ...]:
    """What offices do to a text without meaning anything by it."""
    return (
        lambda t: t.rstrip("."),
        lambda t: t.replace(", and ", " and ", 1),
        lambda t: t.replace("'", "\u2019"),
        lambda t: t.replace("; ", ", ", 1),
        lambda t: t.replace("isation", "ization").replace("ise ", "ize "),
        lambda t: t.replace(" the ", " ", 1),
        lambda t: t.replace(" and ", " & ", 1),
        lambda t: t.replace("-", " ", 1),
        lambda t: t.replace("organisation", "Organisation", 1),
        lambda t: t.replace("information", "informaton", 1),
        lambda t: t.replace("business", "buisness", 1),
        lambda t: t.replace("for example", "e.g.", 1),
    )


def real_changes() -> tuple[Callable[[str], str], ...]:
    """What changes the sense."""
    return (
        lambda t: t.replace(" and ", " or ", 1),
        lambda t: t.replace("can ", "cannot ", 1),
        lambda t: f"{t.rstrip('.')}, without supervision.",
        lambda t: t.replace("data", "budget", 1),
        lambda t: t.replace("support", "approve", 1),
    )


def printed(folder: Path, count: int, seed: int = 11) -> tuple[list[Statement], dict[str, str]]:
    """`count` statements, and for each text the text it means."""
    rng = random.Random(seed)
    bases = _bases(folder)
    chosen = rng.sample(bases, min(len(bases), max(20, count // 12)))
    statements, meaning = [], {text: text for _, text in chosen}
    for number in range(count):
        name, text = rng.choice(chosen)
        shown, draw = text, rng.random()
        if draw < 0.35:
            shown = rng.choice(editorial_changes())(text)
            meaning.setdefault(shown, text)
        elif draw < 0.40:
            shown = rng.choice(real_changes())(text)
            meaning.setdefault(shown, shown)
        statements.append(_statement(name, shown, number))
    return statements, meaning


def _bases(folder: Path) -> list[tuple[str, str]]:
    with (folder / "roles_architecture.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["Skill Name"], row["Skill Level Description"]) for row in csv.DictReader(file)}
    found = [(name.strip(), " ".join(text.replace("\n- ", "; ").replace(":;", "").split())) for name, text in rows]
    return sorted((name, f"{text}.") for name, text in found if name and len(text) > 30)


def _statement(name: str, text: str, number: int) -> Statement:
    return Statement(
        id=f"s{number}",
        class_id=f"town/{number // 8}",
        class_title="",
        document=f"d{number}",
        first_line=1,
        last_line=1,
        label=name,
        definition=text,
    )


class Person:
    """Answers as the truth is, and counts what that takes."""

    def __init__(self, statements: list[Statement], meaning: dict[str, str]) -> None:
        self.statements, self.meaning = statements, meaning
        self.decisions: list[Decision] = []
        self.acts = self.wrong_ticks = 0

    def settle(self, *, batches: bool) -> int:
        """Answer until nothing is open; the number of acts."""
        for _ in range(_ROUNDS):
            harmony = harmonize(self.statements, self.decisions, [])
            while batches and (sure := sure_batches(harmony.questions, self.decisions)):
                for batch in sure:
                    self._page(batch.kind, batch.questions, _texts(harmony))
                harmony = harmonize(self.statements, self.decisions, [])
            texts = _texts(harmony)
            left = [q for q in harmony.questions if not self._known(q)]
            if not left:
                break
            for question in left[:40]:
                self._answer(question, "same" if self._is_same(question, texts) else "different")
                self.acts += 1
        return self.acts

    def _page(self, kind: str, questions: Iterable[Question], texts: dict[str, str]) -> None:
        self.acts += 1
        for question in questions:
            right = "same" if self._is_same(question, texts) else "different"
            self._answer(question, right, f"b-{kind}-00000000-" if right == answer_of(kind) else "d")
            if right != answer_of(kind):
                self.acts += 1
                self.wrong_ticks += 1

    def _is_same(self, question: Question, texts: dict[str, str]) -> bool:
        one, other = texts.get(question.left), texts.get(question.right)
        return one is not None and other is not None and self.meaning[one] == self.meaning[other]

    def _known(self, question: Question) -> bool:
        return any(d.question == question.id for d in self.decisions)

    def _answer(self, question: Question, answer: str, prefix: str = "d") -> None:
        number = len(self.decisions) + 1
        self.decisions.append(
            Decision(
                id=f"{prefix}{number}",
                sequence=number,
                answer="same" if answer == "same" else "different",
                question=question.id,
                left=question.left,
                right=question.right,
                by="Ann",
                when="2026-12-01T09:00:00",
                why="",
            )
        )


def _texts(harmony: Harmony) -> dict[str, str]:
    return {v.id: v.definition or "" for c in harmony.competencies for v in c.variants}


def main() -> None:
    """Print a line for each size."""
    folder = Path(sys.argv[1])
    for count in (300, 2_000):
        statements, meaning = printed(folder, count)
        first = harmonize(statements, [], [])
        joined = sum(
            len({meaning[s.definition or ""] for s in v.statements}) > 1 for c in first.competencies for v in c.variants
        )
        alone = Person(statements, meaning).settle(batches=False)
        together = Person(statements, meaning)
        acts = together.settle(batches=True)
        print(
            f"{count} statements: {len(first.questions)} questions at first, {alone} acts one at a time, "
            f"{acts} with batches, {together.wrong_ticks} ticks wrong, {joined} joined wrongly"
        )


if __name__ == "__main__":
    main()
