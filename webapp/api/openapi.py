"""What does the API take and give? OpenAPI 3.1, written from the same records that the answers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from taxonomy.reading.published import published_schema
from webapp.api.operations import OPERATIONS, Operation, Parameter
from webapp.web.problem_details import ProblemDetails

PREFIX = "/api/v1"
_PARTS = ("answer", "otherwise", "body")
_REFERENCE = "#/components/schemas/{name}"
_TOKEN_WORDS = "A token that somebody made on the page of their account, for what it is needed here."
_STATUS_WORDS = {
    301: "The id was merged into another; Location leads there.",
    400: "A parameter is missing or invalid.",
    403: "No token was sent, or one that is not for this.",
    404: "There is no such thing.",
    409: "Somebody was faster, or it contradicts what was decided. Nothing was saved.",
    413: "The body is larger than this site takes.",
    429: "Too many requests from one address.",
    503: "There is nothing to read yet.",
}


@cache
def describe(root: str) -> dict[str, Any]:
    """The description of the API of a site whose front page is at `root`."""
    kinds = {
        (each.id, part): kind for each in OPERATIONS for part in _PARTS if (kind := getattr(each, part)) is not None
    }
    schemas, components = msgspec.json.schema_components(
        [*kinds.values(), ProblemDetails], ref_template="#/components/schemas/{name}"
    )
    components = published_schema(components)
    found = dict(zip(kinds, published_schema(list(schemas)), strict=False))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Competency Atlas",
            "version": "1",
            "description": "Class specifications and the competencies they share. Every fact cites document and line.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root + PREFIX}],
        "paths": {
            path: {each.method: _operation(each, found) for each in of_path} for path, of_path in _by_path().items()
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _TOKEN_WORDS}},
        },
    }


def _by_path() -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in OPERATIONS:
        found.setdefault(operation.path, []).append(operation)
    return found


def _operation(operation: Operation, schemas: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    answers = [schemas[operation.id, part] for part in ("answer", "otherwise") if (operation.id, part) in schemas]
    schema = answers[0] if len(answers) == 1 else {"anyOf": answers}
    found = {"description": operation.words, "content": {"application/json": {"schema": schema}}}
    return {
        **_taken(operation, schemas),
        "operationId": operation.id,
        "summary": operation.words,
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": {"200": found, **{str(status): _failure(status) for status in (*operation.statuses, 429)}},
    }


def _taken(operation: Operation, schemas: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """What is sent with it: a body of its kind, and a token where it changes something."""
    if operation.body is None:
        return {}
    content = (
        {"application/octet-stream": {}}
        if operation.body is bytes
        else {"application/json": {"schema": schemas[operation.id, "body"]}}
    )
    return {
        "requestBody": {"required": True, "content": content},
        **({"security": [{"token": []}]} if operation.with_token else {}),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.words,
        "schema": parameter.schema,
    }


def _failure(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": _STATUS_WORDS[status]}
    if status >= 400:
        schema = {"$ref": _REFERENCE.format(name="ProblemDetails")}
        answer["content"] = {"application/problem+json": {"schema": schema}}
    return answer
