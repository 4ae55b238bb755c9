"""One bad file fails alone, by name and reason; the others are read, fast and in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from taxonomy.reading.sandbox.confinement import FENCES
from taxonomy.reading.sandbox.sandbox import Limits, ReadResult, fences, read_path, read_paths

BY_CONTENT = "tests.reading.readers_for_sandbox:by_content"
LINES_ONLY = "tests.reading.readers_for_sandbox:lines_only"
SHORT = Limits(wall_seconds=4, cpu_seconds=9)
POSIX = pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="asks the ps of Linux, or needs its memory limit"
)


def written(folder: Path, texts: Sequence[str]) -> list[Path]:
    """A file for each text."""
    paths = [folder / f"{number:04d} {text[:8].strip()}.txt" for number, text in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def results(paths: Sequence[Path], limits: Limits = SHORT, workers: int = 2) -> list[ReadResult]:
    return list(read_paths(paths, workers=workers, limits=limits, reader=BY_CONTENT))


def children_of_this_process() -> set[str]:
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    return {line.split()[0] for line in listed.stdout.splitlines() if "sandbox_worker" in line}


def test_every_file_is_answered_in_the_order_given(tmp_path: Path) -> None:
    paths = written(tmp_path, [f"Class {number}" for number in range(40)])
    answers = results(paths, workers=3)
    assert [answer.path for answer in answers] == paths
    assert [answer.document.lines[0] for answer in answers if answer.document] == [f"Class {n}" for n in range(40)]
    assert {answer.error for answer in answers} == {None}


def test_no_paths_give_no_results() -> None:
    assert results([]) == []


def test_a_result_carries_the_bytes_and_their_hash(tmp_path: Path) -> None:
    [answer] = results(written(tmp_path, ["Clerk"]))
    assert (answer.data, answer.name) == (b"Clerk", "0000 Clerk.txt")
    assert answer.document is not None
    assert answer.sha256 == answer.document.source.sha256


MISDEEDS = [
    pytest.param("hang", "longer than 4 seconds", id="hangs"),
    pytest.param("raise", "KeyError('competencies')", id="raises"),
    pytest.param("die", "by signal 15", id="killed by a signal", marks=POSIX),
    pytest.param("eat", "more than 512 MB of memory", id="eats memory", marks=LINUX),
    pytest.param("connect", "socket", id="opens a connection"),
    pytest.param("start", "subprocess", id="starts a program"),
]


@pytest.mark.parametrize(("deed", "reason"), MISDEEDS)
def test_a_misdeed_fails_one_document_with_its_reason(tmp_path: Path, deed: str, reason: str) -> None:
    before, bad, after = results(written(tmp_path, ["first", deed, "last"]), workers=1)
    assert bad.error is not None
    assert reason in bad.error
    assert bad.document is None
    assert (before.error, after.error) == (None, None)
    assert after.document is not None
    assert after.document.lines == ("last",)


@POSIX
def test_endless_computing_is_stopped_before_the_wall_clock(tmp_path: Path) -> None:
    [answer] = results(written(tmp_path, ["spin"]), Limits(wall_seconds=60, cpu_seconds=1))
    assert answer.error is not None
    assert "computing time" in answer.error


DEEDS = [
    "environment", "c-connect", "c-start", "c-read", "c-create", "c-truncate", "c-delete", "c-rights",
    "c-signal-parent", "c-signal-group", "c-trace-parent", "c-namespace", "read", "list",
]  # fmt: skip


@LINUX
@pytest.mark.skipif(set(fences()) < set(FENCES), reason="this kernel has not all of the fences")
def test_hostile_code_reaches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs in a child, in C too: no secret, no workspace, no network, no program, no other process."""
    monkeypatch.setenv("ATLAS_OIDC_CLIENT_SECRET", "hush")
    workspace = tmp_path / "home"
    workspace.mkdir()
    database = workspace / "atlas.db"
    database.write_bytes(b"decisions")
    targets = {"c-create": workspace / "new", "list": workspace}
    texts = [f"{deed} {targets.get(deed, database)}" for deed in DEEDS]
    paths = [tmp_path / f"{deed}.txt" for deed in DEEDS]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    for deed, answer in zip(DEEDS, results(paths, workers=1), strict=True):
        assert answer.error is not None, deed
        assert "it could" not in answer.error, deed
        assert "PermissionError" in answer.error, (deed, answer.error)
    assert [each.name for each in workspace.iterdir()] == ["atlas.db"]
    assert database.read_bytes() == b"decisions"


def test_a_machine_says_which_fences_it_has() -> None:
    assert set(fences()) <= set(FENCES)


def test_what_a_reader_prints_does_not_reach_the_pipe(tmp_path: Path) -> None:
    first, second = results(written(tmp_path, ["print", "next"]), workers=1)
    assert (first.error, second.error) == (None, None)


@LINUX
def test_a_child_that_died_between_documents_is_replaced(tmp_path: Path) -> None:
    answers = read_paths(written(tmp_path, ["one"] * 30), workers=1, reader=BY_CONTENT)
    next(answers)
    for child in children_of_this_process():
        os.kill(int(child), signal.SIGKILL)
    assert sum(answer.error is not None for answer in answers) <= 1


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    [missing, folder] = results([tmp_path / "gone.txt", tmp_path])
    assert missing.error is not None
    assert missing.error.startswith("The file cannot be opened")
    assert folder.error is not None
    assert folder.data == b""


def test_a_file_over_the_size_limit_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(60_000_000)
    [answer] = results([large])
    assert answer.error == "The file has 60 MB; files over 34 MB are not read."
    assert answer.data == b""


@LINUX
def test_closing_early_leaves_no_child(tmp_path: Path) -> None:
    answers = read_paths(written(tmp_path, ["one", "hang", "hang", "two"]), workers=2, reader=BY_CONTENT)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert children_of_this_process() == set()


@LINUX
def test_an_interrupt_leaves_no_child(tmp_path: Path) -> None:
    written(tmp_path, ["hang"] * 4)
    program = (
        "import signal, sys; from pathlib import Path; from taxonomy.reading.sandbox.sandbox import read_paths\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits that it is ignored\n"
        f"list(read_paths(sorted(Path(sys.argv[1]).iterdir()), workers=2, reader={BY_CONTENT!r}))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stderr=subprocess.PIPE,
        start_new_session=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    group_members = ["ps", "-o", "pid=", "--sid", str(parent.pid)]
    while len(subprocess.run(group_members, capture_output=True, text=True).stdout.split()) < 3:
        time.sleep(0.05)
    os.killpg(parent.pid, signal.SIGINT)
    _, complaint = parent.communicate(timeout=20)
    assert b"KeyboardInterrupt" in complaint
    assert subprocess.run(group_members, capture_output=True, text=True).stdout.split() == []


@LINUX
def test_a_thousand_small_files_are_read_by_few_processes(tmp_path: Path) -> None:
    answers = read_paths(written(tmp_path, ["Clerk"] * 600), workers=2, reader=LINES_ONLY)
    seen: set[str] = set()
    for number, answer in enumerate(answers):
        assert answer.error is None
        if number % 50 == 0:
            seen |= children_of_this_process()
    assert len(seen) <= 6


@LINUX
def test_a_large_parent_does_not_wear_its_children_out(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from taxonomy.reading.sandbox import sandbox\n"
        "weight = bytearray(400 << 20); weight[::4096] = b'x' * len(weight[::4096])\n"
        f"child = sandbox._Child(sandbox.Limits(), {LINES_ONLY!r})\n"
        "child.read(sandbox.Order(name='a.txt', data=b'Clerk')); first = child._process\n"
        "child.read(sandbox.Order(name='b.txt', data=b'Clerk'))\n"
        "assert first is not None and child._process is first\n"
        "child.close()"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root).returncode == 0


def test_the_real_reader_gives_records(tmp_path: Path) -> None:
    pytest.importorskip("taxonomy.reading.parse", reason="the parser is not there yet")
    [path] = written(
        tmp_path, ["Career Service Authority\n\nClerk\n\nGENERAL STATEMENT OF CLASS DUTIES\n\nFiles letters.\n"]
    )
    answer = read_path(path)
    assert answer.error is None
    assert answer.parsed is not None
    assert answer.parsed.source.name == path.name


def test_answers_are_decoded_by_many_threads_at_once() -> None:
    program = (
        "import sys, threading, msgspec; sys.setswitchinterval(1e-6)\n"
        "from taxonomy.reading.sandbox.sandbox_pipe import ReadAnswer, read_answer\n"
        "payload, start = msgspec.msgpack.encode(ReadAnswer(error='x')), threading.Barrier(4)\n"
        "threads = [threading.Thread(target=lambda: (start.wait(), read_answer(payload))) for _ in range(4)]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root).returncode == 0
