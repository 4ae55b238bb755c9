"""Signing in with an OpenID Connect provider: the authorization code flow with PKCE, state and nonce.

Needs the extra `sso` and is imported only where a provider is set. The issuer comes from the settings alone; keys are
those it publishes; Authlib judges the claims of its token.
"""

from __future__ import annotations

import hmac
import logging
import secrets
import time
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from flask import Blueprint, redirect, request, session, url_for
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.store import Account, Role, StoreConflict
from webapp.accounts.provider import Provider, ProviderError, provider_at
from webapp.accounts.routes import begin_session, return_address
from webapp.web import request_context
from webapp.web.failures import NotSignedIn

single_sign_on = Blueprint("single_sign_on", __name__, url_prefix="/sign-in/provider")
# Never HS256: it would take the provider's public key for a secret.
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
_KEPT = "single_sign_on"
_MINUTES = 10
_LEEWAY = 60
_log = logging.getLogger(__name__)


@single_sign_on.get("")
def begin() -> AnyResponse:
    """Send the browser to the provider; what it must bring back is kept in the signed cookie."""
    settings = request_context.settings()
    kept = {
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(48),
        "next": request.args.get("next"),
        "key": request.args.get("key"),
        "until": int(time.time()) + _MINUTES * 60,
    }
    asked = {
        "response_type": "code",
        "client_id": settings.oidc_client_id,
        "redirect_uri": _return_address(),
        "scope": "openid profile",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": create_s256_code_challenge(kept["verifier"]),
        "code_challenge_method": "S256",
    }
    try:
        address = _provider().metadata.authorization_endpoint
    except ProviderError as error:
        raise NotSignedIn(str(error)) from error
    session[_KEPT] = kept
    return redirect(f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", 303)


@single_sign_on.get("/return")
def finish() -> AnyResponse:
    """Take the provider's answer, prove it, and begin a session."""
    kept = session.pop(_KEPT, None)
    given = request.args
    if not kept or not hmac.compare_digest(str(kept["state"]).encode(), given.get("state", "").encode()):
        raise NotSignedIn("This answer was not asked for from this browser: sign in again.")
    if kept["until"] < time.time():
        raise NotSignedIn("That took too long: sign in again.")
    if given.get("iss", request_context.settings().oidc_issuer) != request_context.settings().oidc_issuer:
        raise NotSignedIn("The answer came from another provider.")
    if "error" in given or "code" not in given:
        raise NotSignedIn("The provider did not sign you in.")
    try:
        claims = _proven(given["code"], kept)
    except (ProviderError, JoseError, ValueError) as error:
        _log.warning("Single sign-on was refused: %s", type(error).__name__)
        raise NotSignedIn("The provider's answer could not be proven: sign in again.") from error
    return begin_session(_account(claims), return_address(kept["next"], kept["key"]))


def _proven(code: str, kept: dict[str, str]) -> CodeIDToken:
    """The claims of the token that `code` is exchanged for: signed by the issuer, for us, now, and asked for here."""
    settings, provider = request_context.settings(), _provider()
    answer = provider.exchange(
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": _return_address(),
            "code_verifier": kept["verifier"],
        },
        settings.oidc_client_id or "",
        settings.oidc_client_secret or "",
    )
    token = jwt.decode(answer["id_token"], KeySet.import_key_set(provider.keys()), algorithms=ALGORITHMS)
    claims = CodeIDToken(
        token.claims,
        token.header,
        options={
            "iss": {"essential": True, "value": settings.oidc_issuer},
            "aud": {"essential": True, "value": settings.oidc_client_id},
            "nonce": {"essential": True, "value": kept["nonce"]},
        },
        params={
            "nonce": kept["nonce"],
            "client_id": settings.oidc_client_id,
            "access_token": answer.get("access_token"),
        },
    )
    claims.validate(leeway=_LEEWAY)
    return claims


def _account(claims: CodeIDToken) -> Account:
    """The account of this person, made at the first coming where the settings say with which role."""
    settings, store = request_context.settings(), request_context.workspace().store
    issuer, subject = settings.oidc_issuer or "", str(claims["sub"])
    known = store.account_by_subject(issuer, subject)
    if known is not None:
        return known
    if settings.oidc_new_role is None:
        raise NotSignedIn(f"You have no account here yet. An administrator can make one for “{subject}”.")
    name = str(claims.get("name") or claims.get("preferred_username") or subject)[:60]
    role: Role = settings.oidc_new_role  # type: ignore[assignment]  # the store refuses a role that there is not
    if store.find_account(name) is not None:
        name = f"{name} ({subject[:12]})"  # a namesake is another person
    try:
        return store.create_account(name, role, issuer=issuer, subject=subject)
    except StoreConflict as error:  # the account of this person is closed
        raise NotSignedIn("This account is closed.") from error


def _provider() -> Provider:
    return provider_at(request_context.settings().oidc_issuer or "")


def _return_address() -> str:
    return url_for("single_sign_on.finish", _external=True)
