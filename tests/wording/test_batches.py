"""What is purely editorial is answered together: one kind, one reason, one batch, one undo."""

from __future__ import annotations

import msgspec

from taxonomy.wording.batches import batch_id, in_batch, is_sure, new_batch, settled_kinds, sure_batches, weightiest
from taxonomy.wording.harmonize import harmonize
from taxonomy.wording.kinds import EDITORIAL
from tests.wording.corpus import bundled_statements
from tests.wording.ledgers import decision, undo


def test_every_sure_question_stands_under_its_weightiest_kind() -> None:
    questions = harmonize(bundled_statements(), []).questions
    batches = sure_batches(questions, [])
    assert sum(len(each.questions) for each in batches) == sum(map(is_sure, questions)) > 0
    for each in batches:
        assert not each.settled
        assert all(weightiest(q.kinds) == each.kind for q in each.questions)
        joined = each.answer == "same"
        assert all(EDITORIAL.issuperset(q.kinds) is joined for q in each.questions)


def test_a_batch_is_known_by_its_ids_and_makes_the_recipe() -> None:
    name = new_batch("case")
    made = [msgspec.structs.replace(decision(n, "same", f"a{n}", f"b{n}"), id=f"{name}-{n}") for n in (1, 2)]
    other = decision(3, "same", "x", "y")
    assert in_batch([*made, other], name) == tuple(made)
    assert batch_id(other.id) is None
    assert settled_kinds([*made, other]) == {"case"}
    taken = [msgspec.structs.replace(undo(3 + n, n), undoes=d.id) for n, d in enumerate(made, 1)]
    assert settled_kinds([*made, *taken]) == frozenset()


def test_what_was_put_off_is_not_sure() -> None:
    first = next(q for q in harmonize(bundled_statements(), []).questions if is_sure(q))
    again = harmonize(bundled_statements(), [decision(1, "skip", first.left, first.right)]).questions
    assert not next(is_sure(q) for q in again if q.id == first.id)
