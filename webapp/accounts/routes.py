"""Signing in and out, one's own account, and the accounts of others."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.store import SCOPES, Account, Role, StoreConflict, TooManyAttempts, UnknownRecord
from webapp.accounts.accounts_page import account_list, account_page, sign_in_page
from webapp.accounts.identity import SignedInPerson, cookie_name, signed_in
from webapp.web import request_context
from webapp.web.failures import BadArgument
from webapp.web.responses import answer

accounts = Blueprint("accounts", __name__)

# Where signing in may lead: a name, never an address, and the argument that its `key` fills.
RETURNS: dict[str, str | None] = {
    "accounts.index": None,
    "accounts.show": None,
    "site.home": None,
    "vocabulary.reference": None,
    "workbench.cluster": "competency_id",
    "workbench.index": None,
    "workbench.ledger": None,
    "workbench.question": "question_id",
}
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,200}")


@accounts.get("/sign-in")
def sign_in_form() -> Response:
    """The form."""
    return _form()


@accounts.post("/sign-in")
def sign_in() -> AnyResponse:
    """Check name and password, and begin a new session."""
    name = request.form.get("name", "")
    store = request_context.workspace().store
    try:
        found = store.verify_password(name, request.form.get("password", ""), origin=request.remote_addr)
    except TooManyAttempts as error:
        refused = _form(name, str(error), 429)
        refused.headers["Retry-After"] = str(error.retry_after)
        return refused
    if found is None:
        return _form(name, "Wrong name or password, or the account is disabled.", 403)
    return begin_session(found, return_address(request.form.get("next"), request.form.get("key")))


@accounts.post("/sign-out")
def sign_out() -> AnyResponse:
    """End the session, here and in the database."""
    token = request.cookies.get(cookie_name())
    if token:
        request_context.workspace().store.end_session(token)
    session.clear()
    leaving = redirect(url_for("site.home"), 303)
    leaving.delete_cookie(
        cookie_name(), path="/", secure=request_context.settings().behind_tls, httponly=True, samesite="Lax"
    )
    return leaving


@accounts.get("/account")
def show() -> AnyResponse:
    """One's own account."""
    who = signed_in()
    if who is None:
        return redirect(url_for("accounts.sign_in_form"), 303)
    return _own(who)


@accounts.post("/account/password")
def change_own_password() -> AnyResponse:
    """Another password, for whoever knows the present one; ends the account's other sessions."""
    who = signed_in()
    if who is None:
        raise BadArgument("The local analyst has no password.")
    store = request_context.workspace().store
    try:
        found = store.verify_password(who.name, request.form.get("present", ""), origin=request.remote_addr)
        if found is None:
            return _own(who, problem="That is not your present password.")
        store.change_password(who.name, request.form.get("password", ""))
    except StoreConflict as error:
        return _own(who, problem=str(error))
    return begin_session(found, url_for("accounts.show"))


@accounts.post("/account/sessions")
def end_other_sessions() -> AnyResponse:
    """Sign out in every other browser."""
    who, token = signed_in(), request.cookies.get(cookie_name())
    if who is None or who.account is None or token is None:
        raise BadArgument("The local analyst has no session.")
    request_context.workspace().store.end_other_sessions(who.account, token)
    return redirect(url_for("accounts.show"), 303)


@accounts.post("/account/tokens")
def create_token() -> Response:
    """A new token for a program; its secret is shown on the page that answers, and never again."""
    who, form = _with_account(), request.form
    days = form.get("days", "")
    scopes = tuple(scope for scope in SCOPES if scope in form.getlist("scope"))
    try:
        made, secret = request_context.workspace().store.create_token(
            who.account or "", form.get("name", ""), scopes, days=int(days) if days.isascii() and days.isdigit() else 0
        )
    except StoreConflict as error:
        return _own(who, problem=str(error))
    return _own(who, message=f"The token “{made.name}” is made.", secret=secret)


@accounts.post("/account/tokens/revoke")
def revoke_token() -> AnyResponse:
    """End a token of one's own."""
    who = _with_account()
    request_context.workspace().store.revoke_token(who.account or "", request.form.get("token", ""))
    return redirect(url_for("accounts.show"), 303)


def _with_account() -> SignedInPerson:
    who = signed_in()
    if who is None or who.account is None:
        raise BadArgument("The local analyst needs no token.")
    return who


@accounts.get("/accounts")
def index() -> Response:
    """Everybody's accounts."""
    return _list()


@accounts.post("/accounts")
def create() -> Response:
    """Make an account."""
    settings, form = request_context.settings(), request.form
    subject = form.get("subject", "").strip() or None
    try:
        made = request_context.workspace().store.create_account(
            form.get("name", ""),
            _role(form.get("role", "")),
            password=form.get("password") or None,
            issuer=settings.oidc_issuer if subject else None,
            subject=subject,
        )
    except StoreConflict as error:
        return _list(problem=str(error))
    return _list(message=f"{made.name} may sign in as {made.role}.")


@accounts.post("/accounts/change")
def change() -> Response:
    """Change the role or the password of an account, close it or open it again."""
    store, form = request_context.workspace().store, request.form
    name, what = form.get("name", ""), form.get("what", "")
    try:
        if what == "role":
            store.set_role(name, _role(form.get("role", "")))
        elif what == "password":
            store.change_password(name, form.get("password", ""))
        elif what == "disable":
            store.disable_account(name)
        elif what == "enable":
            store.enable_account(name)
        else:
            raise BadArgument("The form does not say what to change.")
    except (StoreConflict, UnknownRecord) as error:
        return _list(problem=str(error))
    return _list(message=f"{name} is changed, and has to sign in again.")


def begin_session(account: Account, address: str) -> AnyResponse:
    """A new session in place of whatever came with the request; what the old one signed is worth nothing any more."""
    settings = request_context.settings()
    token = request_context.workspace().store.start_session(account.id, replaces=request.cookies.get(cookie_name()))
    session.clear()
    arriving = redirect(address, 303)
    arriving.set_cookie(cookie_name(), token, path="/", secure=settings.behind_tls, httponly=True, samesite="Lax")
    arriving.headers["Cache-Control"] = "no-store"
    return arriving


def return_address(name: str | None, key: str | None) -> str:
    """Where to go after signing in: one of the named pages, else the workbench."""
    argument = RETURNS.get(name or "")
    if argument is not None and _KEY.fullmatch(key or ""):
        values: dict[str, Any] = {argument: key}
        return url_for(name or "", **values)
    return url_for(name if name in RETURNS and argument is None and name else "workbench.index")


def _form(name: str = "", problem: str | None = None, status: int = 200) -> Response:
    page = sign_in_page(
        name=name,
        next_=request.values.get("next"),
        key=request.values.get("key"),
        problem=problem,
        provider=request_context.settings().oidc_name if request_context.settings().oidc_issuer else None,
        has_accounts=request_context.workspace().store.has_accounts,
    )
    response = answer("sign_in.html", page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _own(
    who: SignedInPerson, *, message: str | None = None, problem: str | None = None, secret: str | None = None
) -> Response:
    store = request_context.workspace().store
    page = account_page(
        who,
        store.find_account(who.name),
        message,
        problem,
        sessions=store.open_sessions(who.account) if who.account else 1,
        tokens=store.tokens_of(who.account) if who.account else (),
        secret=secret,
    )
    return answer("account.html", page, 422 if problem else 200)


def _list(message: str | None = None, problem: str | None = None) -> Response:
    page = account_list(
        request_context.workspace().store.accounts(), request_context.settings().oidc_issuer, message, problem
    )
    return answer("account_list.html", page, 422 if problem else 200)


def _role(text: str) -> Role:
    return text  # type: ignore[return-value]  # the store refuses a role that there is not
