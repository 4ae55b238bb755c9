"""Every failure is a sentence: a saved decision is not called lost, a lost database is not made anew."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from taxonomy.generation.generations import GenerationError
from taxonomy.generation.writer_lock import WriterLock
from tests.cli.conftest import DOCUMENTS, ROOT, run_in
from webapp import cli
from webapp.cli.deciding import in_force

SPECIFICATION = next(DOCUMENTS.glob("002_*"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the bundled documents."""
    home = tmp_path_factory.mktemp("failing") / "home"
    assert run_in(home)("ingest", DOCUMENTS).code == 0
    return home


def test_a_decision_is_saved_at_once_and_in_force_for_the_next_reader(home: Path) -> None:
    run = run_in(home)
    question = run("harmonize", "--json").json["questions"][0]["id"]
    with WriterLock(home, purpose="a test"):
        begun = time.monotonic()
        made = run("decide", question, "different", "--by", "Ada", "--why", "not one", "--json")
        assert (made.code, "Traceback" in made.err) == (0, False)
        assert time.monotonic() - begun < 30, "it waited for the writer"
        behind = run("harmonize", "--json")
        assert "not in force yet" in behind.err
        again = run("decide", question, "same", "--by", "Bob", "--why", "one")
        assert (again.code, "Ada answered" in again.err) == (2, True)
    assert question not in {each["id"] for each in run("harmonize", "--json").json["questions"]}
    decision = made.json["id"]
    assert "Ada answered" in run("decide", question, "same", "--by", "Bob", "--why", "one").err
    assert run("undo", decision, "--by", "Ada", "--wait").code == 0
    second = run("undo", decision, "--by", "Bob")
    assert (second.code, "Ada took decision" in second.err, "Traceback" in second.err) == (2, True, False)
    nameless = run("undo", decision, "--by", " ")
    assert (nameless.code, "name" in nameless.err) == (2, True)


class _Failing:
    """A session whose workspace cannot build."""

    @property
    def writable(self) -> _Failing:
        return self

    def rebuild(self, *, force: bool) -> None:
        raise GenerationError("The new generation could not be written (No space left on device).")


def test_a_saved_decision_that_cannot_be_put_in_force_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert in_force(_Failing(), wait=True) == 1  # type: ignore[arg-type]
    assert "Saved, but not in force yet. The new generation" in capsys.readouterr().err


def test_a_lost_database_is_said_so_and_stays_lost(home: Path, tmp_path: Path) -> None:
    database, run = home / "atlas.db", run_in(home)
    kept = database.read_bytes()
    database.unlink()
    try:
        found = run("search", "CS2154", "--json")
        assert found.json["hits"], "what was built can still be read"
        assert "missing or empty" in found.err
        for command in (["ingest", SPECIFICATION], ["reindex"], ["check"], ["serve", "--port", "0"], ["decisions"]):
            refused = run(*command)
            assert (refused.code, "Traceback" in refused.err) == (2, False), command
            assert "atlas restore FILE" in refused.err
            assert "reindex" not in refused.err
            assert not database.exists()
    finally:
        database.write_bytes(kept)
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (GenerationError("The disk said no."), "atlas: The disk said no."),
        (OSError(28, "No space left on device", "/x/y"), "atlas: /x/y: The disk is full."),
        (OSError(30, "Read-only file system"), "atlas: The disk is read-only."),
        (ModuleNotFoundError("No module", name="msgspec"), "atlas: The installation lacks a package (msgspec)."),
        (MemoryError(), "atlas: There is not enough memory."),
        (KeyError("competencies"), "atlas: The program failed (KeyError: 'competencies' in"),
    ],
    ids=["ours", "full", "read-only", "package", "memory", "unexpected"],
)
def test_every_failure_is_a_sentence(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "atlas", fail)
    monkeypatch.setattr(cli, "_drop_output", lambda: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    complaint = capfd.readouterr().err
    assert ended.value.code == 2
    assert complaint.startswith(said)
    assert "Traceback" not in complaint


def test_the_head_is_signed_and_proves_the_ledger_later(home: Path, tmp_path: Path) -> None:
    run = run_in(home)
    head = tmp_path / "head.json"
    head.write_text(run("decisions", "--head").out, encoding="utf-8")
    assert run("check", "--head", head).code == 0
    assert run("backup", tmp_path / "b.zip").code == 0
    assert run_in(home.parent / "other")("restore", tmp_path / "b.zip").code == 0
    head.write_text(head.read_text(encoding="utf-8").replace('"hash": "', '"hash": "0'), encoding="utf-8")
    assert run("check", "--head", head).code == 1


def test_the_first_command_of_a_new_user_finds_the_bundled_documents(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ATLAS_")}
    environment |= {"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    first = subprocess.run(
        [sys.executable, "-m", "webapp.cli", "class", "311 Customer Service Agent"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=120,
        check=False,
    )
    assert (first.returncode, "CS2154" in first.stdout) == (0, True)
    assert "bundled documents" in first.stderr


def test_a_named_folder_begins_empty(tmp_path: Path) -> None:
    asked = run_in(tmp_path / "new")("search", "anything")
    assert (asked.code, "holds no documents yet" in asked.err) == (2, True)
