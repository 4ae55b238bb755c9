"""Programs with a token decide, undo and take documents in, for whom it was made and for nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from taxonomy.store import Scope
from webapp.service.workspace import Workspace

PREFIX = "/api/v1"
AWAY = {"REMOTE_ADDR": "203.0.113.9"}
Send = Callable[..., TestResponse]
WORDS = "passphrase of an analyst"


@pytest.fixture
def send(own_app: Flask, own_workspace: Workspace) -> Send:
    """Sends something with a token for `scopes`, made for an account with a `role`."""
    store = own_workspace.store

    def send(
        address: str, scopes: tuple[Scope, ...] = ("decide", "documents"), role: Any = "analyst", **sent: Any
    ) -> TestResponse:
        name = f"Robot {len(store.accounts())}"
        account = store.create_account(name, role, password=WORDS)
        _, secret = store.create_token(account.id, "nightly", scopes, days=1)
        headers = {"Authorization": f"Bearer {secret}"}
        return own_app.test_client().post(PREFIX + address, headers=headers, environ_base=AWAY, **sent)

    return send


def test_a_question_is_answered_and_taken_back(send: Send, own_workspace: Workspace) -> None:
    question = own_workspace.atlas.questions[0]
    given = {"question": question.id, "answer": "different", "why": "Other work."}
    made = send("/decisions", json=given)
    assert made.status_code == 200
    assert (made.json["by"], made.json["answer"]) == ("Robot 0", "different")
    assert made.json["account"] == own_workspace.store.accounts()[0].id
    assert question.id not in {each.id for each in own_workspace.atlas.questions}
    undone = send(f"/decisions/{made.json['id']}/undo", json={"why": "A slip."})
    assert undone.json["undoes"] == made.json["id"]


def test_a_document_is_taken_in(send: Send, own_workspace: Workspace) -> None:
    text = "Class Title: Map Keeper\nClass Code: M1\n\nDUTIES\n\nKeeps maps.\n\nREQUIREMENTS\n\nTwo years.\n"
    done = send("/documents?name=../map-keeper.txt&authority=springfield", data=text.encode())
    assert done.json["added"] == 1
    assert "springfield/map-keeper" in own_workspace.atlas.classes
    assert {each.name for each in own_workspace.atlas.documents.values()} >= {"map-keeper.txt"}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"question": "q", "answer": "different", "why": "x"}}, 404),
        ({"json": {"question": "q", "answer": "perhaps", "why": "x"}}, 400),
        ({"data": b"{"}, 400),
        ({"json": {"question": "q", "answer": "same", "why": "x"}, "scopes": ("documents",)}, 403),
        ({"json": {"question": "q", "answer": "same", "why": "x"}, "role": "reader"}, 403),
    ],
    ids=["no such question", "no such answer", "no JSON", "another scope", "a reader"],
)
def test_what_does_not_fit_is_refused_and_nothing_is_saved(
    send: Send, own_workspace: Workspace, sent: dict[str, Any], status: int
) -> None:
    head = own_workspace.store.ledger_head
    assert send("/decisions", **sent).status_code == status
    assert own_workspace.store.ledger_head == head


def test_without_a_token_or_with_a_session_alone_nothing_is_changed(own_app: Flask, own_workspace: Workspace) -> None:
    own_workspace.store.create_account("Ana", "administrator", password=WORDS)
    client = own_app.test_client()
    given = {"question": own_workspace.atlas.questions[0].id, "answer": "different", "why": "x"}
    assert client.post(f"{PREFIX}/decisions", json=given, environ_base=AWAY).status_code == 403
    for wrong in ("Bearer atlas_nothing", "Bearer", "Basic eDp5"):
        headers = {"Authorization": wrong}
        assert client.post(f"{PREFIX}/decisions", json=given, headers=headers, environ_base=AWAY).status_code == 403
    form = client.get("/sign-in", environ_base=AWAY).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token
    sent = {"name": "Ana", "password": WORDS, "csrf_token": token[1]}
    assert client.post("/sign-in", data=sent, environ_base=AWAY).status_code == 303
    assert client.get("/account", environ_base=AWAY).status_code == 200
    assert client.post(f"{PREFIX}/decisions", json=given, environ_base=AWAY).status_code == 403


def test_a_token_is_made_on_the_page_shown_once_and_revoked(own_app: Flask, own_workspace: Workspace) -> None:
    own_workspace.store.create_account("Ana", "analyst", password=WORDS)
    client = own_app.test_client()

    def csrf(address: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
        assert found
        return found[1]

    client.post("/sign-in", data={"name": "Ana", "password": WORDS, "csrf_token": csrf("/sign-in")})
    form = {"name": "Nightly import", "scope": "documents", "days": "30", "csrf_token": csrf("/account")}
    shown = client.post("/account/tokens", data=form).text
    secret = re.search(r"atlas_[\w-]{40,}", shown)
    assert secret
    assert secret[0] not in client.get("/account").text
    found = own_workspace.store.token_user(secret[0])
    assert found is not None
    assert found[1].scopes == ("documents",)
    client.post("/account/tokens/revoke", data={"token": found[1].id, "csrf_token": csrf("/account")})
    assert own_workspace.store.token_user(secret[0]) is None
    assert (
        client.post("/account/tokens", data={**form, "days": "9999", "csrf_token": csrf("/account")}).status_code == 422
    )


def test_a_reading_is_corrected_and_a_document_taken_out(send: Send, own_workspace: Workspace) -> None:
    key = next(key for key, each in own_workspace.atlas.documents.items() if len(each.parsed.specifications) == 1)
    act = {"field": "title", "value": "Keeper of the Seal"}
    made = send(f"/documents/{key}/corrections", json={"acts": [act], "why": "As the council calls it."})
    assert [each["answer"] for each in made.json] == ["correct"]
    assert own_workspace.atlas.documents[key].parsed.specifications[0].title == "Keeper of the Seal"
    refused = send(f"/documents/{key}/corrections", json={"acts": [{"field": "columns", "value": "9"}], "why": "So."})
    assert refused.status_code == 400
    taken = send(f"/documents/{key}/removal", json={"why": "Withdrawn."})
    assert taken.json["lost"]["classes"]
    assert key not in own_workspace.atlas.documents
