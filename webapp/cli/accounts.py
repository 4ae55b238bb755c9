"""`atlas account`: who may decide? The first administrator is made here; the others can be made on the pages too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from taxonomy.store import StoreError
from webapp.cli.session import Session, json_option, print_json, print_rows

ROLES = ("reader", "analyst", "administrator")


@click.group()
def account() -> None:
    """People who may sign in: readers, analysts who decide about wording, administrators.

    \b
    Begin with:
      atlas account create "Ann Lee" --role administrator
    """


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Say what the store refuses in its own sentence."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except StoreError as error:
            raise click.ClickException(str(error)) from error

    return run


@account.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="analyst", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@click.option("--no-password", is_flag=True, help="For somebody who signs in with single sign-on only.")
@click.option("--issuer", help="With --subject: the address of the OpenID provider.")
@click.option("--subject", help="What the OpenID provider calls this person.")
@click.pass_obj
@plainly
def create(
    session: Session,
    name: str,
    role: Any,
    password_stdin: bool,
    no_password: bool,
    issuer: str | None,
    subject: str | None,
) -> None:
    """Make an account for NAME."""
    password = None if no_password else _password(from_stdin=password_stdin)
    made = session.writable.store.create_account(name, role, password=password, issuer=issuer, subject=subject)
    click.echo(f"{made.name} may sign in as {made.role}.")


@account.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@click.pass_obj
@plainly
def password(session: Session, name: str, password_stdin: bool) -> None:
    """Give NAME another password; ends all sessions of the account."""
    store = session.writable.store
    store.get_account(name)
    store.change_password(name, _password(from_stdin=password_stdin))
    click.echo(f"{name} has another password.")


@account.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@click.pass_obj
@plainly
def role(session: Session, name: str, role: Any) -> None:
    """Let NAME do more, or less."""
    session.writable.store.set_role(name, role)
    click.echo(f"{name} is {role} now.")


@account.command()
@click.argument("name")
@click.pass_obj
@plainly
def disable(session: Session, name: str) -> None:
    """Close the account of NAME; the decisions stay."""
    session.writable.store.disable_account(name)
    click.echo(f"{name} cannot sign in any more.")


@account.command()
@click.argument("name")
@click.pass_obj
@plainly
def enable(session: Session, name: str) -> None:
    """Open a closed account again."""
    session.writable.store.enable_account(name)
    click.echo(f"{name} can sign in again.")


@account.command("list")
@json_option
@click.pass_obj
@plainly
def list_(session: Session, as_json: bool) -> None:
    """All accounts, the closed ones included."""
    found = session.writable.store.accounts()
    if as_json:
        print_json(found)
    else:
        print_rows((a.name, a.role, "closed" if a.disabled else "open", a.created[:10]) for a in found)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed


COMMANDS = {"account": account}
