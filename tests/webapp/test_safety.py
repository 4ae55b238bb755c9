"""Headers on every answer, errors with pages, hostile text escaped, forms only with a token."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings
from webapp.web.downloads import file_name
from webapp.web.headers import HEADERS

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.mark.parametrize(
    "address",
    ["/", "/search?q=x", "/nope", "/classes/denver/nope", "/api/v1/nope", "/static/atlas.css", "/api/v1/openapi.json"],
)
def test_headers_are_on_every_answer(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    for name in HEADERS:
        assert answer.headers[name], name
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_transport_security_only_behind_tls(workspace: Workspace) -> None:
    secured = create_app(workspace, Settings(behind_tls=True)).test_client().get("/")
    assert secured.headers["Strict-Transport-Security"].startswith("max-age=")


def test_no_page_has_inline_script_or_style(client: FlaskClient) -> None:
    of_each_kind = ("/", "/search?q=customer", "/classes/denver/lead-customer-service-agent", "/competencies/reasoning")
    for address in of_each_kind:
        page = HTMLParser(client.get(address).data)
        assert not page.css("style, [style], [onclick], [onload]"), address
        assert all(node.attributes.get("src") for node in page.css("script")), address


@pytest.mark.parametrize("status", [400, 404, 405, 413, 429, 500, 503])
def test_every_error_has_a_page_and_a_problem(workspace: Workspace, status: int) -> None:
    app = create_app(workspace, Settings(rate_limit=""))
    app.add_url_rule("/fail", "site.fail", lambda: abort(status))
    app.add_url_rule("/api/v1/fail", "api.fail", lambda: abort(status))
    answer = app.test_client().get("/fail")
    page = HTMLParser(answer.data)
    assert answer.status_code == status
    assert f"Error {status}" in page.body.text()  # type: ignore[union-attr]
    problem = app.test_client().get("/api/v1/fail")
    assert problem.mimetype == "application/problem+json"
    assert problem.get_json(force=True)["status"] == status
    assert problem.headers["Content-Security-Policy"]


def test_a_fault_says_nothing_of_its_inside(workspace: Workspace) -> None:
    app = create_app(workspace, Settings(rate_limit=""))
    app.add_url_rule("/fault", "site.fault", lambda: 1 / 0)
    answer = app.test_client().get("/fault")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.get_data(as_text=True)
    assert answer.headers["Content-Security-Policy"]


def test_too_many_requests_are_refused(workspace: Workspace) -> None:
    client = create_app(workspace, Settings(rate_limit="2 per minute")).test_client()
    assert [client.get("/about").status_code for _ in range(3)] == [200, 200, 429]


def test_a_form_without_a_token_is_refused(workspace: Workspace) -> None:
    app = create_app(workspace, Settings(rate_limit=""))
    app.add_url_rule("/save", "site.save", lambda: "saved", methods=["POST"])
    answer = app.test_client().post("/save", data={"x": "1"})
    assert answer.status_code == 400
    assert b"saved" not in answer.data


def test_another_method_is_refused(client: FlaskClient) -> None:
    answer = client.delete("/classes")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_an_empty_workspace_is_not_ready_yet(tmp_path: Path) -> None:
    client = create_app(Workspace.open(tmp_path), Settings(rate_limit="")).test_client()
    for address in ("/", "/classes", "/api/v1/health"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
    assert client.get("/about").status_code == 200


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site over one specification that is full of markup."""
    folder = tmp_path_factory.mktemp("hostile")
    text = f"""City of Nowhere

Zoo Keeper {HOSTILE}

GENERAL STATEMENT OF CLASS DUTIES

Feeds the lions {HOSTILE} and the bears.

ESSENTIAL DUTIES

Washes elephants {HOSTILE} with a brush.

Counts {HOSTILE} penguins every day.

MINIMUM QUALIFICATIONS

Competencies, Knowledge, & Skills:

Patience {HOSTILE} – Waits for the {HOSTILE} tortoise without complaint.

Courage – Enters the cage {HOSTILE} when it must be.

Experience Requirement:

Two years {HOSTILE} of experience as a Zoo Helper {HOSTILE}.
"""
    (folder / "zoo<b>.txt").write_text(text, encoding="utf-8")
    workspace = Workspace.open(tmp_path_factory.mktemp("home"))
    workspace.ingest([folder])
    return create_app(workspace, Settings(rate_limit=""))


def test_hostile_text_stays_text(hostile: Flask) -> None:
    client = hostile.test_client()
    atlas = hostile.extensions["atlas"][0].atlas
    addresses = ["/", "/classes", "/competencies", "/documents", "/not-understood"]
    addresses += [f"/documents/{key}" for key in atlas.documents]
    addresses += [f"/classes/{key}{view}" for key in atlas.classes for view in ("", "?view=original")]
    addresses += [f"/competencies/{key}" for key in atlas.competencies]
    addresses += ["/workbench", "/vocabulary/reference", "/vocabulary/health", "/redlines"]
    addresses += [f"/workbench/competencies/{key}" for key in atlas.competencies]
    addresses += [f"/workbench/{question.id}" for question in atlas.questions]
    addresses += ["/search?q=lions", "/search?q=alert&kind=passage", f"/search?q={HOSTILE}"]
    said = 0
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = HTMLParser(answer.data)
        assert not page.css("script:not([src]), img, [onerror], b b"), address
        said += answer.get_data(as_text=True).count("&lt;script&gt;")
    assert said > 5


@pytest.mark.parametrize("name", ["_method", "_anchor", "_scheme", "_external", "endpoint", "values"])
def test_a_parameter_that_the_router_knows_is_only_a_parameter(client: FlaskClient, name: str) -> None:
    for address in ("/", "/classes", "/documents", "/workbench", "/search"):
        answer = client.get(address, query_string={"q": "customer", name: "x"})
        assert answer.status_code == 200, address
        assert f"{name}=x" in answer.get_data(as_text=True), "the address of the JSON keeps it"


@pytest.mark.skipif(os.name == "nt", reason="no such file name on Windows")
def test_a_file_with_a_line_break_in_its_name_can_be_taken_home(tmp_path: Path) -> None:
    original = next((Path(__file__).resolve().parents[2] / "data" / "documents").rglob("*.txt"))
    (tmp_path / "a\r\nSet-Cookie: x=1.txt").write_bytes(original.read_bytes())
    workspace = Workspace.open(tmp_path / "home")
    workspace.ingest([tmp_path / "a\r\nSet-Cookie: x=1.txt"])
    answer = (
        create_app(workspace, Settings(rate_limit=""))
        .test_client()
        .get(f"/documents/{next(iter(workspace.atlas.documents))}/original")
    )
    assert answer.status_code == 200
    assert answer.data == original.read_bytes()
    assert "x=1" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Clerk 2.txt", "Clerk 2.txt"),
        ("folder/Peña (rev.).docx", "Peña (rev.).docx"),
        ("a\nb.txt", "a_b.txt"),
        ("C:\\specs\\a.pdf", "a.pdf"),
        ('a"b;c.txt', "a_b_c.txt"),
        ("x/\udcff.txt", "_.txt"),
        ("..", "document"),
        ("", "document"),
    ],
)
def test_the_name_of_a_download(name: str, expected: str) -> None:
    assert file_name(name) == expected
