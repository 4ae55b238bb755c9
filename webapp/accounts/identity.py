"""Who is asking? Somebody with a session, the one local analyst, or nobody in particular."""

from __future__ import annotations

from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from msgspec import Struct

from taxonomy.store import Role, Scope, StoreUnavailable
from webapp.web import request_context

ROLES: tuple[Role, ...] = ("reader", "analyst", "administrator")
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


class SignedInPerson(Struct, frozen=True, kw_only=True):
    """Somebody who may do what `role` may; `account` is null for the local analyst, who did not sign in."""

    name: str
    role: Role
    account: str | None = None

    def may(self, role: Role) -> bool:
        """Whether this person's role allows what `role` allows."""
        return ROLES.index(self.role) >= ROLES.index(role)


LOCAL_ANALYST = SignedInPerson(name="local analyst", role="analyst")


def register(app: Flask) -> None:
    """Keep answers to people who signed in out of every cache."""

    @app.after_request
    def forbid_keeping(response: Response) -> Response:
        if request.endpoint != "static" and (
            any(g.get(each) is not None for each in ("signed_in", "program", "local"))
        ):
            response.headers["Cache-Control"] = "no-store"
        return response


def cookie_name() -> str:
    """The session's cookie. A name with __Host- is taken by browsers only over https, for this host and all paths."""
    return "__Host-atlas-session" if request_context.settings().behind_tls else "atlas-session"


def signed_in() -> SignedInPerson | None:
    """Whose session came with this request."""
    if "signed_in" not in g:
        token = request.cookies.get(cookie_name())
        g.signed_in = _owner(token) if token else None
    return cast("SignedInPerson | None", g.signed_in)


def person() -> SignedInPerson | None:
    """Who may decide something here: who signed in, for whom a program works, else the local analyst."""
    working = program()
    return signed_in() or (working[0] if working else None) or local_analyst()


def program() -> tuple[SignedInPerson, tuple[Scope, ...]] | None:
    """For whom the program works that sent this to the API with a token, and what the token is for."""
    if request.blueprint != "api":
        return None
    if "program" not in g:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        g.program = _token_owner(secret.strip()) if kind.lower() == "bearer" else None
    return cast("tuple[SignedInPerson, tuple[Scope, ...]] | None", g.program)


def _token_owner(secret: str) -> tuple[SignedInPerson, tuple[Scope, ...]] | None:
    try:
        found = request_context.workspace().store.token_user(secret)
    except StoreUnavailable:
        return None
    if found is None:
        return None
    account, token = found
    return SignedInPerson(name=account.name, role=account.role, account=account.id), token.scopes


def may_decide() -> bool:
    """Whether who asks may decide here; reading goes on without the database."""
    try:
        who = person()
    except StoreUnavailable:
        return False
    return who is not None and who.may("analyst")


def local_analyst() -> SignedInPerson | None:
    """On loopback and before any account is made, whoever sits at this machine may work as an analyst."""
    if "local" not in g:
        g.local = LOCAL_ANALYST if comes_from_here() and not request_context.workspace().store.has_accounts else None
    return cast("SignedInPerson | None", g.local)


def _owner(token: str) -> SignedInPerson | None:
    try:
        account = request_context.workspace().store.session_user(token)
    except StoreUnavailable:  # reading goes on without the database
        return None
    return None if account is None else SignedInPerson(name=account.name, role=account.role, account=account.id)


def comes_from_here() -> bool:
    """Served on loopback, asked from loopback, and under a loopback name: another site's name that was made to point
    here (DNS rebinding) does not count."""
    settings = request_context.settings()
    if settings.host not in _LOOPBACK_NAMES or settings.trusted_proxies or settings.behind_tls:
        return False
    return _is_loopback(request.remote_addr) and urlsplit(f"//{request.host}").hostname in _LOOPBACK_NAMES


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
