"""What does the outside world see of a parsed document?  CONTRACT "Reading", as plain dicts and lists."""

from __future__ import annotations

from typing import Any

import msgspec

from taxonomy.model import ParsedDocument


def published(parsed: ParsedDocument) -> dict[str, Any]:
    """The JSON object of `atlas parse`; a group of requirements shows its `op` and parts only."""
    plain: dict[str, Any] = msgspec.to_builtins(parsed)
    for specification in plain["specifications"]:
        if specification["requirement"]:
            _without_group_tag(specification["requirement"])
    return plain


def _without_group_tag(tree: dict[str, Any]) -> None:
    if tree.get("type") == "group":
        del tree["type"]
        for part in tree["of"]:
            _without_group_tag(part)
