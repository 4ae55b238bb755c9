"""What does the outside world see of a record?  CONTRACT's shapes, as plain dicts and lists."""

from __future__ import annotations

from typing import Any

import msgspec


def published(value: object) -> Any:
    """`value` as plain data; a group of requirements, at any depth, shows its `op` and parts only."""
    return _without_group_tags(msgspec.to_builtins(value))


def _without_group_tags(plain: Any) -> Any:
    if isinstance(plain, dict):
        is_group = plain.get("type") == "group" and "op" in plain
        return {k: _without_group_tags(v) for k, v in plain.items() if not (is_group and k == "type")}
    if isinstance(plain, list | tuple):
        return [_without_group_tags(part) for part in plain]
    return plain
