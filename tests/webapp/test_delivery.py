"""Text goes out compressed; a reader who has what would be sent gets nothing again, and nobody gets another's page."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings

PASSWORD = "four words in a row"
CLASS = "/classes/denver/lead-customer-service-agent"
PACKED = {"Accept-Encoding": "gzip"}
STRANGER = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.mark.parametrize(
    "address", [CLASS, f"{CLASS}.json", "/api/v1/openapi.json", "/static/atlas.css", "/competencies/reasoning"]
)
def test_text_goes_out_compressed(client: FlaskClient, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 2 < len(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)


def test_what_is_small_or_no_text_stays_as_it_is(client: FlaskClient, workspace: Workspace) -> None:
    document = next(iter(workspace.atlas.documents))
    for address in (f"/documents/{document}/original", "/find/matrix.xlsx?need=budget", "/api/v1/health"):
        assert "Content-Encoding" not in client.get(address, headers=PACKED).headers, address
    refused = client.get(CLASS, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def _tag(client: FlaskClient, address: str = CLASS, **more: str) -> str:
    answer = client.get(address, environ_base=STRANGER, **more)
    assert answer.status_code == 200
    return answer.headers.get("ETag", "")


@pytest.mark.parametrize(
    "address", ["/", CLASS, f"{CLASS}.json", "/classes", "/competencies/reasoning", "/search?q=customer"]
)
def test_what_a_reader_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    tag = _tag(client, address)
    again = client.get(address, environ_base=STRANGER, headers={"If-None-Match": tag, **PACKED})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert "Set-Cookie" not in again.headers
    assert client.get(address, environ_base=STRANGER, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_every_answer_has_a_tag_of_its_own(client: FlaskClient) -> None:
    addresses = ("/", CLASS, f"{CLASS}.json", f"{CLASS}?view=original", "/classes", "/classes?page=2")
    assert len({_tag(client, address) for address in addresses}) == len(addresses)
    as_json = client.get(CLASS, environ_base=STRANGER, headers={"Accept": "application/json"}).headers["ETag"]
    assert as_json != _tag(client)


def test_a_decision_makes_another_answer(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    before = _tag(client)
    question = own_workspace.atlas.questions[0]
    own_workspace.decide(question, "different", by="Ana", why="They differ.")
    own_workspace.rebuild(force=False)
    again = client.get(CLASS, environ_base=STRANGER, headers={"If-None-Match": before})
    assert again.status_code == 200
    assert again.headers["ETag"] != before


def test_no_tag_where_an_answer_is_for_one_reader(own_workspace: Workspace) -> None:
    store = own_workspace.store
    made = store.create_account("Ana", "analyst", password=PASSWORD)
    client = create_app(own_workspace, Settings(rate_limit="")).test_client()
    tag = _tag(client)
    assert not _tag(client, "/find"), "it holds a form of its own"
    client.set_cookie("atlas-session", store.start_session(made.id))
    mine = client.get(CLASS, environ_base=STRANGER, headers={"If-None-Match": tag})
    assert (mine.status_code, mine.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in mine.headers
    assert client.get("/gaps", environ_base=STRANGER).headers.get("ETag") is None
