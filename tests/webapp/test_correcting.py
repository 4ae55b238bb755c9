"""Corrections and removals in a workspace: replayed for later documents, taken back, imported elsewhere, on pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxonomy.model import StoredDocument
from taxonomy.reading.correcting import Act
from tests.reading.test_corrections import EVERYTHING, KEEPER, TENDER, WARDEN
from webapp.service.corrected import UnknownDocument, correction_rows, find_document, lost_ground
from webapp.service.workspace import Workspace

WHO = {"by": "Ann Lee", "why": "the form of our staff book"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One document of each form."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "keeper.txt").write_text(KEEPER, encoding="utf-8")
    (folder / "tender.txt").write_text(TENDER, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, folder: Path) -> Workspace:
    """A workspace that holds them."""
    workspace = Workspace.open(tmp_path / "home")
    workspace.ingest([folder])
    return workspace


def keeper(workspace: Workspace) -> StoredDocument:
    """The document of the staff book."""
    return find_document(workspace.atlas, "keeper.txt")


def test_a_form_is_corrected_once_replayed_and_taken_back(workspace: Workspace, folder: Path, tmp_path: Path) -> None:
    before = dict(workspace.atlas.classes)
    made = workspace.correct(keeper(workspace), EVERYTHING, of_form=True, **WHO)
    (folder / "warden.txt").write_text(WARDEN, encoding="utf-8")
    workspace.ingest([folder])
    ids = {"harbor-trust/tide-gauge-keeper", "harbor-trust/lamp-store-warden", "lowmarsh/bridge-tender"}
    assert set(workspace.atlas.classes) == ids
    rows = correction_rows(workspace.atlas, workspace.store.decisions())
    assert {len(row.holds_for) for row in rows} == {2}
    assert workspace.differences_from_rebuild() == []

    elsewhere = Workspace.open(tmp_path / "elsewhere")  # the ledger alone makes the same of the same files
    elsewhere.store.import_decisions(workspace.store.ledger_lines(), by="Bo")
    elsewhere.ingest([folder])
    assert dict(elsewhere.atlas.classes) == dict(workspace.atlas.classes)

    workspace.undo_batch(made[0].id.rpartition("-")[0], by="Ann Lee", why="tried")
    workspace.rebuild(force=False)
    (folder / "warden.txt").unlink()
    assert {key: each for key, each in workspace.atlas.classes.items() if key in before} == before
    assert "harbor-trust/lamp-store-warden" not in workspace.atlas.classes


def test_a_correction_that_holds_for_no_document_is_listed(workspace: Workspace, folder: Path) -> None:
    workspace.correct(keeper(workspace), [Act(field="title", first_line=3)], of_form=False, **WHO)
    workspace.remove(keeper(workspace), erase=False, by="Ann Lee", why="not ours")
    workspace.rebuild(force=False)
    (row,) = correction_rows(workspace.atlas, workspace.store.decisions())
    assert row.missing
    assert [decision.answer for decision in workspace.atlas.index.stale] == ["correct"]


def test_a_document_taken_out_stays_out_until_that_is_undone(workspace: Workspace, folder: Path) -> None:
    tender = find_document(workspace.atlas, "tender.txt")
    assert lost_ground(workspace.atlas, tender.id).classes == ("lowmarsh/bridge-tender",)
    made = workspace.remove(tender, erase=False, by="Ann Lee", why="withdrawn by the council")
    done = workspace.ingest([folder])
    assert "lowmarsh/bridge-tender" not in workspace.atlas.classes
    assert [failed.name for failed in done.failed] == ["tender.txt"]
    assert "withdrawn by the council" in done.failed[0].message
    workspace.undo(made.id, by="Ann Lee", why="a mistake")
    workspace.rebuild(force=False)
    assert "lowmarsh/bridge-tender" in workspace.atlas.classes


def test_erased_bytes_are_gone(workspace: Workspace, folder: Path) -> None:
    tender = find_document(workspace.atlas, "tender.txt")
    workspace.remove(tender, erase=True, by="Ann Lee", why="names a person")
    workspace.rebuild()
    workspace.rebuild()
    workspace.close()
    kept = [path for path in workspace.home.rglob("*") if path.is_file()]
    assert not any(b"Opens and closes the bridge" in path.read_bytes() for path in kept)
    assert workspace.ingest([folder]).failed


def test_an_edition_that_a_removed_one_superseded_stands_again(workspace: Workspace, folder: Path) -> None:
    old = find_document(workspace.atlas, "tender.txt")
    (folder / "tender.txt").write_text(TENDER.replace("Keeps the log.", "Keeps two logs."), encoding="utf-8")
    workspace.ingest([folder])
    assert workspace.atlas.documents[old.id].superseded
    new = find_document(workspace.atlas, "tender.txt")
    workspace.remove(new, erase=False, by="Ann Lee", why="a draft")
    workspace.rebuild(force=False)
    assert not workspace.atlas.documents[old.id].superseded


def test_a_document_is_named_by_id_or_file_name(workspace: Workspace) -> None:
    found = keeper(workspace)
    assert find_document(workspace.atlas, found.id) == found
    with pytest.raises(UnknownDocument, match="No document"):
        find_document(workspace.atlas, "nothing.txt")
