"""The API and its description: every route is described, every described route is there and answers as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from openapi_spec_validator import validate

from webapp.api.openapi import PREFIX
from webapp.api.operations import OPERATIONS
from webapp.service.workspace import Workspace

EXAMPLES = {
    "authority": "denver",
    "slug": "lead-customer-service-agent",
    "competency_id": "reasoning",
    "q": "customer service",
    "need": ["keeps the director's calendar", "speaks Spanish"],
    "competency": ["reasoning", "Teaching Others"],
    "other": "denver/311-operations-assistant",
    "a": "Plans and evaluates work.",
    "b": "Plans and/or evaluates work.",
    "from": "denver/311-customer-service-agent",
    "to": "denver/contact-center-director",
    "class": ["denver/lead-customer-service-agent", "denver/311-customer-service-agent"],
}
BODIES = {"qualify_profile": {"education": "high school", "experience": [{"class": "CS2154", "years": 3}]}}


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{PREFIX}/openapi.json").json
    return found


def test_routes_and_description_are_the_same(app: Flask, description: dict[str, Any]) -> None:
    served = {
        (re.sub(r"<[^:>]+:([^>]+)>", r"{\1}", rule.rule.removeprefix(PREFIX)), rule.endpoint.removeprefix("api."))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
    }
    described = {
        (path, operation["operationId"]) for path, item in description["paths"].items() for operation in item.values()
    }
    assert served == described


def test_every_reference_in_the_description_is_defined(description: dict[str, Any]) -> None:
    references = set(re.findall(r"#/components/schemas/(\w+)", str(description)))
    assert references <= description["components"]["schemas"].keys()
    assert description["openapi"] == "3.1.0"


def _addresses(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Every address of the API that shows one thing of the bundled documents, with the path that describes it."""
    atlas = workspace.atlas
    for key in atlas.classes:
        for name in ("classes", "related"):
            yield f"/{name}/{key}", f"/{name}/{{authority}}/{{slug}}"
        yield f"/ladder?class={key}", "/ladder"
        yield f"/gap?from={key}&to=denver/contact-center-director", "/gap"
        yield f"/compare?class={key}&class=denver/contact-center-director", "/compare"
        yield f"/routes?from=denver/311-operations-assistant&to={key}", "/routes"
    for key in atlas.competencies:
        yield f"/competencies/{key}", "/competencies/{competency_id}"
    for key in atlas.documents:
        yield f"/documents/{key}", "/documents/{document_id}"
    for name in ("classes", "competencies", "problems", "duplicates", "class-decisions", "lint", "harmonize", "health"):
        yield f"/{name}", f"/{name}"
    for question in ("customer service", "calm angry callers", "CS2154", "zzqx", "customer servise -agent", '"311"'):
        yield f"/search?q={quote(question)}", "/search"
        yield f"/find?need={quote(question)}", "/find"
        yield f"/suggest?q={quote(question[:4])}", "/suggest"
    yield "/find/competencies?competency=reasoning", "/find/competencies"
    yield "/wording?a=Plans%20work.&b=Plans%20and%20checks%20work.", "/wording"


def test_every_answer_about_the_bundled_documents_fits_its_schema(
    client: FlaskClient, workspace: Workspace, description: dict[str, Any]
) -> None:
    wrong = []
    for address, path in _addresses(workspace):
        answer = client.get(PREFIX + address)
        schema = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": description["components"]})
        if answer.status_code != 200:
            wrong.append(f"{address}: status {answer.status_code}")
        elif (error := best_match(validator.iter_errors(answer.json))) is not None:
            wrong.append(f"{address}: {error.json_path}: {error.message[:200]}")
    assert wrong == []


def test_every_verdict_fits_its_schema(client: FlaskClient, description: dict[str, Any]) -> None:
    answer = client.post(f"{PREFIX}/qualify", json=BODIES["qualify_profile"])
    schema = description["paths"]["/qualify"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": description["components"]}).validate(answer.json)


def test_the_description_is_sound_openapi(description: dict[str, Any]) -> None:
    validate(description)


def test_a_schema_refuses_what_an_answer_must_not_be(description: dict[str, Any], client: FlaskClient) -> None:
    answer: dict[str, Any] = client.get(f"{PREFIX}/classes/denver/lead-customer-service-agent").json or {}
    schema = {"$ref": "#/components/schemas/ClassAnswer", "components": description["components"]}
    assert Draft202012Validator(schema).is_valid(answer)
    assert not Draft202012Validator(schema).is_valid({**answer, "competencies": [{"competency": 1}]})


# What changes something is tried by test_api_writing.py.
READING = [operation for operation in OPERATIONS if not operation.with_token]


@pytest.mark.parametrize("operation", READING, ids=lambda operation: operation.id)
def test_every_operation_answers_with_what_it_describes(
    client: FlaskClient, workspace: Workspace, operation: Any
) -> None:
    sets = workspace.store.plan_sets() or {workspace.store.make_plan_set("Titles", "denver", by="Ann").id: None}
    values = {**EXAMPLES, "document_id": next(iter(workspace.atlas.documents)), "set_id": next(iter(sets))}
    query = {p.name: values[p.name] for p in operation.parameters if p.place == "query" and p.required}
    body = BODIES.get(operation.id)
    answer = client.open(
        PREFIX + operation.path.format(**values), method=operation.method, query_string=query, json=body
    )
    assert answer.status_code == 200
    required = required_keys(operation.answer)
    rows = answer.json if isinstance(answer.json, list) else [answer.json]
    assert rows
    assert all(required <= row.keys() for row in rows)


def required_keys(kind: Any) -> set[str]:
    kind = getattr(kind, "__args__", (kind,))[0]
    return set(getattr(kind, "__struct_encode_fields__", ()))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search", 400),
        ("/search?q=x&limit=many", 400),
        ("/search?q=x&kind=person", 400),
        ("/search?q=x&sort=colour", 400),
        ("/search?q=x&filter=denver", 400),
        ("/search?q=x&filter=town=denver", 400),
        ("/suggest", 400),
        ("/compare?class=denver/lead-customer-service-agent", 400),
        ("/compare?class=denver/nobody&class=denver/no-one", 404),
        ("/wording?a=x", 400),
        ("/classes/denver/nobody", 404),
        ("/competencies/nothing", 404),
        ("/documents/none", 404),
        ("/related/denver/nobody", 404),
        ("/routes?from=denver/lead-customer-service-agent", 400),
        ("/gap?from=denver/nobody&to=denver/nobody", 404),
        ("/ladder?class=denver/nobody", 404),
        ("/nowhere", 404),
    ],
)
def test_a_wrong_request_gets_problem_details(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(PREFIX + address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json(force=True)
    assert problem["status"] == status
    assert problem["detail"].endswith(".")


def test_a_list_can_be_read_in_stretches(client: FlaskClient, workspace: Workspace) -> None:
    total = len(workspace.atlas.classes)
    rows = [client.get(f"{PREFIX}/classes?limit=4&offset={start}").json["rows"] for start in range(0, total, 4)]
    assert [row["id"] for stretch in rows for row in stretch] == sorted(workspace.atlas.classes)


def test_suggestions_say_what_they_are_and_where_they_lead(client: FlaskClient) -> None:
    rows = client.get(f"{PREFIX}/suggest?q=custom").json
    assert {"class", "competency"} <= {row["kind"] for row in rows}
    for row in rows:
        assert row["detail"]
        assert client.get(row["href"]).status_code == 200


def test_a_paragraph_as_the_only_need_is_split(client: FlaskClient) -> None:
    found = client.get(f"{PREFIX}/find", query_string={"need": "Keeps a calendar and prepares reports."}).json
    assert [row["need"]["text"] for row in found["needs"]] == ["Keeps a calendar", "prepares reports"]
    assert found["candidates"][0]["cells"][0]["because"]["first_line"]
    assert found["finalists"]["first"] == found["candidates"][0]["id"]


def test_needs_keep_their_weights(client: FlaskClient) -> None:
    query = {"need": ["keeps a calendar and a diary", "speaks Spanish"], "weight": ["3", "0.5"]}
    found = client.get(f"{PREFIX}/find", query_string=query).json
    assert [row["need"]["weight"] for row in found["needs"]] == [3.0, 0.5]
    assert found["uncovered"] == ["speaks Spanish"]


@pytest.mark.parametrize("address", ["/find", "/find?need=", "/find/competencies", "/find/competencies?competency=no"])
def test_what_cannot_be_asked_is_refused_in_words(client: FlaskClient, address: str) -> None:
    answer = client.get(PREFIX + address)
    assert answer.status_code == 400
    assert answer.json is not None
    assert "competency" in answer.json["detail"] or "need" in answer.json["detail"]
