"""What do the pages about accounts hold? Signing in, one's own account, and everybody's for administrators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from flask import url_for
from msgspec import Struct

from taxonomy.store import SCOPES, Account, ApiToken
from taxonomy.store.passwords import MIN_LENGTH
from taxonomy.store.tokens import MOST_DAYS
from webapp.accounts.identity import ROLES, SignedInPerson
from webapp.web.components import Link, Page, readable_date


class SignInPage(Page, frozen=True, kw_only=True):
    """The form to sign in; `problem` says what was wrong with what was typed."""

    name: str
    next: str | None
    key: str | None
    problem: str | None
    single_sign_on: Link | None
    has_accounts: bool


class TokenRow(Struct, frozen=True, kw_only=True):
    """A token of one's own, and what it is for, in words."""

    id: str
    name: str
    scopes: str
    expires: str
    used: str


class AccountPage(Page, frozen=True, kw_only=True):
    """Somebody's own account."""

    name: str
    role: str
    least_letters: int
    has_password: bool
    sessions: int
    tokens: tuple[TokenRow, ...]
    may_have_tokens: bool
    scopes: tuple[str, ...]
    most_days: int
    secret: str | None
    message: str | None
    problem: str | None


class AccountRow(Struct, frozen=True, kw_only=True):
    """One account in the list of administrators."""

    name: str
    role: str
    created: str
    disabled: str | None
    signs_in_with: str


class AccountList(Page, frozen=True, kw_only=True):
    """Every account, and the forms that make and change them."""

    rows: tuple[AccountRow, ...]
    roles: tuple[str, ...]
    least_letters: int
    issuer: str | None
    message: str | None
    problem: str | None


def sign_in_page(
    *,
    name: str = "",
    next_: str | None,
    key: str | None,
    problem: str | None = None,
    provider: str | None,
    has_accounts: bool,
) -> SignInPage:
    """The page where one signs in; `provider` is what people call the single sign-on, if there is one."""
    begin = url_for("single_sign_on.begin", next=next_, key=key) if provider else None
    return SignInPage(
        title="Sign in",
        crumbs=(Link("Home", url_for("site.home")), Link("Sign in")),
        name=name,
        next=next_,
        key=key,
        problem=problem,
        single_sign_on=Link(f"Sign in with {provider}", begin) if provider else None,
        has_accounts=has_accounts,
    )


def account_page(
    who: SignedInPerson,
    account: Account | None,
    message: str | None = None,
    problem: str | None = None,
    *,
    sessions: int = 1,
    tokens: Iterable[ApiToken] = (),
    secret: str | None = None,
) -> AccountPage:
    """The page of one's own account; `secret` is that of a token that was made just now."""
    return AccountPage(
        title="Your account",
        crumbs=(Link("Home", url_for("site.home")), Link("Your account")),
        name=who.name,
        role=who.role,
        least_letters=MIN_LENGTH,
        has_password=account is not None and account.has_password,
        sessions=sessions,
        tokens=tuple(map(_token_row, tokens)),
        may_have_tokens=who.account is not None,
        scopes=SCOPES,
        most_days=MOST_DAYS,
        secret=secret,
        message=message,
        problem=problem,
    )


def account_list(
    accounts: Iterable[Account], issuer: str | None, message: str | None = None, problem: str | None = None
) -> AccountList:
    """The page where administrators look after accounts."""
    return AccountList(
        title="Accounts",
        crumbs=(Link("Home", url_for("site.home")), Link("Accounts")),
        rows=tuple(map(_row, accounts)),
        roles=ROLES,
        least_letters=MIN_LENGTH,
        issuer=issuer,
        message=message,
        problem=problem,
    )


def _token_row(token: ApiToken) -> TokenRow:
    return TokenRow(
        id=token.id,
        name=token.name,
        scopes=" and ".join(token.scopes),
        expires=_day(token.expires),
        used=_day(token.used) if token.used else "never",
    )


def _day(at: int) -> str:
    day = datetime.fromtimestamp(at, UTC).date().isoformat()
    return readable_date(day) or day


def _row(account: Account) -> AccountRow:
    ways = [name for name, has in (("password", account.has_password), ("single sign-on", account.subject)) if has]
    return AccountRow(
        name=account.name,
        role=account.role,
        created=readable_date(account.created[:10]) or account.created,
        disabled=readable_date(account.disabled[:10]) if account.disabled else None,
        signs_in_with=" or ".join(ways) or "nothing yet",
    )
