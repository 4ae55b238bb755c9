"""What people decided, in order and for ever: rows are added, chained by hash, and never changed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from taxonomy.model import Decision, Question
from taxonomy.model.wording import DecisionKind
from taxonomy.store.engine import Database, bump_version
from taxonomy.store.errors import StaleVersion, StoreConflict, UnknownRecord
from taxonomy.store.ledger_chain import broken_links, decision_hash, read_line
from taxonomy.store.schema import comments, decisions, state


class Comment(Struct, frozen=True, kw_only=True):
    """What somebody said about a question without deciding it."""

    sequence: int
    question: str
    by: str
    when: str
    text: str
    account: str | None = None


class Ledger(Database):
    """The decisions and the comments of the workspace."""

    def append_decision(
        self,
        answer: DecisionKind,
        question: str | None,
        left: str,
        right: str,
        *,
        by: str,
        why: str,
        account: str | None = None,
        undoes: str | None = None,
        when: str | None = None,
        expected_sequence: int | None = None,
    ) -> Decision:
        """Add one decision; it is on the disk when this returns.

        `expected_sequence` is the newest number (`ledger_head`) that the person had seen: where the same question or
        the same pair was decided after it, nothing is added and `StaleVersion` is raised.
        """
        wanted = self._decision(
            answer, question, left, right, by=by, why=why, account=account, undoes=undoes, when=when
        )
        with self.writing() as connection:
            _refuse_stale(connection, wanted, expected_sequence)
            return _append(connection, [wanted])[0]

    def _decision(
        self,
        answer: DecisionKind,
        question: str | None,
        left: str,
        right: str,
        *,
        by: str,
        why: str,
        account: str | None = None,
        undoes: str | None = None,
        when: str | None = None,
    ) -> Decision:
        """A decision of this moment that has no place in the chain yet."""
        if not by.strip():
            raise StoreConflict("A decision needs the name of the person who makes it: nothing was saved.")
        return Decision(
            id=_new_id(),
            sequence=0,
            answer=answer,
            question=question,
            left=left,
            right=right,
            by=by,
            when=when or self._clock().isoformat(timespec="seconds"),
            why=why,
            undoes=undoes,
            account=account,
        )

    def add_batch(
        self,
        name: str,
        answer: DecisionKind,
        questions: Sequence[Question],
        *,
        by: str,
        why: str,
        account: str | None = None,
        expected_sequence: int | None = None,
    ) -> tuple[Decision, ...]:
        """Give all `questions` one answer under one reason, as the batch `name`: all of them, or none and why."""
        made = (self._decision(answer, q.id, q.left, q.right, by=by, why=why, account=account) for q in questions)
        wanted = [msgspec.structs.replace(each, id=f"{name}-{number}") for number, each in enumerate(made, start=1)]
        with self.writing() as connection:
            for decision in wanted:
                _refuse_stale(connection, decision, expected_sequence)
            return _append(connection, wanted)

    def add_together(
        self,
        answer: DecisionKind,
        sides: Sequence[tuple[str, str]],
        *,
        batch: str,
        by: str,
        why: str,
        account: str | None = None,
    ) -> tuple[Decision, ...]:
        """Give `answer` about several pairs under one reason, as a batch: all of them, or none and why."""
        made = (self._decision(answer, None, left, right, by=by, why=why, account=account) for left, right in sides)
        wanted = [msgspec.structs.replace(each, id=f"{batch}-{number}") for number, each in enumerate(made, start=1)]
        with self.writing() as connection:
            return _append(connection, wanted)

    def undo_all(
        self, undone: Sequence[Decision], name: str, *, by: str, why: str, account: str | None = None
    ) -> tuple[Decision, ...]:
        """Take decisions back together, in the batch `name`: all of them, or none and why."""
        wanted = [
            msgspec.structs.replace(
                self._decision("undo", d.question, d.left, d.right, by=by, why=why, undoes=d.id, account=account),
                id=f"{name}-{number}",
            )
            for number, d in enumerate(undone, start=1)
        ]
        with self.writing() as connection:
            for decision in undone:
                _refuse_second_undo(connection, decision.id)
            return _append(connection, wanted)

    def undo_decision(
        self, id: str, *, by: str, why: str, account: str | None = None, expected_sequence: int | None = None
    ) -> Decision:
        """Take a decision back by a further one; the first stays in the ledger."""
        undone = self.find_decision(id)
        if undone is None:
            raise UnknownRecord(f"There is no decision {id}.")
        sides = (undone.left, undone.right)
        wanted = self._decision("undo", undone.question, *sides, by=by, why=why, account=account, undoes=id)
        with self.writing() as connection:
            _refuse_stale(connection, wanted, expected_sequence)
            _refuse_second_undo(connection, id)
            return _append(connection, [wanted])[0]

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision in the order in which it was added."""
        with self.reading() as connection:
            rows = connection.execute(sa.select(decisions).order_by(decisions.c.sequence))
            return tuple(Decision(**row) for row in rows.mappings())

    def find_decision(self, id: str) -> Decision | None:
        """The decision with this id."""
        with self.reading() as connection:
            row = connection.execute(sa.select(decisions).where(decisions.c.id == id)).mappings().one_or_none()
        return None if row is None else Decision(**row)

    def ledger_head(self) -> tuple[int, str]:
        """The newest decision's number and hash (0 and an empty text before the first): write it in a log each day."""
        with self.reading() as connection:
            return _head(connection)

    def leads_through(self, sequence: int, hash: str) -> bool:
        """Whether the decision of this number is still the one with this hash."""
        query = sa.select(decisions.c.hash).where(decisions.c.sequence == sequence)
        with self.reading() as connection:
            return sequence == 0 or connection.execute(query).scalar() == hash

    def verify_ledger(self) -> list[str]:
        """One sentence for every place where the ledger is not what was written; empty: untouched."""
        with self.reading() as connection:
            rows = connection.execute(sa.select(decisions).order_by(decisions.c.sequence))
            chain = [Decision(**row) for row in rows.mappings()]
            head = _head(connection)
        return list(broken_links(chain, head))

    def ledger_lines(self) -> Iterator[str]:
        """The ledger as JSON Lines, oldest first."""
        for decision in self.decisions():
            yield msgspec.json.encode(decision).decode()

    def import_decisions(self, lines: Iterable[str], *, by: str, account: str | None = None) -> tuple[Decision, ...]:
        """Add the decisions in JSON Lines that are not here yet, in their order; all of them, or none and why.

        They get new numbers at the end of this ledger, `by` as the one who brought them and the time of now: the author
        and the time that a line states are kept as claims. A line may leave out `sequence`, `previous_hash` and `hash`.
        """
        read = [read_line(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
        with self.writing() as connection:
            new = [decision for decision in read if not _is_here(connection, decision)]
            return _append(connection, self._as_claims(new, by, account))

    def add_decisions(self, wanted: Sequence[Decision], *, by: str, account: str | None = None) -> tuple[Decision, ...]:
        """Add those of `wanted` whose ids are not here yet, in their order, as claims; all of them, or none and why."""
        with self.writing() as connection:
            here = set(connection.execute(sa.select(decisions.c.id)).scalars())
            new = [decision for decision in wanted if decision.id not in here]
            return _append(connection, self._as_claims(new, by, account))

    def _as_claims(self, read: Iterable[Decision], by: str, account: str | None) -> list[Decision]:
        now = self._clock().isoformat(timespec="seconds")
        return [
            msgspec.structs.replace(
                each, by=by, account=account, when=now, claimed_by=claimed_by, claimed_at=claimed_at or None
            )
            for each in read
            for claimed_by, claimed_at in (_stated(each),)
        ]

    def add_comment(self, question: str, *, by: str, text: str, account: str | None = None) -> Comment:
        """Say something about a question."""
        with self.writing() as connection:
            newest = connection.execute(sa.select(sa.func.max(comments.c.sequence))).scalar() or 0
            when = self._clock().isoformat(timespec="seconds")
            comment = Comment(sequence=newest + 1, question=question, by=by, when=when, text=text, account=account)
            _refuse_unprintable(comment)
            connection.execute(sa.insert(comments).values(msgspec.structs.asdict(comment)))
        return comment

    def comments(self, question: str | None = None) -> tuple[Comment, ...]:
        """What was said about `question`, or about all of them, oldest first."""
        query = sa.select(comments).order_by(comments.c.sequence)
        if question is not None:
            query = query.where(comments.c.question == question)
        with self.reading() as connection:
            return tuple(Comment(**row) for row in connection.execute(query).mappings())


def _stated(decision: Decision) -> tuple[str, str]:
    """Whose decision it is, and of when: as the file says that it came in, if it came in one."""
    return decision.claimed_by or decision.by, decision.claimed_at or ("" if decision.claimed_by else decision.when)


def _said(decision: Decision) -> tuple[object, ...]:
    """What two copies of one decision have in common in every ledger."""
    words = (decision.answer, decision.question, decision.left, decision.right, decision.why, decision.undoes)
    return (*words, *_stated(decision))


def _new_id() -> str:
    return f"d-{secrets.token_hex(6)}"


def _head(connection: sa.Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(state.c.ledger_sequence, state.c.ledger_hash)).one()
    return int(row.ledger_sequence), str(row.ledger_hash)


def _append(connection: sa.Connection, wanted: Iterable[Decision]) -> tuple[Decision, ...]:
    """Number and chain the decisions, and write them with the new head."""
    sequence, previous = _head(connection)
    written = []
    for decision in wanted:
        _refuse_unknown_undo(connection, decision)
        _refuse_unprintable(decision)
        sequence += 1
        numbered = msgspec.structs.replace(decision, sequence=sequence, previous_hash=previous, hash="")
        chained = msgspec.structs.replace(numbered, hash=decision_hash(numbered))
        connection.execute(sa.insert(decisions).values(msgspec.structs.asdict(chained)))
        previous = chained.hash
        written.append(chained)
    if written:
        connection.execute(sa.update(state).values(ledger_sequence=sequence, ledger_hash=previous))
        bump_version(connection)
    return tuple(written)


def _refuse_stale(connection: sa.Connection, wanted: Decision, expected_sequence: int | None) -> None:
    if expected_sequence is None:
        return
    pair = (wanted.left, wanted.right)
    same = sa.and_(decisions.c.left.in_(pair), decisions.c.right.in_(pair))
    if wanted.question is not None:
        same = sa.or_(same, decisions.c.question == wanted.question)
    newer = sa.select(decisions).where(decisions.c.sequence > expected_sequence, same)
    row = connection.execute(newer.order_by(decisions.c.sequence.desc()).limit(1)).mappings().first()
    if row is not None:
        raise StaleVersion(
            f"{row['by']} has decided this in the meantime ({row['answer']}, {row['when']}): look at it again.",
            sequence=row["sequence"],
        )


def _refuse_unknown_undo(connection: sa.Connection, decision: Decision) -> None:
    if decision.undoes is None:
        return
    found = connection.execute(sa.select(decisions.c.id).where(decisions.c.id == decision.undoes)).first()
    if found is None:
        raise UnknownRecord(f"There is no decision {decision.undoes} to take back.")


def _refuse_second_undo(connection: sa.Connection, id: str) -> None:
    """Raise where the decision was taken back already, and nobody took that back in turn."""
    undos = connection.execute(
        sa.select(decisions).where(decisions.c.answer == "undo").order_by(decisions.c.sequence.desc())
    ).mappings()
    undone: dict[str | None, Decision] = {}
    for undo in (Decision(**row) for row in undos):
        if undo.id not in undone:
            undone.setdefault(undo.undoes, undo)
    if id in undone:
        first = undone[id]
        raise StoreConflict(f"{first.by or 'Somebody'} took decision {id} back already ({first.id}, {first.when}).")


def _refuse_unprintable(record: Decision | Comment) -> None:
    """PostgreSQL keeps no NUL: what SQLite takes in must be able to move there."""
    if any("\x00" in text for text in msgspec.structs.astuple(record) if isinstance(text, str)):
        raise StoreConflict("The text holds characters that cannot be kept: nothing was saved.")


def _is_here(connection: sa.Connection, decision: Decision) -> bool:
    """Whether this decision was added before; the same id with other words is refused."""
    row = connection.execute(sa.select(decisions).where(decisions.c.id == decision.id)).mappings().one_or_none()
    if row is None:
        return False
    if _said(Decision(**row)) != _said(decision):
        raise StoreConflict(f"Decision {decision.id} is in the ledger already, with other words.")
    return True
