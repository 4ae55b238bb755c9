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
_REFERENCE = "#/components/schemas/{name}"
_STATUS_WORDS = {
    301: "The id was merged into another; Location leads there.",
    400: "A parameter is missing or invalid.",
    404: "There is no such thing.",
    429: "Too many requests from one address.",
    503: "There is nothing to read yet.",
}


@cache
def describe(root: str) -> dict[str, Any]:
    """The description of the API of a site whose front page is at `root`."""
    answers = [operation.answer for operation in OPERATIONS]
    bodies = [operation for operation in OPERATIONS if operation.body is not None]
    schemas, components = msgspec.json.schema_components(
        [*answers, *(each.body for each in bodies), ProblemDetails], ref_template="#/components/schemas/{name}"
    )
    schemas, components = published_schema(list(schemas)), published_schema(components)
    of_operation = dict(zip((operation.id for operation in OPERATIONS), schemas, strict=False))
    of_body = dict(zip((each.id for each in bodies), schemas[len(answers) :], strict=False))
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
            operation.path: {operation.method: _operation(operation, of_operation[operation.id], of_body)}
            for operation in OPERATIONS
        },
        "components": {"schemas": components},
    }


def _operation(operation: Operation, schema: dict[str, Any], of_body: Mapping[str, Any]) -> dict[str, Any]:
    found = {"description": operation.words, "content": {"application/json": {"schema": schema}}}
    body = of_body.get(operation.id)
    taken = {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}} if body else {}
    return {
        **taken,
        "operationId": operation.id,
        "summary": operation.words,
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": {"200": found, **{str(status): _failure(status) for status in (*operation.statuses, 429)}},
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
