"""Which titles are one class over time? A title that a notice replaced leads to the class that has the new one."""

from __future__ import annotations

from collections.abc import Iterator

from taxonomy.basics.naming import class_id, slug


class Lineages:
    """Titles of classes by authority, renamed in the order in which notices rename them."""

    def __init__(self) -> None:
        self._now: dict[tuple[str, str], int] = {}
        self._before: dict[tuple[str, str], int] = {}
        self._titles: dict[int, tuple[str, str]] = {}

    def make(self, authority: str, title: str) -> int:
        """The class that has `title` from now on; one that had it before and gave it up is another."""
        key = (authority, slug(title))
        if key not in self._now:
            self._now[key] = len(self._titles)
            self._titles[len(self._titles)] = (authority, title)
        return self._now[key]

    def named(self, authority: str, title: str) -> int:
        """The class that has `title`, or had it last; one that nobody has named yet is made."""
        key = (authority, slug(title))
        known = self._now.get(key, self._before.get(key))
        return self.make(authority, title) if known is None else known

    def rename(self, authority: str, before: str, now: str) -> int:
        """The class called `before` is called `now`; its title before that may have been only proposed."""
        known = self.named(authority, before if slug(before) else now)
        for old in {(authority, slug(before)), (authority, slug(self._titles[known][1]))}:
            if self._now.get(old) == known:
                del self._now[old]
            self._before[old] = known
        self._now[authority, slug(now)] = known
        self._titles[known] = (authority, now)
        return known

    def id_now(self, known: int) -> str:
        """The id of a class by the title it has at last."""
        return class_id(*self._titles[known])

    def id_of(self, authority: str, title: str) -> str:
        """The id of the class that has this title, or had it."""
        key = (authority, slug(title))
        known = self._now.get(key, self._before.get(key))
        return class_id(authority, title) if known is None else class_id(*self._titles[known])

    def former_ids(self) -> Iterator[tuple[str, str]]:
        """Ids that titles of the past would give, and the id of the class that had them; never an id in use."""
        for (authority, name), known in self._before.items():
            if (authority, name) not in self._now:
                yield f"{authority}/{name}", class_id(*self._titles[known])
