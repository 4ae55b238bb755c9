"""What can be set, what does it mean, and what is it when nobody sets it?

One frozen record, made once from `ATLAS_*` environment variables and the flags of the command line, and handed
to `create_app`. Nothing else in the web application reads the environment.
"""

from __future__ import annotations

import os
import secrets
import sys
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields

PREFIX = "ATLAS_"
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names the variable and what it takes."""


class Settings(Struct, frozen=True, kw_only=True):
    """Every setting of the web application. The variable of `page_size` is `ATLAS_PAGE_SIZE`, and so on."""

    host: str = "127.0.0.1"
    """Address to listen on. Anything but loopback shows the workspace to the network."""
    port: int = 8311
    """Port to listen on."""
    secret_key: str = field(default_factory=lambda: secrets.token_hex(32))
    """Signs form tokens. Set it when several processes serve one site; otherwise each start makes its own."""
    behind_tls: bool = False
    """True where every visitor comes over https: sends HSTS and marks cookies Secure."""
    allowed_hosts: str | None = None
    """Names under which this site is reached, with commas between them; any other is refused. Nothing: every name."""
    trusted_proxies: int = 0
    """How many proxies in front set X-Forwarded-* (0: such headers are ignored)."""
    mask_contacts: bool = True
    """Show [e-mail] and [phone] instead of contact details on pages. Stored originals keep them."""
    page_size: int = 20
    """Rows on one page of a list or of search results."""
    max_request_bytes: int = 1_000_000
    """Largest request body; more is answered with 413."""
    max_upload_bytes: int = 32_000_000
    """Largest set of documents that people who may bring documents in can send at once."""
    rate_limit: str = "600 per minute"
    """Requests one address may make; more is answered with 429. Empty: no limit."""
    plan_needs_two: bool = False
    """Whether whoever submits a set of planned changes may not be the one who posts and adopts it."""
    metrics: bool = False
    """Show figures for Prometheus at /metrics to everybody; otherwise only to programs on this machine."""
    site_name: str = "Competency Atlas"
    """Name in the masthead."""
    contact: str | None = None
    """Who to write to about this site, shown on the help and error pages (an address or a sentence)."""
    oidc_issuer: str | None = None
    """Address of an OpenID Connect provider that people may sign in with (extra `sso`); nothing: passwords only."""
    oidc_client_id: str | None = None
    """What the provider calls this site."""
    oidc_client_secret: str | None = None
    """The secret that the provider gave this site."""
    oidc_name: str = "single sign-on"
    """What people call the provider, for the button."""
    oidc_new_role: str | None = None
    """Role of a person who comes from the provider for the first time. Nothing: an administrator makes accounts."""


def read_settings(environment: Mapping[str, str], **flags: Any) -> Settings:
    """Settings from `ATLAS_*` variables; a flag that is not None wins over its variable."""
    kinds = typing.get_type_hints(Settings)
    values: dict[str, Any] = {}
    for each in fields(Settings):
        raw = environment.get(PREFIX + each.name.upper())
        if raw is not None:
            values[each.name] = _value(PREFIX + each.name.upper(), raw.strip(), kinds[each.name])
    values.update({name: value for name, value in flags.items() if value is not None})
    return Settings(**values)


def default_home() -> Path:
    """Where the workspace of this user lies when neither `--home` nor `ATLAS_HOME` says."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "competency-atlas"


def _value(variable: str, raw: str, kind: Any) -> Any:
    if kind is bool:
        return _truth(variable, raw)
    if kind is int:
        return _number(variable, raw)
    if isinstance(kind, types.UnionType):
        return raw or None
    return raw


def _truth(variable: str, raw: str) -> bool:
    if raw.lower() in _YES | _NO:
        return raw.lower() in _YES
    raise SettingsError(f"{variable} is {raw!r}; it takes yes or no.")


def _number(variable: str, raw: str) -> int:
    if raw.isascii() and raw.isdigit():
        return int(raw)
    raise SettingsError(f"{variable} is {raw!r}; it takes a whole number.")
