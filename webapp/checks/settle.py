"""The acts of both work lists: accept what is ticked, or switch a rule off for an employer, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request

from taxonomy.atlas import Atlas
from taxonomy.model import Decision
from taxonomy.wording.batches import new_batch
from taxonomy.wording.decisions import standing
from webapp.accounts.identity import may_decide, person
from webapp.service.decision_log import decided, forget
from webapp.service.rebuilding import rebuilder
from webapp.service.work_list import ACCEPT, DISMISS, STATES, Settled, State, WorkItem, settled, sides
from webapp.web import request_context
from webapp.web.failures import BadArgument, NotSignedIn

_LONGEST_REASON = 2_000


def settled_now(atlas: Atlas) -> Settled:
    """What people closed by now; for who only reads, by the generation."""
    in_force: Iterable[Decision] = decided().in_force if may_decide() else standing(atlas.index.decisions)
    return settled(in_force)


def wanted_state() -> State:
    """The state whose items are asked for."""
    found = [state for state in STATES if state == request.args.get("state")]
    return found[0] if found else "open"


def settle(items: Iterable[WorkItem]) -> None:
    """Close the items that are ticked in the form. Raises BadArgument where nothing is, or no reason is given."""
    ticked, who = set(request.form.getlist("item")), person()
    chosen = [item for item in items if item.key in ticked]
    why = request.form.get("why", "").strip()[:_LONGEST_REASON]
    if who is None:
        raise NotSignedIn("Sign in first: this is for people with an account.")
    if not chosen:
        raise BadArgument("Nothing was ticked, so nothing was changed. Go back and tick what you mean.")
    if not why:
        raise BadArgument("Nothing was changed. Go back and give a reason (it is kept in the record).")
    answer = DISMISS if request.form.get("act") == "dismiss" else ACCEPT
    request_context.workspace().store.add_together(
        answer, sides(chosen, answer), batch=new_batch(answer), by=who.name, account=who.account, why=why
    )
    rebuilder().catch_up()
    forget()
