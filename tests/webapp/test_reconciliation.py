"""The Entity Reconciliation API: careless names find their class, and none is matched without being the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

SLOPPY = [
    ("3-1-1 Lead CSA", "lead-customer-service-agent"),
    ("311 Ops Asst", "311-operations-assistant"),
    ("Contact Ctr Dir", "contact-center-director"),
    ("Agent, 311 Cust Svc", "311-customer-service-agent"),
    ("lead customr servise agent", "lead-customer-service-agent"),
    ("Operations Assistant 311", "311-operations-assistant"),
    ("Contact Center Dir.", "contact-center-director"),
]


def ask(client: FlaskClient, *queries: dict[str, Any]) -> list[list[dict[str, Any]]]:
    given = {f"q{number}": query for number, query in enumerate(queries)}
    answer = client.post("/reconcile", data={"queries": json.dumps(given)}).get_json()
    return [answer[key]["result"] for key in given]


def test_the_manifest_names_addresses_that_answer(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").get_json()
    assert manifest["versions"] == ["0.2"]
    for kind, service in manifest["suggest"].items():
        address = (service["service_url"] + service["service_path"]).removeprefix("http://localhost")
        assert client.get(address, query_string={"prefix": ""}).status_code == 200, kind
    assert (
        client.get("/reconcile", headers={"Origin": "https://x.example"}).headers["Access-Control-Allow-Origin"] == "*"
    )


@pytest.mark.parametrize(("text", "slug"), SLOPPY, ids=[text for text, _ in SLOPPY])
def test_a_careless_title_finds_its_class_first_and_is_left_to_a_person(
    client: FlaskClient, text: str, slug: str
) -> None:
    [found] = ask(client, {"query": text, "type": "class"})
    assert found[0]["id"] == f"class:denver/{slug}"
    is_the_same = sorted(text.lower().split()) == sorted(slug.split("-"))
    assert [each["match"] for each in found if each["match"]] == [True] * is_the_same


def test_a_title_a_code_and_a_competency_match_by_themselves(client: FlaskClient) -> None:
    title, code, competency, other = ask(
        client,
        {"query": "Contact Center Director"},
        {"query": "cs 2154", "limit": 1},
        {"query": "reasoning", "type": ["competency"]},
        {"query": "Beekeeper"},
    )
    assert [title[0]["match"], code[0]["match"], competency[0]["match"]] == [True, True, True]
    assert competency[0]["type"] == [{"id": "competency", "name": "Competency"}]
    assert not any(each["match"] for each in other)


def test_what_speaks_against_a_name_keeps_it_from_matching(client: FlaskClient) -> None:
    told = {"properties": [{"pid": "authority", "v": "Springfield"}, {"pid": "code", "v": {"id": "X1"}}]}
    [found] = ask(client, {"query": "Contact Center Director", "type": "class", **told})
    assert not found[0]["match"]
    assert found[0]["score"] < 50


def test_a_table_is_extended_and_a_thing_is_shown(client: FlaskClient) -> None:
    [[first]] = ask(client, {"query": "Contact Center Director", "limit": 1})
    asked = {"ids": [first["id"], "class:denver/nobody"], "properties": [{"id": "code"}, {"id": "authority"}]}
    answer = client.get("/reconcile", query_string={"extend": json.dumps(asked)}).get_json()
    assert answer["rows"][first["id"]]["authority"] == [{"str": "denver"}]
    assert answer["rows"]["class:denver/nobody"] == {"code": [], "authority": []}
    assert "Contact Center Director" in client.get("/reconcile/preview", query_string={"id": first["id"]}).text
    assert client.get("/reconcile/view", query_string={"id": first["id"]}).location.endswith("contact-center-director")
    suggested = client.get("/reconcile/suggest/entity?prefix=contact cen").get_json()["result"]
    assert suggested[0]["name"] == "Contact Center Director"


@pytest.mark.parametrize(
    "given",
    [{"queries": "{"}, {"queries": "[]"}, {"queries": '{"q": 1}'}, {"extend": "3"}, {"extend": '{"properties": [{}]}'}],
    ids=repr,
)
def test_what_is_no_request_is_said_in_a_sentence(client: FlaskClient, given: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=given, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.get_json()["detail"]


def test_odd_values_are_read_as_if_they_were_not_there(client: FlaskClient) -> None:
    odd = {"query": None, "type": 7, "limit": "many", "properties": [3, {"pid": None, "v": [[]]}]}
    assert ask(client, odd) == [[]]
