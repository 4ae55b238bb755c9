"""What does an OpenID provider say of itself, and how is it asked? Two kinds of requests, over https or on loopback."""

from __future__ import annotations

import base64
import time
import urllib.error
import urllib.request
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

_SECONDS = 10
_MOST_BYTES = 1_000_000
_FRESH = 300.0
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ProviderError(Exception):
    """The provider cannot be reached, or says what it may not say; the message is one plain sentence."""


class Metadata(Struct, frozen=True):
    """What we need of a provider's description."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


_METADATA = msgspec.json.Decoder(Metadata)
_ANSWER = msgspec.json.Decoder(dict[str, Any])


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not the one that was set."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


class Provider:
    """One provider; what it publishes is kept for five minutes."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, dict[str, Any]] | None = None

    @property
    def metadata(self) -> Metadata:
        """Its description, which must be its own: another issuer in it is refused."""
        if self._metadata is None or self._metadata[0] < time.monotonic():
            data = _fetch(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            try:
                found = _METADATA.decode(data)
            except msgspec.DecodeError as error:
                raise ProviderError("The single sign-on does not describe itself as OpenID Connect asks.") from error
            if found.issuer != self.issuer:
                raise ProviderError("The single sign-on calls itself by another name than the settings do.")
            self._metadata = (time.monotonic() + _FRESH, found)
        return self._metadata[1]

    def keys(self) -> Any:
        """The keys it signs with."""
        if self._keys is None or self._keys[0] < time.monotonic():
            self._keys = (time.monotonic() + _FRESH, _decoded(_fetch(self.metadata.jwks_uri)))
        return self._keys[1]

    def exchange(self, form: dict[str, str], client: str, secret: str) -> dict[str, Any]:
        """What its token endpoint gives for `form`, sent with our name and secret."""
        said = base64.b64encode(f"{quote(client, safe='')}:{quote(secret, safe='')}".encode()).decode()
        answer = _decoded(_fetch(self.metadata.token_endpoint, urlencode(form).encode(), f"Basic {said}"))
        if not isinstance(answer.get("id_token"), str):
            raise ProviderError("The single sign-on gave no token.")
        return answer


@lru_cache(maxsize=4)
def provider_at(issuer: str) -> Provider:
    """The provider that calls itself `issuer`."""
    return Provider(issuer)


def _fetch(address: str, form: bytes | None = None, authorization: str | None = None) -> bytes:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ProviderError("The single sign-on must be reached over https.")
    headers = {"Accept": "application/json"} | ({"Authorization": authorization} if authorization else {})
    asked = urllib.request.Request(address, data=form, headers=headers)
    try:
        with _opener.open(asked, timeout=_SECONDS) as answer:
            data: bytes = answer.read(_MOST_BYTES + 1)
    except (urllib.error.URLError, OSError) as error:
        raise ProviderError("The single sign-on cannot be reached just now, or refused.") from error
    if len(data) > _MOST_BYTES:
        raise ProviderError("The single sign-on said too much.")
    return data


def _decoded(data: bytes) -> dict[str, Any]:
    try:
        return _ANSWER.decode(data)
    except msgspec.DecodeError as error:
        raise ProviderError("The single sign-on did not answer in JSON.") from error
