"""Signing in and out, sessions, throttling, and who may do what: every address with every role."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient

from taxonomy.store import Role
from webapp import create_app
from webapp.accounts.permissions import ENDPOINTS, READING, allowed_for
from webapp.accounts.routes import RETURNS
from webapp.api.operations import OPERATIONS
from webapp.service.workspace import Workspace
from webapp.settings import Settings

PASSWORD = "four words in a row"
LOCAL = {"REMOTE_ADDR": "127.0.0.1"}
OUTSIDE = {"REMOTE_ADDR": "192.0.2.7"}
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def people(own_workspace: Workspace) -> Workspace:
    """A workspace with one account of each role."""
    for role in ("administrator", "analyst", "reader"):
        own_workspace.store.create_account(f"an {role}", role, password=PASSWORD)
    return own_workspace


@pytest.fixture
def site(people: Workspace) -> Flask:
    return create_app(people, Settings(rate_limit=""))


def token(client: FlaskClient, address: str = "/sign-in") -> str:
    found = _TOKEN.search(client.get(address).get_data(as_text=True))
    assert found is not None, f"{address} holds no form"
    return found[1]


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in", data={"csrf_token": token(client), "name": name, "password": password, **more})


def cookie(client: FlaskClient) -> str | None:
    found = client.get_cookie("atlas-session")
    return found.value if found else None


def test_signing_in_and_out(site: Flask) -> None:
    client = site.test_client()
    answer = sign_in(client, "An Analyst")
    assert answer.status_code == 303
    page = client.get("/")
    assert "an analyst, analyst" in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"
    kept = cookie(client)
    assert client.post("/sign-out", data={"csrf_token": token(client, "/account")}).status_code == 303
    client.set_cookie("atlas-session", kept or "")
    page = client.get("/")
    assert "an analyst, analyst" not in page.get_data(as_text=True)


def test_a_session_is_new_at_every_sign_in(site: Flask, people: Workspace) -> None:
    client = site.test_client()
    client.set_cookie("atlas-session", "planted")
    sign_in(client, "an analyst")
    first = cookie(client)
    assert first not in (None, "planted")
    sign_in(client, "an analyst")
    assert cookie(client) != first
    assert people.store.session_user(first or "") is None


def test_the_form_token_of_before_is_worth_nothing_after(site: Flask) -> None:
    client = site.test_client()
    old = token(client)
    sign_in(client, "an administrator")
    answer = client.post("/accounts", data={"csrf_token": old, "name": "x", "role": "reader", "password": PASSWORD})
    assert answer.status_code == 400


@pytest.mark.parametrize("behind_tls", [True, False], ids=["https", "http"])
def test_the_cookie_is_as_strict_as_it_can_be(people: Workspace, behind_tls: bool) -> None:
    settings = Settings(rate_limit="", behind_tls=behind_tls)
    base = "https://localhost" if behind_tls else "http://localhost"
    client = create_app(people, settings).test_client()
    found = _TOKEN.search(client.get("/sign-in", base_url=base).get_data(as_text=True))
    data = {"csrf_token": found[1] if found else "", "name": "an analyst", "password": PASSWORD}
    answer = client.post("/sign-in", base_url=base, headers={"Referer": f"{base}/sign-in"}, data=data)
    [header] = [each for each in answer.headers.getlist("Set-Cookie") if "atlas-session" in each]
    assert header.startswith("__Host-atlas-session=") == behind_tls
    assert ("Secure" in header) == behind_tls
    for word in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in header
    assert "Domain" not in header


def test_too_many_wrong_passwords_have_to_wait(site: Flask, people: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    # The clock stands: on a busy machine the seconds of the first waits pass while the passwords are being hashed.
    moment = datetime.now(UTC)
    monkeypatch.setattr(people.store, "_clock", lambda: moment)
    client = site.test_client()
    codes = [sign_in(client, "an analyst", "wrong wrong wrong").status_code for _ in range(7)]
    assert codes[0] == 403
    assert codes[-1] == 429
    answer = sign_in(client, "an analyst", "wrong wrong wrong")
    assert int(answer.headers["Retry-After"]) > 0
    assert cookie(client) is None
    assert sign_in(client, "an analyst").status_code == 303, "the right one is no guess"


def test_ten_people_of_one_office_sign_in_at_once(site: Flask, people: Workspace) -> None:
    names = [
        f"colleague {word}" for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    ]
    for name in names:
        people.store.create_account(name, "analyst", password=PASSWORD)
    for number in range(8):
        sign_in(site.test_client(), f"mistyped {number}")
    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(lambda name: sign_in(site.test_client(), name).status_code, names))
    assert codes == [303] * 10


def test_a_wrong_name_and_a_wrong_password_read_the_same(site: Flask) -> None:
    texts = []
    for name, password in (("an analyst", "wrong wrong wrong"), ("nobody at all", PASSWORD)):
        page = sign_in(site.test_client(), name, password).get_data(as_text=True)
        texts.append(re.sub(r'value="[^"]*"', "", page))
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("named", "key", "expected"),
    [
        ("workbench.index", "", "/workbench"),
        ("workbench.question", "q-0123456789ab", "/workbench/q-0123456789ab"),
        ("accounts.show", "", "/account"),
        ("https://evil.example/", "", "/workbench"),
        ("//evil.example", "", "/workbench"),
        ("accounts.sign_out", "", "/workbench"),
        ("workbench.question", "//evil.example", "/workbench"),
        ("workbench.question", "", "/workbench"),
        ("", "", "/workbench"),
    ],
)
def test_signing_in_leads_only_to_named_pages(site: Flask, named: str, key: str, expected: str) -> None:
    answer = sign_in(site.test_client(), "an analyst", next=named, key=key)
    assert answer.headers["Location"] == expected


def test_every_place_to_return_to_is_there(site: Flask) -> None:
    assert RETURNS.keys() <= site.view_functions.keys()


def test_a_post_without_a_token_is_refused(site: Flask) -> None:
    client = site.test_client()
    assert client.post("/sign-in", data={"name": "an analyst", "password": PASSWORD}).status_code == 400
    assert cookie(client) is None


def test_a_disabled_account_is_out_at_once(site: Flask, people: Workspace) -> None:
    client = site.test_client()
    sign_in(client, "an analyst")
    people.store.disable_account("an analyst")
    assert client.get("/account").status_code == 303
    assert sign_in(client, "an analyst").status_code == 403


def test_an_administrator_looks_after_accounts(site: Flask, people: Workspace) -> None:
    client = site.test_client()
    sign_in(client, "an administrator")

    def post(address: str, **data: str) -> int:
        return client.post(address, data={"csrf_token": token(client, "/accounts"), **data}).status_code

    assert post("/accounts", name="Bo", role="reader", password=PASSWORD) == 200
    assert post("/accounts", name="bo", role="reader", password=PASSWORD) == 422
    assert post("/accounts", name="Cy", role="reader", password="short") == 422
    assert post("/accounts", name="Di", role="emperor", password=PASSWORD) == 422
    assert post("/accounts/change", name="Bo", what="role", role="analyst") == 200
    assert people.store.get_account("Bo").role == "analyst"
    assert post("/accounts/change", name="Bo", what="disable") == 200
    assert people.store.get_account("Bo").disabled
    assert post("/accounts/change", name="Bo", what="enable") == 200
    assert post("/accounts/change", name="Bo", what="password", password="another four words") == 200
    assert people.store.verify_password("Bo", "another four words") is not None
    assert post("/accounts/change", name="an administrator", what="role", role="reader") == 422
    assert people.store.get_account("an administrator").role == "administrator"


def test_a_person_changes_the_own_password(site: Flask, people: Workspace) -> None:
    client, elsewhere = site.test_client(), site.test_client()
    sign_in(client, "a reader" if people.store.find_account("a reader") else "an reader")
    sign_in(elsewhere, "an reader")
    data = {"csrf_token": token(client, "/account"), "present": PASSWORD, "password": "another four words"}
    wrong = client.post("/account/password", data={**data, "present": "not this one"})
    assert wrong.status_code == 422
    assert client.post("/account/password", data=data).status_code == 303
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


# Every address and every role

ROLES: tuple[str, ...] = ("nobody", *get_args(Role))


@pytest.fixture
def signed(site: Flask) -> dict[str, FlaskClient]:
    clients = {role: site.test_client() for role in ROLES}
    for role in get_args(Role):
        sign_in(clients[role], f"an {role}")
    return clients


WITH_TOKEN = {f"api.{operation.id}" for operation in OPERATIONS if operation.with_token}


def _rules(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and an address for each rule of the application."""
    filled = {"authority": "denver", "slug": "nope", "competency_id": "nope", "question_id": "q-nope"}
    found = []
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", lambda m: filled.get(m[1], "nope"), rule.rule)
        found += [(rule.endpoint, method, address) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return found


def test_every_address_says_who_may_use_it(site: Flask) -> None:
    undeclared = {
        endpoint
        for endpoint, method, _ in _rules(site)
        if endpoint.removesuffix("_json") not in ENDPOINTS
        and (endpoint.partition(".")[0] not in READING or method not in ("GET", "HEAD"))
    }
    assert undeclared == set(), "say in webapp/permissions.py who may use these"


def test_every_address_with_every_role(site: Flask, signed: dict[str, FlaskClient]) -> None:
    """Refused means: sent away to sign in, or 403; CSRF is off here, so that only the table speaks."""
    site.config["WTF_CSRF_ENABLED"] = False
    rank = {role: number for number, role in enumerate(ROLES)}
    surprises = []
    for endpoint, method, address in _rules(site):
        if endpoint in ("accounts.sign_out", "accounts.change_own_password", "accounts.sign_in"):
            continue  # they end or try sessions; they have tests of their own
        wanted = allowed_for(endpoint, method)
        least = 0 if wanted == "anyone" else rank[wanted]
        for role, client in signed.items():
            answer = client.open(address, method=method, environ_base=OUTSIDE)
            sent_away = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")
            refused = answer.status_code == 403 or sent_away
            # A session is not enough for what programs change: that wants a token (test_api_writing.py).
            if refused != (rank[role] < least or endpoint in WITH_TOKEN):
                surprises.append((endpoint, method, role, answer.status_code))
    assert surprises == []


# The local analyst


@pytest.mark.parametrize(
    ("settings", "environment", "host", "may"),
    [
        (Settings(rate_limit=""), LOCAL, "127.0.0.1:8311", True),
        (Settings(rate_limit=""), LOCAL, "localhost", True),
        (Settings(rate_limit=""), OUTSIDE, "localhost", False),
        (Settings(rate_limit=""), LOCAL, "rebound.evil.example", False),
        (Settings(rate_limit="", host="0.0.0.0"), LOCAL, "localhost", False),
        (Settings(rate_limit="", trusted_proxies=1), LOCAL, "localhost", False),
        (Settings(rate_limit="", behind_tls=True), LOCAL, "localhost", False),
    ],
    ids=["loopback", "by name", "from outside", "rebound name", "open to the network", "behind a proxy", "tls"],
)
def test_one_local_analyst_only_on_loopback(
    own_workspace: Workspace, settings: Settings, environment: dict[str, str], host: str, may: bool
) -> None:
    app = create_app(own_workspace, settings)
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/workbench/ledger", environ_base=environment, headers={"Host": host})
    assert (answer.status_code != 403) == may


def test_the_first_account_ends_the_local_analyst(own_workspace: Workspace) -> None:
    app = create_app(own_workspace, Settings(rate_limit=""))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert client.post("/workbench/ledger").status_code != 403
    own_workspace.store.create_account("Ann", "administrator", password=PASSWORD)
    assert client.post("/workbench/ledger").status_code == 403


# Where a form comes from


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": "https://localhost"}, False),  # a proxy speaks TLS for us
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "https://localhost.evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
    ],
    ids=str,
)
def test_a_form_of_another_site_is_refused_even_with_a_token(
    site: Flask, headers: dict[str, str], refused: bool
) -> None:
    client = site.test_client()
    data = {"csrf_token": token(client), "name": "an analyst", "password": PASSWORD}
    answer = client.post("/sign-in", data=data, headers=headers)
    assert answer.status_code == (403 if refused else 303)
    assert (cookie(client) is None) == refused


def test_only_names_of_this_site_are_answered(people: Workspace) -> None:
    settings = Settings(rate_limit="", allowed_hosts="atlas.city.gov, .dept.city.gov")
    client = create_app(people, settings).test_client()
    for host, code in (("atlas.city.gov", 200), ("hr.dept.city.gov", 200), ("evil.example", 400), ("localhost", 400)):
        for address in ("/classes", "/api/v1/health", "/static/atlas.css"):
            assert client.get(address, headers={"Host": host}).status_code == code, (host, address)


def test_signing_out_in_all_other_browsers(site: Flask) -> None:
    here, there = site.test_client(), site.test_client()
    for client in (here, there):
        sign_in(client, "an analyst")
    page = here.get("/account")
    assert "signed in with 2 browsers" in page.get_data(as_text=True)
    assert here.post("/account/sessions", data={"csrf_token": token(here, "/account")}).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
