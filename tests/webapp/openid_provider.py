"""A real OpenID provider for tests: Authlib's own authorization server, served on loopback."""

from __future__ import annotations

import threading
import time
from typing import Any

import waitress
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import RSAKey
from msgspec import Struct

CLIENT, SECRET = "atlas", "a secret / with: marks"


class Person(Struct, frozen=True):
    """Who is at the browser."""

    sub: str
    name: str


class Code(AuthorizationCodeMixin):
    """A code that was handed out, with what was asked for it."""

    def __init__(self, code: str, payload: Any, user: Person) -> None:
        self.code, self.user, self.asked = code, user, dict(payload.data)
        self.code_challenge = self.asked.get("code_challenge")
        self.code_challenge_method = self.asked.get("code_challenge_method")

    def get_redirect_uri(self) -> str | None:
        return self.asked.get("redirect_uri")

    def get_scope(self) -> str | None:
        return self.asked.get("scope")

    def get_nonce(self) -> str | None:
        return self.asked.get("nonce")

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Client(ClientMixin):
    """The one client that the provider knows."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self.addresses[0]

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.addresses

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class OpenIDProvider:
    """Runs in a thread; `person` is signed in there, `spoil` changes the claims of its tokens."""

    def __init__(self, addresses: list[str]) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.signs_with = self.key
        self.person: Person | None = Person("s-17", "Ann Lee")
        self.spoil: dict[str, Any] = {}
        self.codes: dict[str, Code] = {}
        self.asked: list[dict[str, str]] = []
        self.client = Client(addresses)
        self.app = self._application()
        self._server = waitress.create_server(self.app, port=0, threads=2)
        self.issuer = f"http://127.0.0.1:{self._server.effective_port}"
        threading.Thread(target=self._server.run, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _application(self) -> Flask:
        app, provider = Flask(__name__), self
        server = AuthorizationServer(
            app, query_client=lambda id: provider.client if id == CLIENT else None, save_token=lambda *_: None
        )

        class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
            TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

            def save_authorization_code(self, code: str, request: Any) -> None:
                provider.codes[code] = Code(code, request.payload, request.user)

            def query_authorization_code(self, code: str, client: Client) -> Code | None:
                return provider.codes.get(code)

            def delete_authorization_code(self, authorization_code: Code) -> None:
                del provider.codes[authorization_code.code]

            def authenticate_user(self, authorization_code: Code) -> Person:
                return authorization_code.user

        class Tokens(OpenIDCode):  # type: ignore[misc]
            def exists_nonce(self, nonce: str, request: Any) -> bool:
                return False

            def resolve_client_private_key(self, client: Client) -> Any:
                return provider.signs_with

            def get_client_algorithm(self, client: Client) -> str:
                return "RS256"

            def get_encode_header(self, client: Client) -> dict[str, str]:
                return {"alg": "RS256", "kid": "one"}

            def get_client_claims(self, client: Client) -> dict[str, Any]:
                return {"iss": provider.issuer}

            def get_compatible_claims(self, request: Any) -> dict[str, Any]:
                now = int(time.time())
                return {"iss": provider.issuer, "aud": [CLIENT], "iat": now, "exp": now + 300}

            def generate_user_info(self, user: Person, scope: str) -> dict[str, Any]:
                return {"sub": user.sub, "name": user.name} | provider.spoil

        server.register_grant(CodeGrant, [CodeChallenge(required=True), Tokens(require_nonce=True)])

        @app.get("/.well-known/openid-configuration")
        def description() -> Any:
            return jsonify(
                issuer=provider.issuer,
                authorization_endpoint=f"{provider.issuer}/authorize",
                token_endpoint=f"{provider.issuer}/token",
                jwks_uri=f"{provider.issuer}/keys",
                response_types_supported=["code"],
            )

        @app.get("/keys")
        def keys() -> Any:
            return jsonify(keys=[provider.key.as_dict(private=False)])

        @app.get("/authorize")
        def authorize() -> Any:
            provider.asked.append(request.args.to_dict())
            return server.create_authorization_response(grant_user=provider.person)

        @app.post("/token")
        def token() -> Any:
            return server.create_token_response()

        return app
