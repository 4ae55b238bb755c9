"""How things of an Atlas are named in linked data: URIs and UUIDs that stay the same from export to export."""

from __future__ import annotations

import os
import uuid
from urllib.parse import quote

DEFAULT_BASE = "urn:competency-atlas:"


def base() -> str:
    """What every URI begins with: ATLAS_URI_BASE (an address that a city owns), else a URN."""
    return os.environ.get("ATLAS_URI_BASE") or DEFAULT_BASE


def uri(kind: str, key: str = "") -> str:
    """The URI of a class, competency, variant or the whole scheme."""
    parts = "/".join(quote(part, safe="") for part in (kind, *key.split("/")) if part)
    return base() + (parts.replace("/", ":") if base().startswith("urn:") else parts)


def identifier(kind: str, key: str = "") -> str:
    """A UUID that depends only on the URI (RFC 9562, version 5), for formats that want one."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, uri(kind, key)))
