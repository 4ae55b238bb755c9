"""Does a notice ask for its changes, or does it report that they were adopted? Its own words are the only witness."""

from __future__ import annotations

from typing import Literal

from taxonomy.basics.datafiles import read_table


def read_standing(text: str) -> Literal["proposed", "adopted"]:
    """ "PASSED AND ADOPTED this 8th day of June" is done; an order that asks nobody is done; the rest is proposed."""
    words = read_table("notices.toml")["standing"]
    said = " ".join(text.casefold().split())

    def holds(name: str) -> bool:
        return any(word in said for word in words[name])

    if holds("done"):
        return "adopted"
    return "adopted" if holds("acts") and not holds("asked") else "proposed"
