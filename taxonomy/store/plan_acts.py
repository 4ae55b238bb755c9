"""What people did to sets of planned changes, in order: rows are added and never changed.

Adopting writes the act and the documents that say it in one transaction: after a crash there is the plan of before or
of after, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import sqlalchemy as sa

from taxonomy.model.planned import ActName, PlanAct, PlannedSet, fold
from taxonomy.store.documents import Documents, ReadDocument, put_within
from taxonomy.store.engine import bump_version
from taxonomy.store.errors import StoreConflict, UnknownRecord
from taxonomy.store.schema import plan_acts


class PlanActs(Documents):
    """Sets of planned changes."""

    def plan_sets(self) -> dict[str, PlannedSet]:
        """Every set by id, as it is now."""
        with self.reading() as connection:
            return fold(_acts(connection))

    def plan_set(self, id: str) -> PlannedSet:
        """The set with this id. Raises UnknownRecord."""
        found = self.plan_sets().get(id)
        if found is None:
            raise UnknownRecord(f"There is no change set {id}.")
        return found

    def make_plan_set(self, name: str, authority: str, *, by: str, account: str | None = None) -> PlannedSet:
        """A new set without changes, a draft."""
        with self.writing() as connection:
            count = len({act.change_set for act in _acts(connection)})
            id = f"cs-{count + 1}"
            self._append(connection, id, "make", {"name": name, "authority": authority}, by=by, account=account)
        return self.plan_set(id)

    def act_on_plan(
        self,
        id: str,
        act: ActName,
        content: object,
        *,
        by: str,
        account: str | None = None,
        check: Callable[[PlannedSet], None],
        documents: Sequence[ReadDocument] = (),
    ) -> PlannedSet:
        """Add one act; `check` is asked within the transaction and raises where it is not possible.

        `documents` are stored with it, or neither.
        """
        with self.writing() as connection:
            planned = fold(_acts(connection)).get(id)
            if planned is None:
                raise UnknownRecord(f"There is no change set {id}.")
            check(planned)
            for document in documents:
                put_within(connection, document)
            if documents:
                bump_version(connection)
            self._append(connection, id, act, content, by=by, account=account)
        return self.plan_set(id)

    def _append(
        self, connection: sa.Connection, id: str, act: ActName, content: object, *, by: str, account: str | None
    ) -> None:
        if not by.strip():
            raise StoreConflict("A change of the plan needs the name of the person who makes it: nothing was saved.")
        newest = connection.execute(sa.select(sa.func.max(plan_acts.c.sequence))).scalar() or 0
        row = {
            "sequence": newest + 1,
            "change_set": id,
            "act": act,
            "by": by,
            "when": self._clock().isoformat(timespec="seconds"),
            "content": msgspec.json.encode(content).decode(),
            "account": account,
        }
        connection.execute(sa.insert(plan_acts).values(**row))


def _acts(connection: sa.Connection) -> list[PlanAct]:
    rows = connection.execute(sa.select(plan_acts).order_by(plan_acts.c.sequence))
    return [PlanAct(**row) for row in rows.mappings()]
