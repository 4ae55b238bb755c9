"""Correcting, taking out and bringing in on pages, without JavaScript; a preview first, nothing published unasked."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.reading.formats.small_files import zipped
from tests.reading.test_corrections import KEEPER, TENDER, WARDEN
from tests.webapp.conftest import token_of
from webapp import create_app
from webapp.service.corrected import find_document
from webapp.service.workspace import Workspace
from webapp.settings import Settings

FORM = {
    "is_class": "yes",
    "title": "3",
    "code": "HT-204",
    "authority": "Harbor Trust",
    "lines": ["6", "9", "14", "10-12"],
    "what": ["heading:general_statement", "heading:duties", "heading:minimum_qualifications", "lines:separate"],
    "scope": "form",
    "why": "our staff book",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one document of each form."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "keeper.txt").write_text(KEEPER, encoding="utf-8")
    (folder / "tender.txt").write_text(TENDER, encoding="utf-8")
    workspace = Workspace.open(tmp_path / "home")
    workspace.ingest([folder])
    return workspace


@pytest.fixture
def app(workspace: Workspace) -> Flask:
    """Its pages."""
    return create_app(workspace, Settings(rate_limit=""))


def words(answer: TestResponse) -> str:
    """The text of a page without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def send(client: FlaskClient, address: str, data: dict[str, Any]) -> TestResponse:
    """Send the form of a page."""
    return client.post(address, data={"csrf_token": token_of(client, address.partition("?")[0]), **data})


def bring(client: FlaskClient, *files: tuple[str, bytes]) -> str:
    """Bring files in; the address of their review."""
    data = {"csrf_token": token_of(client, "/documents/incoming"), "files": [(io.BytesIO(b), a) for a, b in files]}
    sent = client.post("/documents/incoming", data=data, content_type="multipart/form-data")
    assert sent.status_code == 303
    return str(sent.headers["Location"])


def test_a_reading_is_previewed_corrected_and_taken_back(client: FlaskClient, workspace: Workspace) -> None:
    key = find_document(workspace.atlas, "keeper.txt").id
    address = f"/documents/{key}/correct"
    preview = send(client, address, {**FORM, "act": "preview"})
    assert "Tide Gauge Keeper HT-204" not in words(client.get(f"/documents/{key}"))
    assert "With your corrections (preview, not saved)" in words(preview)
    assert "Title Tide Gauge Keeper Class code HT-204" in words(preview)
    saved = send(client, address, {**FORM, "act": "save"})
    assert saved.status_code == 303
    assert "harbor-trust/tide-gauge-keeper" in workspace.atlas.classes
    page = client.get(f"/documents/{key}")
    assert "The class code is HT-204. For every document of this form." in words(page)
    assert "is read with a correction: The class code is HT-204." in words(client.get("/workbench/ledger"))
    undo = next(re.finditer(r'action="(/workbench/undo/[^"]+)"', page.get_data(as_text=True)))[1]
    hidden = dict(re.findall(r'name="(csrf_token|seen)" value="([^"]+)"', page.get_data(as_text=True)))
    assert client.post(undo, data=hidden).status_code == 303
    assert "harbor-trust/tide-gauge-keeper" not in workspace.atlas.classes


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"why": ""}, "Give a reason", id="reason"),
        pytest.param({"lines": ["x"], "what": ["heading:duties"]}, "is no line", id="line"),
        pytest.param({"lines": ["999"], "what": ["heading:duties"]}, "There is no line 999", id="past-the-end"),
        pytest.param({"title": "Nobody"}, "printed in no line", id="title-of-a-form"),
    ],
)
def test_what_cannot_be_obeyed_is_said_and_the_form_comes_back(
    client: FlaskClient, workspace: Workspace, change: dict[str, Any], said: str
) -> None:
    address = f"/documents/{find_document(workspace.atlas, 'keeper.txt').id}/correct"
    sent = send(client, address, {**FORM, **change, "act": "save"})
    assert sent.status_code == 400
    assert said in words(sent)
    assert 'value="HT-204"' in sent.get_data(as_text=True)
    assert workspace.store.decisions() == ()


def test_a_document_is_taken_out_with_a_reason(client: FlaskClient, workspace: Workspace) -> None:
    address = f"/documents/{find_document(workspace.atlas, 'tender.txt').id}/remove"
    assert "No other loaded document specifies: BRIDGE TENDER" in words(client.get(address))
    assert send(client, address, {"why": ""}).status_code == 400
    assert send(client, address, {"why": "withdrawn"}).status_code == 303
    assert "lowmarsh/bridge-tender" not in workspace.atlas.classes


def test_files_are_reviewed_before_any_is_published(client: FlaskClient, workspace: Workspace) -> None:
    changed = TENDER.replace("Keeps the log.", "Keeps two logs.").encode()
    archive = zipped({"warden.txt": WARDEN.encode()})
    review = bring(client, ("tender.txt", changed), ("keeper.txt", KEEPER.encode()), ("more.zip", archive))
    page = client.get(review)
    assert "3 files: 1 new, 1 new edition, 1 already here." in words(page)
    assert "added: Keeps two logs." in words(page)
    assert "removed: Keeps the log." in words(page)
    before = workspace.generation
    token = token_of(client, review)
    client.post(review, data={"csrf_token": token, "act": "publish", "file": ["tender.txt"]})
    assert workspace.generation != before
    names = {document.name for document in workspace.atlas.documents.values()}
    assert names == {"tender.txt", "keeper.txt"}
    assert client.get(review).status_code == 404  # nothing waits any more


def test_none_of_them_may_be_published(client: FlaskClient, workspace: Workspace) -> None:
    before, review = workspace.generation, bring(client, ("warden.txt", WARDEN.encode()))
    client.post(review, data={"csrf_token": token_of(client, review), "act": "none", "file": ["warden.txt"]})
    assert workspace.generation == before
    assert client.get(review).status_code == 404


def test_a_new_edition_stands_under_the_old_name(client: FlaskClient, workspace: Workspace) -> None:
    old = find_document(workspace.atlas, "tender.txt")
    page = f"/documents/incoming?replaces={old.id}"
    data = {
        "csrf_token": token_of(client, page),
        "replaces": old.id,
        "files": [(io.BytesIO(TENDER.replace("One year", "Two years").encode()), "tender-2026.txt")],
    }
    review = client.post("/documents/incoming", data=data, content_type="multipart/form-data").headers["Location"]
    client.post(review, data={"csrf_token": token_of(client, review), "act": "publish", "file": ["tender.txt"]})
    assert workspace.atlas.documents[old.id].superseded


@pytest.mark.parametrize("name", ["../../outside.txt", "..\\outside.txt", "/etc/outside.txt"])
def test_a_name_leads_nowhere_else(client: FlaskClient, workspace: Workspace, name: str) -> None:
    bring(client, (name, WARDEN.encode()))
    assert [path.name for path in workspace.home.rglob("*outside*")] == ["outside.txt"]
    assert all("incoming" in path.parts for path in workspace.home.rglob("*outside*"))


def test_more_than_a_form_may_be_brought_in_but_not_by_strangers(app: Flask) -> None:
    large = b"Notes.\n" * 200_000  # above the limit of an ordinary form
    assert bring(app.test_client(), ("large.txt", large))
    stranger = app.test_client()
    sent = stranger.post(
        "/documents/incoming",
        data={"files": [(io.BytesIO(large), "large.txt")]},
        content_type="multipart/form-data",
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert sent.status_code in (400, 401, 403, 413)
