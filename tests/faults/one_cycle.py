"""A program for `test_every_call`: one cycle of work, interrupted at the calls that were asked for, and then checked.

Runs with `failing_calls.c` before the C library. Prints one JSON line for each interruption: where, what the
interrupted process acknowledged, what it said of its failure, and what the checker found afterwards.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from taxonomy.basics.failures import Failure
from taxonomy.generation.generations import GenerationWriter, built_from, current_generation, verify
from taxonomy.model import ParsedDocument, Source
from taxonomy.store import ReadDocument, Store, backup, restore
from webapp.cli.failure_sentences import sentence_of

Say = Callable[[str], None]
FAULTS = ctypes.CDLL(None)
FAULTS.fault_seen.restype = ctypes.c_long


def work(home: Path, name: str, say: Say, *, lies: bool) -> None:
    """A document, a decision, its undoing, a generation and a backup; everything that is saved is said at once."""
    with Store.open(home) as store:
        source = Source(name=name, media_type="text/plain", encoding="utf-8", sha256=name, lines=1)
        document = ReadDocument(name=name, data=name.encode(), parsed=ParsedDocument(source=source), lines=(name,))
        if lies:
            say(f"+ {name}")
        store.put_documents([document])
        say(f"+ {name}")
        made = store.append_decision("same", None, "a", name, by="Ann", why="one")
        say(f"+ {made.id}")
        say(f"+ {store.undo_decision(made.id, by='Ann', why='not so').id}")
        with GenerationWriter(home, version=store.version) as writer:
            (writer.path / "index").write_text(name)
        backup(store, home.parent / "backup.zip", home)
        say("= backup")


def interrupted(home: Path, at: int, reason: int, *, goes_on: bool, lies: bool) -> list[str]:
    """What a process said that was stopped, or failed, at its call number `at`; ``. N``: it ended after N calls."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)

        def say(words: str) -> None:
            os.write(writer, f"{words}\n".encode())

        FAULTS.fault_arm(ctypes.c_long(at), reason, int(goes_on))
        try:
            work(home, f"{at}-{reason}.txt", say, lies=lies)
        except (Failure, OSError) as error:
            say(f"! {sentence_of(error)}")
        except BaseException as error:
            say(f"? {error!r}")
        seen = FAULTS.fault_seen()
        FAULTS.fault_arm(ctypes.c_long(0), 0, 0)
        say(f". {seen}")
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as said:
        words = said.read().splitlines()
    os.waitpid(child, 0)
    return words


def checked(home: Path, acknowledged: set[str]) -> Iterator[str]:
    """Everything that is not as it ought to be after an interruption."""
    with Store.open(home) as store:
        yield from store.verify_database()
        yield from store.verify_documents()
        yield from store.verify_ledger()
        here = {decision.id for decision in store.decisions()} | {document.name for document in store.documents()}
        yield from (f"{name} was acknowledged, and is gone." for name in sorted(acknowledged - here))
        store.refuse_unless_of(built_from(home))
    info = current_generation(home)
    if info is None:
        yield "There was a generation, and there is none."
    elif info.is_fallback or verify(info):
        yield "The generation in force is not whole."
    restore(home.parent / "backup.zip", home.parent / "again", overwrite=True)


def main(folder: Path, reason: int, goes_on: bool, first: int, step: int, lies: bool) -> None:
    """Interrupt at `first`, `first` + `step` and so on, until a cycle has fewer calls; each time the same workspace."""
    base = folder / "base"
    before: list[str] = []
    work(base / "home", "first.txt", before.append, lies=False)
    for at in itertools.count(first, step):
        place = Path(shutil.copytree(base, folder / "now"))
        said = interrupted(place / "home", at, reason, goes_on=goes_on, lies=lies)
        acknowledged = {words[2:] for words in (*before, *said) if words.startswith("+ ")}
        found = list(checked(place / "home", acknowledged))
        print(json.dumps({"at": at, "said": said, "found": found}), flush=True)
        shutil.rmtree(place)
        if any(words.startswith(". ") and int(words[2:]) < at for words in said):
            return


if __name__ == "__main__":
    given, number, on, start, stride, lying = sys.argv[1:]
    main(Path(given), int(number), on == "on", int(start), int(stride), lying == "lies")
