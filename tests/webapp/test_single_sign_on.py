"""Signing in with a real OpenID provider on loopback, and every way in which its answer may be wrong."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings

pytest.importorskip("authlib", reason="the extra `sso` is not installed")

from joserfc.jwk import RSAKey

from tests.webapp.openid_provider import CLIENT, SECRET, OpenIDProvider, Person

RETURN = "http://localhost/sign-in/provider/return"


@pytest.fixture
def provider() -> Iterator[OpenIDProvider]:
    running = OpenIDProvider([RETURN])
    yield running
    running.close()


@pytest.fixture
def site(own_workspace: Workspace, provider: OpenIDProvider) -> Flask:
    return create_app(own_workspace, settings_of(provider))


def settings_of(provider: OpenIDProvider, **more: Any) -> Settings:
    wanted = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    return Settings(**{**wanted, "oidc_new_role": "analyst", "rate_limit": "", **more})


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def visit_provider(address: str) -> str:
    """Where the provider sends the browser back to."""
    try:
        urllib.request.build_opener(_Stay).open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError("the provider sent nobody back")


def round_trip(client: FlaskClient, **changes: str) -> Any:
    """Sign in through the provider; `changes` are made to what the browser brings back."""
    begun = client.get("/sign-in/provider?next=accounts.show")
    assert begun.status_code == 303, begun.get_data(as_text=True)
    back = urlsplit(visit_provider(begun.headers["Location"]))
    given = {name: values[0] for name, values in parse_qs(back.query).items()} | changes
    return client.get(back.path, query_string=given)


def test_a_person_signs_in_with_the_provider(site: Flask, provider: OpenIDProvider, own_workspace: Workspace) -> None:
    client = site.test_client()
    answer = round_trip(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert "Ann Lee, analyst" in client.get("/").get_data(as_text=True)
    account = own_workspace.store.account_by_subject(provider.issuer, "s-17")
    assert account is not None
    assert not account.has_password
    round_trip(site.test_client())
    assert len(own_workspace.store.accounts()) == 1


def test_what_is_asked_of_the_provider(site: Flask, provider: OpenIDProvider) -> None:
    for _ in range(2):
        round_trip(site.test_client())
    one, two = provider.asked
    assert one["response_type"] == "code"
    assert one["code_challenge_method"] == "S256"
    assert "openid" in one["scope"].split()
    for name in ("state", "nonce", "code_challenge"):
        assert len(one[name]) >= 40
        assert one[name] != two[name]


@pytest.mark.parametrize(
    "spoil",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"nonce": "another nonce"},
        {"nonce": None},
        {"exp": int(time.time()) - 3600},
        {"aud": [CLIENT, "another-client"]},
        {"sub": None},
    ],
    ids=["issuer", "audience", "nonce", "no nonce", "expired", "two audiences without azp", "no subject"],
)
def test_a_token_that_is_not_for_us_is_refused(
    site: Flask, provider: OpenIDProvider, own_workspace: Workspace, spoil: dict[str, Any]
) -> None:
    provider.spoil = spoil
    client = site.test_client()
    assert round_trip(client).status_code == 403
    assert client.get_cookie("atlas-session") is None
    assert own_workspace.store.accounts() == ()


def test_a_token_signed_by_another_key_is_refused(site: Flask, provider: OpenIDProvider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert round_trip(site.test_client()).status_code == 403


@pytest.mark.parametrize("changes", [{"state": "x"}, {"code": "x"}, {"iss": "https://evil.example"}], ids=str)
def test_a_changed_answer_is_refused(site: Flask, changes: dict[str, str]) -> None:
    assert round_trip(site.test_client(), **changes).status_code == 403


def test_an_answer_counts_once_and_in_its_own_browser(site: Flask) -> None:
    client, other = site.test_client(), site.test_client()
    begun = client.get("/sign-in/provider")
    back = urlsplit(visit_provider(begun.headers["Location"]))
    assert other.get(f"{back.path}?{back.query}").status_code == 403
    assert client.get(f"{back.path}?{back.query}").status_code == 303
    assert client.get(f"{back.path}?{back.query}").status_code == 403


def test_who_declines_is_not_signed_in(site: Flask, provider: OpenIDProvider) -> None:
    provider.person = None
    assert round_trip(site.test_client()).status_code == 403


def test_a_description_of_another_issuer_is_refused(provider: OpenIDProvider, own_workspace: Workspace) -> None:
    site = create_app(own_workspace, settings_of(provider, oidc_issuer=f"{provider.issuer}/"))
    assert site.test_client().get("/sign-in/provider").status_code == 403


def test_only_https_is_asked_beyond_this_machine(provider: OpenIDProvider, own_workspace: Workspace) -> None:
    site = create_app(own_workspace, settings_of(provider, oidc_issuer="http://sso.example"))
    answer = site.test_client().get("/sign-in/provider")
    assert answer.status_code == 403
    assert b"https" in answer.data


def test_without_a_role_for_newcomers_an_administrator_makes_accounts(
    provider: OpenIDProvider, own_workspace: Workspace
) -> None:
    site = create_app(own_workspace, settings_of(provider, oidc_new_role=None))
    refused = round_trip(site.test_client())
    assert refused.status_code == 403
    assert b"s-17" in refused.data
    own_workspace.store.create_account("Ann", "reader", issuer=provider.issuer, subject="s-17")
    assert round_trip(site.test_client()).status_code == 303


def test_a_namesake_gets_an_account_of_the_own(site: Flask, provider: OpenIDProvider, own_workspace: Workspace) -> None:
    own_workspace.store.create_account("Ann Lee", "administrator", password="four words in a row")
    client = site.test_client()
    round_trip(client)
    assert "administrator" not in client.get("/account").get_data(as_text=True)


def test_a_closed_account_stays_closed(site: Flask, own_workspace: Workspace) -> None:
    round_trip(site.test_client())
    own_workspace.store.disable_account("Ann Lee")
    assert round_trip(site.test_client()).status_code == 403


def test_two_people_are_two_accounts(site: Flask, provider: OpenIDProvider, own_workspace: Workspace) -> None:
    round_trip(site.test_client())
    provider.person = Person("s-18", "Bea Ray")
    round_trip(site.test_client())
    assert [a.name for a in own_workspace.store.accounts()] == ["Ann Lee", "Bea Ray"]
