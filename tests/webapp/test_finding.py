"""Does the page lead from everyday needs to the right class, and say it plainly where no class states one?"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.settings import Settings
from webapp.workspace import Workspace

NEEDS = "I need someone who calms angry callers, writes our manuals and keeps the director's calendar."


def _find(client: FlaskClient, *needs: str, **more: str) -> Any:
    return client.get("/find.json", query_string={"need": list(needs), **more}).json


def test_a_paragraph_leads_to_an_address_that_holds_each_need(client: FlaskClient) -> None:
    led = client.get("/find", query_string={"q": NEEDS})
    assert led.status_code == 303
    assert led.location.count("need=") == 3
    page = client.get(led.location)
    assert page.status_code == 200
    assert "311 Operations Assistant" in page.text


def test_the_best_class_comes_first_with_a_quote_for_each_need(client: FlaskClient) -> None:
    found = _find(client, "keeps the director's calendar", "prepares reports")
    first = found["candidates"][0]
    assert first["title"] == "311 Operations Assistant"
    assert all(cell["quote"]["cite"]["first_line"] for cell in first["cells"])
    assert found["finalists"]["ahead"]


def test_what_no_class_states_is_said_and_counted(client: FlaskClient, workspace: Workspace) -> None:
    found = _find(client, "speaks Spanish")
    assert (found["answer"], found["candidates"], found["uncovered"]) == ("nothing", [], ["speaks Spanish"])
    assert "speaks spanish" in {gap.words for gap in workspace.store.gaps()}
    assert "speaks spanish" in client.get("/gaps").text


def test_a_reading_is_switched_off_by_its_word(client: FlaskClient) -> None:
    assert _find(client, "spreadsheets")["answer"] == "found"
    assert _find(client, "spreadsheets", off="spreadsheets")["answer"] == "nothing"


def test_weights_change_the_order(client: FlaskClient) -> None:
    needs = ["hires and disciplines staff", "keeps the director's calendar"]
    orders = [
        [row["title"] for row in client.get("/find.json", query_string={"need": needs, "weight": w}).json["candidates"]]
        for w in (["3", "0.5"], ["0.5", "3"])
    ]
    assert orders[0][0] != orders[1][0] == "311 Operations Assistant"


@pytest.mark.parametrize(
    ("address", "media_type", "begins"),
    [
        pytest.param("/find/matrix.csv", "text/csv", b"\xef\xbb\xbfneed,weight", id="csv"),
        pytest.param("/find/matrix.xlsx", "spreadsheetml", b"PK", id="xlsx"),
        pytest.param("/find/memo.docx", "wordprocessingml", b"PK", id="docx"),
        pytest.param("/find/memo", "text/html", b"<!doctype html>", id="html"),
    ],
)
def test_files(client: FlaskClient, address: str, media_type: str, begins: bytes) -> None:
    answer = client.get(address, query_string={"need": ["keeps the director's calendar", "speaks Spanish"]})
    assert answer.status_code == 200
    assert media_type in answer.headers["Content-Type"]
    assert answer.data.startswith(begins)


def test_a_file_is_read_and_leads_to_its_needs(workspace: Workspace) -> None:
    app: Flask = create_app(workspace, Settings(rate_limit=""))
    app.config["WTF_CSRF_ENABLED"] = False
    sent = {"file": (io.BytesIO(NEEDS.encode()), "need.txt")}
    led = app.test_client().post("/find", data=sent, content_type="multipart/form-data")
    assert led.status_code == 303
    assert led.location.count("need=") == 3


def test_a_file_needs_the_token_of_the_page(client: FlaskClient) -> None:
    assert client.post("/find", data={"file": (io.BytesIO(b"x"), "need.txt")}).status_code == 400


def test_hostile_needs_are_shown_as_text(client: FlaskClient) -> None:
    page = client.get("/find", query_string={"need": "<script>alert(1)</script> calendar", "off": '"><i>'})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert not re.search(r'"><i>', page.text)
