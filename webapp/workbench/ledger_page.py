"""What does the page of the ledger hold? Every decision, newest first, and the ways out and in."""

from __future__ import annotations

from flask import url_for

from taxonomy.atlas import Atlas
from webapp.service.decision_log import decided
from webapp.web.components import Link, Pagination, paginate
from webapp.workbench.workbench_state import BenchPage, DecisionRow, bench, decision_row, mapped


class LedgerPage(BenchPage, frozen=True, kw_only=True):
    """The ledger. `proof` is null until it was asked for; then it says what is wrong, or is empty."""

    found: Pagination[DecisionRow]
    seen: int
    exports: tuple[Link, ...]
    proof: tuple[str, ...] | None
    prove: str
    message: str | None
    left_out: tuple[str, ...]
    conflict: str | None


def ledger_page(
    atlas: Atlas,
    *,
    page: int,
    size: int,
    proof: tuple[str, ...] | None = None,
    message: str | None = None,
    left_out: tuple[str, ...] = (),
    conflict: str | None = None,
) -> LedgerPage:
    """One page of the ledger."""
    found = paginate(decided().decisions[::-1], page, size, lambda number: url_for("workbench.ledger", page=number))
    return LedgerPage(
        title="Ledger of decisions",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link("Ledger of decisions"),
        ),
        generation=atlas.generation,
        bench=bench(),
        found=mapped(found, lambda decision: decision_row(atlas, decision)),
        seen=decided().head,
        exports=(
            Link("JSON Lines", url_for("workbench.ledger_lines")),
            Link("SSSOM mappings", url_for("workbench.ledger_mappings")),
        ),
        proof=proof,
        prove=url_for("workbench.ledger", prove=1),
        message=message,
        left_out=left_out,
        conflict=conflict,
    )
