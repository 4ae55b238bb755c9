"""What does the outside world see of a record?  The shapes of docs/api.md, as plain dicts and lists."""

from __future__ import annotations

from typing import Any

import msgspec


def published(value: object) -> Any:
    """`value` as plain data; a group of requirements, at any depth, shows its `op` and parts only."""
    return _without_group_tags(msgspec.to_builtins(value))


def published_schema(schema: Any) -> Any:
    """A JSON Schema of records as msgspec writes it -> the schema of what `published` makes of them."""
    if isinstance(schema, list):
        return [published_schema(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    properties = schema.get("properties")
    if isinstance(properties, dict) and properties.get("type") == {"enum": ["group"]}:
        shown = {name: each for name, each in properties.items() if name != "type"}
        schema = {**schema, "properties": shown, "required": [name for name in schema["required"] if name != "type"]}
    # What tells members of a union apart is their own `enum`; a discriminator would ask every member for `type`.
    return {name: published_schema(part) for name, part in schema.items() if name != "discriminator"}


def _without_group_tags(plain: Any) -> Any:
    if isinstance(plain, dict):
        is_group = plain.get("type") == "group" and "op" in plain
        return {k: _without_group_tags(v) for k, v in plain.items() if not (is_group and k == "type")}
    if isinstance(plain, list | tuple):
        return [_without_group_tags(part) for part in plain]
    return plain
