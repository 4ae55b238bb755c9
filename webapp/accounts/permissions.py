"""Who may do what? One table of every address of the site; a test holds it against the application."""

from __future__ import annotations

from typing import Literal, TypeAlias

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.store import Role
from webapp.accounts.identity import person
from webapp.web.failures import NotAllowed, NotSignedIn
from webapp.web.responses import wants_json

Allowed: TypeAlias = Literal["anyone"] | Role

# Everybody may read these groups of pages.
READING = frozenset(
    {
        "static",
        "site",
        "operations",
        "reconciliation",
        "search",
        "classes",
        "careers",
        "checks",
        "competencies",
        "competency_sets",
        "documents",
        "finding",
        "api",
        "vocabulary",
        "redlines",
        "pairs",
        "plan",
    }
)
# What stands outside of those groups, or is more than reading.
ENDPOINTS: dict[str, Allowed] = {
    # What these take is held against the texts and forgotten; nothing is changed.
    "careers.moves_answers": "anyone",
    "careers.target_answers": "anyone",
    "careers.profile_file": "anyone",
    "careers.sheet": "anyone",
    "careers.reminder": "anyone",
    "careers.qualify_answers": "anyone",
    "api.qualify_profile": "anyone",
    "api.decide": "analyst",
    "api.undo": "analyst",
    "api.ingest": "analyst",
    "api.correct": "analyst",
    "api.remove": "analyst",
    "checks.settle_findings": "analyst",
    "checks.settle_problems": "analyst",
    "documents.correct_form": "analyst",
    "documents.correct": "analyst",
    "documents.remove_form": "analyst",
    "documents.remove": "analyst",
    "incoming.index": "analyst",
    "incoming.upload": "analyst",
    "incoming.show": "analyst",
    "incoming.publish": "analyst",
    "reconciliation.service": "anyone",
    "finding.upload": "anyone",
    "finding.gaps": "analyst",  # what strangers typed, not what documents say
    "accounts.sign_in_form": "anyone",
    "accounts.sign_in": "anyone",
    "accounts.sign_out": "anyone",
    "accounts.show": "reader",
    "accounts.change_own_password": "reader",
    "accounts.end_other_sessions": "reader",
    "accounts.create_token": "reader",
    "accounts.revoke_token": "reader",
    "accounts.index": "administrator",
    "accounts.create": "administrator",
    "accounts.change": "administrator",
    "single_sign_on.begin": "anyone",
    "single_sign_on.finish": "anyone",
    "workbench.index": "anyone",
    "workbench.question": "anyone",
    "workbench.cluster": "anyone",
    "workbench.ledger": "anyone",
    "workbench.ledger_lines": "anyone",
    "workbench.ledger_mappings": "anyone",
    "workbench.batch": "anyone",
    "workbench.decide_batch": "analyst",
    "workbench.decide": "analyst",
    "workbench.undo": "analyst",
    "workbench.comment": "analyst",
    "workbench.decide_cluster": "analyst",
    "workbench.import_ledger": "analyst",
    "vocabulary.adopt": "analyst",
    "plan.make": "analyst",
    "plan.put_change": "analyst",
    "plan.put_head": "analyst",
    "plan.act": "analyst",
    "plan.adopt": "analyst",
    "api.make_change_set": "analyst",
    "api.put_change": "analyst",
    "api.act_on_change_set": "analyst",
    "vocabulary.map_competencies": "analyst",
    "pairs.decide": "analyst",
    "pairs.keep_apart": "analyst",
}


def register(app: Flask) -> None:
    """Refuse every request of `app` that the table does not allow."""
    app.before_request(refuse)


def allowed_for(endpoint: str, method: str = "GET") -> Allowed:
    """Who may ask for this; what no table names may be read by anyone and changed only by administrators."""
    name = endpoint.removesuffix("_json")
    if name in ENDPOINTS:
        return ENDPOINTS[name]
    return "anyone" if method in ("GET", "HEAD", "OPTIONS") else "administrator"


def refuse() -> AnyResponse | None:
    """The way to sign in, or an error, for a request that is not allowed; None for one that is."""
    if request.endpoint is None:  # no such address, or not with this method: the router says so
        return None
    wanted = allowed_for(request.endpoint, request.method)
    if wanted == "anyone":
        return None
    who = person()
    if who is None:
        if request.method in ("GET", "HEAD") and not wants_json():
            return redirect(url_for("accounts.sign_in_form", next=request.endpoint), 303)
        raise NotSignedIn("Sign in first: this is for people with an account.")
    if not who.may(wanted):
        raise NotAllowed(f"This is for the role {wanted}; yours is {who.role}.")
    return None
