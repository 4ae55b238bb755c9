"""How does a failure reach a person as one sentence? Every refusal of ours is a `Failure`, and its message is that."""

from __future__ import annotations


class Failure(Exception):
    """What was asked could not be done; the message says what happened, what is still fine and what to do next."""
