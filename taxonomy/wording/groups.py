"""Which ids were joined into one, which are kept apart, and by which decisions?"""

from __future__ import annotations

from collections import defaultdict, deque

from taxonomy.model import Decision


class Groups:
    """Sets of ids that grow together, and pairs of sets that may not. The oldest join names the whole."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._born: dict[str, int] = {}
        self._apart: dict[str, dict[str, Decision]] = defaultdict(dict)
        self._joins: dict[str, list[tuple[str, Decision]]] = defaultdict(list)

    def find(self, name: str) -> str:
        """The id that stands for `name` and all that is joined to it."""
        return self._root.get(name, name)

    def members(self, name: str) -> tuple[str, ...]:
        """Every id joined to `name`, itself first."""
        root = self.find(name)
        return tuple(dict.fromkeys((root, *sorted(self._members.get(root, ())))))

    def merged(self) -> dict[str, str]:
        """Every id that gave way, with the id it gave way to."""
        return {name: root for name, root in self._root.items() if name != root}

    def join(self, left: str, right: str, decision: Decision) -> None:
        """Make the two one because of `decision`."""
        self._joins[left].append((right, decision))
        self._joins[right].append((left, decision))
        self.unite(left, right, decision.sequence)

    def unite(self, left: str, right: str, born: int) -> None:
        """Make the two one; the group that is older (or the left of two single ids) keeps its id."""
        keeps, gives = self.find(left), self.find(right)
        if keeps == gives:
            return
        if self._born.get(gives, born) < self._born.get(keeps, born):
            keeps, gives = gives, keeps
        moving = self._members.pop(gives, [gives])
        self._members.setdefault(keeps, [keeps]).extend(moving)
        self._root.update(dict.fromkeys([*moving, keeps], keeps))
        self._born[keeps] = min(born, self._born.get(keeps, born))
        self._carry_apart(gives, keeps)

    def _carry_apart(self, gives: str, keeps: str) -> None:
        for other, decision in self._apart.pop(gives, {}).items():
            self._apart[other].pop(gives, None)
            self._set_apart(keeps, other, decision)

    def keep_apart(self, left: str, right: str, decision: Decision) -> None:
        """Never join the two, nor anything joined to them, while `decision` stands."""
        self._set_apart(self.find(left), self.find(right), decision)

    def _set_apart(self, left: str, right: str, decision: Decision) -> None:
        known = self._apart[left].get(right)
        oldest = min((d for d in (known, decision) if d), key=lambda d: d.sequence)
        self._apart[left][right] = self._apart[right][left] = oldest

    def kept_apart_by(self, left: str, right: str) -> Decision | None:
        """The oldest decision that keeps the two apart, or None."""
        return self._apart.get(self.find(left), {}).get(self.find(right))

    def chain(self, left: str, right: str) -> tuple[Decision, ...]:
        """The shortest chain of decisions that made the two one, oldest first."""
        came: dict[str, tuple[str, Decision] | None] = {left: None}
        waiting = deque([left])
        while waiting and right not in came:
            here = waiting.popleft()
            for there, decision in self._joins.get(here, ()):
                if there not in came:
                    came[there] = (here, decision)
                    waiting.append(there)
        links: list[Decision] = []
        step = came.get(right)
        while step:
            links.append(step[1])
            step = came[step[0]]
        return tuple(sorted(links, key=lambda d: d.sequence))
