"""What did a form about a decision send: the reason, and which decisions its sender had seen?"""

from __future__ import annotations

from flask import request

from webapp.web.failures import BadArgument

LONGEST_REASON = 2_000


def reason_given(field: str = "why") -> str:
    """The reason in the form. Raises BadArgument where there is none."""
    text = request.form.get(field, "").strip()
    if not text or len(text) > LONGEST_REASON:
        raise BadArgument(f"Give a reason of 1 to {LONGEST_REASON:,} characters (it is kept in the record).")
    return text


def decision_seen() -> int:
    """The number of the newest decision that was known when the form was made."""
    text = request.form.get("seen", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadArgument("The form does not say which decisions you had seen: load the page again.")
    return int(text)
