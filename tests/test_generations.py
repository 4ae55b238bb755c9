"""A generation is in force whole or not at all, whatever happens to the process that builds it."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from taxonomy.generation.generations import GenerationError, GenerationWriter, current_generation, suspicious, verify
from taxonomy.generation.writer_lock import WriterBusy, WriterLock

KILLS = int(os.environ.get("ATLAS_KILLS", "20"))
# The calls by which a generation gets to the disk; a process dies at each of them in turn.
STEPS = ("mkdir", "open", "fsync", "rename", "replace", "unlink", "rmdir")

posix = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")


def build(home: Path, text: str, version: int = 1) -> None:
    with GenerationWriter(home, version=version, details={"engine": "test"}) as writer:
        (writer.path / "index").mkdir()
        (writer.path / "index" / "a.seg").write_text(text * 1000)
        (writer.path / "index" / "b.seg").write_text(text * 1000)
        (writer.path / "atlas.json").write_text(text)


def texts(home: Path) -> set[str]:
    """What the generation in force says; more than one text would be a mixture."""
    info = current_generation(home)
    assert info is not None
    assert verify(info) == []
    return {(info.path / name).read_text()[:1] for name in ("index/a.seg", "index/b.seg", "atlas.json")}


def test_nothing_is_in_force_at_first(tmp_path):
    assert current_generation(tmp_path) is None


def test_a_generation_says_what_it_is(tmp_path):
    build(tmp_path, "a", version=7)
    info = current_generation(tmp_path)
    assert info is not None
    assert (info.number, info.manifest.version, info.manifest.previous) == (1, 7, None)
    assert set(info.manifest.files) == {"atlas.json", "index/a.seg", "index/b.seg"}
    assert info.manifest.details == {"engine": "test"}
    assert info.is_current_for(7)
    assert not info.is_current_for(8)


def test_the_one_before_is_kept_and_older_ones_are_removed(tmp_path):
    for text in "abcd":
        build(tmp_path, text)
    info = current_generation(tmp_path)
    assert info is not None
    assert (info.number, info.manifest.previous) == (4, 3)
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["000003", "000004", "CURRENT"]


def test_the_number_is_known_while_building(tmp_path):
    build(tmp_path, "a")
    with GenerationWriter(tmp_path, version=1) as writer:
        assert writer.number == 2
        assert current_generation(tmp_path).number == 1
    assert current_generation(tmp_path).number == 2


def test_a_reader_keeps_the_generation_that_it_opened(tmp_path):
    build(tmp_path, "a")
    before = current_generation(tmp_path)
    build(tmp_path, "b")
    assert verify(before) == []


def test_details_may_be_added_while_building(tmp_path):
    with GenerationWriter(tmp_path, version=1) as writer:
        writer.details["classes"] = 12
    assert current_generation(tmp_path).manifest.details == {"classes": 12}


def test_an_exception_leaves_the_one_before(tmp_path):
    build(tmp_path, "a")
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(tmp_path)
    assert texts(tmp_path) == {"a"}
    assert not list(tmp_path.glob("generations/*.tmp"))
    build(tmp_path, "c")
    assert texts(tmp_path) == {"c"}


def _fail_half_way(home: Path) -> None:
    with GenerationWriter(home, version=2) as writer:
        (writer.path / "half").write_text("b")
        raise ZeroDivisionError


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_nobody_else_can_read_it(tmp_path):
    build(tmp_path, "a")
    info = current_generation(tmp_path)
    for path in (info.path, info.path.parent):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    info.path.chmod(0o777)
    assert any("Other users" in sentence for sentence in verify(info))


# What may happen to the files → a word of the sentence about it.
DAMAGE = {
    "changed": (lambda path: (path / "index/a.seg").write_text("b" * 1000), "index/a.seg"),
    "same size": (lambda path: (path / "atlas.json").write_text("b"), "atlas.json"),
    "removed": (lambda path: (path / "index/b.seg").unlink(), "lacks"),
    "added": (lambda path: (path / "index/c.seg").write_text("x"), "does not know"),
}


@pytest.mark.parametrize(("damage", "word"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found(tmp_path, damage, word):
    build(tmp_path, "a")
    info = current_generation(tmp_path)
    damage(info.path)
    assert [word in sentence for sentence in verify(info)] == [True]


@pytest.mark.parametrize("pointer", [b"", b"x", b"999", b"\xff\xfe", b"-1", b"../../etc"], ids=repr)
def test_behind_a_pointer_to_nothing_the_newest_whole_one_is_found(tmp_path, pointer):
    build(tmp_path, "a")
    (tmp_path / "generations" / "CURRENT").write_bytes(pointer)
    found = current_generation(tmp_path)
    assert (found.number, found.is_fallback) == (1, True)
    build(tmp_path, "b")
    assert texts(tmp_path) == {"b"}


@pytest.mark.parametrize("manifest", [b"", b"{}", b'{"format": 1', b'{"format": "\xff"}', b"\x00" * 200])
def test_behind_a_manifest_that_says_nothing_the_one_before_is_found(tmp_path, manifest):
    build(tmp_path, "a")
    info = current_generation(tmp_path)
    whole = (info.path / "manifest.json").read_bytes()
    (info.path / "manifest.json").write_bytes(manifest)
    assert current_generation(tmp_path) is None
    (info.path / "manifest.json").write_bytes(whole)
    build(tmp_path, "b")
    (current_generation(tmp_path).path / "manifest.json").write_bytes(manifest)
    found = current_generation(tmp_path)
    assert (found.number, found.is_fallback) == (1, True)
    build(tmp_path, "c")
    assert texts(tmp_path) == {"c"}
    assert not current_generation(tmp_path).is_fallback


@pytest.mark.parametrize("damage", [DAMAGE["changed"], DAMAGE["removed"]], ids=["changed", "removed"])
def test_a_quick_look_finds_damage_and_the_one_before_serves(tmp_path, damage):
    build(tmp_path, "a")
    build(tmp_path, "z")
    info = current_generation(tmp_path)
    assert suspicious(info) == []
    damage[0](info.path)
    assert suspicious(info)
    assert current_generation(tmp_path, damaged={info.number}).number == 1
    assert current_generation(tmp_path, damaged={1, 2}) is None


@posix
def test_a_link_is_not_taken_into_a_generation(tmp_path):
    with pytest.raises(GenerationError, match="plain file"), GenerationWriter(tmp_path, version=1) as writer:
        (writer.path / "link").symlink_to("/etc/hostname")
    assert current_generation(tmp_path) is None


def test_one_writer_at_a_time_and_the_other_is_told_who(tmp_path):
    with WriterLock(tmp_path, purpose="ingesting documents"):
        with pytest.raises(WriterBusy, match=rf"process {os.getpid()} \(ingesting documents, since \d{{4}}"):
            build(tmp_path, "a")
        assert current_generation(tmp_path) is None
    build(tmp_path, "a")


def test_a_lock_that_is_held_already_is_used(tmp_path):
    with WriterLock(tmp_path, purpose="ingesting documents") as lock:
        with GenerationWriter(tmp_path, version=1, lock=lock) as writer:
            (writer.path / "x").write_text("x")
        with pytest.raises(WriterBusy):
            build(tmp_path, "b")
    assert current_generation(tmp_path).number == 1


def test_waiting_for_the_other_writer(tmp_path):
    held = WriterLock(tmp_path, purpose="a short thing")
    held.__enter__()
    threading.Timer(0.2, held.__exit__).start()
    with WriterLock(tmp_path, purpose="a patient thing", wait=20):
        pass


@posix
def test_a_child_does_not_keep_the_lock_of_a_parent_that_was_killed(tmp_path):
    """The processes that read documents are children of the one that holds the lock."""
    program = """
import os, sys, time
from pathlib import Path
from taxonomy.generation.writer_lock import WriterLock
with WriterLock(Path(sys.argv[1]), purpose="ingesting"):
    if os.fork() == 0:
        os.close(1)
        time.sleep(30)
        os._exit(0)
    print("ready", flush=True)
    time.sleep(30)
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as parent:
        try:
            assert parent.stdout.readline() == b"ready\n"
            with pytest.raises(WriterBusy), WriterLock(tmp_path, purpose="another thing"):
                pass
            parent.kill()
            parent.wait()
            with WriterLock(tmp_path, purpose="another thing", wait=5):
                pass
        finally:
            os.killpg(parent.pid, signal.SIGKILL)


@posix
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS], ids=["disk full", "disk error", "read-only"])
@pytest.mark.parametrize("step", ["fsync", "mkdir"])
def test_a_failing_disk_leaves_the_one_before(tmp_path, monkeypatch, number, step):
    build(tmp_path, "a")
    with monkeypatch.context() as faulty:
        faulty.setattr(os, step, _failing(number))
        with pytest.raises(GenerationError, match="the one before stays in force"):
            build(tmp_path, "b")
    assert texts(tmp_path) == {"a"}
    build(tmp_path, "c")
    assert texts(tmp_path) == {"c"}


def _failing(number: int):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@posix
def test_a_full_disk_while_files_are_written(tmp_path):
    build(tmp_path, "a")

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        try:
            build(tmp_path, "b")
        except GenerationError:
            os._exit(7)

    assert os.waitstatus_to_exitcode(_forked(work)) == 7
    assert texts(tmp_path) == {"a"}


@posix
def test_killed_at_every_step(tmp_path):
    """The process dies at its first system call of interest, then at its second … until one build comes through."""
    build(tmp_path, "a")
    text = "a"
    for step in range(1, 200):
        new = "b" if text == "a" else "a"
        status = _forked(lambda step=step, new=new: _build_and_die(tmp_path, new, step))
        assert texts(tmp_path) in ({text}, {new})
        (text,) = texts(tmp_path)
        if not os.WIFSIGNALED(status):
            break
    assert step > 20
    assert text == new
    assert len(list((tmp_path / "generations").iterdir())) == 3


def _build_and_die(home: Path, text: str, step: int) -> None:
    """Build, and be killed in place of the `step`-th call."""
    left = step

    def dying(call):
        def count(*arguments, **options):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return count

    for name in STEPS:
        setattr(os, name, dying(getattr(os, name)))
    build(home, text)


@posix
def test_everything_is_on_the_disk_before_it_is_put_in_force(tmp_path, monkeypatch):
    """A power cut keeps what was synced: files and folders before the pointer, the pointer before its rename."""
    synced: set[int] = set()
    unsynced: list[str] = []
    sync, replace = os.fsync, os.replace

    def note_sync(handle: int) -> None:
        synced.add(os.fstat(handle).st_ino)
        sync(handle)

    def note_replace(source: Path, target: Path) -> None:
        below = [path for path in (tmp_path / "generations").rglob("*") if path.suffix != ".tmp" or path.is_file()]
        unsynced.extend(str(path) for path in below if path.stat().st_ino not in synced)
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    build(tmp_path, "a")
    assert len(synced) > 5
    assert unsynced == []


@posix
def test_killed_at_any_moment(tmp_path):
    build(tmp_path, "a")
    chance = random.Random(1341)
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            while True:
                build(tmp_path, chance.choice("abc"))
        time.sleep(chance.uniform(0.005, 0.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert len(texts(tmp_path)) == 1
    build(tmp_path, "z")
    assert texts(tmp_path) == {"z"}
    assert len(list((tmp_path / "generations").iterdir())) == 3


@posix
def test_readers_always_find_one_whole_generation(tmp_path):
    """Others read while generations follow each other; none of them ever sees nothing, or a mixture."""
    build(tmp_path, "a")
    child = os.fork()
    if child == 0:
        for _ in range(40):
            build(tmp_path, "b")
        os._exit(0)
    seen = set()
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        info = current_generation(tmp_path)
        assert info is not None
        seen.add(info.number)
    assert len(seen) > 1
    assert current_generation(tmp_path).number == 41


def _forked(work) -> int:
    """The status with which a process ends that does `work`."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]
