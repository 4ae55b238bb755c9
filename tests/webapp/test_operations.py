"""What programs that look after the site, crawlers and pages of other sites are told."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from taxonomy.store import StoreUnavailable
from webapp.application import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings

AWAY = {"REMOTE_ADDR": "203.0.113.9"}


def test_a_process_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").json == {"status": "ready", "problems": []}


def test_without_documents_or_database_it_is_not_ready_and_says_why(
    app: Flask, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(workspace), "opened", None)

    def gone(_: Workspace) -> None:
        raise StoreUnavailable("it was unplugged")

    monkeypatch.setattr(type(workspace), "store", property(gone))
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert [problem.split(":")[0] for problem in answer.json["problems"]] == [
        "There is no generation to read yet.",
        "The database does not answer",
    ]


def test_the_figures_count_requests_and_are_for_this_machine(own_workspace: Workspace) -> None:
    client = create_app(own_workspace, Settings(rate_limit="")).test_client()
    client.get("/classes")
    families = {each.name: each for each in text_string_to_metric_families(client.get("/metrics").text)}
    counted = {sample.labels["endpoint"]: sample.value for sample in families["atlas_requests"].samples}
    assert counted["classes.index"] == 1
    assert families["atlas_classes"].samples[0].value == len(own_workspace.atlas.classes)
    assert client.get("/metrics", environ_base=AWAY).status_code == 404
    opened = create_app(own_workspace, Settings(rate_limit="", metrics=True)).test_client()
    assert opened.get("/metrics", environ_base=AWAY).status_code == 200


def test_every_class_is_in_the_map_for_crawlers(client: FlaskClient, workspace: Workspace) -> None:
    sitemap = ET.fromstring(client.get("/sitemap.xml").text)
    addresses = [each.text or "" for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert {f"http://localhost/classes/{key}" for key in workspace.atlas.classes} <= set(addresses)
    assert client.get(addresses[0].removeprefix("http://localhost")).status_code == 200
    assert "Disallow: /api/" in client.get("/robots.txt").text


def test_a_browser_learns_how_to_search_here(client: FlaskClient) -> None:
    described = ET.fromstring(client.get("/opensearch.xml").text)
    [url] = described.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    address = url.attrib["template"].replace("{searchTerms}", "reasoning").removeprefix("http://localhost")
    assert client.get(address).status_code == 200
    assert "/opensearch.xml" in client.get("/").text


def test_other_sites_may_read_the_api_and_nothing_else(client: FlaskClient) -> None:
    answer = client.get("/api/v1/classes", headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    preflight = client.options("/api/v1/qualify", headers={"Access-Control-Request-Method": "POST"})
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get("/classes").headers


@pytest.mark.parametrize("kind", ["classes", "documents", "competencies", "questions", "problems", "decisions"])
def test_a_list_is_walked_by_its_links(client: FlaskClient, kind: str) -> None:
    address, rows, total = f"/api/v1/{kind}?limit=7", [], 0
    while address:
        answer = client.get(address)
        rows += answer.json["rows"]
        total = answer.json["total"]
        links = {part.split(";")[1].strip(): part.split(";")[0].strip(" <>") for part in answer.headers.getlist("Link")}
        address = links.get('rel="next"', "")
    assert len(rows) == total
    assert [dict(each) for each in rows] == [each for n, each in enumerate(rows) if each not in rows[:n]]


def test_one_reader_has_one_allowance_for_all_pages(own_workspace: Workspace) -> None:
    client = create_app(own_workspace, Settings(rate_limit="3 per minute")).test_client()
    statuses = [
        client.get(address, environ_base=AWAY).status_code for address in ("/classes", "/about", "/competencies", "/")
    ]
    assert statuses == [200, 200, 200, 429]
    assert client.get("/healthz", environ_base=AWAY).status_code == 200
    assert client.get("/", environ_base={"REMOTE_ADDR": "203.0.113.10"}).headers["X-RateLimit-Remaining"] == "2"
